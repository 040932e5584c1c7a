"""Dates of the field: reading what offices type, months clamped to their end, working days."""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta

_DMY = re.compile(r"^(\d{1,2})\s*[/.\-]\s*(\d{1,2})\s*[/.\-]\s*(\d{4})$")
_YMD = re.compile(r"^(\d{4})-(\d{1,2})-(\d{1,2})(?:[ T]00:00(?::00)?)?$")

FIRST_YEAR, LAST_YEAR = 1900, 2199


def parse_vietnamese(text: str) -> date:
    """Day/month/year in any of the ways offices type it (21/5/2020, 02.01.1948, 2-3-1951, 2020-05-21).

    Raises ValueError for anything else, for days that do not exist (31/02) and for years that no record of ours can mean:
    near the ends of the calendar the next day, or the same moment in UTC, does not exist either.
    """
    value = text.strip()
    if match := _DMY.match(value):
        day, month, year = (int(part) for part in match.groups())
    elif match := _YMD.match(value):
        year, month, day = (int(part) for part in match.groups())
    else:
        raise ValueError(f"not a date: {text!r}")
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise ValueError(f"not a year of ours: {text!r}")
    return date(year, month, day)


def add_months(day: date, months: int) -> date:
    """Same day `months` later, clamped to the end of the month: 31/01 + 1 → 28/02 (R22)."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    if year > date.max.year:
        return date.max  # a typed year such as 9999 stays an answer, never a fault
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def add_working_days(day: date, days: int) -> date:
    """The day `days` working days (Monday to Friday) later; public holidays are not known here."""
    current = day
    left = days
    while left > 0 and current < date.max:
        current += timedelta(days=1)
        if current.weekday() < 5:
            left -= 1
    return current


def full_years(born: date, today: date) -> int:
    """Age in whole years."""
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day))
