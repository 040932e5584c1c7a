"""When a phase may close in a cell (R19, S38). Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Item:
    """Something named in the drive. `actions`: measures that stand, each with its owner and date; `shared`: it is the
    collective's; `divided`: to exactly 100 %; `settled`: closed at once as small, which needs no measure (D18)."""

    pk: int
    actions: int
    shared: bool
    divided: bool
    settled: bool


def see_missing(eligible: Iterable[int], named: Collection[int], none: Collection[int]) -> list[int]:
    """Phase of seeing: eligible people who neither have an item nor said "none" with its reason, in the order given."""
    return [person for person in eligible if person not in named and person not in none]


def correct_missing(items: Iterable[Item]) -> list[tuple[int, str]]:
    """Phase of correcting: (item, what it lacks), "measure" (with owner and date) or "division"; in the order given."""
    found = []
    for item in items:
        if item.settled:
            continue
        if not item.actions:
            found.append((item.pk, "measure"))
        elif item.shared and not item.divided:
            found.append((item.pk, "division"))
    return found
