"""A district's drive of spring 2022 in two phases: in March 40 of its 46 units registered (S37, S38, S46)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from guong.audit.work import unit_of_work
from guong.demo.province import Province, place_of
from guong.demo.stage import Stage
from guong.directives.enums import DirectiveKind
from guong.directives.models import Directive
from guong.directives.services import register_directive
from guong.drives.enums import DriveMode, PhasePurpose
from guong.drives.models import Drive, Registration
from guong.drives.services import (
    Line,
    close_drive,
    create_drive,
    issue_document,
    note_held,
    open_drive,
    register_list,
    remind_unregistered,
)
from guong.kernel import clock
from guong.org.models import Unit

CODE = "TSTS-HUYEN-2022"
SLOW = (5, 13, 21, 29, 36, 44)  # the six units that had not registered in March


def tell(stage: Stage, province: Province, progress: Callable[[str], None]) -> Drive:
    """Live the drive from its documents to its close."""
    progress("Đợt cấp huyện năm 2022: 40/46 đơn vị đăng ký / the district's drive of 2022")
    cells = province.cells[province.district.pk]
    slow = [cells[index] for index in SLOW]
    quick = [unit for unit in cells if unit not in slow]
    with unit_of_work():
        drive = _open(stage, province)
        with clock.at(clock.local(2022, 3, 4, 16)):
            first = _register(stage, drive, quick, date(2022, 3, 8), 20)
        with clock.at(clock.local(2022, 3, 18, 9)):
            remind_unregistered(actor=stage.actor("vanphong-huyen"), drive=drive)
        with clock.at(clock.local(2022, 3, 24, 9)):
            second = _register(stage, drive, slow, date(2022, 4, 5), 6)
        for rows, reported in ((first, clock.local(2022, 3, 31, 16)), (second, clock.local(2022, 4, 15, 16))):
            with clock.at(reported):
                held = [(row, row.starts_at.astimezone(clock.ZONE).date()) for row in rows]
                note_held(actor=stage.actor("vanphong-huyen"), drive=drive, rows=held)
        with clock.at(clock.local(2022, 5, 31, 16)):
            close_drive(actor=stage.actor("vanphong-huyen"), drive=drive)
    return drive


def _open(stage: Stage, province: Province) -> Drive:
    with clock.at(clock.local(2022, 3, 1, 8)):
        basis = _documents(stage, province)
        clerk = stage.actor("vanphong-huyen")
        drive = create_drive(
            actor=clerk, code=CODE, name="Đợt cao điểm “Tự soi, tự sửa” năm 2022 toàn huyện", theme="Tự soi, tự sửa",
            mode=DriveMode.POLITICAL, year=2022, owner=province.district, scope_unit=province.district,
            starts_on=date(2022, 3, 1), ends_on=date(2022, 5, 31), window_from=date(2022, 3, 5),
            window_to=date(2022, 4, 30), basis=basis,
            phases=[
                ("Tháng 3: “cần soi”, “cần sửa”", PhasePurpose.SEE, date(2022, 3, 1), date(2022, 3, 31)),
                ("Tháng 4: tìm giải pháp “sửa”", PhasePurpose.CORRECT, date(2022, 4, 1), date(2022, 4, 30)),
            ],
        )  # fmt: skip
        drive = open_drive(actor=clerk, drive=drive) or drive
        issue_document(
            actor=clerk, drive=drive, unit=province.district, symbol="95-KH/HU", issued_on=date(2022, 3, 1),
            kind=DirectiveKind.PLAN, title="Sinh hoạt chuyên đề cao điểm “Tự soi, tự sửa” tháng 3 và tháng 4",
        )  # fmt: skip
        return drive


def _documents(stage: Stage, province: Province) -> list[Directive]:
    """From the centre to the province's advising board (S25, S33)."""
    clerk, top = stage.actor("tuyengiao-tinh"), province.top
    above: list[Directive] = []
    for symbol, day, issuer, kind, title in [
        (
            "21-KL/TW", date(2021, 10, 25), "Ban Chấp hành Trung ương Đảng", DirectiveKind.CONCLUSION,
            "Về đẩy mạnh xây dựng, chỉnh đốn Đảng và hệ thống chính trị",
        ),
        ("48-KH/TU", date(2022, 1, 12), top.name, DirectiveKind.PLAN, "Thực hiện Kết luận 21-KL/TW trong Đảng bộ tỉnh"),
        (
            "33-HD/BTGTU", date(2022, 2, 21), "Ban Tuyên giáo Tỉnh ủy", DirectiveKind.GUIDE,
            "Học tập, quán triệt và triển khai thực hiện Kết luận 21-KL/TW với chủ đề “Tự soi, tự sửa”",
        ),
    ]:  # fmt: skip
        above.append(
            register_directive(
                actor=clerk, unit=top, symbol=symbol, issued_on=day, issuer=issuer, kind=kind, title=title,
                implements=above[-1:], issuing_unit=top if issuer == top.name else None,
            )
        )  # fmt: skip
    return above


def _register(stage: Stage, drive: Drive, units: list[Unit], start: date, days: int) -> list[Registration]:
    """One list for all these units, an evening each, spread over so many days."""
    lines = []
    for index, unit in enumerate(units):
        day = start + timedelta(days=index % days)
        lines.append(Line(unit, clock.local(day.year, day.month, day.day, 19, 30), place_of(unit)))
    return register_list(actor=stage.actor("vanphong-huyen"), drive=drive, rows=lines)
