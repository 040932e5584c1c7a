"""Business rules of this room, pure: no ORM, no clock, no framework."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise


@dataclass(frozen=True, slots=True)
class HintFacts:
    """What hints are made of: minutes, kinds of the steps, whether people are named, counts. `begun`: the roll was called."""

    lasts: int
    shortest: int
    kinds: frozenset[str]
    chair: bool
    secretary: bool
    begun: bool
    present: int
    expected: int
    norm_percent: int
    members: int
    months_without_theme: int
    alone: bool = False  # a thematic meeting of a month without a regular one
    merged: bool = False  # another meeting of the same body at the same time


HEADS = ("committee_secretary", "cell_secretary")
DEPUTIES = ("committee_standing_deputy", "committee_deputy", "cell_deputy")
COMMITTEE = ("standing_member", "committee_member", "cell_committee")
OTHER_HEADS = ("front_head", "mass_head", "people_chair")  # of bodies that are neither a cell nor a party committee
OTHER_DEPUTIES = ("body_deputy",)
_FIRST_STEPS = ("opening", "roll_call", "open_items")


def review_rank(posts: Iterable[str], *, party: bool = True) -> int:
    """Place in the order of review: 0 head, 1 deputy, 2 committee member, 3 member (R12, S5, S23).

    `party`: of a cell or a party committee; in another body its own head comes first (S39).
    """
    held = set(posts)
    for rank, kinds in enumerate((HEADS, DEPUTIES, COMMITTEE) if party else (OTHER_HEADS, OTHER_DEPUTIES)):
        if held.intersection(kinds):
            return rank
    return 3


def review_order(
    people: Iterable[tuple[int, str]], posts: Mapping[int, Sequence[str]], *, party: bool = True
) -> list[int]:
    """Person ids in the order of review: head, deputies, committee, members; inside a rank by name key (R12).

    `people`: (id, name key); `posts`: id → kinds of offices held in this body.
    """
    ranked = sorted((review_rank(posts.get(pk, ()), party=party), key, pk) for pk, key in people)
    return [pk for _, _, pk in ranked]


def agenda_fault(kinds: Sequence[str], minutes: Sequence[int]) -> str:
    """What is wrong with an agenda: "empty", "minutes", "opening", "items", "review"; "" when it is in order (R9, R12, S60).

    Opening, roll call and open items stand first in this order, those of them that are there; open items never come after
    other business, and the collective reports before individuals.
    """
    if not kinds:
        return "empty"
    if any(not 1 <= one <= 480 for one in minutes):
        return "minutes"
    first = [kind for kind in _FIRST_STEPS if kind in kinds]
    if list(kinds[: len(first)]) != first:
        return "items" if "open_items" in kinds else "opening"
    if "collective" in kinds and "reviews" in kinds and kinds.index("reviews") < kinds.index("collective"):
        return "review"
    return ""


AGENCY_CELLS = frozenset({"cell_office", "cell_school", "cell_police", "cell_military", "cell_other"})
_ORGANISATIONS = frozenset({"front", "front_committee", "mass"})


def kinds_for(unit_kind: str, *, is_cell: bool, is_committee: bool) -> tuple[str, ...]:
    """Which meetings a body holds, its usual one first: of the committee, of the cell, of the agency or unit (S27), of the Front
    and mass organisations (S39); a review out of turn where shortcomings are written down (S63)."""
    if is_cell:
        agency = ("agency",) if unit_kind in AGENCY_CELLS else ()
        return ("regular", "thematic", "recheck", *agency, "adhoc")
    if is_committee:
        return ("committee", *(("agency",) if unit_kind == "base" else ()), "adhoc")
    return ("body",) if unit_kind in _ORGANISATIONS else ("agency",)


def session_state(planned: date | None, cancelled: date | None, held: date | None, day: date) -> str:
    """How a session of a body stood at the end of a day: "held", "registered", or "" (not entered yet, or called off)."""
    if held is not None and held <= day:
        return "held"
    if planned is None or planned > day or (cancelled is not None and cancelled <= day):
        return ""
    return "registered"


def unmarked(expected: Iterable[int], marked: Iterable[int]) -> list[int]:
    """Expected people of whom the roll says nothing yet, in the order given."""
    known = set(marked)
    return [pk for pk in expected if pk not in known]


def owes_makeup(presence: str) -> bool:
    """Whoever was convened and did not come studies afterwards (R18, S94)."""
    return presence in {"excused", "absent"}


def binds_to_regular(due: date, early_days: int, day: date) -> bool:
    """Whether a regular meeting on `day` may hold the re-check due on `due` (R22: not earlier than `early_days` before)."""
    return (due - day).days <= early_days


def must_conclude_on_each(conclusions: str) -> bool:
    """Whether the chair concludes on each member: a setting of the drive; the year-end review usually asks for it (R29)."""
    return conclusions == "required"


def signing_fault(
    part: str, *, today: date, read_until: date, all_said: bool, unanswered: int, signed: Iterable[str]
) -> str:
    """Why minutes cannot be signed in this part now: "signed", "time", "objections", "order"; "" when they can (D3).

    Everybody has the time to read, unless all have spoken sooner; each objection has its answer; the keeper signs before the chair.
    """
    have = set(signed)
    if part in have:
        return "signed"
    if today <= read_until and not all_said:
        return "time"
    if unanswered:
        return "objections"
    return "order" if part == "chair" and "keeper" not in have else ""


def needed(members: int) -> int:
    """The fewest votes in favour that carry a resolution: more than half of the members, not of those present (R5)."""
    return members // 2 + 1


def carried(in_favour: int, members: int) -> bool:
    """Whether a resolution is carried (R5). A body without members carries nothing."""
    return members > 0 and in_favour >= needed(members)


def vote_fault(
    way: str,
    members: int,
    *,
    given_out: int,
    in_favour: int,
    against: int,
    no_opinion: int,
    invalid: int,
    voteless: int,
) -> tuple[str, str]:
    """What is wrong with a tally and in which field: "number", "none", "sum", "members", "hands"; ("", "") when in order (R5)."""
    numbers = {
        "given_out": given_out, "in_favour": in_favour, "against": against, "no_opinion": no_opinion, "invalid": invalid,
        "voteless": voteless,
    }  # fmt: skip
    for field, number in numbers.items():
        if not 0 <= number <= 9999:
            return "number", field
    if given_out == 0:
        return "none", "given_out"
    if in_favour + against + no_opinion + invalid != given_out:
        return "sum", "given_out"
    if given_out > members - voteless:
        return "members", "given_out"
    return ("hands", "invalid") if way == "hands" and invalid else ("", "")


def hints(facts: HintFacts) -> list[str]:
    """What the chair may want to know, never a refusal: codes in the order in which they are shown (R5, R6, R7, R9, R10)."""
    found = []
    if facts.lasts < facts.shortest:
        found.append("short")
    found += [f"no_{kind}" for kind in (*_FIRST_STEPS, "conclusion") if kind not in facts.kinds]
    found += [f"no_{who}" for who, named in (("chair", facts.chair), ("secretary", facts.secretary)) if not named]
    if facts.begun and facts.present * 100 < facts.expected * facts.norm_percent:
        found.append("attendance")
    if facts.begun and facts.present < needed(facts.members):
        found.append("quorum")
    if facts.months_without_theme >= 3:
        found.append("theme")
    found += [code for code, true in (("alone", facts.alone), ("merged", facts.merged)) if true]
    return found


def overlaps(mine: tuple[int, int], others: Iterable[tuple[int, int]]) -> bool:
    """Whether a meeting runs while another does: (minute it begins, minutes it lasts) each (R7: one after the other)."""
    begin, lasts = mine
    return any(start < begin + lasts and begin < start + length for start, length in others)


def only_praise(strengths: int, criticisms: int, members: int) -> bool:
    """Whether a meeting with enough people to speak heard nothing but praise, or nothing at all (S82)."""
    return members > 1 and criticisms == 0


def names_in(text: str, names: Iterable[str]) -> list[str]:
    """Full names that stand in a text, each once, as they were given: what other cells read holds none (S3, law 1)."""
    folded = f" {' '.join(text.lower().split())} "
    return [name for name in dict.fromkeys(names) if name and " ".join(name.lower().split()) in folded]


AGES = (35, 60)  # the last year of the younger group, and of the middle one


@dataclass(frozen=True, slots=True)
class AgeCount:
    """Of `here` people of one age who were present, `spoke` said something. `low`, `high`: years, None for no bound."""

    low: int | None
    high: int | None
    spoke: int
    here: int


def speakers_by_age(people: Iterable[tuple[int, bool]], smallest: int) -> list[AgeCount]:
    """How many spoke, by age group, of those present: (age, spoke) each; the young first (S13).

    A group of fewer than `smallest` is joined with the smaller of its neighbours until none is left, so that no number stands
    for one or two people and nothing can be subtracted; fewer people than that in all are not counted at all.
    """
    bounds = [None, *AGES, None]
    groups = [AgeCount(None if low is None else low + 1, high, 0, 0) for low, high in pairwise(bounds)]
    for age, spoke in people:
        at = sum(age > last for last in AGES)
        one = groups[at]
        groups[at] = AgeCount(one.low, one.high, one.spoke + spoke, one.here + 1)
    groups = _joined(groups, smallest)
    return groups if groups[0].here >= smallest else []


def _joined(groups: list[AgeCount], smallest: int) -> list[AgeCount]:
    while len(groups) > 1 and (few := [at for at, one in enumerate(groups) if one.here < smallest]):
        at = few[0]
        beside = min((near for near in (at - 1, at + 1) if 0 <= near < len(groups)), key=lambda near: groups[near].here)
        first, second = sorted((at, beside))
        a, b = groups[first], groups[second]
        groups[first : second + 1] = [AgeCount(a.low, b.high, a.spoke + b.spoke, a.here + b.here)]
    return groups


def grade(points: Mapping[str, int], most: Mapping[str, int], bounds: tuple[int, int, int]) -> tuple[int, str]:
    """Points of a hundred and the grade they come to (R11). `most`: the points each criterion can bring; `bounds`: the fewest of a
    good, a fairly good, a middling meeting. Nothing to give points for is 0, "weak"."""
    whole = sum(most.values())
    hundredth = sum(points.values()) * 100 // whole if whole else 0
    names = ("good", "fair", "middling")
    return hundredth, next((name for name, bound in zip(names, bounds, strict=True) if hundredth >= bound), "weak")


def missed_months(days: Iterable[date], today: date, months: int) -> int:
    """In how many months of the last twelve somebody was absent without reason, 0 while fewer than `months` (R4: a flag, no act)."""
    year = today.year * 12 + today.month
    seen = {one.year * 12 + one.month for one in days if 0 <= year - (one.year * 12 + one.month) < 12 and one <= today}
    return len(seen) if len(seen) >= months else 0


def event_fault(*, starts: date, ends: date, drive_from: date, drive_to: date) -> str:
    """What is wrong with the days of an event of a drive: "order", "early", "late"; "" when they are in order (S35)."""
    if ends < starts:
        return "order"
    if starts < drive_from:
        return "early"
    return "late" if starts > drive_to else ""


def holders(bodies: Iterable[int], held: Iterable[tuple[int, str, date]], kind: str, day: date) -> tuple[int, ...]:
    """Bodies that held an event of this kind that had begun by `day`, each once, in the order given (S129, S133).

    `held`: (body, kind, first day) of what was held; "" as kind means any.
    """
    done = {body for body, one, on in held if on <= day and kind in {"", one}}
    return tuple(body for body in bodies if body in done)


def others_fault(convened: int, attended: int | None) -> str:
    """What is wrong with the numbers of people who are no members: "convened", "attended"; "" when in order (S55)."""
    if not 1 <= convened <= 999_999:
        return "convened"
    return "" if attended is None or 0 <= attended <= convened else "attended"
