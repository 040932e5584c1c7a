"""When a day is announced, pure (S150)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date


def mark_due(day: date, today: date, marks: Iterable[int]) -> int | None:
    """The number of days ahead under which `day` is announced today; None when it is too early or over.

    The smallest of `marks` that has come: a night without a machine is made up by the next one, and never by two at once.
    0 and less are no marks. On the day itself the last mark still counts.
    """
    left = (day - today).days
    return min((mark for mark in marks if mark > 0 and left <= mark), default=None) if left >= 0 else None
