"""Which bodies may rehearse, and which do."""

from __future__ import annotations

from guong.drives import perms
from guong.kernel.actor import Actor
from guong.kernel.errors import NotFound
from guong.org.enums import COMMITTEE_KINDS
from guong.org.models import Unit
from guong.org.querysets import in_scope
from guong.rehearsals.models import Rehearsal


def rehearsals(*, actor: Actor) -> list[Rehearsal]:
    """Rehearsals of the bodies whose drives the actor manages."""
    rows = in_scope(Rehearsal.objects.all(), actor.scope(perms.DRIVE_MANAGE))
    return list(rows.select_related("unit", "root", "drive", "started_by").order_by("started_at"))


def rehearsal(*, actor: Actor, rehearsal_id: int) -> Rehearsal:
    """One of them, or NotFound / Forbidden."""
    found = Rehearsal.objects.select_related("unit", "root", "drive").filter(pk=rehearsal_id).first()
    if found is None:
        raise NotFound
    actor.require(perms.DRIVE_MANAGE, found.unit.path)
    return found


def may_rehearse(*, actor: Actor) -> list[Unit]:
    """Committees whose drives the actor manages, that do not rehearse now and are no rehearsal themselves."""
    mine = in_scope(
        Unit.objects.filter(closed_on=None, kind__in=sorted(COMMITTEE_KINDS)), actor.scope(perms.DRIVE_MANAGE), "path"
    )
    busy = Rehearsal.objects.values_list("unit_id", "root_id")
    return list(mine.exclude(pk__in={pk for pair in busy for pk in pair}).order_by("path")[:200])
