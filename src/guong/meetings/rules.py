"""Business rules of this room, pure: no ORM, no clock, no framework."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date


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


HEADS = ("committee_secretary", "cell_secretary")
DEPUTIES = ("committee_standing_deputy", "committee_deputy", "cell_deputy")
COMMITTEE = ("standing_member", "committee_member", "cell_committee")
_FIRST_STEPS = ("opening", "roll_call", "open_items")


def review_rank(posts: Iterable[str]) -> int:
    """Place in the order of review: 0 head, 1 deputy, 2 committee member, 3 member (R12, S5, S23)."""
    held = set(posts)
    for rank, kinds in enumerate((HEADS, DEPUTIES, COMMITTEE)):
        if held.intersection(kinds):
            return rank
    return 3


def review_order(people: Iterable[tuple[int, str]], posts: Mapping[int, Sequence[str]]) -> list[int]:
    """Person ids in the order of review: head, deputies, committee, members; inside a rank by name key (R12).

    `people`: (id, name key); `posts`: id → kinds of offices held in this body.
    """
    ranked = sorted((review_rank(posts.get(pk, ())), key, pk) for pk, key in people)
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
    return found


def only_praise(strengths: int, criticisms: int, members: int) -> bool:
    """Whether a meeting with enough people to speak heard nothing but praise, or nothing at all (S82)."""
    return members > 1 and criticisms == 0


def names_in(text: str, names: Iterable[str]) -> list[str]:
    """Full names that stand in a text, each once, as they were given: what other cells read holds none (S3, law 1)."""
    folded = f" {' '.join(text.lower().split())} "
    return [name for name in dict.fromkeys(names) if name and " ".join(name.lower().split()) in folded]
