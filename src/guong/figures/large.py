"""A large body: its figures from the summaries, the bodies below it, and the cells directly below it page by page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.db.models import Q
from django.utils.translation import gettext as _

from guong.drives.models import DriveUnit, Tally
from guong.drives.tallies import COLUMNS
from guong.figures import rules
from guong.figures.asof import counts_on, overdue_and_done_on
from guong.figures.board import Branch
from guong.figures.counting import Part
from guong.figures.models import NodeSummary
from guong.figures.protection import belongs, limit_of
from guong.figures.rules import Value
from guong.figures.summaries import Whole, branches_of
from guong.figures.summaries.nodes import gaps
from guong.figures.summaries.reading import late_of
from guong.kernel import clock
from guong.kernel.actor import Actor
from guong.org.models import Unit

PAGE = 100
_READ = "figures.figures:read"


def shown_of_large(actor: Actor, large: Whole, unit: Unit) -> dict[str, Value]:
    """Its figures as this reader may see them; a family hidden for a sister's sake too (D9)."""
    exact = rules.from_counts(large.total)
    if belongs(actor, unit.path):
        return dict(exact)
    limit = limit_of(large.drive)
    hidden = rules.too_small(large.total, limit)
    if sisters := large.sisters:
        hidden |= _hidden([one.counts for one in sisters], limit)[[one.path for one in sisters].index(large.top.path)]
    return rules.protect(exact, hidden, limit)


def branches(actor: Actor, large: Whole) -> list[Branch]:
    """The bodies directly below with their figures, and in one line the cells directly below. Today's: a past day has none."""
    if large.as_of != clock.today():
        return []
    below = branches_of(large.drive, large.top.path)
    rows: list[tuple[NodeSummary | None, Mapping[str, int]]] = [(one, one.counts) for one in below]
    own = large.own
    if own.get("cells") and below:
        rows.append((None, own))
    limit = limit_of(large.drive)
    hidden = _hidden([counts for _one, counts in rows], limit)
    found = []
    for (one, counts), families in zip(rows, hidden, strict=True):
        path = one.unit.path if one else large.top.path
        exact = rules.from_counts(large.with_drive(counts))
        shown: dict[str, Value] = dict(exact) if belongs(actor, path) else rules.protect(exact, families, limit)
        name = one.name if one else _("Cells directly below")
        opens = one is not None and actor.can(_READ, path)
        found.append(Branch(one.unit_id if one else None, name, shown, late_of(counts), opens))
    return found


def _hidden(rows: Sequence[Mapping[str, int]], limit: int) -> list[set[str]]:
    """For each of several bodies side by side, the families hidden: too small, or giving a small one away."""
    found: list[set[str]] = [set() for _row in rows]
    for family, column in rules.FAMILIES.items():
        for index in rules.hidden_rows([row.get(column, 0) for row in rows], limit):
            found[index].add(family)
    return found


def cells_directly_below(large: Whole, page: int) -> tuple[Part | None, int]:
    """One page of the cells that lie below no other body, in the order of their names, and how many pages there are."""
    where = Q(pk__in=[])
    for begin, end in gaps(large.top.path, [one.path for one in branches_of(large.drive, large.top.path)]):
        where |= Q(path__gte=begin, path__lt=end)
    cells = DriveUnit.objects.filter(where, drive=large.drive, is_cell=True)
    number = cells.count()
    if number == 0:
        return None, 0
    start = (max(page, 1) - 1) * PAGE
    shown = list(cells.select_related("unit").order_by("name_key", "path")[start : start + PAGE])
    ids = [cell.unit_id for cell in shown]
    if large.as_of == clock.today():
        stored = Tally.objects.filter(drive=large.drive, unit_id__in=ids).values("unit_id", *sorted(COLUMNS))
        rows = {row.pop("unit_id"): row for row in stored}
    else:
        rows = counts_on(large.drive, ids, large.as_of)
    overdue, done = overdue_and_done_on(large.drive, ids, large.as_of)
    for unit_id, row in rows.items():
        row["actions_overdue"], row["findings_done"] = overdue.get(unit_id, 0), done.get(unit_id, 0)
    return Part(large.drive, large.top, large.as_of, shown, rows, large.total), -(-number // PAGE)
