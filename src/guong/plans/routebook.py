"""The table of where copies go that is in force at a unit: the newest of the nearest body that published one (R26)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from guong.kernel import treepath
from guong.plans.models import RouteTable
from guong.plans.rules import DEFAULT_ROUTES, Route


def in_force(path: str, at: datetime | None = None) -> RouteTable | None:
    """The table that held at this path at a moment (now when None); None: the program's own."""
    above = [*treepath.ancestors(path), path]
    tables = RouteTable.objects.filter(unit__path__in=above).select_related("unit")
    known = tables if at is None else tables.filter(published_at__lte=at)
    return max(known, key=lambda one: (len(one.unit.path), one.number), default=None)


def lines_of(table: RouteTable | None) -> tuple[Route, ...]:
    """The lines of a table; a line that it does not know is the program's own."""
    kept: dict[str, Any] = table.rows if table is not None else {}
    return tuple(
        Route(one.code, bool(row["on"]), frozenset(row["posts"]), bool(row["confirmed"]))
        if (row := kept.get(one.code)) is not None
        else one
        for one in DEFAULT_ROUTES
    )


def as_rows(lines: Sequence[Route]) -> dict[str, dict[str, Any]]:
    """Lines as they are kept."""
    return {one.code: {"on": one.on, "posts": sorted(one.posts), "confirmed": one.confirmed} for one in lines}
