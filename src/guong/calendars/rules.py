"""What may stand in a calendar that leaves the house, and when it has changed. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

READS_AN_HOUR = 30
_SOMEBODY = re.compile(r"(?<!\w)(ông|bà|anh|chị|cô|chú|bác|đồng chí|đ/c)(?!\w)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Event:
    """One meeting. Times with a zone; `sequence` grows with every change (RFC 5545, 3.8.7.4)."""

    uid: str
    summary: str
    place: str
    start: datetime
    end: datetime
    changed: datetime
    sequence: int
    cancelled: bool


def public_place(place: str) -> str:
    """The place without what names a person: "nhà ông …" is read inside, not on a telephone that others look at."""
    return "" if _SOMEBODY.search(place) else place


def sequence(*, moves: int, missed: bool, ended: int = 0, assigned: bool = True) -> int:
    """How often subscribers must have been told something new.

    A move counts two, so that a meeting missed (one) and then given a new day (two) goes up each time; an assignment that ends
    and is made again likewise. `ended`: assignments ended before; `assigned`: whether one is open.
    """
    return 2 * moves + missed + max(0, 2 * ended - (not assigned))
