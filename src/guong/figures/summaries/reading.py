"""Reading the summaries: figures of a large body at once, a few seconds old at most where somebody folds."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property

from django.db import DatabaseError
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from guong.drives.models import Drive, DriveUnit, Tally
from guong.drives.rules import awaited
from guong.figures.asof.upward import median_days
from guong.figures.loop import Cells
from guong.figures.milestones import NAMES
from guong.figures.models import Fold, NodeSummary
from guong.figures.summaries.folding import fold
from guong.figures.summaries.gathering import added, gather
from guong.kernel import clock
from guong.kernel.errors import Invalid
from guong.org.models import Unit
from guong.org.querysets import subtree_q

WIDE = 160
"""A body with more cells than this is read from summaries; a smaller one from its tallies, as of this moment."""
PAUSE = timedelta(seconds=20)  # a reader folds what has waited for so long
MOST = 120  # bodies that one reader folds
_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Whole:
    """A large body with its counts. `at`: everything committed before this moment is in them. `row` None: counted anew."""

    drive: Drive
    top: DriveUnit
    as_of: date
    counts: Mapping[str, int]
    at: datetime
    row: NodeSummary | None = None

    @cached_property
    def total(self) -> dict[str, int]:
        days = median_days(self.drive, self.top.path, self.as_of) if self.counts.get("upward_answered") else 0
        return {**self.with_drive(self.counts), "upward_days": days}

    @property
    def late(self) -> dict[str, int]:
        return late_of(self.counts)

    @property
    def own(self) -> dict[str, int]:
        """Counted at the body itself, below no other."""
        return self.row.own if self.row is not None else {}

    @property
    def cells(self) -> Cells:
        """What the loop asks."""
        counts = self.counts
        known, done = counts.get("rechecks_known", 0), counts.get("rechecks_done", 0)
        return Cells(counts.get("cells", 0), {**_NOBODY, **self.late}, known, done, counts.get("begun", 0) > 0)

    @cached_property
    def sisters(self) -> list[NodeSummary]:
        """The bodies beside it, itself among them; nothing for the one at the top and on a past day."""
        if self.row is None or not self.row.mother:
            return []
        return branches_of(self.drive, self.row.mother)

    def with_drive(self, counts: Mapping[str, int]) -> dict[str, int]:
        """Counts and what follows from them and the drive (`figures.counting.of_the_drive`)."""
        number, registered = counts.get("cells", 0), counts.get("registered", 0)
        return {
            **counts,
            "awaited": awaited(self.drive.calls, number, registered),
            "late": counts.get("late_meeting", 0),
        }


_NOBODY = dict.fromkeys(NAMES, 0)


def late_of(counts: Mapping[str, int]) -> dict[str, int]:
    """{milestone: cells late at it}, those with anybody late."""
    return {name: counts[f"late_{name}"] for name in NAMES if counts.get(f"late_{name}")}


def whole(drive: Drive, unit: Unit, on: date | None, *, exact: bool = False) -> Whole | None:
    """The counts of a body with more than `WIDE` cells; None for a smaller one or one outside the drive.

    `exact`, and every past day: gathered anew from the cells, however long it takes.
    """
    top = wide_top(drive, unit)
    if top is None:
        return None
    today = clock.today()
    if on is not None and on > today:
        raise Invalid(_("This day has not come yet. Choose today or an earlier day."), field="on")
    if exact or (on is not None and on != today):
        return Whole(drive, top, on or today, _anew(drive, top.path, on or today), clock.now())
    at = _fresh(drive)
    row = NodeSummary.objects.filter(drive=drive, unit=unit).first()
    if row is None:
        return Whole(drive, top, today, _anew(drive, top.path, today), clock.now())
    return Whole(drive, top, today, row.counts, at, row)


def branches_of(drive: Drive, path: str) -> list[NodeSummary]:
    """The bodies directly below a body in the summaries, in the order of their names, with today's unit."""
    rows = NodeSummary.objects.filter(drive=drive, mother=path).select_related("unit").defer("own")
    return list(rows.order_by("name_key", "path"))


def wide_top(drive: Drive, unit: Unit) -> DriveUnit | None:
    """The frozen node of a body with more than `WIDE` cells: two looks at an index, whatever the size."""
    if unit.is_cell:
        return None
    top = DriveUnit.objects.filter(drive=drive, unit=unit, is_cell=False).first()
    if top is None:
        return None
    rows = DriveUnit.objects.filter(subtree_q(top.path), drive=drive, is_cell=True).order_by("path")
    return top if rows.values_list("pk", flat=True)[WIDE : WIDE + 1] else None


def _fresh(drive: Drive) -> datetime:
    """Fold what has waited, if nobody else does; the moment up to which the summaries are whole."""
    now = clock.now()
    changed = Tally.objects.filter(drive_id=OuterRef("drive_id"), changed=True)
    state = Fold.objects.filter(drive=drive).annotate(waits=Exists(changed)).first()
    if state is None or state.folded_at is None:
        fold(drive)
        return now
    waits = bool(state.pending) or state.waits
    if state.day == clock.today() and not waits:
        return now
    if state.day == clock.today() and abs(now - state.folded_at) < PAUSE:
        return state.folded_at
    try:
        fold(drive, MOST)
    except DatabaseError:  # a busy or a read-only database: reading goes on with what there is
        _log.warning("the summaries of drive %s could not be folded now", drive.code)
    return Fold.objects.values_list("folded_at", flat=True).get(drive=drive) or now


def _anew(drive: Drive, top: str, on: date) -> dict[str, int]:
    """The counts of a body from its cells, without what was kept."""
    nodes = dict(NodeSummary.objects.filter(subtree_q(top), drive=drive).values_list("path", "mother"))
    children: dict[str, list[str]] = {}
    for path, mother in nodes.items():
        children.setdefault(mother, []).append(path)
    found: list[Mapping[str, int]] = []
    for part in gather(drive, children, sorted(nodes) or [top], on):
        found += part.values()
    return added(found)
