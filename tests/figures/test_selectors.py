"""Figures of the cast's ward: who may read them, what is hidden from whom, frozen scope."""

from __future__ import annotations

from datetime import date

import pytest

from guong.drives.models import Drive, Tally
from guong.figures import selectors
from guong.figures.rules import Few
from guong.kernel import clock
from guong.kernel.errors import Forbidden, Invalid, NotFound
from guong.kernel.numbers import Ratio
from guong.org.enums import UnitKind
from guong.org.services import create_unit
from tests.cast import SYSTEM, Cast
from tests.drives.factory import open_test_drive

NOON = clock.local(2026, 4, 1, 12)


@pytest.fixture
def drive(cast: Cast) -> Drive:
    return open_test_drive(cast)


def test_S89_total_less_exempt_is_eligible(cast: Cast, drive: Drive) -> None:
    with cast.at():
        found = selectors.figures(actor=SYSTEM, drive=drive, unit=cast.ward)
    assert (found["members.total"], found["members.exempt"], found["members.eligible"]) == (12, 1, 11)
    assert found["units.cells"] == 2
    assert found["meetings.registered"] == Ratio(0, 2)


def test_a_unit_made_after_the_opening_is_not_counted(cast: Cast, drive: Drive) -> None:
    """The drive froze its tree: a new cell belongs to the ward, not to the drive."""
    with cast.at():
        late = create_unit(
            actor=SYSTEM, code="TDP-99", name="Chi bộ mới", kind=UnitKind.CELL_RESIDENTIAL, parent=cast.ward
        )
        assert selectors.figures(actor=SYSTEM, drive=drive, unit=cast.ward)["units.cells"] == 2
        with pytest.raises(NotFound):
            selectors.figures(actor=SYSTEM, drive=drive, unit=late)


@pytest.mark.parametrize(
    ("who", "unit", "answer"),
    [
        ("clerk", "ward", None),
        ("clerk", "cell", None),
        ("ward_secretary", "ward", None),
        ("inspector", "sibling", None),
        ("cell_secretary", "cell", None),
        ("member", "cell", None),
        ("cell_secretary", "sibling", NotFound),
        ("cell_secretary", "ward", NotFound),
        ("member", "ward", NotFound),
        ("outsider", "cell", NotFound),
        ("technician", "ward", Forbidden),
    ],
)
def test_figures_are_read_in_their_scope_only(
    cast: Cast, drive: Drive, who: str, unit: str, answer: type[Exception] | None
) -> None:
    with cast.at():
        ask = {"actor": cast.actor(who), "drive": drive, "unit": getattr(cast, unit)}
        for read in (selectors.figures, selectors.board, selectors.loop):
            if answer is None:
                assert read(**ask)
            else:
                with pytest.raises(answer):
                    read(**ask)


def test_S133_a_day_that_has_not_come_is_refused(cast: Cast, drive: Drive) -> None:
    with cast.at(), pytest.raises(Invalid):
        selectors.figures(actor=SYSTEM, drive=drive, unit=cast.ward, on=date(2026, 4, 2))


def _faults(cast: Cast, drive: Drive, cell: int, sibling: int) -> None:
    for unit, number in ((cast.cell, cell), (cast.sibling, sibling)):
        Tally.objects.filter(drive=drive, unit=unit).update(
            findings=number, actions=number, actions_open=1 if number else 0
        )


def test_D9_a_small_number_of_faults_stays_in_its_cell(cast: Cast, drive: Drive) -> None:
    """The clerk sees “below 5” in the small cell and, because the total is shown, in its sister too; those inside see all."""
    _faults(cast, drive, cell=3, sibling=9)
    with cast.at():
        seen = selectors.figures(actor=cast.actor("clerk"), drive=drive, unit=cast.cell)
        beside = selectors.figures(actor=cast.actor("clerk"), drive=drive, unit=cast.sibling)
        ward = selectors.figures(actor=cast.actor("clerk"), drive=drive, unit=cast.ward)
        inside = selectors.figures(actor=cast.actor("member"), drive=drive, unit=cast.cell)
    assert seen["findings.total"] == Few(5)
    assert seen["actions.open"] == Few(5)
    assert beside["findings.total"] == Few(5)
    assert ward["findings.total"] == 12
    assert inside["findings.total"] == 3
    assert seen["members.total"] == 8


def test_D9_the_board_and_the_cells_page_hide_the_same_cells(cast: Cast, drive: Drive) -> None:
    _faults(cast, drive, cell=3, sibling=9)
    with cast.at():
        board = selectors.board(actor=cast.actor("clerk"), drive=drive, unit=cast.ward)
        own = selectors.board(actor=cast.actor("cell_secretary"), drive=drive, unit=cast.cell)
        one = selectors.board(actor=cast.actor("clerk"), drive=drive, unit=cast.sibling)
    rows = [row for group in board.groups for row in group.rows]
    assert [row.milestones["corrections"].few for row in rows] == [Few(5), Few(5)]
    assert all(row.milestones["corrections"].ratio is None for row in rows)
    assert own.groups[0].rows[0].milestones["corrections"].ratio == Ratio(2, 3)
    assert one.groups[0].rows[0].milestones["corrections"].few == Few(5)
    assert board.funnel[0].n == 12
    assert one.funnel == []


def test_D9_a_ward_with_few_faults_shows_none_of_them_outside(cast: Cast, drive: Drive) -> None:
    _faults(cast, drive, cell=2, sibling=1)
    with cast.at():
        seen = selectors.board(actor=cast.actor("inspector"), drive=drive, unit=cast.ward)
    assert seen.figures["findings.total"] == Few(5)
    assert seen.funnel == []
    assert next(step for step in seen.steps if step.key == "findings").few == Few(5)


def test_large_cells_are_shown_as_they_are(cast: Cast, drive: Drive) -> None:
    _faults(cast, drive, cell=7, sibling=9)
    with cast.at():
        seen = selectors.figures(actor=cast.actor("clerk"), drive=drive, unit=cast.cell)
    assert seen["findings.total"] == 7


def test_S46_the_board_lists_exactly_the_cells_that_have_not_registered(cast: Cast, drive: Drive) -> None:
    from guong.drives.services import register_meeting

    with cast.at():
        register_meeting(
            actor=SYSTEM, drive=drive, unit=cast.cell, starts_at=clock.local(2026, 4, 10, 19, 30), place="Nhà văn hóa",
            mode="in_person",
        )  # fmt: skip
        board = selectors.board(actor=cast.actor("clerk"), drive=drive, unit=cast.ward)
        steps = {step.key: step for step in selectors.loop(actor=cast.actor("clerk"), drive=drive, unit=cast.ward)}
    waiting = next(one for one in board.late if one.matter == "registration")
    assert [cell.name for cell in waiting.cells] == [cast.sibling.name]
    assert waiting.cells[0].secretary == "Phan Thị Duyên"
    assert (steps["registration"].n, steps["registration"].of, steps["registration"].stopped) == (1, 2, True)
    assert board.can_remind


def test_the_board_of_a_past_day_reminds_nobody(cast: Cast, drive: Drive) -> None:
    with cast.at():
        board = selectors.board(actor=cast.actor("clerk"), drive=drive, unit=cast.ward, on=date(2026, 3, 20))
    assert not board.can_remind
    assert board.as_of == date(2026, 3, 20)
