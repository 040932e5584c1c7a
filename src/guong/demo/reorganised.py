"""Another province in 2025: three communes become one, the district disappears, a cell splits in the middle of a drive.

Told in three parts, so that the figures of the drive can be looked at before and after: `begin`, `reorganise`, `go_on`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from random import Random
from typing import Any

from guong.access.models import Grant
from guong.access.roles import Role
from guong.access.services import give_grant
from guong.accounts.services import create_account
from guong.audit.work import unit_of_work
from guong.corrections.enums import Outcome
from guong.corrections.models import Recheck
from guong.corrections.services import judge_item, report_action
from guong.demo import acts
from guong.demo.cellcast import CellCast
from guong.demo.names import Names
from guong.demo.rechecks import REASONS, judge_of
from guong.demo.stage import Stage
from guong.demo.texts import UPWARD_ANSWERS
from guong.drives.enums import DriveMode
from guong.drives.models import Drive, Registration
from guong.drives.services import Line, close_drive, create_drive, note_held, open_drive, register_list
from guong.kernel import clock
from guong.org.enums import MemberKind, PostKind, UnitKind
from guong.org.models import Person, Post, Unit
from guong.org.services import add_member, create_unit, give_post, link_account
from guong.reorganisation.enums import Kind
from guong.reorganisation.rules import fingerprint
from guong.reorganisation.services import apply, pass_rights, prepare
from guong.reviews.enums import Addressee
from guong.reviews.models import Remark
from guong.reviews.services.upward import answer_upward

CODE = "TSTS-VANLOC-2025"
BEGIN = date(2021, 1, 4)
NEW_ORDER, PARTED = date(2025, 7, 1), date(2025, 7, 10)
COMMUNES = (("VL-DS", "Đồng Sấu"), ("VL-TK", "Tân Khoang"), ("VL-PL", "Phú Lạc"))
VILLAGES = (("Ngòi Trai", "Gò Dẻ"), ("Bến Lở", "Đồi Chè"), ("Cầu Mây", "Xóm Vạn"))
LARGE, SMALL = 12, 3  # members of the cell that splits, and of the others
EVENING = clock.local(2025, 6, 6, 19, 30)
CLERK, SECRETARY, NEW_CLERK = "vanphong-vanloc", "bithu-ngoi-trai", "vanphong-lien-khe"


@dataclass
class Story:
    """What was built. `cell`: the one that splits, as the drive froze it."""

    stage: Stage
    top: Unit
    district: Unit
    communes: list[Unit] = field(default_factory=list)
    cells: list[Unit] = field(default_factory=list)
    people: dict[int, list[Person]] = field(default_factory=dict)  # cell id → its members, the secretary first
    drive: Drive | None = None
    cell: CellCast | None = None


def tell(stage: Stage, progress: Callable[[str], None]) -> None:
    """The whole story."""
    progress(
        "Sắp xếp năm 2025: ba xã thành một, bỏ cấp huyện, tách một chi bộ / a reorganisation in the middle of a drive"
    )
    with unit_of_work():
        story = begin(stage)
        reorganise(story)
        go_on(story)


def begin(stage: Stage) -> Story:
    """The old order, and its drive until the end of June: four of six cells have met, one of them with a whole evening."""
    with clock.at(clock.local(2021, 1, 4, 8)):
        story = _build(stage)
    with clock.at(clock.local(2025, 4, 1, 8)):
        clerk = stage.actor(CLERK)
        drive = create_drive(
            actor=clerk, code=CODE, name="Đợt “Tự soi, tự sửa” năm 2025 trong Đảng bộ tỉnh Vân Lộc", theme="Tự soi, tự sửa",
            mode=DriveMode.POLITICAL, year=2025, owner=story.top, scope_unit=story.top, starts_on=date(2025, 4, 1),
            ends_on=date(2025, 9, 30), window_from=date(2025, 5, 1), window_to=date(2025, 8, 31),
        )  # fmt: skip
        story.drive = open_drive(actor=clerk, drive=drive)
    story.cell = _cast(story)
    with clock.at(clock.local(2025, 5, 5, 8)):
        own = acts.register(story.cell, EVENING)
        days = [date(2025, 6, 10), date(2025, 6, 11), date(2025, 6, 12), date(2025, 8, 5), date(2025, 8, 6)]
        lines = [_line(unit, day) for unit, day in zip(story.cells[1:], days, strict=True)]
        rows = register_list(actor=stage.actor(CLERK), drive=story.drive, rows=lines)
    reviews = acts.write_reviews(story.cell, clock.local(2025, 6, 2, 9))
    acts.thematic_evening(story.cell, own, reviews, [], deadline=date(2025, 7, 31))
    _note(story, CLERK, rows[:3], clock.local(2025, 6, 16, 9))
    return story


def _line(unit: Unit, day: date) -> Line:
    return Line(
        unit, clock.local(day.year, day.month, day.day, 19, 30), f"Nhà văn hóa {unit.name.removeprefix('Chi bộ ')}"
    )


def _note(story: Story, login: str, rows: list[Registration], when: datetime) -> None:
    """A clerk notes from the reports which cells have met."""
    with clock.at(when):
        held = [(row, row.starts_at.astimezone(clock.ZONE).date()) for row in rows]
        note_held(actor=story.stage.actor(login), drive=_drive(story), rows=held)


def _drive(story: Story) -> Drive:
    if story.drive is None or story.cell is None:
        raise RuntimeError("the story has not begun")
    return story.drive


def _build(stage: Stage) -> Story:
    make, system = create_unit, stage.system
    top = make(actor=system, code="VL", name="Tỉnh ủy Vân Lộc", kind=UnitKind.PROVINCE)
    make(actor=system, code="VL-TG", name="Ban Tuyên giáo Tỉnh ủy Vân Lộc", kind=UnitKind.BOARD, parent=top)
    district = make(actor=system, code="VL-H", name="Huyện ủy Thạch Lũng", kind=UnitKind.DISTRICT, parent=top)
    make(actor=system, code="VL-H-TG", name="Ban Tuyên giáo Huyện ủy Thạch Lũng", kind=UnitKind.BOARD, parent=district)
    story, names = Story(stage, top, district), Names(2025)
    for (code, name), villages in zip(COMMUNES, VILLAGES, strict=True):
        commune = make(actor=system, code=code, name=f"Đảng ủy xã {name}", kind=UnitKind.COMMUNE, parent=district)
        story.communes.append(commune)
        for number, village in enumerate(villages, start=1):
            _cell(story, commune, f"{code}-{number}", village, names)
    _account(story, CLERK, "Văn phòng Tỉnh ủy Vân Lộc", [(Role.CLERK, top, True), (Role.LEADER, top, True)])
    secretary = story.people[story.cells[0].pk][0]
    _account(story, SECRETARY, secretary.full_name, [(Role.SECRETARY, story.cells[0], False)])
    link_account(actor=system, person=secretary, account=stage.accounts[SECRETARY])
    return story


def _cell(story: Story, commune: Unit, code: str, village: str, names: Names) -> None:
    unit = create_unit(
        actor=story.stage.system, code=code, name=f"Chi bộ thôn {village}", kind=UnitKind.CELL_VILLAGE, parent=commune,
        block="nông thôn",
    )  # fmt: skip
    story.cells.append(unit)
    people: list[Person] = []
    story.people[unit.pk] = people
    for number in range(LARGE if len(story.cells) == 1 else SMALL):
        born, gender = 1960 + number * 3, "mf"[number % 2]
        people.append(
            add_member(
                actor=story.stage.system, unit=unit, code=f"{code}-{number + 1:02d}", full_name=names.take(gender),
                birth_date=date(born, 1 + number % 12, 15), gender=gender, admitted_on=date(born + 26, 5, 19),
                kind=MemberKind.FREELANCE, since=BEGIN,
            )
        )  # fmt: skip
    for person, kind in zip(
        people, (PostKind.CELL_SECRETARY, PostKind.CELL_DEPUTY, PostKind.CELL_COMMITTEE), strict=False
    ):
        give_post(actor=story.stage.system, person=person, unit=unit, kind=kind, since=BEGIN)


def _account(story: Story, login: str, label: str, rights: list[tuple[Role, Unit, bool]]) -> None:
    stage = story.stage
    stage.accounts[login] = create_account(actor=stage.system, unit_path="", username=login, label=label)
    for role, unit, subtree in rights:
        give_grant(
            actor=stage.system, account=stage.accounts[login], role=role, unit=unit, subtree=subtree,
            reason="Theo chức trách được phân công",
        )  # fmt: skip


def _cast(story: Story) -> CellCast:
    if story.drive is None:
        raise RuntimeError("the drive has not begun")
    unit = story.cells[0]
    people = story.people[unit.pk]
    return CellCast(
        stage=story.stage, unit=unit, drive=story.drive, secretary=people[0], deputy=people[1], third=people[2],
        members=people, away=set(), random=Random(CODE),  # noqa: S311  # a repeatable story
    )  # fmt: skip


def reorganise(story: Story) -> None:
    """On 1 July the communes merge and the level of districts ends; on 10 July the large cell becomes two."""
    with clock.at(clock.local(2025, 7, 1, 8)):
        basis = "Nghị quyết số 1684/NQ-ĐU, ngày 16/6/2025, sắp xếp tổ chức đảng"
        merge = {
            "units": [unit.pk for unit in story.communes], "parent": story.district.pk, "code": "VL-LK",
            "name": "Đảng ủy xã Liên Khê",
        }  # fmt: skip
        merged = _event(story, Kind.MERGE, basis, merge)
        _event(story, Kind.ABOLISH, basis, {"top": story.top.pk, "kind": UnitKind.DISTRICT})
    with clock.at(clock.local(2025, 7, 10, 8)):
        _split(story)
        new = Unit.objects.get(code="VL-LK")
        _account(story, NEW_CLERK, "Văn phòng Đảng ủy xã Liên Khê", [(Role.CLERK, new, True)])
        pass_rights(actor=story.stage.actor(CLERK), event=merged)


def _split(story: Story) -> None:
    unit = story.cells[0]
    going = [person.pk for person in story.people[unit.pk][LARGE // 2 :]]
    parts = [
        {"code": "VL-DS-1A", "name": "Chi bộ thôn Ngòi Trai Thượng"},
        {"code": "VL-DS-1B", "name": "Chi bộ thôn Ngòi Trai Hạ", "people": going},
    ]
    order = {"unit": unit.pk, "closes": True, "parts": parts}
    posts = list(Post.objects.filter(unit=unit, to_on=None).values_list("pk", flat=True))
    grants = list(Grant.objects.filter(unit=unit, ended_at=None).values_list("pk", flat=True))
    basis = "Quyết định số 41-QĐ/ĐU, ngày 8/7/2025, tách chi bộ thôn Ngòi Trai"
    _event(story, Kind.SPLIT, basis, order, carry_posts=posts, carry_grants=grants)


def _event(story: Story, kind: Kind, basis: str, order: dict[str, Any], **carried: list[int]) -> Any:
    """Prepared with its report, then carried out as the report says."""
    clerk = story.stage.actor(CLERK)
    event = prepare(actor=clerk, under=story.top, kind=kind, on=clock.today(), basis=basis, order=order)
    return apply(actor=clerk, event=event, mark=fingerprint(event.report), **carried)


def go_on(story: Story) -> None:
    """The drive ends where it was frozen: the split cell looks again at what it had promised, the last two cells meet."""
    drive, cell = _drive(story), story.cell
    with clock.at(clock.local(2025, 8, 1, 19, 30)):
        for recheck in Recheck.objects.filter(drive=drive, unit=story.cells[0]):
            for item in recheck.items.select_related("action", "doer").order_by("pk"):
                words = "Đã làm theo biện pháp đã nêu, bà con xác nhận."
                report_action(actor=story.stage.system, action=item.action, evidence=words, by=item.doer)
                item.refresh_from_db()
                if cell is not None:
                    judge_item(
                        actor=story.stage.system, item=item, outcome=Outcome.DONE, reason=REASONS[Outcome.DONE],
                        by=judge_of(cell, item.doer),
                    )  # fmt: skip
    left = Registration.objects.filter(drive=drive, held_on=None).select_related("unit", "drive")
    _note(story, NEW_CLERK, list(left.order_by("starts_at")), clock.local(2025, 8, 8, 9))
    with clock.at(clock.local(2025, 8, 20, 9)):
        for remark in Remark.objects.filter(drive=drive, addressee=Addressee.HIGHER).order_by("pk"):
            answer_upward(actor=story.stage.actor(NEW_CLERK), remark=remark, kind="accept", text=UPWARD_ANSWERS[0])
    with clock.at(clock.local(2025, 9, 30, 16)):
        close_drive(actor=story.stage.actor(CLERK), drive=drive)
