"""Which bodies have a summary, and which stretches of the tree are whose. Pure, over frozen paths."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from guong.kernel import treepath


def bodies_above(cells: Iterable[str], bodies: Collection[str]) -> set[str]:
    """The paths of `bodies` that have a cell below them."""
    wanted, seen = set(bodies), set()
    for cell in cells:
        for path in reversed(treepath.ancestors(cell)):
            if path in seen:
                break
            seen.add(path)
    return wanted & seen


def nearest(path: str, nodes: Collection[str]) -> str:
    """The node at or above a path; "" when there is none."""
    while path and path not in nodes:
        path = treepath.parent(path)
    return path


def gaps(home: str, nodes: Iterable[str]) -> list[tuple[str, str]]:
    """Half-open ranges of paths at and below `home` that lie below none of the nodes inside it.

    Together they hold exactly what is counted at `home` itself; children side by side leave no range between them.
    """
    end = treepath.successor(home)
    start, found = home, []
    for node in sorted(node for node in nodes if home < node < end):
        if node < start:
            continue  # below the one before
        if start < node:
            found.append((start, node))
        start = treepath.successor(node)
    if start < end:
        found.append((start, end))
    return found
