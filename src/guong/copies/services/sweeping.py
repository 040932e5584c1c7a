"""The night's comparison beyond the wards: beginning a sweep, keeping what one block showed."""

from __future__ import annotations

from collections.abc import Sequence

from guong.audit.work import service
from guong.copies.models import FarPair, Sweep
from guong.copies.sweeps import FoundPair, handed_in
from guong.drives.models import Drive
from guong.kernel import clock
from guong.kernel.actor import Actor, SystemActor
from guong.kernel.errors import Forbidden


@service
def begin_sweeps(*, actor: Actor) -> list[Sweep]:
    """A sweep for every drive with something handed in since its last one; those that were begun and not ended go on."""
    _system(actor)
    going = list(Sweep.objects.filter(finished_at=None))
    busy = {sweep.drive_id for sweep in going}
    for drive in Drive.objects.exclude(pk__in=busy).order_by("pk"):
        newest = handed_in(drive.pk).values_list("revision_id", flat=True).last()
        before = Sweep.objects.filter(drive=drive).order_by("-upto").values_list("upto", flat=True).first() or 0
        if newest is not None and newest > before:
            going.append(Sweep.objects.create(drive=drive, upto=newest, cursor=before, begun_at=clock.now()))
    return going


@service
def keep_found(*, actor: Actor, sweep: Sweep, pairs: Sequence[FoundPair], cursor: int) -> bool:
    """Keep what the block after `sweep.cursor` showed; whether there is more to do. A block that another worker kept is left alone."""
    _system(actor)
    held = Sweep.objects.select_for_update().get(pk=sweep.pk)
    if held.cursor != sweep.cursor or held.finished_at is not None:
        return False
    now = clock.now()
    rows = [
        FarPair(
            first_id=one.first, second_id=one.second, words=one.words, share=one.share, places=one.places, found_at=now
        )
        for one in pairs
    ]  # fmt: skip
    FarPair.objects.bulk_create(rows, batch_size=500, ignore_conflicts=True)
    held.cursor = cursor
    held.finished_at = now if cursor >= held.upto else None
    held.save(update_fields=["cursor", "finished_at"])
    return held.finished_at is None


def _system(actor: Actor) -> None:
    if not isinstance(actor, SystemActor):
        raise Forbidden
