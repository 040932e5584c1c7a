"""An outsider with a linear solver, against everything that is published of a tree on several days (D9, Q6).

He knows the tree, every published number, that numbers of people are never negative, that a part is never more than its whole, and
that what was counted once stays counted. Of each number that is withheld he asks the solver for the least and the most it can be.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import csr_matrix

from guong.figures.disclosure.groups import GROUPS, Group
from guong.figures.disclosure.trees import Tree, Veil

GROWING = frozenset({"findings", "actions", "remarks", "rechecks_due"})
CHAINS = (("findings_done", "findings_owned"), ("findings_closed", "findings_done"))
Row = dict[int, float]


@dataclass
class Attack:
    """Unknown: each column of each place without places below it, on each day."""

    trees: Sequence[Tree]
    veils: Sequence[Veil]
    groups: Sequence[str]
    equal: list[tuple[Row, float]] = field(default_factory=list)
    least: list[tuple[Row, float]] = field(default_factory=list)  # row · x ≥ bound

    def __post_init__(self) -> None:
        self.leaves = [path for path in self.trees[0].counts if not self.trees[0].below.get(path)]
        columns = {name for group in self._groups() for name in _columns(group)}
        self.index = {
            key: number
            for number, key in enumerate(
                (day, path, name) for day in range(len(self.trees)) for path in self.leaves for name in sorted(columns)
            )
        }
        self.columns = columns
        self._nature()
        self._published()

    def _groups(self) -> Iterator[Group]:
        return (GROUPS[name] for name in self.groups)

    def row(self, day: int, path: str, column: str, sign: float = 1) -> Row:
        """A column of a place as a sum over its leaves."""
        if column == "actions_due":
            parts = [("actions", 1), ("actions_open", -1), ("actions_overdue", 1)]
            return _join(*(self.row(day, path, name, sign * by) for name, by in parts))
        return {self.index[day, leaf, column]: sign for leaf in self._leaves_of(path)}

    def _leaves_of(self, path: str) -> list[str]:
        below = self.trees[0].below.get(path)
        return [leaf for child in below for leaf in self._leaves_of(child)] if below else [path]

    def _nature(self) -> None:
        for day in range(len(self.trees)):
            for leaf in self.leaves:
                for group in self._groups():
                    for part, whole in group.parts:
                        self.least.append((_join(self.row(day, leaf, whole), self.row(day, leaf, part, -1)), 0))
                for part, whole in CHAINS:
                    if {part, whole} <= self.columns:
                        self.least.append((_join(self.row(day, leaf, whole), self.row(day, leaf, part, -1)), 0))
                for name in GROWING & self.columns if day else ():
                    self.least.append((_join(self.row(day, leaf, name), self.row(day - 1, leaf, name, -1)), 0))

    def _published(self) -> None:
        for day, (tree, veil) in enumerate(zip(self.trees, self.veils, strict=True)):
            for path, counts in tree.counts.items():
                if not path.isdigit() and not any(counts.values()):  # he knows that the committee has none of its own
                    self.equal += [(self.row(day, path, column), 0) for column in self.columns if path in self.leaves]
                for name in set(self.groups) - veil.of(path) if path.isdigit() else ():
                    for column in _columns(GROUPS[name]):
                        self.equal.append((self.row(day, path, column), counts.get(column, 0)))

    def withheld(self) -> Iterator[tuple[int, str, str, Row, float]]:
        """(day, path, what, row, constant) of every number that is not published."""
        for day, veil in enumerate(self.veils):
            for path in self.trees[day].counts:
                for name in sorted(set(self.groups) & veil.of(path)) if path.isdigit() else ():
                    group = GROUPS[name]
                    if group.whole:
                        yield day, path, group.whole, self.row(day, path, group.whole), 0
                    for part, whole in group.parts:
                        yield day, path, part, self.row(day, path, part), 0
                        rest = _join(self.row(day, path, whole), self.row(day, path, part, -1))
                        yield day, path, f"{whole} - {part}", rest, 0

    def recovered(self, limit: int) -> list[tuple[int, str, str, float, float]]:
        """Withheld numbers that the solver brings within less than the limit; a nought and an "all" count nobody apart."""
        found, known = [], {}
        for day, path, what, row, _constant in self.withheld():
            low, high = self._range(row)
            known[day, path, what] = high
            if high - low < limit - 1e-6 and high > 1e-6:
                found.append((day, path, what, low, high))
        return [one for one in found if not self._all_of_them(one, known)]

    def _all_of_them(self, one: tuple[int, str, str, float, float], high: dict[tuple[int, str, str], float]) -> bool:
        """Whether this is the whole of something of which nothing is left over."""
        day, path, what = one[:3]
        return any(high.get((day, path, key), 1) <= 1e-6 for key in _beside(what))

    def _range(self, row: Row) -> tuple[float, float]:
        goal = np.zeros(len(self.index))
        for number, by in row.items():
            goal[number] = by
        ends = []
        for sign in (1, -1):
            found = linprog(sign * goal, **self._system(), method="highs")
            ends.append(sign * found.fun if found.status == 0 else float("inf"))
            assert found.status in (0, 3), found.message
        return ends[0], ends[1]

    def _system(self) -> dict[str, object]:
        if not hasattr(self, "_made"):
            self._made = {
                "A_eq": _matrix([row for row, _b in self.equal], len(self.index)),
                "b_eq": [b for _row, b in self.equal],
                "A_ub": _matrix([{k: -v for k, v in row.items()} for row, _b in self.least], len(self.index)),
                "b_ub": [-b for _row, b in self.least],
            }
            if not self.equal:
                self._made["A_eq"] = self._made["b_eq"] = None
        return self._made


def _beside(what: str) -> list[str]:
    """What stands beside a number in its whole, by the names of `withheld`."""
    pairs = [(part, f"{whole} - {part}") for group in GROUPS.values() for part, whole in group.parts]
    return [rest for part, rest in pairs if part == what] + [part for part, rest in pairs if rest == what]


def _columns(group: Group) -> set[str]:
    return {group.whole, *(name for part in group.parts for name in part)} - {"", "actions_due"}


def _join(*rows: Row) -> Row:
    found: Row = {}
    for row in rows:
        for number, by in row.items():
            found[number] = found.get(number, 0) + by
    return found


def _matrix(rows: Sequence[Row], width: int) -> csr_matrix:
    data, at, of = [], [], []
    for number, row in enumerate(rows):
        for column, by in row.items():
            data.append(by)
            at.append(number)
            of.append(column)
    return csr_matrix((data, (at, of)), shape=(len(rows), width))
