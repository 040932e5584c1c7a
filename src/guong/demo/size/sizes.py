"""How large, and how the whole is spread over the tree. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise


@dataclass(frozen=True, slots=True)
class Size:
    """`provinces` = 0: the root is itself a province. `postgres`: whether the embedded database is too small for it."""

    name: str
    provinces: int
    communes: int
    cells: int
    members: int
    postgres: bool


SIZES: dict[str, Size] = {
    size.name: size
    for size in (
        Size("province", 0, 102, 5_100, 112_000, postgres=False),
        Size("nation", 34, 3_321, 250_000, 5_500_000, postgres=True),
    )
}


def spread(whole: int, parts: int) -> list[int]:
    """`whole` in `parts` shares that differ by at most one."""
    edges = [number * whole // parts for number in range(parts + 1)]
    return [after - before for before, after in pairwise(edges)]


def headcounts(size: Size) -> Iterator[int]:
    """Members of each cell in turn: large and small ones beside each other, the whole exact (a cell has at least three)."""
    even = spread(size.members, size.cells)
    for number in range(0, size.cells - 1, 2):
        bend = min((number // 2 * 7) % 13, even[number] - 3)
        yield even[number] - bend
        yield even[number + 1] + bend
    if size.cells % 2:
        yield even[-1]
