"""Rules of the library, pure (S43, S126, S146, R8)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any


@dataclass(frozen=True, slots=True)
class Limits:
    """How far an agenda may be changed below: minutes in all, and whether steps may be added."""

    least: int
    most: int
    may_add: bool


def broken(above: Sequence[Mapping[str, Any]], limits: Limits, mine: Sequence[Mapping[str, Any]]) -> tuple[str, str]:
    """What an adapted agenda breaks of the one handed down: (fault, title of the step); ("", "") when it keeps the limits.

    Faults: "missing" (a fixed step is left out), "order" (fixed steps change places), "short", "long" (a step outside its
    minutes), "added" (a step of its own where none may be added), "sum_short", "sum_long".
    """
    known = {str(step["title"]): step for step in above}
    fixed = [str(step["title"]) for step in above if step["fixed"]]
    kept = [str(step["title"]) for step in mine if str(step["title"]) in set(fixed)]
    for title in fixed:
        if title not in kept:
            return "missing", title
    if kept != fixed:
        return "order", next(one for one, other in zip(kept, fixed, strict=True) if one != other)
    for step in mine:
        fault = _step_fault(known.get(str(step["title"])), step, limits.may_add)
        if fault:
            return fault, str(step["title"])
    total = sum(int(step["minutes"]) for step in mine)
    if total < limits.least:
        return "sum_short", str(total)
    return ("sum_long", str(total)) if total > limits.most else ("", "")


def _step_fault(handed: Mapping[str, Any] | None, step: Mapping[str, Any], may_add: bool) -> str:
    if handed is None:
        return "" if may_add else "added"
    if int(step["minutes"]) < int(handed["least"]):
        return "short"
    return "long" if int(step["minutes"]) > int(handed["most"]) else ""


def last_day_to_send(first: date, days_before: int) -> date:
    """The last day on which materials are in time for a meeting on `first` (R8)."""
    return first - timedelta(days=days_before)


def in_time(sent: date, first: date, days_before: int) -> bool:
    """Whether materials sent on a day were there long enough before (R8)."""
    return sent <= last_day_to_send(first, days_before)
