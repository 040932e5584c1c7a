"""The veil over a body of a drive for one reader: the bodies around it with their counts, from tallies or summaries."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from django.db.models import Q

from guong.drives.models import Drive, DriveUnit, Tally
from guong.drives.rulebook import value as rule
from guong.drives.tallies import COLUMNS
from guong.figures.asof import counts_on, overdue_and_done_on
from guong.figures.disclosure.groups import Counts
from guong.figures.disclosure.trees import REST, Tree, Veil, build, gap, veil_then, veil_today
from guong.figures.models import NodeSummary
from guong.figures.summaries.folding import fold
from guong.figures.summaries.nodes import bodies_above, gaps, nearest
from guong.figures.summaries.reading import wide_top
from guong.kernel import clock, treepath
from guong.kernel.actor import Actor

Rows = Mapping[int, Counts]
_INSIDE = ("meetings.meeting:read", "corrections.finding:read")
_MOST_MONTHS = 12  # of which a past day is held against every later one


def limit_of(drive: Drive) -> int:
    """The smallest number shown about people's faults, by the drive's rules."""
    return int(rule(drive.ruleset, "min_group"))


def belongs(actor: Actor, node: DriveUnit) -> bool:
    """Whether the reader is of this cell: whoever was in the room may see its small numbers. A body above the cells is no room."""
    if actor.scope("figures.figures:read").everything:
        return True
    return node.is_cell and any(actor.can(perm, node.unit.path) for perm in _INSIDE)


def veil(
    actor: Actor, drive: Drive, top: DriveUnit, on: date, rows: Rows | None = None, *, wide: bool | None = None
) -> Veil:
    """What is withheld from `actor` of the figures of `top` and all below it at the end of `on`.

    rows: {unit id: counts} of `top` and all below, when they are read already; wide: whether the drive has many cells, if known. Costs two to four statements; on the last day
    of a past month, twenty more for each month since. Other past days, and past days of a drive with many cells, show nothing.
    """
    if belongs(actor, top):
        return Veil(open=True)
    limit, today = limit_of(drive), clock.today()
    if wide or (wide is None and wide_top(drive, drive.scope_unit) is not None):
        tree = _around(drive, top, today)
        shown = [path for path in tree.counts if treepath.is_path(path)]
        known = _known(actor, DriveUnit.objects.filter(drive=drive, path__in=shown).select_related("unit"))
        return veil_today(tree, limit, known) if on == today else Veil(dict.fromkeys(known, frozenset()))
    places = list(DriveUnit.objects.filter(drive=drive).select_related("unit").order_by("path"))
    known = _known(actor, places)
    if on == today:
        whole = rows if rows is not None and places[0].path == top.path else _rows_today(drive)
        return veil_today(_tree(places, whole), limit, known)
    days = _days(on, today)
    if not days:
        return Veil(dict.fromkeys(known, frozenset()))
    trees = [_tree(places, _rows_then(drive, day)) for day in days]
    return veil_then([*trees, _tree(places, _rows_today(drive))], limit, known)


def _known(actor: Actor, places: Iterable[DriveUnit]) -> set[str]:
    """The cells among these that the reader is of, by their frozen paths."""
    scopes = [actor.scope(perm) for perm in _INSIDE]
    return {place.path for place in places if place.is_cell and any(scope.covers(place.unit.path) for scope in scopes)}


def _days(on: date, today: date) -> list[date]:
    """The day asked for and the last days of the months since; nothing unless it is the last day of a month not long past."""
    if not _ends_a_month(on):
        return []
    days = [day for offset in range((today - on).days) if _ends_a_month(day := on + timedelta(days=offset))]
    return days if len(days) <= _MOST_MONTHS else []


def _ends_a_month(day: date) -> bool:
    return (day + timedelta(days=1)).day == 1


def _rows_today(drive: Drive) -> dict[int, dict[str, int]]:
    stored = Tally.objects.filter(drive=drive).values("unit_id", *sorted(COLUMNS))
    return _with_unstored(drive, {row.pop("unit_id"): row for row in stored}, clock.today())


def _rows_then(drive: Drive, on: date) -> dict[int, dict[str, int]]:
    ids = list(Tally.objects.filter(drive=drive).values_list("unit_id", flat=True))
    return _with_unstored(drive, counts_on(drive, ids, on), on)


def _with_unstored(drive: Drive, rows: dict[int, dict[str, int]], on: date) -> dict[int, dict[str, int]]:
    overdue, done = overdue_and_done_on(drive, list(rows), on)
    for unit_id, row in rows.items():
        row["actions_overdue"], row["findings_done"] = overdue.get(unit_id, 0), done.get(unit_id, 0)
    return rows


def _tree(places: Iterable[DriveUnit], rows: Rows) -> Tree:
    """The whole frozen tree of a drive."""
    known = list(places)
    bodies = bodies_above([one.path for one in known if one.is_cell], [one.path for one in known if not one.is_cell])
    return build(known[0].path, bodies, [(one.path, one.is_cell, rows.get(one.unit_id, {})) for one in known])


def _around(drive: Drive, top: DriveUnit, today: date) -> Tree:
    """Of a drive with many cells: every body on the way from its root to `top` with the bodies beside it, and below the last of
    them that is summed, its cells."""
    mothers = ["", *treepath.ancestors(top.path), top.path]
    rows = NodeSummary.objects.filter(drive=drive, mother__in=mothers)
    kept = list(rows)
    if not kept:  # nobody has asked for a large body of this drive yet
        fold(drive)
        kept = list(rows.all())
    counts: dict[str, Counts] = {one.path: one.counts for one in kept}
    below: dict[str, list[str]] = {}
    for one in kept:
        if one.mother:
            below.setdefault(one.mother, []).append(one.path)
    own = {one.path: one.own for one in kept}
    for mother, children in below.items():
        place = gap(mother) if own[mother].get("cells") else mother + REST
        counts[place] = own[mother]
        children.append(place)
    home = nearest(top.path, own)
    cells = _directly_below(drive, home, below.get(home, ()), today)
    if len(cells.below.get(home, ())) > 1:
        place = gap(home) if home in below else home
        counts |= {path: row for path, row in cells.counts.items() if path != home}
        below[place] = list(cells.below[home])
    root = min((one.path for one in kept), key=len)
    return Tree(root, counts, below)


def _directly_below(drive: Drive, home: str, children: Iterable[str], today: date) -> Tree:
    """A body with the cells that lie below no other, as a tree of its own."""
    where = Q(pk__in=[])
    for begin, end in gaps(home, [path for path in children if treepath.is_path(path)]):
        where |= Q(path__gte=begin, path__lt=end)
    cells = set(DriveUnit.objects.filter(where, drive=drive, is_cell=True).values_list("unit_id", flat=True))
    stored = list(Tally.objects.filter(where, drive=drive).values("unit_id", "path", *sorted(COLUMNS)))
    rows = {row["unit_id"]: {name: row[name] for name in COLUMNS} for row in stored}
    _with_unstored(drive, rows, today)
    return build(home, [], [(row["path"], row["unit_id"] in cells, rows[row["unit_id"]]) for row in stored])
