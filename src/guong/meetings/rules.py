"""Business rules of this room, pure: no ORM, no clock, no framework."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

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


def must_conclude_on_each(mode: str) -> bool:
    """Whether the chair concludes on each member: only in the year-end review (R29)."""
    return mode == "year_end"


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
