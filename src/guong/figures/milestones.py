"""How far one cell has come at each milestone of a drive: pure functions over its counts and dates.

Every milestone has a state ("ok" done, "go" under way, "no" not due, "late" past its date, "few" withheld), and a ratio or a day.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from guong.figures.rules import Few, days_late, stage
from guong.kernel.numbers import Ratio

NAMES = ("registration", "study", "meeting", "plans", "corrections", "recheck")


@dataclass(frozen=True, slots=True)
class Milestone:
    """`day` is when it was done, or when it is due; `days` how many days late."""

    state: str
    ratio: Ratio | None = None
    few: Few | None = None
    day: date | None = None
    days: int = 0
    new_day: date | None = None  # named since the day that was missed, and still to come (S136)


@dataclass(frozen=True, slots=True)
class Dates:
    """Dates of one cell that counts do not hold. `meets_on` is the day of the next part not yet held."""

    meets_on: date | None = None
    missed_on: date | None = None  # the first day that was named, passed, and has not been made good
    held_on: date | None = None
    recheck_due: date | None = None  # of the earliest re-check not fully answered
    rechecked_on: date | None = None  # of the last one that is


@dataclass(frozen=True, slots=True)
class Span:
    """Dates of the drive that decide what is late."""

    window_from: date
    window_to: date
    ends_on: date
    makeup_due: date | None
    all_called: bool = True  # else only the cells that were put forward by registering are awaited


def registration(counts: Mapping[str, int], dates: Dates, span: Span, today: date) -> Milestone:
    """Late from the day the window opens (S98)."""
    if counts.get("registered"):
        return Milestone("ok", day=dates.meets_on or dates.held_on)
    if not span.all_called:
        return Milestone("no")
    late = days_late(span.window_from, today)
    return Milestone("late" if late else "no", day=span.window_from, days=late)


def study(counts: Mapping[str, int], dates: Dates, span: Span, today: date) -> Milestone:
    """The ratio is of those who sat in the conference; what was made up closes the milestone without entering it (R18)."""
    ratio = Ratio(counts.get("attended", 0), counts.get("convened", 0))
    left = ratio.of - ratio.n - counts.get("made_up", 0)
    late = days_late(span.makeup_due, today) if span.makeup_due and ratio.of and left > 0 else 0
    state = stage(ratio.of - left, ratio.of, late=bool(late)) if ratio.of else "no"
    return Milestone(state, ratio=ratio, days=late)


def meeting(counts: Mapping[str, int], dates: Dates, span: Span, today: date) -> Milestone:
    """Late when a day that was named has passed without a meeting, whatever was named since, or the window has closed."""
    if counts.get("held"):
        return Milestone("ok", day=dates.held_on)
    if not span.all_called and not counts.get("registered"):
        return Milestone("no")
    due = min(day for day in (dates.missed_on, dates.meets_on, span.window_to) if day is not None)
    late = days_late(due, today)
    if late:
        ahead = dates.meets_on is not None and dates.meets_on >= today
        return Milestone("late", day=due, days=late, new_day=dates.meets_on if ahead else None)
    return Milestone("go" if dates.held_on else "no", day=dates.meets_on)


def plans(counts: Mapping[str, int], dates: Dates, span: Span, today: date) -> Milestone:
    """Accepted of eligible (S106)."""
    ratio = Ratio(counts.get("plans_accepted", 0), counts.get("eligible", 0))
    late = days_late(span.ends_on, today) if ratio.n < ratio.of else 0
    state = stage(ratio.n, ratio.of, late=bool(late), begun=counts.get("plans_submitted", 0) > 0)
    return Milestone(state, ratio=ratio, days=late)


def corrections(counts: Mapping[str, int], hidden: Few | None) -> Milestone:
    """Actions confirmed by somebody else; late as soon as one is past its date. State "few" where the numbers are withheld."""
    if hidden is not None:
        return Milestone("few", few=hidden)
    total, still = counts.get("actions", 0), counts.get("actions_open", 0)
    state = stage(total - still, total, late=counts.get("actions_overdue", 0) > 0, begun=total > 0)
    return Milestone(state, ratio=Ratio(total - still, total))


def recheck(dates: Dates, today: date) -> Milestone:
    """Due a month after the meeting (R22)."""
    if dates.recheck_due is not None:
        late = days_late(dates.recheck_due, today)
        return Milestone("late" if late else "no", day=dates.recheck_due, days=late)
    if dates.rechecked_on is not None:
        return Milestone("ok", day=dates.rechecked_on)
    return Milestone("no")


def all_of(
    counts: Mapping[str, int], dates: Dates, span: Span, today: date, hidden: Few | None
) -> dict[str, Milestone]:
    """{name: milestone}, in the order of the loop."""
    return {
        "registration": registration(counts, dates, span, today),
        "study": study(counts, dates, span, today),
        "meeting": meeting(counts, dates, span, today),
        "plans": plans(counts, dates, span, today),
        "corrections": corrections(counts, hidden),
        "recheck": recheck(dates, today),
    }
