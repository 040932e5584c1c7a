"""The tree of organisations as a table: the whole of a small one; of a large one its top and what stands directly below."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import Substr

from guong.kernel import treepath
from guong.kernel.actor import Actor
from guong.org.enums import CELL_KINDS
from guong.org.models import Membership, Standing, Unit
from guong.org.querysets import in_scope, subtree_q, valid_on

PERM = "org.unit:read"
WHOLE = 400
"""A tree of more units than this is shown level by level: nobody reads a page of five thousand rows."""
COUNTED = 20_000
"""Above so many cells members are not counted for a table: the figures of a drive are summed, memberships are not."""

Numbers = Mapping[str, int]


@dataclass(frozen=True, slots=True)
class UnitRow:
    """A unit with its four numbers' first two (R1), summed over what lies below it. None: too many to count for a table."""

    unit: Unit
    depth: int  # 0 for the topmost that the actor sees
    cells: int
    total: int | None
    exempt: int | None


def unit_rows(*, actor: Actor, on: date, top: Unit | None = None) -> list[UnitRow]:
    """Units of the actor's scope in tree order (below `top`, itself included), with counts on a day.

    Of more than `WHOLE` units only the topmost and those directly below them.
    """
    rows = in_scope(Unit.objects.filter(closed_on=None), actor.scope(PERM), "path")
    if top is not None:
        rows = rows.filter(subtree_q(top.path))
    inside = in_scope(Membership.objects.filter(valid_on(on)), actor.scope(PERM))
    if top is not None:
        inside = inside.filter(subtree_q(top.path, "unit__path"))
    found = list(rows[: WHOLE + 1])
    if len(found) <= WHOLE:
        cells = Counter(unit.path for unit in found if unit.is_cell)
        return _table(found, _summed(cells), *_members(inside, on))
    tops = [top.path] if top is not None else _topmost(actor, rows)
    return [row for path in tops for row in _outline(rows, inside, path, on)]


def _topmost(actor: Actor, rows: QuerySet[Unit]) -> list[str]:
    """Paths of the units under which everything lies that the actor sees."""
    scope = actor.scope(PERM)
    if scope.everything:
        return list(rows.filter(parent=None).values_list("path", flat=True))
    starts = [start for start, _end in scope.ranges()]
    return sorted({*starts, *(path for path in scope.exact if not any(treepath.contains(top, path) for top in starts))})


def _outline(rows: QuerySet[Unit], inside: QuerySet[Membership], top: str, on: date) -> list[UnitRow]:
    """The unit at `top` and those directly below it, each with everything below it counted by the database."""
    length = len(top) + treepath.WIDTH
    shown = list(rows.filter(Q(path=top) | Q(parent__path=top)))
    below = rows.filter(subtree_q(top), kind__in=sorted(CELL_KINDS)).order_by()
    branches = below.annotate(branch=Substr("path", 1, length)).values_list("branch")
    cells = _summed(dict(branches.annotate(number=Count("pk"))), top)
    if cells.get(top, 0) > COUNTED:
        return _table(shown, cells, None, None)
    return _table(shown, cells, *_members(inside.filter(subtree_q(top, "unit__path")), on, length))


def _members(inside: QuerySet[Membership], on: date, length: int = 0) -> tuple[Numbers, Numbers]:
    """{path: members}, {path: exempt} of every unit and all above it; `length` cuts the paths, so that branches are counted."""
    away = Standing.objects.filter(valid_on(on), kind="exempt").values("person_id")
    longest = length or Unit._meta.get_field("path").max_length
    found = inside.order_by().annotate(branch=Substr("unit__path", 1, longest)).values_list("branch")
    counted = list(found.annotate(total=Count("pk"), exempt=Count("pk", filter=Q(person_id__in=away))))
    return _summed({path: total for path, total, _ in counted}), _summed({path: exempt for path, _, exempt in counted})


def _summed(numbers: Numbers, top: str = "") -> dict[str, int]:
    """The numbers of each path and of all paths above it (not above `top`)."""
    total: Counter[str] = Counter()
    for path, number in numbers.items():
        for place in (*treepath.ancestors(path), path):
            total[place] += number
    return {path: number for path, number in total.items() if len(path) >= len(top)}


def _table(found: list[Unit], cells: Numbers, total: Numbers | None, exempt: Numbers | None) -> list[UnitRow]:
    base = min((treepath.depth(unit.path) for unit in found), default=0)
    return [
        UnitRow(
            unit,
            treepath.depth(unit.path) - base,
            cells.get(unit.path, 0),
            None if total is None else total.get(unit.path, 0),
            None if exempt is None else exempt.get(unit.path, 0),
        )
        for unit in _by_name(found)
    ]


def _by_name(found: Iterable[Unit]) -> list[Unit]:
    """Tree order, brothers by name: "Tổ dân phố 2" before "Tổ dân phố 10"."""
    names = {unit.path: unit.name_key for unit in found}
    return sorted(
        found, key=lambda unit: [names.get(path, path) for path in [*treepath.ancestors(unit.path), unit.path]]
    )
