"""Recounting every tally from the rows of its rooms (docs/mechanisms/tallies.md)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from guong.corrections import tallies as corrections
from guong.drives import counts as drives
from guong.drives.models import Drive, Tally
from guong.kernel.actor import Actor
from guong.meetings import tallies as meetings
from guong.plans import tallies as plans
from guong.reviews import tallies as reviews

COUNTERS: tuple[Callable[[int, int], dict[str, int]], ...] = (
    drives.count,
    meetings.count,
    reviews.count,
    corrections.count,
    plans.count,
)


@dataclass(frozen=True, slots=True)
class Drift:
    """A stored count that differs from its recount, with today's path of its unit."""

    path: str
    sentence: str


def drifts(*, actor: Actor, drive: Drive | None = None) -> Iterator[Drift]:
    """Every stored count that differs from its recount. Needs `figures.figures:read` at each unit counted."""
    rows = Tally.objects.select_related("drive", "unit").order_by("drive_id", "path")
    if drive is not None:
        rows = rows.filter(drive=drive)
    for tally in rows.iterator(chunk_size=500):
        actor.require("figures.figures:read", tally.unit.path)
        for name, number in _recount(tally).items():
            stored = getattr(tally, name)
            if stored != number:
                yield Drift(tally.unit.path, f"{tally.drive.code} {tally.unit.code} {name}: {stored} ≠ {number}")


def drift(*, actor: Actor, drive: Drive | None = None) -> list[str]:
    """One sentence for every stored count that differs from its recount; empty when all agree."""
    return [one.sentence for one in drifts(actor=actor, drive=drive)]


def _recount(tally: Tally) -> dict[str, int]:
    counted: dict[str, int] = {}
    for counter in COUNTERS:
        counted.update(counter(tally.drive_id, tally.unit_id))
    return counted
