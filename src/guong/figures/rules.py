"""The official figures, what may be shown of small ones, and where the loop has stopped. Pure: no ORM, no clock, no framework."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from guong.figures.disclosure.groups import group_of
from guong.kernel.numbers import Ratio


@dataclass(frozen=True, slots=True)
class Few:
    """A figure about people's faults that is withheld outside the cell (D9): it says a number below `limit`, or would give one
    away. Which of the two is not said."""

    limit: int

    def as_json(self) -> dict[str, int]:
        return {"withheld_below": self.limit}


Value = int | Ratio | Few


@dataclass(frozen=True, slots=True)
class Spec:
    """One figure: its key, the tally column counted, and the column it is a part of ("" for a plain number).

    `words` marks figures about people's faults and answers; the others are process figures and are never suppressed (D9).
    """

    key: str
    n: str
    of: str = ""
    words: bool = False


SPECS: tuple[Spec, ...] = (
    Spec("members.total", "total"),
    Spec("members.exempt", "exempt"),
    Spec("members.eligible", "eligible"),
    Spec("units.cells", "cells"),
    Spec("study.attended", "attended", "convened"),
    Spec("study.made_up", "made_up", "makeup_owed"),
    Spec("meetings.registered", "registered", "cells"),
    Spec("meetings.held", "held", "awaited"),
    Spec("meetings.as_registered", "held_as_registered", "held"),
    Spec("meetings.held_with_central", "held_with_central"),
    Spec("meetings.held_with_province", "held_with_province"),
    Spec("meetings.held_with_district", "held_with_district"),
    Spec("meetings.held_with_commune", "held_with_commune"),
    Spec("drives.late", "late"),
    Spec("directives.issued", "issued", "links"),
    Spec("directives.urging", "urgings"),
    Spec("units.visited", "visited", "visits_due"),
    Spec("reviews.handed_in", "reviews_handed_in", "eligible"),
    Spec("reviews.presented", "reviews_presented", "eligible"),
    Spec("remarks.replied", "remarks_replied", "remarks", words=True),
    Spec("remarks.upward_answered", "upward_answered", "upward"),
    Spec("remarks.upward_days", "upward_days"),
    Spec("remarks.upward_kept", "promises_kept", "promises_judged"),
    Spec("findings.total", "findings", words=True),
    Spec("findings.owned", "findings_owned", "findings", words=True),
    Spec("findings.divided", "findings_divided", "findings_collective", words=True),
    Spec("findings.done", "findings_done", "findings", words=True),
    Spec("findings.closed", "findings_closed", "findings", words=True),
    Spec("findings.held", "findings_held", "findings", words=True),
    Spec("findings.held_1m", "findings_held_1m", "findings_judged_1m", words=True),
    Spec("findings.held_3m", "findings_held_3m", "findings_judged_3m", words=True),
    Spec("findings.held_12m", "findings_held_12m", "findings_judged_12m", words=True),
    Spec("actions.done", "actions_done", "actions", words=True),
    Spec("actions.open", "actions_open", words=True),
    Spec("actions.overdue", "actions_overdue", words=True),
    Spec("actions.on_time", "actions_on_time", "actions_due", words=True),
    Spec("actions.on_first_day", "actions_on_first_day", "actions_due", words=True),
    Spec("rechecks.answered", "rechecks_answered", "rechecks_due", words=True),
    Spec("plans.submitted", "plans_submitted", "eligible"),
    Spec("plans.accepted", "plans_accepted", "eligible"),
    Spec("plans.returns", "plans_returns"),
    Spec("plans.returned_persons", "plans_returned_persons"),
    Spec("plans.posted", "plans_posted"),
)


def from_counts(counts: Mapping[str, int]) -> dict[str, int | Ratio]:
    """Figures from summed counts; a missing count is nought. Percentages are made from n and of only (R1)."""
    whole = {
        "awaited": counts.get("cells", 0),
        **counts,
        "actions_done": counts.get("actions", 0) - counts.get("actions_open", 0),
        "actions_due": counts.get("actions", 0) - counts.get("actions_open", 0) + counts.get("actions_overdue", 0),
    }
    return {
        spec.key: Ratio(whole.get(spec.n, 0), whole.get(spec.of, 0)) if spec.of else whole.get(spec.n, 0)
        for spec in SPECS
    }


def add(rows: Sequence[Mapping[str, int]]) -> dict[str, int]:
    """Sum of counts, column by column."""
    total: dict[str, int] = {}
    for row in rows:
        for name, number in row.items():
            total[name] = total.get(name, 0) + number
    return total


def protect(figures: Mapping[str, int | Ratio], hidden: Collection[str], limit: int) -> dict[str, Value]:
    """The figures of a body as a reader may see them: those of the groups in `hidden` are withheld (D9)."""
    return {key: Few(limit) if group_of(key) in hidden else value for key, value in figures.items()}


def stage(n: int, of: int, *, late: bool = False, begun: bool = False) -> str:
    """State of a step for a figure: "ok" whole, "late" past its date, "go" under way, "no" not begun."""
    if of > 0 and n >= of:
        return "ok"
    if late:
        return "late"
    return "go" if n > 0 or begun else "no"


def stopped_at(states: Sequence[str]) -> int | None:
    """Index of the step at which the loop has stopped: the first late one; None when nothing is late."""
    return next((index for index, state in enumerate(states) if state == "late"), None)


def days_late(due: date, today: date) -> int:
    """Whole days past a date; 0 on the day itself and before."""
    return max(0, (today - due).days)
