"""Reading the log."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db.models import Max

from guong.audit import chain
from guong.audit.models import ChainHead, Entry
from guong.audit.reads import CODE
from guong.kernel.actor import Actor


def verify() -> tuple[int, list[str]]:
    """Walk the whole chain: (number of rows, sentences about every break). Numbers only: no right needed."""
    head = ChainHead.objects.filter(pk=1).first()
    rows = Entry.objects.order_by("seq").values(*chain.FIELDS, "prev_hash", "hash").iterator(chunk_size=2000)
    breaks = chain.find_breaks(rows, (head.seq, head.hash) if head else (0, chain.ZERO))
    return Entry.objects.count(), breaks


def about_person(*, actor: Actor, person_id: int, limit: int = 50, code: str = "") -> list[Entry]:
    """What was done with, and who read, the file of a person: for that person only (D6). `code`: only acts of this kind."""
    if actor.person_id != person_id:
        return []
    rows = Entry.objects.filter(person_id=person_id)
    if code:
        rows = rows.filter(code=code)
    return list(rows.order_by("-seq")[:limit])


def my_last_reads(*, actor: Actor, target_type: str, ids: Collection[int]) -> dict[int, datetime]:
    """When the actor last opened each of these records of others ("reviews.SelfReview"); those never opened are absent."""
    mine = Entry.objects.filter(code=CODE, actor_id=actor.id, target_type=target_type, target_id__in=ids)
    rows = mine.values_list("target_id").annotate(last=Max("at")) if actor.id is not None and ids else []
    return {pk: last for pk, last in rows if pk is not None}
