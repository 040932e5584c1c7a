"""Reads of personal files are written down and shown to their owner (D6)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _

from guong.audit.codes import register
from guong.audit.models import Entry
from guong.audit.work import record, record_many, service
from guong.kernel import clock
from guong.kernel.actor import Actor

CODE = "audit.personal.read"
register({CODE: _("A personal file was read")})
_AGAIN = timedelta(minutes=10)


@service
def log_read(
    *, actor: Actor, person_id: int, unit_path: str, part: str, target: models.Model, purpose: str = ""
) -> None:
    """Note that `actor` read `part` of the file of a person. Not for one's own file; once in ten minutes for a reloaded page.

    `part` is a short stable word ("self_review", "plan", "finding", "remarks"), shown translated to the owner.
    """
    if actor.person_id == person_id:
        return
    recent = Entry.objects.filter(
        code=CODE, person_id=person_id, actor_id=actor.id, target_type=target._meta.label, target_id=target.pk,
        at__gt=clock.now() - _AGAIN,
    )  # fmt: skip
    if actor.id is not None and recent.exists():
        return
    record(actor, CODE, target, unit_path=unit_path, person_id=person_id, changes={"part": part, "purpose": purpose})


@service
def log_reads(*, actor: Actor, people: Sequence[tuple[int, str]], part: str, target: models.Model) -> None:
    """The same for many at once, who stand in one list: (person, path of the person's unit). Never for the actor's own row."""
    changes = {"part": part, "purpose": ""}
    acts = ((target.pk, str(target), path, pk, changes) for pk, path in people if pk != actor.person_id)
    record_many(actor, CODE, type(target), acts)
