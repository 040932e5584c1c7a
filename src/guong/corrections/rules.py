"""Business rules of findings, shares and re-checks, pure: no ORM, no clock, no framework.

Shares are whole hundredths of a percent (10000 = 100 %), never floats: 33,33 + 33,33 + 33,34 is exactly everything.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

from guong.kernel.dates import add_months
from guong.kernel.numbers import percent_half_up

WHOLE = 10_000
COUNTING = frozenset({"confirmed", "silent"})
HOLDING_MONTHS = 12  # a closed fault leaves the lists after so long (D20)
_PERCENT = re.compile(r"^(\d{1,3})(?:[.,](\d{1,2}))?\s*%?$", re.ASCII)


def parse_percent(typed: str) -> int:
    """Hundredths of what people type: "40", "40 %", "33,33", "33.33%". ValueError for anything not exact or above 100."""
    match = _PERCENT.match(typed.strip())
    if match is None:
        raise ValueError(f"not a percentage of at most two decimals: {typed!r}")
    hundredths = int(match.group(1)) * 100 + int((match.group(2) or "").ljust(2, "0"))
    if hundredths > WHOLE:
        raise ValueError("more than 100 %")
    return hundredths


def format_percent(hundredths: int, mark: str = ",") -> str:
    """The number as offices write it, without the sign: 4000 → "40", 3350 → "33,5", 1 → "0,01"."""
    whole, rest = divmod(hundredths, 100)
    decimals = f"{rest:02d}".rstrip("0")
    return f"{whole}{mark}{decimals}" if decimals else str(whole)


def left(shares: Iterable[int]) -> int:
    """What nobody has yet; negative when more than everything was given away."""
    return WHOLE - sum(shares)


def equal_split(people: int) -> list[int]:
    """A proposal in equal parts that makes exactly 100 %; the first ones carry the odd hundredths (largest remainder)."""
    if not 1 <= people <= WHOLE:
        raise ValueError("a finding is divided among 1 to 10000 people")
    part, odd = divmod(WHOLE, people)
    return [part + 1] * odd + [part] * (people - odd)


def is_divided(shares: Iterable[tuple[str, int]]) -> bool:
    """Whether the (state, hundredths) that count make exactly 100 % (R21, S67). A contested share does not count (D17)."""
    return sum(hundredths for state, hundredths in shares if state in COUNTING) == WHOLE


def recheck_due(held_on: date, months: int = 1) -> date:
    """Same day next month, clamped to the month's end: 31/01 → 28/02 (R22, S14)."""
    return add_months(held_on, months)


def binds_from(due_on: date, early_days: int = 7) -> date:
    """A regular meeting on this day or later takes the re-check up (R22)."""
    return due_on - timedelta(days=early_days)


def is_overdue(deadline: date, state: str, today: date) -> bool:
    """Past its date and not confirmed by somebody else."""
    return state != "confirmed" and deadline < today


def needs_new_day(deadline: date, today: date) -> bool:
    """Whether "it goes on" must name a later day: the promised one has passed or is today (R23)."""
    return deadline <= today


def progress_days(begun: date, deadline: date, rhythm: str) -> list[date]:
    """Days on which its doer says how a measure goes: every 7 days, month or quarter after `begun`, until its day (S58)."""
    days: list[date] = []
    for number in range(1, 261):  # five years of weeks
        if rhythm == "week":
            day = begun + timedelta(days=7 * number)
        elif rhythm in {"month", "quarter"}:
            day = add_months(begun, number * (3 if rhythm == "quarter" else 1))
        else:
            break
        if day > deadline:
            break
        days.append(day)
    return days


def progress_slot(begun: date, deadline: date, rhythm: str, today: date) -> date | None:
    """The day for which words said today count: the first one not before today; None when the last has passed."""
    return next((day for day in progress_days(begun, deadline, rhythm) if day >= today), None)


def earliest_deadline(stated_on: date, met_on: date | None) -> date:
    """No measure is due before the finding was stated, nor before the meeting that stated it (R20)."""
    return max(stated_on, met_on) if met_on else stated_on


def left_lists(closed_on: date | None, today: date) -> bool:
    """Whether a closed finding has been held long enough to leave the lists (D20)."""
    return closed_on is not None and add_months(closed_on, HOLDING_MONTHS) <= today


def follow(state: str, actions: Sequence[str]) -> list[str]:
    """Events that take a finding from `state` to where its actions stand; none when it already stands there.

    Nothing here reaches "closed": closing is an act of the collective (R21).
    """
    if not actions or state not in {"planned", "in_progress", "reported", "confirmed", "closed"}:
        return []
    if any(one in {"open", "cannot"} for one in actions):
        back = {"reported": ["send_back"], "confirmed": ["reopen"], "closed": ["reopen"]}
        begun = state == "planned" and any(one in {"reported", "confirmed"} for one in actions)
        return ["start"] if begun else back.get(state, [])
    events = ["report"] if state in {"planned", "in_progress"} else []
    if all(one == "confirmed" for one in actions) and state != "confirmed" and state != "closed":
        events.append("confirm")
    return events


JUDGES = 3  # of an appeal (D5)


def appeal_result(words: Sequence[str]) -> str:
    """ "keep", "overturn", or "" while the three have not decided: two equal words decide (D5)."""
    for word in ("keep", "overturn"):
        if words.count(word) * 2 > JUDGES:
            return word
    return ""


HORIZONS = (1, 3, 12)  # months after the meeting at which the figures say whether it held


def came_back_within(held_on: date, back_on: date) -> frozenset[int]:
    """Horizons at which a finding of a meeting had not held because it had come back by then: 8 months later → {12}."""
    return frozenset(months for months in HORIZONS if back_on <= add_months(held_on, months))


