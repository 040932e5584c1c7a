"""What one reader may see of the small numbers of a whole tree, today and on past days (D9). Pure.

A tree is the frozen bodies of a drive with what is counted below each. What is withheld of a body is withheld of all below
it. Past days use the pattern of today: where today's pattern would not be safe on that day, or where the difference to a
later day that is shown would be a small number, nothing below the body is shown for that day. So patterns never change from day to
day in a way that two days could be played off against each other.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from guong.figures.disclosure.groups import (
    ALL,
    GROUPS,
    Counts,
    Group,
    Verdict,
    hide,
    measured,
    number,
    safe,
    small,
)
from guong.kernel import treepath

REST = "·"
"""Ends the name of what a body counts of itself; it is no place of the tree."""


@dataclass(frozen=True, slots=True)
class Tree:
    """`counts`: {path: what is counted at and below it}; `below`: {path: the places directly below}; `top`: the root."""

    top: str
    counts: Mapping[str, Counts]
    below: Mapping[str, Sequence[str]]


@dataclass(slots=True)
class Veil:
    """What is withheld from one reader. `hidden`: {path: groups}; a place that is not in it shows nothing. `open`: nothing is
    withheld."""

    hidden: dict[str, frozenset[str]] = field(default_factory=dict)
    open: bool = False

    def of(self, path: str) -> frozenset[str]:
        return frozenset() if self.open else self.hidden.get(path, ALL)


def build(top: str, bodies: Collection[str], rows: Iterable[tuple[str, bool, Counts]]) -> Tree:
    """A tree from what is counted at each place itself.

    bodies: paths of the bodies above the cells. rows: (path, whether it is a cell, counts); what stands at a place that is neither a
    cell nor one of the bodies belongs to the nearest body. Where a body has cells and bodies directly below it, its cells
    and itself stand together as one place beside the bodies.
    """
    nodes = set(bodies) | {top}
    own: dict[str, list[Counts]] = defaultdict(list)
    cells: dict[str, list[tuple[str, Counts]]] = defaultdict(list)
    for path, is_cell, counts in rows:
        home = _nearest(treepath.parent(path) if is_cell and path != top else path, nodes, top)
        if is_cell and path != top:
            cells[home].append((path, counts))
        else:
            own[home].append(counts)
    inside: dict[str, list[str]] = defaultdict(list)
    for node in sorted(nodes - {top}):
        inside[_nearest(treepath.parent(node), nodes, top)].append(node)
    counts_of: dict[str, Counts] = {}
    below: dict[str, list[str]] = {}
    for node in sorted(nodes, key=lambda path: -len(path)):
        direct = [path for path, _counts in cells[node]]
        counts_of.update(cells[node])
        rest = node + REST
        counts_of[rest] = total(own[node])
        home = node
        if direct and inside[node]:
            home = gap(node)
            counts_of[home] = total([counts_of[path] for path in [*direct, rest]])
            below[node] = [*inside[node], home]
        if direct or inside[node]:
            below[home] = [*direct, rest] if home != node or direct else [*inside[node], rest]
        counts_of[node] = total([counts_of[path] for path in below.get(node, [rest])])
    return Tree(top, counts_of, below)


def gap(path: str) -> str:
    """The place of the cells that lie directly below a body with bodies beside them."""
    return path + "+"


def _nearest(path: str, nodes: Collection[str], top: str) -> str:
    while path and path not in nodes:
        path = treepath.parent(path)
    return path or top


def total(rows: Iterable[Counts]) -> dict[str, int]:
    """Sum of counts."""
    found: dict[str, int] = defaultdict(int)
    for row in rows:
        for name, value in row.items():
            found[name] += value
    return dict(found)


def veil_today(tree: Tree, limit: int, known: Collection[str] = ()) -> Veil:
    """What is withheld today from a reader who knows the cells `known` from inside."""
    also = _exposed(tree, limit, known)
    top = tree.counts[tree.top]
    names = {name for name, group in GROUPS.items() if small(group, top, limit)} | also.get(tree.top, set())
    veil = Veil({tree.top: frozenset(names | _within(names))})
    waiting = [tree.top]
    while waiting:
        mother = waiting.pop()
        children = tree.below.get(mother, ())
        hidden = _judge(tree, children, limit, known, also).hidden
        for child, groups in zip(children, hidden, strict=True):
            veil.hidden[child] = frozenset() if child in known else veil.hidden[mother] | groups
        waiting += children
    return veil


def _within(names: Collection[str]) -> set[str]:
    return {name for name, group in GROUPS.items() if group.within in names}


def _judge(
    tree: Tree, children: Sequence[str], limit: int, known: Collection[str], also: Mapping[str, set[str]]
) -> Verdict:
    return hide(
        [tree.counts[child] for child in children],
        limit,
        known=[index for index, child in enumerate(children) if child in known],
        also={index: also[child] for index, child in enumerate(children) if child in also},
    )


def _exposed(tree: Tree, limit: int, known: Collection[str]) -> dict[str, set[str]]:
    """Bodies above the known cells of which a group is withheld, because the reader could subtract what he knows."""
    found: dict[str, set[str]] = {}
    mother_of = {child: mother for mother, children in tree.below.items() for child in children}
    above = {mother_of[cell] for cell in known if cell in mother_of}
    while above:
        mother = max(above, key=len)
        above.discard(mother)
        if names := _judge(tree, tree.below[mother], limit, known, found).exposed:
            found[mother] = names | _within(names)
            if mother in mother_of:
                above.add(mother_of[mother])
    return found


def veil_then(days: Sequence[Tree], limit: int, known: Collection[str] = ()) -> Veil:
    """What is withheld of the first of these days. `days`: the day asked for and every later one that is shown, today last."""
    today = veil_today(days[-1], limit, known)
    shown = [_as_today(today)]  # of the days from the last backwards: {(path, group)} shown
    for index in range(len(days) - 2, -1, -1):
        later = list(zip(reversed(days[index + 1 :]), shown, strict=True))
        shown.append(_shown_on(days[index], today, later, limit, known))
    first = shown[-1]
    return Veil({path: frozenset(name for name in ALL if (path, name) not in first) for path in days[0].counts})


Shown = set[tuple[str, str]]


def _as_today(veil: Veil) -> Shown:
    return {(path, name) for path, hidden in veil.hidden.items() for name in ALL - hidden}


def _shown_on(
    tree: Tree, today: Veil, later: Sequence[tuple[Tree, Shown]], limit: int, known: Collection[str]
) -> Shown:
    """Where the figures of a past day are shown: (path, group)."""
    shown: Shown = {(path, name) for path in known if path in tree.counts for name in ALL}
    for name, group in GROUPS.items():
        if name not in ALL - today.of(tree.top) or not _fits(tree, tree.top, name, group, later, limit):
            continue
        if group.within and (tree.top, group.within) not in shown:
            continue
        shown.add((tree.top, name))
        waiting = [tree.top]
        while waiting:
            mother = waiting.pop()
            children = [one for one in tree.below.get(mother, ()) if one not in known]
            seen = [one for one in children if name not in today.of(one)]
            atoms = [one for one in children if name in today.of(one)]
            if not seen or not _level_fits(tree, seen, atoms, name, group, later, limit):
                continue
            if group.within and any((one, group.within) not in shown for one in seen):
                continue
            shown |= {(one, name) for one in seen}
            waiting += seen
    return shown


def _level_fits(
    tree: Tree,
    seen: Sequence[str],
    atoms: Sequence[str],
    name: str,
    group: Group,
    later: Sequence[tuple[Tree, Shown]],
    limit: int,
) -> bool:
    """Whether today's pattern may stand below a body on this day: safe by itself, and against each later day that is shown."""
    if not safe(group, [tree.counts.get(one, {}) for one in atoms], limit):
        return False
    if not all(_fits(tree, one, name, group, later, limit) for one in seen):
        return False
    then = total(tree.counts.get(one, {}) for one in atoms)
    return all(
        _steps(group, then, total(other.counts.get(one, {}) for one in atoms), limit)
        for other, shown in later
        if all((one, name) in shown for one in seen)
    )


def _fits(tree: Tree, path: str, name: str, group: Group, later: Sequence[tuple[Tree, Shown]], limit: int) -> bool:
    """Whether a place's figures are not small, and differ from each later day's by nothing or by no small number."""
    counts = tree.counts.get(path, {})
    return not small(group, counts, limit) and all(
        _steps(group, counts, other.counts.get(path, {}), limit) for other, shown in later if (path, name) in shown
    )


def _steps(group: Group, before: Counts, after: Counts, limit: int) -> bool:
    pairs = list(zip(measured(group, before), measured(group, after), strict=True))
    if group.whole:
        pairs.append((number(before, group.whole), number(after, group.whole)))
    return all(one == other or abs(one - other) >= limit for one, other in pairs)
