"""Business rules of this room, pure: no ORM, no clock, no framework."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime, timedelta

from guong.kernel import treepath
from guong.kernel.scope import Scope

TERM_YEARS = 5
"""A right that looks from outside lasts one term of office at most; then it is asked for anew."""

OPENING_DAYS: Mapping[str, int] = {"inspection": 30, "break_glass": 3}
"""How many days at most a file stays open, by kind of opening (D27: a time limit; both are settings of the house)."""

Held = tuple[str, str, bool]
"""(role, path, subtree) of one right valid today."""


def term_end(first: date) -> date:
    """The last day of a term that begins on `first`."""
    try:
        return first.replace(year=first.year + TERM_YEARS) - timedelta(days=1)
    except ValueError:  # 29 February
        return first.replace(year=first.year + TERM_YEARS, day=28)


def scope_of(held: Iterable[Held], perm: str, role_perms: Mapping[str, Collection[str]]) -> Scope:
    """Where `perm` is held: whole subtrees, and single units."""
    mine = [(path, subtree) for role, path, subtree in held if perm in role_perms[role]]
    return Scope(
        subtrees=frozenset(path for path, subtree in mine if subtree),
        exact=frozenset(path for path, subtree in mine if not subtree),
    )


def reaches_below(scope: Scope, path: str) -> bool:
    """Whether a scope covers a unit and everything below it, so that a right over the subtree gives no more than is held."""
    return scope.everything or any(treepath.contains(top, path) for top in scope.subtrees)


def opening_is_live(state: str, ends_at: datetime | None, now: datetime) -> bool:
    """Whether a file is open at a moment: let in by a second person, and its time is not over."""
    return state == "open" and ends_at is not None and now < ends_at