def looked_at(
    rows: Iterable[tuple[int, int, int, int, str]], back: Mapping[int, frozenset[int]] | None = None
) -> dict[int, tuple[set[int], set[int]]]:
    """{months: (findings looked at, findings that held)} from lines (finding, action, months, round, outcome or "").

    `back`: of findings that came back, the horizons at which they had: there they count as looked at, and not held, whatever was
    judged. The first judgement of each action at a horizon counts: what was put right in a later round had not held at that time. A
    finding is looked at when each of its listed actions is judged, and held when each was "done".
    """
    first: dict[tuple[int, int, int], str] = {}
    for finding, action, months, _round, outcome in sorted(rows, key=lambda row: row[3]):
        first.setdefault((months, finding, action), outcome)
    said: dict[tuple[int, int], list[str]] = {}
    for (months, finding, _action), outcome in first.items():
        said.setdefault((months, finding), []).append(outcome)
    found: dict[int, tuple[set[int], set[int]]] = {months: (set(), set()) for months in HORIZONS}
    for (months, finding), outcomes in said.items():
        if months in found and all(outcomes):
            found[months][0].add(finding)
            if held(outcomes):
                found[months][1].add(finding)
    for finding, horizons in (back or {}).items():
        for months in horizons:
            found[months][0].add(finding)
            found[months][1].discard(finding)
    return found


def on_time(deadline: date, done_on: date | None) -> bool:
    """Whether a confirmed action was reported (or, without a report, confirmed) by its day."""
    return done_on is not None and done_on <= deadline


def percent(n: int, of: int | None) -> int | None:
    """Whole percent, half up; None of nothing (R1)."""
    return percent_half_up(n, of) if of else None


def rank_change(before: int, after: int) -> int:
    """Places won: 17 → 9 is +8; the lower the place the better (R31)."""
    return before - after


def held(outcomes: Sequence[str]) -> bool:
    """Whether the latest judgement of every action of a finding is "done"; `outcomes` has "" for one not judged."""
    return bool(outcomes) and all(outcome == "done" for outcome in outcomes)


def next_step(subject: str, state: str, *, small: bool, divided: bool) -> str:
    """A stable word for what a finding waits for: answer, settle, close_small, measure, divide, report, judge, close or ""."""
    if state == "stated" and small:
        return "close_small"
    if subject == "collective" and not divided and state in {"stated", "accepted", "planned", "in_progress"}:
        return "divide"
    return {
        "stated": "answer",
        "contested": "settle",
        "accepted": "measure",
        "planned": "report",
        "in_progress": "report",
        "reported": "judge",
        "confirmed": "close",
    }.get(state, "")


def shelf(state: str, subject: str, *, divided: bool) -> str:
    """Where a finding stands in the book: answer, measure, doing, judge, closed."""
    if state in {"closed", "dropped"}:
        return "closed"
    if state in {"reported", "confirmed"}:
        return "judge"
    if subject == "collective" and not divided:
        return "measure"
    return {"stated": "answer", "contested": "answer", "accepted": "measure"}.get(state, "doing")


PORTFOLIO: dict[str, tuple[str, ...]] = {
    "leadership": ("committee_secretary", "committee_standing_deputy", "cell_secretary"),
    "discipline": ("committee_standing_deputy", "cell_secretary", "cell_deputy"),
    "speaking": ("cell_secretary", "cell_deputy", "cell_committee"),
    "land": ("people_chair", "committee_deputy", "cell_secretary"),
    "people": ("front_head", "mass_head", "cell_secretary", "cell_deputy"),
}

FIELDS: Mapping[str, tuple[str, ...]] = {
    "leadership": ("general",),
    "discipline": ("inspection", "organisation"),
    "speaking": ("propaganda",),
    "avoidance": ("organisation", "inspection"),
    "work": ("administration", "economy"),
    "style": ("administration", "inspection"),
    "ethics": ("administration", "inspection"),
    "people": ("mass_work",),
    "land": ("land",),
}
"""{kind of shortcoming: fields of work that answer for it, the first to have somebody wins} (S76)."""

_HEADS = ("committee_secretary", "committee_standing_deputy", "committee_deputy", "cell_secretary", "cell_deputy")


def portfolio(kind: str, offices: Iterable[tuple[int, str]]) -> list[int]:
    """Person ids whose office covers a kind of shortcoming: a proposal for its owners, nothing more (S76).

    `offices` are (person id, post kind) of the collective; the heads, when no office covers the kind.
    """
    rows = list(offices)
    for wanted in (PORTFOLIO.get(kind, ()), _HEADS):
        found = [person_id for post in wanted for person_id, held_post in rows if held_post == post]
        if found:
            return list(dict.fromkeys(found))
    return []


def field_owners(kind: str, fields: Iterable[tuple[int, str]]) -> list[int]:
    """Person ids who answer for the field of a kind of shortcoming by the committee's own division of work (S76).

    `fields` are (person id, field of work). Empty when nobody does: then the offices are asked (`portfolio`).
    """
    rows = list(fields)
    for wanted in FIELDS.get(kind, ()):
        found = [person_id for person_id, field in rows if field == wanted]
        if found:
            return list(dict.fromkeys(found))
    return []


def carries_over(state: str, year: int, closed_year: int | None, now: int, *, year_end: bool = False) -> bool:
    """Whether a shortcoming of a drive of `year` is answered in the review of the year `now` (R24): what is not closed, and what
    was closed last year or this year, because it may have come back. A dropped one is nobody's. The year-end review pulls in the
    drives of its own year as well (S64)."""
    if state == "dropped" or year > now or (year == now and not year_end):
        return False
    return closed_year is None or state != "closed" or closed_year >= now - 1
