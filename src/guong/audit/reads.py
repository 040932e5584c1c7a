"""Reads of personal files are written down and shown to their owner (D6)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import TypeVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from guong.audit.codes import register
from guong.audit.models import Entry, RestrictedFile
from guong.audit.work import record, record_many, service
from guong.kernel import clock
from guong.kernel.actor import Actor, SystemActor
from guong.kernel.errors import Invalid, Restricted

CODE = "audit.personal.read"
RESTRICTED, RELEASED = "audit.personal.restricted", "audit.personal.released"
register(
    {
        CODE: _("A personal file was read"),
        RESTRICTED: _("The use of a comrade's words was restricted"),
        RELEASED: _("A comrade's words may be used again"),
    }
)
_AGAIN = timedelta(minutes=10)


def restricted(person_ids: Iterable[int]) -> frozenset[int]:
    """Whose words are not to be used for now, out of these. For rooms above that already hold a right on them."""
    rows = RestrictedFile.objects.filter(person_id__in=set(person_ids), ended_at=None)
    return frozenset(rows.values_list("person_id", flat=True))


def require_unrestricted(*, actor: Actor, person_id: int) -> None:
    """Restricted, with a sentence, unless the file may be used or is the actor's own. The program itself is no reader."""
    if actor.person_id != person_id and not isinstance(actor, SystemActor) and restricted([person_id]):
        raise Restricted(
            _("The comrade has asked that these words not be used for now, and the office agreed. They open again when the restriction ends.")
        )  # fmt: skip


M = TypeVar("M", bound=models.Model)


def unrestricted(actor: Actor, rows: Iterable[M], *, person: str = "person_id") -> list[M]:
    """The rows without those about somebody whose words are not to be used for now; one's own stay. Order is kept."""
    listed = list(rows)
    closed = restricted({pk for row in listed if (pk := getattr(row, person)) is not None}) - {actor.person_id}
    return [row for row in listed if getattr(row, person) not in closed]


@service
def restrict_file(*, actor: Actor, person_id: int, unit_path: str, target: models.Model) -> RestrictedFile:
    """From now on nobody but the person reads these words; once more changes nothing. The caller has checked the right."""
    found = RestrictedFile.objects.filter(person_id=person_id, ended_at=None).first()
    if found is None:
        found = RestrictedFile.objects.create(person_id=person_id, since=clock.now(), by_label=actor.label)
        record(actor, RESTRICTED, target, unit_path=unit_path, person_id=person_id)
    return found


@service
def release_file(*, actor: Actor, person_id: int, unit_path: str, target: models.Model, reason: str = "") -> None:
    """The words may be used again. Invalid when they may already. The caller has checked the right."""
    rows = RestrictedFile.objects.filter(person_id=person_id, ended_at=None)
    if not rows.update(ended_at=clock.now(), ended_by_label=actor.label):
        raise Invalid(_("Nothing is restricted now."))
    record(actor, RELEASED, target, unit_path=unit_path, person_id=person_id, reason=reason)


@service
def log_read(
    *, actor: Actor, person_id: int, unit_path: str, part: str, target: models.Model, purpose: str = ""
) -> None:
    """Note that `actor` read `part` of the file of a person. Not for one's own file; once in ten minutes for a reloaded page.

    `part` is a short stable word ("self_review", "plan", "finding", "remarks"), shown translated to the owner.
    """
    if actor.person_id == person_id:
        return
    require_unrestricted(actor=actor, person_id=person_id)
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
