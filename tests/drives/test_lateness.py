"""Who let a named day pass, and what day they named since."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from guong.drives import rules, selectors
from guong.drives.models import Drive, Registration
from guong.drives.services import Line, mark_missed, move_registration, note_held, register_list
from guong.figures.selectors import board, figures
from guong.kernel import clock
from guong.kernel.errors import Invalid, NotFound
from guong.kernel.numbers import Ratio
from tests.cast import SYSTEM, Cast
from tests.drives.factory import open_test_drive

MADE, FIRST, NEW = date(2026, 3, 2), date(2026, 3, 20), date(2026, 4, 10)


@pytest.mark.parametrize(
    ("dates", "on", "missed", "named"),
    [
        ([(MADE, FIRST)], date(2026, 3, 1), None, None),
        ([(MADE, FIRST)], FIRST, None, FIRST),
        ([(MADE, FIRST)], date(2026, 3, 21), FIRST, FIRST),
        ([(MADE, FIRST), (date(2026, 3, 18), NEW)], date(2026, 3, 25), None, NEW),  # moved in time
        ([(MADE, FIRST), (FIRST, NEW)], date(2026, 3, 25), FIRST, NEW),  # on the day itself it is too late (R15)
        ([(MADE, FIRST), (date(2026, 3, 22), NEW)], date(2026, 3, 25), FIRST, NEW),
        ([(MADE, FIRST), (date(2026, 3, 22), NEW)], date(2026, 3, 21), FIRST, FIRST),  # as it was known that day
        ([(MADE, FIRST), (date(2026, 3, 22), NEW)], date(2026, 4, 12), FIRST, NEW),
    ],
)
def test_S136_a_day_that_was_named_and_passed_is_missed_whatever_is_named_later(
    dates: list[tuple[date, date]], on: date, missed: date | None, named: date | None
) -> None:
    found = rules.standing(dates, on)
    assert (found and found.missed, found and found.named) == (missed, named)


def test_S132_met_is_counted_over_the_cells_that_are_awaited() -> None:
    """One rule: every cell when every cell is called, those put forward when cells are put forward."""
    assert rules.awaited("every", 17, 15) == 17
    assert rules.awaited("put_forward", 98, 73) == 73


def _missed(cast: Cast, calls: str = "every") -> tuple[Drive, Registration]:
    """Cell 1 named 20 March, did not meet, and on 22 March named 10 April."""
    drive = open_test_drive(cast)
    Drive.objects.filter(pk=drive.pk).update(calls=calls)
    drive.refresh_from_db()
    with clock.at(clock.local(2026, 3, 2, 9)):
        lines = [Line(cast.cell, clock.local(2026, 3, 20, 19, 30), "Nhà văn hóa")]
        (row,) = register_list(actor=cast.actor("clerk"), drive=drive, rows=lines)
    with clock.at(clock.local(2026, 3, 22, 9)):
        mark_missed(actor=SYSTEM, registration=row)
        row = move_registration(
            actor=SYSTEM, registration=row, starts_at=clock.local(2026, 4, 10, 19, 30), place="Nhà văn hóa",
            mode="in_person", reason="Mất điện",
        )  # fmt: skip
    return drive, row


def test_S136_late_cells_by_name_with_days_and_the_new_day(cast: Cast) -> None:
    drive, row = _missed(cast)
    clerk = cast.actor("clerk")
    with clock.at(clock.local(2026, 3, 25, 9)):
        assert figures(actor=clerk, drive=drive, unit=cast.ward)["drives.late"] == 1
        assert figures(actor=clerk, drive=drive, unit=cast.ward, on=date(2026, 3, 20))["drives.late"] == 0
        late = next(one for one in board(actor=clerk, drive=drive, unit=cast.ward).late if one.matter == "meeting")
        assert [(cell.name, cell.days, cell.new_day) for cell in late.cells] == [(cast.cell.name, 5, NEW)]
        browser = Client()
        browser.force_login(cast.accounts["clerk"])
        assert "10/04/2026" in browser.get(reverse("drive-registrations", args=[drive.pk])).content.decode()
        month = browser.get(reverse("drive-month", args=[drive.pk]), {"thang": "2026-04"}).content.decode()
        assert cast.cell.name in month
        assert (
            cast.cell.name
            not in browser.get(reverse("drive-month", args=[drive.pk]), {"thang": "2026-05"}).content.decode()
        )
    with clock.at(clock.local(2026, 4, 12, 9)):
        note_held(actor=clerk, drive=drive, rows=[(row, date(2026, 4, 10))])
        assert figures(actor=clerk, drive=drive, unit=cast.ward)["drives.late"] == 0


def test_S133_as_of_a_day_lateness_is_what_was_seen_that_day(cast: Cast) -> None:
    drive, row = _missed(cast)
    with clock.at(clock.local(2026, 4, 12, 9)):
        note_held(actor=SYSTEM, drive=drive, rows=[(row, date(2026, 4, 10))])
    with clock.at(clock.local(2026, 5, 10, 9)):
        late = {
            day: figures(actor=SYSTEM, drive=drive, unit=cast.ward, on=date(2026, *day))["drives.late"]
            for day in [(3, 1), (3, 20), (3, 21), (4, 9), (4, 10), (5, 1)]
        }
    assert late == {(3, 1): 0, (3, 20): 0, (3, 21): 1, (4, 9): 1, (4, 10): 0, (5, 1): 1}  # cell 2 never met


def test_S132_a_drive_that_awaits_those_put_forward_has_nobody_blank(cast: Cast) -> None:
    drive, row = _missed(cast, "put_forward")
    with clock.at(clock.local(2026, 5, 10, 9)):
        note_held(actor=SYSTEM, drive=drive, rows=[(row, date(2026, 4, 10))])
        found = figures(actor=SYSTEM, drive=drive, unit=cast.ward)
        assert found["meetings.registered"] == Ratio(1, 2)
        assert (found["meetings.held"], found["drives.late"]) == (Ratio(1, 1), 0)
        assert board(actor=SYSTEM, drive=drive, unit=cast.ward).late == []
        seen = selectors.overview(actor=SYSTEM, drive=drive)
        assert (seen.blanks, seen.late, seen.held) == ([], [], Ratio(1, 1))


def test_S132_a_list_is_registered_whole_or_not_at_all(cast: Cast) -> None:
    drive = open_test_drive(cast)
    evening = clock.local(2026, 4, 20, 19, 30)
    with cast.at():
        for lines in (
            [Line(cast.cell, evening, "Nhà văn hóa"), Line(cast.sibling, evening, "")],
            [Line(cast.cell, evening, "Nhà văn hóa"), Line(cast.sibling, clock.local(2026, 6, 1, 19), "Nhà văn hóa")],
        ):
            with pytest.raises(Invalid):
                register_list(actor=cast.actor("clerk"), drive=drive, rows=lines)
        with pytest.raises(NotFound):
            register_list(actor=SYSTEM, drive=drive, rows=[Line(cast.ward, evening, "Hội trường")])
        assert Registration.objects.count() == 0
        lines = [Line(one, evening, "Nhà văn hóa") for one in (cast.cell, cast.sibling)]
        rows = register_list(actor=cast.actor("clerk"), drive=drive, rows=lines)
        with pytest.raises(Invalid):
            register_list(actor=cast.actor("clerk"), drive=drive, rows=lines[:1])
        with pytest.raises(Invalid):
            note_held(actor=cast.actor("clerk"), drive=drive, rows=[(rows[0], date(2026, 4, 20))])
