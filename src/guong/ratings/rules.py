"""Business rules of the year-end rating, pure: no ORM, no clock, no framework. Points are tenths of a point throughout."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

LEVELS: tuple[str, ...] = ("excellent", "good", "done", "not_done")
"""The highest first; the values of `enums.Level`."""
WHOLE = 1000
"""Tenths of a point in a whole form: 100 points."""
_POINTS = re.compile(r"^(\d{1,3})(?:[.,](\d))?$", re.ASCII)
HEAD_POSTS = frozenset({"committee_secretary", "people_chair", "front_head", "mass_head", "cell_secretary"})


def parse_points(typed: str) -> int | None:
    """Tenths of what was typed ("7", "7,5", "7.5"); None for anything else."""
    found = _POINTS.match(typed.strip())
    return int(found.group(1)) * 10 + int(found.group(2) or 0) if found else None


def show_points(tenths: int, mark: str = ",") -> str:
    """ "7,5" of 75, "7" of 70."""
    whole, rest = divmod(tenths, 10)
    return f"{whole}{mark}{rest}" if rest else str(whole)


def total(lines: Iterable[Mapping[str, Any]], points: Mapping[str, int]) -> int:
    """The sum over the lines of a form; a line without points counts nothing."""
    return sum(points.get(str(line["key"]), 0) for line in lines)


def unfilled(lines: Iterable[Mapping[str, Any]], points: Mapping[str, int]) -> list[str]:
    """Names of the lines that have no points yet."""
    return [str(line["name"]) for line in lines if str(line["key"]) not in points]


def too_many(lines: Iterable[Mapping[str, Any]], points: Mapping[str, int]) -> list[str]:
    """Names of the lines with more points than the form gives."""
    return [str(line["name"]) for line in lines if points.get(str(line["key"]), 0) > int(line["points"])]


def higher(one: str, other: str) -> bool:
    """Whether level `one` is above level `other`."""
    return LEVELS.index(one) < LEVELS.index(other)


def conditions(levels: Sequence[Mapping[str, Any]], code: str, subject: str) -> list[Mapping[str, Any]]:
    """The conditions of one level for a comrade or a body."""
    rows: list[Mapping[str, Any]] = next((row["conditions"] for row in levels if row["code"] == code), [])
    return [one for one in rows if one.get("for", "") in ("", subject)]


def granted(
    levels: Sequence[Mapping[str, Any]],
    tenths: int,
    met: Collection[str],
    subject: str,
    *,
    barred: Collection[str] = (),
) -> str:
    """The highest level that the points *and* the conditions give (R33). `levels` stand highest first: {"code", "from" (tenths),
    "conditions": [{"key", "text", "for"}]}; `barred`: levels that another rule keeps closed (R36)."""
    for row in levels:
        code = str(row["code"])
        wanted = {str(one["key"]) for one in conditions(levels, code, subject)}
        if code not in barred and tenths >= int(row["from"]) and wanted <= set(met):
            return code
    return "not_done"


def must_explain(before: tuple[int, str], after: tuple[int, str], *, gap: int, level: bool) -> bool:
    """Whether a difference between two judgements (tenths, level) needs words (R37): `gap` tenths or more, or another level.

    A `gap` of 0 asks for words at no difference of points."""
    far = gap > 0 and abs(before[0] - after[0]) >= gap
    return far or (level and before[1] != after[1])


@dataclass(frozen=True, slots=True)
class Cap:
    """The arithmetic of one group, to be shown, never applied (R34, D11). `share` in hundredths of a person."""

    key: str
    excellent: int
    base: int
    percent: int
    allowed: int

    @property
    def share(self) -> int:
        return self.base * self.percent

    @property
    def over(self) -> int:
        return max(self.excellent - self.allowed, 0)


def allowed(base: int, percent: int, rounding: str = "half_up") -> int:
    """How many "excellent" a base gives: 8 of 20 % → 1,6 → 2 (R34)."""
    whole, rest = divmod(base * percent, 100)
    if rounding == "down" or not rest:
        return whole
    return whole + int(rounding == "up" or rest >= 50)


def cap(key: str, levels: Sequence[str], *, percent: int, base: str, rounding: str) -> Cap:
    """The line of a group from the levels of those in it."""
    excellent, good = levels.count("excellent"), levels.count("good")
    counted = good if base == "good_only" else good + excellent
    return Cap(key, excellent, counted, percent, allowed(counted, percent, rounding))


def group_of(by: str, *, kind: str, posts: Collection[str]) -> str:
    """The group of similar role to which somebody belongs."""
    if by == "all":
        return "all"
    if by == "kind":
        return kind
    if HEAD_POSTS & set(posts):
        return "head"
    return "committee" if posts else "member"


def is_head(posts: Collection[str]) -> bool:
    """Whether somebody heads a body: of a head the level is held against the body's (R35)."""
    return bool(HEAD_POSTS & set(posts))


def head_problem(level: str, body_level: str, tasks: int | None, floor: int) -> str:
    """ "above" for a head above the body, "floor" for a head of a body that did less than `floor` percent of its tasks, ""
    otherwise (R35). `tasks` None: not said; `floor` 0: the rule is off."""
    if floor and tasks is not None and tasks < floor and level != "not_done":
        return "floor"
    return "above" if body_level and higher(level, body_level) else ""


def ballot_problem(issued: int, returned: int, invalid: int, counts: Iterable[int]) -> str:
    """What does not add up in a tally (R38): "returned" more came back than were given out, "sum" valid and invalid do not make
    what came back; "" when all is right. Valid are the votes for any level."""
    if returned > issued:
        return "returned"
    return "sum" if sum(counts) + invalid != returned else ""


def days_problem(self_until: date, appraise_until: date, decide_until: date, summing_up_on: date | None) -> str:
    """Which of a campaign's days does not follow the one before it, "" when all do (R40)."""
    if appraise_until < self_until:
        return "appraise_until"
    if decide_until < appraise_until:
        return "decide_until"
    return "summing_up_on" if summing_up_on is not None and summing_up_on < appraise_until else ""
