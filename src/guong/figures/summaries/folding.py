"""Taking up what changed below a body, after the writers have committed (docs/mechanisms/tallies.md).

Claim → gather → keep. The claim is a short transaction that turns the marks on tallies into a list of bodies; gathering
only reads and holds no lock; keeping is a short transaction that drops its result if somebody else has claimed since. What
is claimed and not kept stays in `Fold.pending`, so that nothing is lost when a process dies between the two.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection, transaction

from guong.drives.models import Drive, DriveUnit, Tally
from guong.figures.models import Fold, NodeSummary
from guong.figures.summaries.gathering import added, gather
from guong.figures.summaries.nodes import bodies_above, nearest
from guong.kernel import clock, treepath

_LEASE = timedelta(minutes=10)
_BATCH = 500


@dataclass(frozen=True, slots=True)
class _Claim:
    turn: int
    homes: list[str]
    left: list[str]
    at: datetime


def fold(drive: Drive, most: int | None = None) -> int | None:
    """Bring the summaries of a drive up to date; how many bodies were gathered. None when somebody else is folding it.

    `most`: at most so many bodies now (a reader does not wait for all of them); the others stay pending.
    """
    claim = _claim(drive, most)
    if claim is None:
        return None
    nodes = list(NodeSummary.objects.filter(drive=drive).only("path", "mother", "own", "counts", "unit_id", "drive_id"))
    children: dict[str, list[str]] = defaultdict(list)
    for node in nodes:
        children[node.mother].append(node.path)
    own: dict[str, dict[str, int]] = {}
    today = clock.today()
    for part in gather(drive, children, claim.homes, today):
        own.update(part)
    _keep(drive, claim, _summed(nodes, children, own))
    return len(own)


def _claim(drive: Drive, most: int | None) -> _Claim | None:
    now, today = clock.now(), clock.today()
    with transaction.atomic():
        Fold.objects.get_or_create(drive=drive)
        state = Fold.objects.select_for_update().get(drive=drive)
        if state.busy_until is not None and state.busy_until > now:
            return None
        nodes = set(NodeSummary.objects.filter(drive=drive).values_list("path", flat=True)) or _plant(drive)
        changed = _take_marks(drive)
        if state.day != today:
            pending = set(nodes)
        else:
            pending = set(state.pending) | {nearest(path, nodes) for path in changed} - {""}
        homes = sorted(pending)
        state.pending, state.day = homes, today
        state.turn += 1
        state.busy_until = now + _LEASE
        state.save(update_fields=["pending", "day", "turn", "busy_until"])
        cut = len(homes) if most is None else most
        return _Claim(state.turn, homes[:cut], homes[cut:], now)


def _take_marks(drive: Drive) -> list[str]:
    """Frozen paths of tallies changed since they were taken last. One that is being written now keeps its mark."""
    rows = Tally.objects.filter(drive=drive, changed=True).order_by("pk")
    if connection.features.has_select_for_update_skip_locked:
        rows = rows.select_for_update(skip_locked=True)
    found = list(rows.values_list("pk", "path"))
    for start in range(0, len(found), _BATCH):
        Tally.objects.filter(pk__in=[pk for pk, _path in found[start : start + _BATCH]]).update(changed=False)
    return [path for _pk, path in found]


def _plant(drive: Drive) -> set[str]:
    """The summaries of a drive, empty, when it is folded for the first time."""
    frozen = DriveUnit.objects.filter(drive=drive)
    bodies = {one.path: one for one in frozen.filter(is_cell=False)}
    nodes = bodies_above(frozen.filter(is_cell=True).values_list("path", flat=True).iterator(), bodies)
    rows = [
        NodeSummary(
            drive=drive, unit_id=one.unit_id, path=path, mother=nearest(treepath.parent(path), nodes), name=one.name,
            name_key=one.name_key, kind=one.kind,
        )
        for path in sorted(nodes)
        for one in [bodies[path]]
    ]  # fmt: skip
    NodeSummary.objects.bulk_create(rows, batch_size=_BATCH)
    return nodes


def _summed(
    nodes: Sequence[NodeSummary], children: dict[str, list[str]], own: dict[str, dict[str, int]]
) -> list[NodeSummary]:
    """The rows that change: the bodies gathered and all above them, summed from below."""
    known = {node.path: node for node in nodes}
    touched = {path for home in own for path in (*treepath.ancestors(home), home) if path in known}
    for path in sorted(touched, key=lambda path: (-len(path), path)):
        node = known[path]
        node.own = own.get(path, node.own)
        node.counts = added([node.own, *(known[child].counts for child in children.get(path, ()))])
    return [known[path] for path in sorted(touched)]


def _keep(drive: Drive, claim: _Claim, rows: Sequence[NodeSummary]) -> None:
    with transaction.atomic():
        state = Fold.objects.select_for_update().get(drive=drive)
        if state.turn != claim.turn:
            return  # the claim ran out and somebody else took over
        NodeSummary.objects.bulk_update(rows, ["own", "counts"], batch_size=100)
        state.pending, state.busy_until = claim.left, None
        if not claim.left:
            state.folded_at = claim.at
        state.save(update_fields=["pending", "busy_until", "folded_at"])
