"""The owner's own book. Every read takes the owner's key; there is no other way in, for anybody (D7, Z2)."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime

from guong.kernel import clock, treepath
from guong.kernel.actor import Actor
from guong.kernel.errors import NotFound
from guong.org.models import Membership, Unit
from guong.org.querysets import valid_on
from guong.reviews import sealing
from guong.reviews.models import JournalEntry, MirrorCatalogue, MirrorTicks, PrivateLock
from guong.reviews.selectors.common import me

PUBLISH = "reviews.mirror:publish"


@dataclass(frozen=True, slots=True)
class Opened:
    """One note, opened."""

    pk: int
    text: str
    written_at: datetime
    stamp: int


def has_lock(*, actor: Actor) -> bool:
    """Whether the actor has set up a private book."""
    return PrivateLock.objects.filter(person_id=me(actor=actor)).exists()


def opens(*, actor: Actor, key: bytes) -> bool:
    """Whether this key opens the actor's own book: tried on the newest thing in it, or on the lock's own seal."""
    lock = PrivateLock.objects.filter(person_id=me(actor=actor)).first()
    if lock is None or len(key) != sealing.KEY_BYTES:
        return False
    proof = bytes(lock.wrapped)[sealing.PROOF :]
    return sealing.unseal(key, proof, sealing.place_of("proof", lock.person_id)) is not None


def my_entries(*, actor: Actor, key: bytes) -> list[Opened]:
    """All notes of the actor, the newest first."""
    rows = JournalEntry.objects.filter(person_id=me(actor=actor)).order_by("-pk")
    return [found for row in rows if (found := _opened(row, key)) is not None]


def my_entry(*, actor: Actor, key: bytes, entry_id: int) -> tuple[JournalEntry, Opened]:
    """One note of the actor. NotFound for anybody else's, and with another key."""
    row = JournalEntry.objects.filter(pk=entry_id, person_id=me(actor=actor)).first()
    found = _opened(row, key) if row is not None else None
    if row is None or found is None:
        raise NotFound
    return row, found


def _opened(row: JournalEntry, key: bytes) -> Opened | None:
    words = sealing.unseal(key, bytes(row.sealed), sealing.place_of("note", row.person_id))
    if words is None:
        return None
    held = json.loads(words)
    return Opened(row.pk, held["text"], datetime.fromisoformat(held["at"]), row.stamp)


def my_ticks(*, actor: Actor, key: bytes) -> frozenset[str]:
    """Keys of the manifestations that the actor has ticked for himself."""
    row = MirrorTicks.objects.filter(person_id=me(actor=actor)).first()
    words = (
        sealing.unseal(key, bytes(row.sealed), sealing.place_of("ticks", row.person_id)) if row is not None else None
    )
    return frozenset(json.loads(words)) if words is not None else frozenset()


def my_catalogue(*, actor: Actor) -> MirrorCatalogue | None:
    """The newest catalogue of the nearest office above the actor's body; None while none was entered."""
    rows = Membership.objects.filter(valid_on(clock.today()), person_id=me(actor=actor))
    unit = Unit.objects.filter(pk__in=rows.values("unit_id")).order_by("pk").first()
    return catalogue_at(unit.path) if unit is not None else None


def catalogue_at(path: str) -> MirrorCatalogue | None:
    """The newest catalogue of the nearest office at or above a path. Official words, nobody's: no right needed."""
    above = [*treepath.ancestors(path), path]
    found = MirrorCatalogue.objects.filter(unit__path__in=above).select_related("unit")
    return max(found, key=lambda one: (len(one.unit.path), one.version), default=None)


def catalogues(*, actor: Actor, unit: Unit) -> list[MirrorCatalogue]:
    """The versions that an office has entered, for whoever enters them."""
    actor.require(PUBLISH, unit.path)
    return list(MirrorCatalogue.objects.filter(unit=unit).order_by("-version"))
