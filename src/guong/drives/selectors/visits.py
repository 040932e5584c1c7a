"""Working groups, what was visited and what not, and one visit (S52, S86, S114, S123)."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from guong.drives import perms
from guong.drives.enums import COMMITTEE_POSTS, DriveState
from guong.drives.models import Drive, DriveUnit, Tally, Visit, WorkingGroup
from guong.kernel import clock
from guong.kernel.actor import Actor, refuse
from guong.kernel.errors import NotFound
from guong.kernel.numbers import Ratio
from guong.org.models import Person, Post
from guong.org.querysets import in_scope, valid_on


@dataclass(frozen=True, slots=True)
class Guidance:
    """Groups, visits in sight with the newest first, and the bodies that are to be visited and have not been."""

    groups: tuple[WorkingGroup, ...]
    visits: tuple[Visit, ...]
    visited: Ratio
    left: tuple[DriveUnit, ...]
    waiting: int  # visits whose body has not answered yet


SHOWN = 200


def guidance(*, actor: Actor, drive: Drive) -> Guidance:
    """What the reader may see of the visits of a drive."""
    scope = actor.scope(perms.REGISTRATION_READ)
    rows = in_scope(Visit.objects.filter(drive=drive), scope).select_related("unit", "group")
    visits = tuple(rows.prefetch_related("people").order_by("-visited_on", "-pk")[:SHOWN])
    due = in_scope(Tally.objects.filter(drive=drive, visits_due=1), scope)
    seen = {row.unit_id: row.visited for row in due}
    left = DriveUnit.objects.filter(drive=drive, unit_id__in=[pk for pk, done in seen.items() if not done])
    groups = WorkingGroup.objects.filter(drive=drive).prefetch_related("members__person")
    whole = actor.can(perms.DRIVE_READ, drive.scope_unit.path)
    return Guidance(
        groups=tuple(groups.annotate(made=Count("visits"))) if whole else (),
        visits=visits,
        visited=Ratio(sum(seen.values()), len(seen)),
        left=tuple(left.select_related("unit").order_by("name_key", "pk")),
        waiting=rows.filter(answered_at=None).exclude(asked="").count(),
    )


def visit(*, actor: Actor, visit_id: int) -> Visit:
    """One visit, or NotFound / Forbidden."""
    rows = Visit.objects.select_related("unit", "drive", "drive__scope_unit", "group").prefetch_related("people")
    found = rows.filter(pk=visit_id).first()
    if found is None:
        raise NotFound
    if not actor.can(perms.REGISTRATION_READ, found.unit.path):
        refuse(actor, found.unit.path)
    return found


def group(*, actor: Actor, group_id: int) -> WorkingGroup:
    """One group, for whoever sets them up."""
    found = WorkingGroup.objects.select_related("unit", "drive").filter(pk=group_id).first()
    if found is None:
        raise NotFound
    actor.require(perms.ASSIGNMENT_WRITE, found.unit.path)
    return found


def bodies_to_visit(*, actor: Actor, drive: Drive) -> QuerySet[DriveUnit]:
    """Cells and committees of the drive that the actor may write a visit about."""
    mine = in_scope(DriveUnit.objects.filter(drive=drive), actor.scope(perms.VISIT_WRITE))
    bodies = mine.filter(Q(is_cell=True) | Q(unit__in=Tally.objects.filter(drive=drive).values("unit_id")))
    return bodies.select_related("unit").order_by("path")


def open_groups(drive: Drive) -> list[WorkingGroup]:
    """Groups of a drive at work. For rooms above that hold the right to write visits."""
    return list(WorkingGroup.objects.filter(drive=drive, ended_at=None))


def envoys(*, drive: Drive) -> list[Person]:
    """Who may be sent out: members of the committee whose drive it is, in the order of names. For rooms above that hold that right."""
    posts = Post.objects.filter(valid_on(clock.today()), unit=drive.scope_unit, kind__in=COMMITTEE_POSTS)
    return list(Person.objects.filter(pk__in=posts.values("person_id")).order_by("name_key", "pk"))


def visits_to_answer(*, actor: Actor) -> list[Visit]:
    """Visits to the very bodies named in the actor's rights that asked for something and wait for its word."""
    own = sorted(actor.scope(perms.REGISTRATION_WRITE).exact)
    rows = Visit.objects.filter(unit__path__in=own, answered_at=None, drive__state=DriveState.OPEN).exclude(asked="")
    return list(rows.select_related("unit", "drive").order_by("due_on", "pk"))
