"""Folding from anywhere (a job, a command, a test), and the recount that checks what was folded."""

from __future__ import annotations

from collections.abc import Iterator

from guong.drives.enums import DriveState
from guong.drives.models import Drive
from guong.figures.models import NodeSummary
from guong.figures.summaries.folding import fold
from guong.figures.summaries.gathering import added, gather
from guong.figures.summaries.reading import wide_top
from guong.kernel import clock
from guong.kernel.actor import Actor

_PERM = "figures.figures:read"


def refresh_summaries(*, actor: Actor, drive: Drive | None = None) -> int:
    """Fold every large drive under way (or this one); how many bodies were gathered.

    Call it as often as figures may be old, from as many processes as one likes: of two that meet, one does the work. It
    opens short transactions of its own and writes nothing but what can be counted again, so it leaves no row in the log.
    """
    drives = [drive] if drive is not None else Drive.objects.filter(state=DriveState.OPEN).select_related("scope_unit")
    gathered = 0
    for one in drives:
        actor.require(_PERM, one.scope_unit.path)
        if drive is not None or wide_top(one, one.scope_unit) is not None:
            gathered += fold(one) or 0
    return gathered


def summary_drift(*, actor: Actor, drive: Drive | None = None) -> Iterator[str]:
    """One sentence for every summed count that differs from its recount. Folds what waits first: only what was folded wrongly
    is drift, not what was not folded yet."""
    kept = NodeSummary.objects.order_by().values("drive_id")
    rows = Drive.objects.filter(pk__in=kept).select_related("scope_unit").order_by("pk")
    for one in rows if drive is None else rows.filter(pk=drive.pk):
        actor.require(_PERM, one.scope_unit.path)
        fold(one)
        yield from _drift_of(one)


def _drift_of(drive: Drive) -> Iterator[str]:
    nodes = {node.path: node for node in NodeSummary.objects.filter(drive=drive).select_related("unit")}
    children: dict[str, list[str]] = {}
    for path, node in nodes.items():
        children.setdefault(node.mother, []).append(path)
    own: dict[str, dict[str, int]] = {}
    for part in gather(drive, children, sorted(nodes), clock.today()):
        own.update(part)
    totals: dict[str, dict[str, int]] = {}
    for path in sorted(nodes, key=lambda path: (-len(path), path)):
        totals[path] = added([own[path], *(totals[child] for child in children.get(path, ()))])
    for path in sorted(nodes):
        for name, number in sorted(totals[path].items()):
            stored = nodes[path].counts.get(name, 0)
            if stored != number:
                yield f"{drive.code} {nodes[path].unit.code} Σ {name}: {stored} ≠ {number}"
