"""What is the ward's in the world of the URL table, and the same of a commune next to it."""

from __future__ import annotations

from datetime import date

from guong.audit.services import close_day
from guong.directives.models import Directive
from guong.directives.services import open_line, register_directive
from guong.drives.models import Drive
from guong.drives.services import create_drive, open_drive, set_up_group
from guong.exchange.pending import hold_list
from guong.files.services import store_file
from guong.kernel import clock
from guong.meetings.models import Conference
from guong.meetings.services import makeup, study
from guong.org.enums import PostKind, UnitKind
from guong.org.models import Person, Unit
from guong.org.services import add_member, create_unit, give_post
from guong.privacy import rulebook
from guong.privacy.models import Certificate, Purpose
from guong.privacy.services.publishing import ensure_purposes
from tests.cast import SYSTEM, Cast
from tests.exchange.samples import small
from tests.meetings.helpers import study as convene_all

EVENING = clock.local(2026, 4, 2, 19, 30)


def _elsewhere(drive: Drive, unit: Unit, stranger: Person) -> Conference:
    with clock.at(clock.local(2026, 3, 2, 9)):
        return study.convene(
            actor=SYSTEM, drive=drive, unit=unit, name="Hội nghị của xã khác", mode="in_person",
            sittings=[(clock.local(2026, 3, 5, 8), "Hội trường")], makeup_due_on=date(2026, 3, 20), people=[stranger],
        )  # fmt: skip


def conference_of(cast: Cast, drive: Drive) -> Conference:
    who = ("cell_secretary", "member", "member2", "sibling_secretary", "sibling_member", "s_colleague")
    conference = convene_all(cast, drive, who)
    absent = ("member", "sibling_member")
    marks = [
        (cast.person(one).pk, "excused" if one in absent else "present", "illness" if one in absent else "", "")
        for one in who
    ]
    with clock.at(clock.local(2026, 3, 5, 9)):
        study.mark_presence(actor=SYSTEM, conference=conference, marks=marks)
        makeup.send_materials(actor=SYSTEM, conference=conference, person_ids=[cast.person(one).pk for one in absent])
    return conference


def _drive(owner: Unit, code: str) -> Drive:
    return create_drive(
        actor=SYSTEM, code=code, name=f"Đợt {code}", theme="Tự soi, tự sửa", mode="political", year=2026, owner=owner,
        scope_unit=owner, starts_on=date(2026, 3, 1), ends_on=date(2026, 6, 30), window_from=date(2026, 3, 10),
        window_to=date(2026, 4, 30),
    )  # fmt: skip


def _certificate(drive: Drive) -> int:
    """What was erased of a drive, as the night would have written it down."""
    return Certificate.objects.create(
        drive=drive, unit=drive.owner, settings=rulebook.first(), made_at=clock.now(), made_by_label="Hệ thống",
        lines=[{"class": "keep_plans", "until": "2026-12-31", "texts": 3, "held": 1}], texts=3, held=1,
    ).pk  # fmt: skip


def _directive(unit: Unit, symbol: str) -> int:
    file = store_file(
        actor=SYSTEM, unit_path=unit.path, name="van-ban.txt", data="Về việc học tập.".encode(), purpose="document"
    )
    return register_directive(
        actor=SYSTEM, unit=unit, symbol=symbol, issued_on=date(2026, 1, 5), issuer="Đảng ủy", kind="decision",
        title="Về việc học tập", file=file,
    ).pk  # fmt: skip


def _line(unit: Unit, paper: int) -> dict[str, int]:
    """A line of documents of one generation."""
    line = open_line(
        actor=SYSTEM, unit=unit, name="Dòng", directive=Directive.objects.get(pk=paper), label="khóa I"
    )  # fmt: skip
    return {"doc_line": line.pk, "generation": line.generations.get().pk}


def ward_level(cast: Cast, drive: Drive, conference: Conference) -> tuple[dict[str, int | str], dict[str, int | str]]:
    """What is the ward's, and the same of a commune next to it."""
    with clock.at(clock.local(2026, 3, 1, 9)):
        other = create_unit(
            actor=SYSTEM, code="XA-KHAC", name="Đảng ủy xã khác", kind=UnitKind.COMMUNE, parent=cast.district
        )
        cell = create_unit(
            actor=SYSTEM,
            code="XK-01",
            name="Chi bộ thôn khác",
            kind=UnitKind.CELL_RESIDENTIAL,
            parent=other,
            block="rural",
        )
        stranger = add_member(
            actor=SYSTEM, unit=cell, code="DV-091", full_name="Quách Văn Đính", birth_date=date(1966, 6, 6),
            admitted_on=date(1999, 5, 19), kind="official",
        )  # fmt: skip
        theirs = open_drive(actor=SYSTEM, drive=_drive(other, "XK-2026"))
        drafts = _drive(cast.ward, "NHAP-2026"), _drive(other, "XK-NHAP")
        away = _elsewhere(theirs, other, stranger)
        give_post(actor=SYSTEM, person=stranger, unit=other, kind=PostKind.COMMITTEE_MEMBER)
        groups = [
            set_up_group(actor=SYSTEM, drive=which, name="Tổ công tác số 1", people=[person]).pk
            for which, person in ((drive, cast.person("standing_member")), (theirs, stranger))
        ]
    with clock.at(EVENING):
        clerk = cast.actor("clerk")
        pending = hold_list(actor=clerk, under=cast.ward, name="ds.xlsx", data=small(), create_units=False)
        ensure_purposes(actor=clerk)
        one = {"head": close_day(actor=SYSTEM, on=date(2026, 4, 1)).pk, "purpose": Purpose.objects.order_by("pk")[0].pk}
        papers = [{**one, "certificate": _certificate(which)} for which in (drive, theirs)]
    own = papers[0] | {
        "ward": cast.ward.pk, "drive": drive.pk, "drive_draft": drafts[0].pk, "conference": conference.pk,
        "group": groups[0], "directive": _directive(cast.ward, "12-QĐ/ĐU"), "pending": pending.pk,
    }  # fmt: skip
    foreign = papers[1] | {
        "ward": other.pk, "drive": theirs.pk, "drive_draft": drafts[1].pk, "conference": away.pk,
        "group": groups[1], "directive": _directive(other, "13-QĐ/ĐU"), "pending": pending.pk,
    }  # fmt: skip
    for things, unit in ((own, cast.ward), (foreign, other)):
        things |= _line(unit, int(things["directive"]))
    return own, foreign
