"""A large body: its figures from the summaries, the bodies below it, and the cells directly below it page by page."""

from __future__ import annotations

from collections.abc import Mapping

from django.db.models import Q
from django.utils.translation import gettext as _

from guong.drives.models import DriveUnit, Tally
from guong.drives.tallies import COLUMNS
from guong.figures import rules
from guong.figures.asof import counts_on, overdue_and_done_on
from guong.figures.board import Branch
from guong.figures.counting import Part
from guong.figures.disclosure.reading import limit_of
from guong.figures.disclosure.trees import Veil, gap
from guong.figures.models import NodeSummary
from guong.figures.rules import Value
from guong.figures.summaries import Whole, branches_of
from guong.figures.summaries.nodes import gaps
from guong.figures.summaries.reading import late_of
from guong.kernel import clock
from guong.kernel.actor import Actor

PAGE = 100
_READ = "figures.figures:read"


def shown_of_large(large: Whole, over: Veil) -> dict[str, Value]:
    """Its figures as this reader may see them."""
    return rules.protect(rules.from_counts(large.total), over.of(large.top.path), limit_of(large.drive))


def branches(actor: Actor, large: Whole, over: Veil) -> list[Branch]:
    """The bodies directly below with their figures, and in one line the cells directly below. Today's: a past day has none."""
    if large.as_of != clock.today():
        return []
    below = branches_of(large.drive, large.top.path)
    rows: list[tuple[NodeSummary | None, Mapping[str, int]]] = [(one, one.counts) for one in below]
    own = large.own
    if own.get("cells") and below:
        rows.append((None, own))
    limit = limit_of(large.drive)
    found = []
    for one, counts in rows:
        exact = rules.from_counts(large.with_drive(counts))
        shown = rules.protect(exact, over.of(one.path if one else gap(large.top.path)), limit)
        name = one.name if one else _("Cells directly below")
        opens = one is not None and actor.can(_READ, one.unit.path)
        found.append(Branch(one.unit_id if one else None, name, shown, late_of(counts), opens))
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
