"""The door to drives and to what cells register in them."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q, QuerySet

from guong.drives.enums import DriveState
from guong.drives.models import Drive, DriveUnit, Registration
from guong.kernel.actor import Actor
from guong.org.querysets import scope_q


def drives_seen(actor: Actor) -> QuerySet[Drive]:
    """Drives that froze a unit in which the actor reads drives; while they are prepared, only for those who prepare them.

    The frozen list says which units belong to the drive, today's path says who may see (a cell that moved away keeps its
    own drive).
    """
    mine = DriveUnit.objects.filter(
        scope_q(actor.scope("drives.drive:read"), "unit__path")
        | scope_q(actor.scope("drives.drive:manage"), "unit__path"),
        drive=OuterRef("pk"),
    )
    prepared = Q(state=DriveState.DRAFT) & scope_q(actor.scope("drives.drive:manage"), "scope_unit__path")
    return Drive.objects.filter(Q(Exists(mine)) | prepared)


def registrations_seen(actor: Actor) -> QuerySet[Registration]:
    """Registrations of the units in which the actor reads them."""
    return Registration.objects.filter(scope_q(actor.scope("drives.registration:read"), "unit__path"))
