"""Business rules of this room, pure: no ORM, no clock, no framework (rules.md C; D8, D23)."""

from __future__ import annotations

from datetime import date, timedelta

from guong.kernel.dates import add_months, add_working_days

UNCONFIRMED_HOLD_DAYS = 14
HOLD_MONTHS = 24
"""A hold has an end: at most two years at a time."""


def take_in_by(asked_on: date, working_days: int) -> date:
    """The day by which a request must be taken in."""
    return add_working_days(asked_on, working_days)


def answer_by(asked_on: date, days: int) -> date:
    """The day by which a request must be answered: calendar days after it was asked."""
    return asked_on + timedelta(days=days)


def extended(due_on: date, days: int) -> date:
    """The later day after the one extension that there is."""
    return due_on + timedelta(days=days)


def keep_until(ended_on: date, years: int) -> date:
    """Last day on which words of a drive are kept: the end of the year, so many years after it ended (D8)."""
    return date(min(ended_on.year + years, date.max.year), 12, 31)


def is_late(due_on: date, today: date) -> bool:
    """Whether the day has passed."""
    return due_on < today


def hold_stands(
    *, from_on: date, until_on: date, lapses_on: date, confirmed: bool, lifted: bool, today: date
) -> bool:  # fmt: skip
    """Whether a hold stops the erasing today. One that nobody has confirmed yet does, for a fortnight."""
    if lifted or not from_on <= today <= until_on:
        return False
    return confirmed or today <= lapses_on


def longest_hold(from_on: date) -> date:
    """The last day that a hold may name."""
    return add_months(from_on, HOLD_MONTHS)
