"""An office's own party organisation with several cells: its figures and its report (S18)."""

from __future__ import annotations

from datetime import date

from guong.access.roles import Role
from guong.access.services import give_grant
from guong.drives.services import create_drive, open_drive, register_meeting
from guong.figures.selectors import figures
from guong.kernel import clock
from guong.kernel.numbers import Ratio
from guong.org.enums import UnitKind
from guong.org.services import add_member, create_unit
from guong.papers import exports
from tests.cast import SYSTEM, Cast
from tests.papers.test_paper import words_of

NAMES = ("Văn phòng", "Phòng Tài chính", "Phòng Giáo dục")


def test_S18_an_office_with_its_cells_counts_and_reports_for_itself(cast: Cast) -> None:
    """Three cells of three members; one has registered. The office's clerk takes its report, the ward's sees nothing of it."""
    with clock.at(clock.local(2026, 2, 1, 8)):
        office = create_unit(
            actor=SYSTEM, code="CQ", name="Đảng ủy cơ quan Hội đồng nhân dân - Ủy ban nhân dân quận", kind=UnitKind.BASE,
            parent=cast.district,
        )  # fmt: skip
        cells = [
            create_unit(
                actor=SYSTEM, code=f"CQ-{number}", name=f"Chi bộ {name}", kind=UnitKind.CELL_OFFICE, parent=office
            )
            for number, name in enumerate(NAMES, start=1)
        ]
        for number in range(9):
            add_member(
                actor=SYSTEM, unit=cells[number % 3], code=f"CQ-DV-{number}", full_name=f"Lý Văn Mười {number}",
                birth_date=date(1980, 1, 1 + number), admitted_on=date(2005, 5, 19), kind="official",
            )  # fmt: skip
        give_grant(
            actor=SYSTEM, account=cast.accounts["outsider"], role=Role.CLERK, unit=office, subtree=True, reason="thử"
        )
        drive = create_drive(
            actor=SYSTEM, code="CQ-2026", name="Đợt tự soi của cơ quan", theme="Tự soi", mode="political", year=2026,
            owner=office, scope_unit=office, starts_on=date(2026, 3, 1), ends_on=date(2026, 6, 30),
            window_from=date(2026, 3, 10), window_to=date(2026, 4, 30),
        )  # fmt: skip
    with cast.at():
        open_drive(actor=SYSTEM, drive=drive)
        register_meeting(
            actor=SYSTEM, drive=drive, unit=cells[0], starts_at=clock.local(2026, 4, 10, 19, 30), place="Hội trường",
            mode="in_person",
        )  # fmt: skip
        clerk = cast.actor("outsider")
        whole = figures(actor=clerk, drive=drive, unit=office)
        parts = [figures(actor=clerk, drive=drive, unit=cell) for cell in cells]
        said = words_of(exports.report_docx(actor=clerk, drive=drive, unit=office))
    assert (whole["units.cells"], whole["members.eligible"], whole["meetings.registered"]) == (3, 9, Ratio(1, 3))
    assert whole["members.total"] == sum(int(str(one["members.total"])) for one in parts)
    assert "ĐẢNG ỦY CƠ QUAN HỘI ĐỒNG NHÂN DÂN - ỦY BAN NHÂN DÂN QUẬN" in said
    for name in NAMES:
        assert f"Chi bộ {name}" in said
