"""Counts of the cells of a drive at the end of a day in Viet Nam.

A row counts from the day its date says; what was withdrawn since (a dropped finding, a reply taken back) is gone from every day.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta

from guong.drives.models import Drive, Tally
from guong.figures.asof import attending, chain, corrections, drive_rows, plans, reviews, study
from guong.figures.asof.now import overdue_and_done_now
from guong.kernel import clock

Counts = dict[int, dict[str, int]]
_FROZEN = ("total", "exempt", "eligible")
_ROOMS: tuple[Callable[[Drive, list[int], date, datetime], dict[str, dict[int, int]]], ...] = (
    study.columns,
    drive_rows.columns,
    attending.columns,
    chain.columns,
    reviews.columns,
    corrections.columns,
    plans.columns,
)


def day_end(on: date) -> datetime:
    """The first moment after the day, by the clock of Viet Nam."""
    return datetime.combine(on + timedelta(days=1), time(), clock.ZONE)


def counts_on(drive: Drive, unit_ids: list[int], on: date) -> Counts:
    """All tally columns of these units as they stood at the end of `on`."""
    end = day_end(on)
    frozen = Tally.objects.filter(drive=drive, unit_id__in=unit_ids).values("unit_id", *_FROZEN)
    counts: Counts = {unit_id: {} for unit_id in unit_ids}
    for row in frozen:
        counts[row["unit_id"]] = {name: row[name] for name in _FROZEN}
    for room in _ROOMS:
        for column, numbers in room(drive, unit_ids, on, end).items():
            for unit_id in unit_ids:
                counts[unit_id][column] = numbers.get(unit_id, 0)
    return counts


def overdue_and_done_on(drive: Drive, unit_ids: list[int], on: date) -> tuple[dict[int, int], dict[int, int]]:
    """By unit: actions past their date and not confirmed at the end of `on`, and findings corrected by then (for the
    funnel). Counted from dates and rows, never stored; today from the states as they are, which is one look at each."""
    if on == clock.today():
        return overdue_and_done_now(drive, unit_ids, on)
    return corrections.overdue_and_done(drive, unit_ids, on, day_end(on))
