"""A province's drive of 2023 with another theme, “Giữ trọn lời thề đảng viên”: what stood on 28 February (S119-S136)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from guong.audit.work import unit_of_work
from guong.demo.province import Province, place_of
from guong.demo.stage import Stage
from guong.directives.enums import DirectiveKind
from guong.directives.services import register_directive
from guong.drives.enums import Calls, DriveMode, MeetingMode, VisitKind
from guong.drives.models import Drive, Registration
from guong.drives.services import (
    Line,
    acknowledge,
    answer_visit,
    close_drive,
    create_drive,
    issue_document,
    mark_missed,
    move_registration,
    note_held,
    note_visit,
    open_drive,
    pass_on,
    register_list,
    set_up_group,
)
from guong.kernel import clock
from guong.meetings.enums import Level, MeetingKind, Presence
from guong.meetings.models import Meeting
from guong.meetings.services.evening import add_guest, close_meeting, mark_attendance, open_meeting, plan_meeting
from guong.org.models import Membership, Person, Unit

CODE = "LOITHE-2023"
FROM_THE_DISTRICT = 21  # of its 46 cells; with the four of each other committee 73 were put forward (S132)
LATE = (30, 41, 55, 66)  # places in the list of 73: did not meet by 28 February, and named a new day (S136)
ATTENDED = (0, 24, 48)  # evenings at which somebody of the provincial committee was present (S134)
FOUND = [
    "Đã có kế hoạch và phân công ủy viên phụ trách từng chi bộ; mẫu báo cáo còn dài với đảng viên cao tuổi.",
    "Đã quán triệt đến bí thư các chi bộ; hai chi bộ đông đảng viên xin sinh hoạt phân kỳ.",
    "Tài liệu đã gửi đủ; còn vướng cách lấy báo cáo của đảng viên đi làm ăn xa.",
]
ASKED = "Soạn mẫu báo cáo ngắn cho đảng viên hưu trí và lao động tự do."
ANSWER = "Đã soạn mẫu báo cáo một trang, gửi các chi bộ trực thuộc."
REASONS = ["Trùng lịch thi công nước sạch của thôn", "Bí thư đi công tác", "Nhiều đảng viên ốm", "Chờ tài liệu bổ sung"]


def tell(stage: Stage, province: Province, progress: Callable[[str], None]) -> Drive:
    """Live the drive from its guide to its close."""
    progress("Đợt cấp tỉnh năm 2023: 14 cấp ủy, 73 chi bộ đăng ký / the province's drive of 2023")
    with unit_of_work():
        drive = _open(stage, province)
        _chain(stage, province, drive)
        _visits(stage, province, drive)
        rows = _register(stage, province, drive)
        _february(stage, drive, province, rows)
        with clock.at(clock.local(2023, 3, 31, 16)):
            late = [rows[index] for index in LATE]
            for row in late:
                row.refresh_from_db()
            _report(stage, drive, late)
        with clock.at(clock.local(2023, 5, 19, 16)):
            close_drive(actor=stage.actor("tuyengiao-tinh"), drive=drive)
    return drive


def _open(stage: Stage, province: Province) -> Drive:
    with clock.at(clock.local(2023, 1, 12, 9)):
        clerk, top = stage.actor("tuyengiao-tinh"), province.top
        guide = register_directive(
            actor=clerk, unit=top, symbol="17-HD/TU", issued_on=date(2023, 1, 12), issuer=top.name, kind=DirectiveKind.GUIDE,
            title="Tổ chức đợt sinh hoạt chính trị với chủ đề “Giữ trọn lời thề đảng viên”", short_name="Hướng dẫn 17",
            issuing_unit=top,
        )  # fmt: skip
        drive = create_drive(
            actor=clerk, code=CODE, name="Đợt sinh hoạt chính trị “Giữ trọn lời thề đảng viên”",
            theme="Giữ trọn lời thề đảng viên", mode=DriveMode.POLITICAL, year=2023, owner=top, scope_unit=top,
            starts_on=date(2023, 1, 12), ends_on=date(2023, 5, 19), window_from=date(2023, 2, 6),
            window_to=date(2023, 4, 30), basis=[guide], calls=Calls.PUT_FORWARD,
        )  # fmt: skip
        return open_drive(actor=clerk, drive=drive) or drive


def _chain(stage: Stage, province: Province, drive: Drive) -> None:
    """All fourteen committees acknowledge, issue their own and pass on; the province urges twice (S121, S125)."""
    kinds = [
        (DirectiveKind.PLAN, "KH", "Triển khai đợt sinh hoạt chính trị “Giữ trọn lời thề đảng viên”"),
        (DirectiveKind.LETTER, "CV", "Về việc tổ chức đợt sinh hoạt chính trị “Giữ trọn lời thề đảng viên”"),
        (DirectiveKind.GUIDE, "HD", "Nội dung, hình thức sinh hoạt “Giữ trọn lời thề đảng viên”"),
    ]
    for index, unit in enumerate(province.districts):
        day = date(2023, 1, 16) + timedelta(days=index % 9)
        with clock.at(clock.local(day.year, day.month, day.day, 15)):
            actor = stage.actor("vanphong-huyen") if unit.code == "HUYEN" else stage.system
            acknowledge(actor=actor, drive=drive, unit=unit)
            for kind, letters, title in kinds[index % 3 :][:2]:
                issue_document(
                    actor=actor, drive=drive, unit=unit, symbol=f"{112 + index}-{letters}/{_initials(unit.name)}",
                    issued_on=day, kind=kind, title=title,
                )  # fmt: skip
            pass_on(actor=actor, drive=drive, unit=unit)
    for number, day in ((1, date(2023, 2, 3)), (2, date(2023, 2, 21))):
        with clock.at(clock.local(day.year, day.month, day.day, 10)):
            issue_document(
                actor=stage.actor("tuyengiao-tinh"), drive=drive, unit=province.top, symbol=f"{640 + number}-CV/TU",
                issued_on=day, kind=DirectiveKind.LETTER, title=f"Đôn đốc sinh hoạt “Giữ trọn lời thề đảng viên” lần {number}",
                urging=True,
            )  # fmt: skip


def _initials(name: str) -> str:
    """The letters after the number: HU, ThU, TU, ĐU."""
    return {"Huyện": "HU", "Thị": "ThU", "Thành": "TU"}.get(name.split()[0], "ĐU")


def _visits(stage: Stage, province: Province, drive: Drive) -> None:
    """Three working groups, in the hall and online, with all fourteen (S123)."""
    clerk = stage.actor("tuyengiao-tinh")
    groups = []
    with clock.at(clock.local(2023, 1, 30, 9)):
        for number in range(3):
            people = province.envoys[number * 3 : number * 3 + 3]
            groups.append(
                set_up_group(
                    actor=clerk, drive=drive, name=f"Tổ công tác số {number + 1}", people=people, head=people[0]
                )
            )
    for index, unit in enumerate(province.districts):
        day = date(2023, 2, 1) + timedelta(days=index)
        with clock.at(clock.local(day.year, day.month, day.day, 17)):
            visit = note_visit(
                actor=stage.actor("tuyengiao-tinh"), drive=drive, unit=unit, kind=VisitKind.WORKING, visited_on=day,
                mode=MeetingMode.ONLINE if index % 4 == 3 else MeetingMode.IN_PERSON, group=groups[index % 3],
                found=FOUND[index % 3], asked=ASKED if index % 5 == 0 else "",
                due_on=day + timedelta(days=14) if index % 5 == 0 else None,
            )  # fmt: skip
        if visit.asked:
            with clock.at(clock.local(day.year, day.month, day.day, 10) + timedelta(days=12)):
                answer_visit(actor=stage.system, visit=visit, text_given=ANSWER)


def _register(stage: Stage, province: Province, drive: Drive) -> list[Registration]:
    """73 cells are put forward in one list, with days from 8 to 27 February."""
    cells = province.cells[province.district.pk][:FROM_THE_DISTRICT]
    for unit in province.districts[1:]:
        cells = [*cells, *province.cells[unit.pk]]
    lines = []
    for index, unit in enumerate(cells):
        day = date(2023, 2, 8) + timedelta(days=index * 20 // len(cells))
        lines.append(Line(unit, clock.local(2023, 2, day.day, 19, 30), place_of(unit)))
    with clock.at(clock.local(2023, 2, 3, 16)):
        return register_list(actor=stage.actor("tuyengiao-tinh"), drive=drive, rows=lines)


def _february(stage: Stage, drive: Drive, province: Province, rows: list[Registration]) -> None:
    """69 met as they had registered, three of them with the provincial committee; four let their day pass and named another."""
    for number, index in enumerate(ATTENDED):
        _evening(stage, drive, rows[index], province.envoys[number])
    reported = [row for index, row in enumerate(rows) if index not in {*ATTENDED, *LATE}]
    with clock.at(clock.local(2023, 2, 28, 16)):
        _report(stage, drive, reported)
    for number, index in enumerate(LATE):
        row = rows[index]
        with clock.at(row.starts_at + timedelta(hours=14)):
            mark_missed(actor=stage.actor("tuyengiao-tinh"), registration=row)
        with clock.at(clock.local(2023, 2, 28, 9)):
            move_registration(
                actor=stage.actor("tuyengiao-tinh"), registration=row, starts_at=clock.local(2023, 3, 7 + 5 * number, 19, 30),
                place=row.place, mode=row.mode, reason=REASONS[number],
            )  # fmt: skip


def _report(stage: Stage, drive: Drive, rows: list[Registration]) -> None:
    held = [(row, row.starts_at.astimezone(clock.ZONE).date()) for row in rows]
    note_held(actor=stage.actor("tuyengiao-tinh"), drive=drive, rows=held)


def _evening(stage: Stage, drive: Drive, row: Registration, guest: Person) -> Meeting:
    """One evening as it was, with somebody of the provincial committee (S8, S134)."""
    unit: Unit = row.unit
    members = [one.person for one in Membership.objects.filter(unit=unit, to_on=None).select_related("person")]
    with clock.at(row.starts_at):
        meeting = plan_meeting(
            actor=stage.system, unit=unit, kind=MeetingKind.THEMATIC, starts_at=row.starts_at, place=row.place,
            mode=row.mode, drive=drive, registration=row, chair=members[0],
        )  # fmt: skip
        meeting = open_meeting(actor=stage.system, meeting=meeting)
        marks = [(person.pk, Presence.PRESENT, "") for person in members]
        mark_attendance(actor=stage.system, meeting=meeting, marks=marks)
        add_guest(
            actor=stage.system, meeting=meeting, name=guest.full_name, level="Tỉnh ủy viên", body_level=Level.PROVINCE
        )
    with clock.at(row.starts_at + timedelta(hours=2)):
        conclusion = "Đảng viên tự soi theo lời tuyên thệ, nói việc cụ thể; việc hứa có ngày làm."
        return close_meeting(actor=stage.system, meeting=meeting, conclusion=conclusion)
