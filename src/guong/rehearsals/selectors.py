"""Which bodies may rehearse, and which do."""

from __future__ import annotations

from dataclasses import dataclass

from guong.access.actors import AccountActor
from guong.access.played import PlayedActor
from guong.drives import perms
from guong.kernel import clock
from guong.kernel.actor import Actor
from guong.kernel.errors import NotFound
from guong.org.enums import COMMITTEE_KINDS
from guong.org.models import Membership, Person, Post, Unit
from guong.org.querysets import in_scope, subtree_q, valid_on
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


@dataclass(frozen=True, slots=True)
class Part:
    """An invented person whom the owner of the rehearsal may play: name, cell, offices in words."""

    person: Person
    cell: Unit
    offices: str


def parts(*, actor: Actor, rehearsal: Rehearsal) -> list[Part]:
    """Everybody of the invented tree, cell by cell, for whoever started the rehearsal; nobody for others."""
    if rehearsal.started_by_id != actor.id or not actor.can(perms.DRIVE_MANAGE, rehearsal.root.path):
        return []
    today = valid_on(clock.today())
    inside = subtree_q(rehearsal.root.path, "unit__path")
    offices: dict[int, list[str]] = {}
    for post in Post.objects.filter(today, inside).order_by("pk"):
        offices.setdefault(post.person_id, []).append(str(post.get_kind_display()))
    rows = Membership.objects.filter(today, inside).select_related("person", "unit").order_by("unit__path", "pk")
    return [Part(row.person, row.unit, ", ".join(offices.get(row.person_id, []))) for row in rows]


def part_played(*, actor: AccountActor, person_id: int) -> PlayedActor | None:
    """The actor as this invented person; None when there is no such part for him (any more), whatever the session says."""
    unit = Unit.objects.filter(memberships__person=person_id, memberships__to_on=None).first()
    row = (
        Rehearsal.objects.filter(root=unit.parent_id, started_by=actor.id).select_related("root").first()
        if unit
        else None
    )
    if row is None:
        return None
    found = next((one for one in parts(actor=actor, rehearsal=row) if one.person.pk == person_id), None)
    return PlayedActor(actor, found.person) if found else None
