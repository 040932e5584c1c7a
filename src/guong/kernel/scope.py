"""A scope: the part of the tree in which an actor holds a permission. A value; knows no database.

A scope is a set of *exact* paths and of *subtrees*. The empty scope is the default: no grant means nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from guong.kernel import treepath


@dataclass(frozen=True, slots=True)
class Scope:
    """`subtrees` hold all below them; `exact` paths hold only themselves; `everything` is the system's own scope."""

    subtrees: frozenset[str] = frozenset()
    exact: frozenset[str] = frozenset()
    everything: bool = False

    def covers(self, path: str) -> bool:
        """Whether the unit at `path` lies in the scope."""
        if self.everything:
            return True
        return path in self.exact or any(treepath.contains(top, path) for top in self.subtrees)

    def ranges(self) -> list[tuple[str, str]]:
        """Sorted half-open (from, to) ranges of the subtrees, one inside another merged away."""
        kept: list[tuple[str, str]] = []
        for top in sorted(self.subtrees):
            if kept and top < kept[-1][1]:
                continue
            kept.append((top, treepath.successor(top)))
        return kept

    def __bool__(self) -> bool:
        return self.everything or bool(self.subtrees) or bool(self.exact)

    def __or__(self, other: Scope) -> Scope:
        return Scope(self.subtrees | other.subtrees, self.exact | other.exact, self.everything or other.everything)


NOTHING = Scope()
EVERYTHING = Scope(everything=True)


def of(subtrees: Iterable[str] = (), exact: Iterable[str] = ()) -> Scope:
    """A scope of these subtrees and single units."""
    return Scope(frozenset(subtrees), frozenset(exact))
