"""Drives, their frozen tree and roster, and what a drive would freeze."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet, Sum

from guong.drives import perms
from guong.drives.enums import DriveState
from guong.drives.models import Drive, DriveUnit, Participant, RuleSet, Tally
from guong.drives.querysets import drives_seen
from guong.kernel import clock
from guong.kernel.actor import Actor, refuse
from guong.kernel.errors import Forbidden, NotFound
from guong.kernel.numbers import Ratio
from guong.org.enums import CELL_KINDS, StandingKind, UnitKind
from guong.org.models import Membership, Standing, Unit
from guong.org.querysets import in_scope, scope_q, subtree_q, valid_on


@dataclass(frozen=True, slots=True)
class DriveRow:
    """One line of the list of drives; the ratios are of the cells that the reader may see."""

    drive: Drive
    registered: Ratio
    held: Ratio


@dataclass(frozen=True, slots=True)
class Preview:
    """What opening a drive today would freeze."""

    cells: list[Unit]
    total: int
    exempt: int
    empty: list[Unit]  # cells without a single member


def drives(*, actor: Actor) -> QuerySet[Drive]:
    """Drives that the actor may see, the newest first."""
    return drives_seen(actor).select_related("owner", "scope_unit", "ruleset").order_by("-starts_on", "code")


def drive(*, actor: Actor, drive_id: int | None = None, code: str | None = None, perm: str = "") -> Drive:
    """One drive by id or by code; NotFound when foreign, Forbidden when it is seen and `perm` is not held over it."""
    key = Q(pk=drive_id) if drive_id is not None else Q(code=code)
    found = drives(actor=actor).select_related("adviser").filter(key).first()
    if found is not None:
        if perm and not actor.can(perm, found.scope_unit.path):
            raise Forbidden
        return found
    hidden = Drive.objects.filter(key).select_related("scope_unit").first()
    if hidden is None:
        raise NotFound
    refuse(actor, hidden.scope_unit.path)
    raise NotFound


def drive_rows(*, actor: Actor) -> list[DriveRow]:
    """The list of drives with what is registered and held in the cells in sight."""
    seen = list(drives(actor=actor))
    sums = {
        row["drive_id"]: row
        for row in in_scope(Tally.objects.filter(unit__kind__in=sorted(CELL_KINDS)), actor.scope(perms.DRIVE_READ))
        .filter(drive__in=seen)
        .values("drive_id")
        .annotate(cells=Count("pk"), registered=Sum("registered"), held=Sum("held"))
    }
    nothing = {"cells": 0, "registered": 0, "held": 0}
    return [
        DriveRow(one, Ratio(row["registered"], row["cells"]), Ratio(row["held"], row["cells"]))
        for one in seen
        for row in [sums.get(one.pk, nothing)]
    ]


def frozen_cells(*, actor: Actor, drive: Drive, under: str = "", only: int = 0) -> QuerySet[DriveUnit]:
    """The cells of a drive as they were when it opened, those in the actor's scope, in tree order of names.

    At and below the frozen path `under`; of the one unit `only`.
    """
    mine = in_scope(DriveUnit.objects.filter(drive=drive, is_cell=True), actor.scope(perms.DRIVE_READ))
    mine = mine.filter(subtree_q(under)) if under else mine
    mine = mine.filter(unit_id=only) if only else mine
    return mine.select_related("unit").order_by("kind", "name_key", "pk")


def open_drives_for(unit: Unit) -> list[Drive]:
    """Drives under way in which the unit is frozen, the newest first. For rooms above that hold a right on the unit."""
    found = Drive.objects.filter(state=DriveState.OPEN, units__unit=unit).select_related("ruleset", "scope_unit")
    return list(found.order_by("-starts_on", "code"))


def participant(drive: Drive, person_id: int) -> Participant | None:
    """The frozen row of a person. For rooms above that hold a right on the person."""
    return Participant.objects.filter(drive=drive, person_id=person_id).select_related("unit", "person").first()


def participants(*, actor: Actor, drive: Drive, unit: Unit) -> QuerySet[Participant]:
    """The frozen roster of one cell, in the order of Vietnamese names."""
    actor.require("org.person:read", unit.path)
    rows = Participant.objects.filter(drive=drive, unit=unit).select_related("person")
    return rows.order_by("person__name_key", "person_id")


def can_prepare(*, actor: Actor) -> bool:
    """Whether the actor prepares drives anywhere: shows the button, decides nothing."""
    return bool(actor.scope(perms.DRIVE_MANAGE))


def scope_units(*, actor: Actor) -> list[Unit]:
    """Units over which the actor may prepare a drive: committees that have cells below them."""
    mine = in_scope(Unit.objects.filter(closed_on=None), actor.scope(perms.DRIVE_MANAGE), "path").order_by("path")
    return [unit for unit in mine if unit.is_committee]


def adviser_units(*, actor: Actor) -> list[Unit]:
    """Advising boards in the scope of those who prepare drives (S31)."""
    mine = in_scope(Unit.objects.filter(closed_on=None), actor.scope(perms.DRIVE_MANAGE), "path")
    return list(mine.filter(kind__in=[UnitKind.BOARD, UnitKind.INSPECTION]).order_by("path"))


def own_cells(*, actor: Actor) -> list[tuple[Drive, DriveUnit]]:
    """Cells of drives under way for which the actor registers himself: those named in a grant, not a whole subtree."""
    own = sorted(actor.scope(perms.REGISTRATION_WRITE).exact)
    rows = DriveUnit.objects.filter(drive__state=DriveState.OPEN, is_cell=True, unit__path__in=own)
    return [(row.drive, row) for row in rows.select_related("drive", "unit").order_by("drive__starts_on", "path")]


def kept_drives(*, actor: Actor) -> list[Drive]:
    """Drives under way whose cells the actor may remind; a rehearsal reminds nobody."""
    real = Drive.objects.filter(state=DriveState.OPEN, rehearsal=False)
    mine = in_scope(real, actor.scope(perms.REMINDER_SEND), "scope_unit__path")
    return list(mine.select_related("scope_unit", "ruleset").order_by("-starts_on", "code"))


def preview(*, actor: Actor, drive: Drive) -> Preview:
    """Cells and members that the drive would freeze if it opened today."""
    actor.require(perms.DRIVE_MANAGE, drive.scope_unit.path)
    below = subtree_q(drive.scope_unit.path)
    cells = list(Unit.objects.filter(below, closed_on=None, kind__in=sorted(CELL_KINDS)).order_by("kind", "name_key"))
    today = clock.today()
    members = Membership.objects.filter(valid_on(today), unit__in=cells)
    sizes = dict(members.values("unit_id").annotate(n=Count("person_id", distinct=True)).values_list("unit_id", "n"))
    exempt = Standing.objects.filter(
        valid_on(today), kind=StandingKind.EXEMPT, person_id__in=members.values("person_id")
    ).count()
    empty = [cell for cell in cells if cell.pk not in sizes]
    return Preview(cells=cells, total=sum(sizes.values()), exempt=exempt, empty=empty)


def rule_versions(*, actor: Actor, unit: Unit) -> list[RuleSet]:
    """Versions of the rules that concern a unit: the program's own and those of the units above it; the newest first."""
    actor.require(perms.DRIVE_READ, unit.path)
    above = scope_q(actor.scope(perms.DRIVE_READ), "unit__path")
    return list(RuleSet.objects.filter(Q(unit=None) | above).select_related("unit").order_by("-version"))
