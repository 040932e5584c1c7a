"""Plans of supervision: the monitor's own, and what concerns my cell (S70, S115)."""

from __future__ import annotations

from guong.drives.enums import DriveState
from guong.drives.models import Drive
from guong.kernel.actor import Actor, refuse
from guong.kernel.errors import NotFound
from guong.org.enums import CELL_KINDS
from guong.org.models import Unit
from guong.org.querysets import subtree_q
from guong.plans.models import Supervision
from guong.plans.perms import MONITOR, READ
from guong.plans.querysets import held_here, watched_from


def bodies_i_watch_for(*, actor: Actor) -> list[Unit]:
    """The monitors for which I write: the very units at which I hold the right."""
    scope = actor.scope(MONITOR)
    return list(Unit.objects.filter(held_here(scope, "path"), closed_on=None).order_by("path")) if scope else []


def cells_watched(*, actor: Actor, body: Unit) -> list[Unit]:
    """The cells in the area of a monitor."""
    actor.require(MONITOR, body.path)
    rows = Unit.objects.filter(subtree_q(watched_from(body)), kind__in=sorted(CELL_KINDS), closed_on=None)
    return list(rows.order_by("path"))


def drives_to_watch(*, actor: Actor, body: Unit) -> list[Drive]:
    """Drives under way in the cells of a monitor's area, by name only."""
    actor.require(MONITOR, body.path)
    cells = [cell.pk for cell in cells_watched(actor=actor, body=body)]
    rows = Drive.objects.filter(state=DriveState.OPEN, units__unit_id__in=cells)
    return list(rows.distinct().order_by("-starts_on"))


def supervision_of(*, actor: Actor, body: Unit) -> list[Supervision]:
    """The lines of a monitor's plan, by day."""
    actor.require(MONITOR, body.path)
    return list(Supervision.objects.filter(body=body).select_related("cell", "drive", "body"))


def supervision_in(*, actor: Actor, unit: Unit) -> list[Supervision]:
    """What monitors have planned and seen in my cell, the five bodies apart by their names."""
    actor.require(READ, unit.path)
    return list(Supervision.objects.filter(cell=unit).select_related("body", "drive", "cell"))


def supervision_to_answer(*, actor: Actor) -> list[Supervision]:
    """What monitors saw in the cells that I run and that is not answered."""
    scope = actor.scope(READ)
    if not scope:
        return []
    rows = Supervision.objects.filter(held_here(scope, "cell__path"), answered_at=None).exclude(seen_on=None)
    return list(rows.select_related("body"))


def supervision_line(*, actor: Actor, line_id: int) -> Supervision:
    """One line, for its monitor or for the cell that it is about. NotFound / Forbidden otherwise."""
    found = Supervision.objects.select_related("body", "cell", "drive").filter(pk=line_id).first()
    if found is None:
        raise NotFound
    if not actor.can(MONITOR, found.body.path) and not actor.can(READ, found.cell.path):
        refuse(actor, found.cell.path)
    return found
