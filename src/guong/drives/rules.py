"""Rules of a drive, pure (R15, S98, S132, S133)."""

from __future__ import annotations

from datetime import date, datetime


def held_as_registered(held_on: date, dates: list[tuple[date, date]]) -> bool:
    """R15: the date equals the last registration made before that day.

    `dates`: (day the registration or move was made, date it names), in the order in which they were made. What is written
    down on the day of the meeting itself is no registration any more.
    """
    before = [named for made, named in dates if made < held_on]
    return bool(before) and before[-1] == held_on


def in_window(day: date, window_from: date, window_to: date) -> bool:
    """Whether a meeting on that day is inside the drive's window (S98); both ends count."""
    return window_from <= day <= window_to


def days_late(today: date, due: date) -> int:
    """Whole days past a due day; 0 while it is not past."""
    return max(0, (today - due).days)


def overlap(one: datetime, other: datetime, minutes: int) -> bool:
    """Whether nobody could attend both of two meetings of this length (S45)."""
    return abs((one - other).total_seconds()) < minutes * 60
