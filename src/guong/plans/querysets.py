"""Sets of rows that several doors of this room share."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import Q, QuerySet

from guong.kernel import treepath
from guong.kernel.actor import Actor
from guong.kernel.scope import Scope
from guong.org.enums import COMMITTEE_KINDS, PostKind
from guong.org.models import Person, Post, Unit
from guong.org.querysets import valid_on
from guong.plans.models import Delivery, Plan
from guong.plans.perms import COPY, DECIDE, MONITOR

CELL_POSTS = frozenset({PostKind.CELL_SECRETARY.value, PostKind.CELL_DEPUTY.value, PostKind.CELL_COMMITTEE.value})
COMMITTEE_POSTS = frozenset(
    {
        PostKind.COMMITTEE_SECRETARY.value,
        PostKind.COMMITTEE_STANDING_DEPUTY.value,
        PostKind.COMMITTEE_DEPUTY.value,
        PostKind.STANDING_MEMBER.value,
        PostKind.COMMITTEE_MEMBER.value,
    }
)


def watched_from(body: Unit) -> str:
    """The path under which a monitor watches: where it stands, for a body of a cell the cell, for one of a ward the ward."""
    return treepath.parent(body.path) or body.path


def committee_above(unit: Unit) -> Unit | None:
    """The nearest party committee above a unit."""
    above = Unit.objects.filter(path__in=treepath.ancestors(unit.path), kind__in=sorted(COMMITTEE_KINDS))
    return above.order_by("-path").first()


def committees_above(units: Iterable[Unit]) -> dict[int, str]:
    """{unit id: path of the nearest party committee above it, "" without one}, of several units at once."""
    ways = {unit.pk: treepath.ancestors(unit.path) for unit in units}
    wanted = {path for way in ways.values() for path in way}
    found = Unit.objects.filter(path__in=wanted, kind__in=sorted(COMMITTEE_KINDS)) if wanted else Unit.objects.none()
    paths = set(found.values_list("path", flat=True))
    return {pk: max(paths.intersection(way), key=len, default="") for pk, way in ways.items()}


def deciders(unit: Unit, day: date, *, owner_id: int) -> QuerySet[Person]:
    """Who may return or accept a plan of this cell: its committee without the plan's owner (R42, D12).

    In a cell whose only officer is the owner, the committee above decides, so that no head is left without a judge.
    """
    posts = Post.objects.filter(valid_on(day), unit=unit, kind__in=CELL_POSTS).exclude(person_id=owner_id)
    if not posts.exists():
        posts = Post.objects.filter(valid_on(day), unit=committee_above(unit), kind__in=COMMITTEE_POSTS)
    return Person.objects.filter(pk__in=posts.values("person_id")).exclude(pk=owner_id).order_by("name_key", "pk")


def sits_on_committee(actor: Actor, unit: Unit, day: date) -> bool:
    """Whether the actor reads and decides plans of this cell: by right, or by an office in its committee."""
    if actor.can(DECIDE, unit.path):
        return True
    if actor.person_id is None:
        return False
    return Post.objects.filter(valid_on(day), unit=unit, person_id=actor.person_id, kind__in=CELL_POSTS).exists()


def may_decide(actor: Actor, plan: Plan, day: date) -> bool:
    """Whether the actor answers this plan: he sits on the cell's committee, or on the one above when nobody else can."""
    if sits_on_committee(actor, plan.unit, day):
        return True
    if actor.person_id is None:
        return False
    return deciders(plan.unit, day, owner_id=plan.person_id).filter(pk=actor.person_id).exists()


def held_here(scope: Scope, field: str) -> Q:
    """Only the very units at which a right was given, never what lies below them: words stay where they were sent (law 1)."""
    return Q() if scope.everything else Q(**{f"{field}__in": sorted(scope.exact | scope.subtrees)})


def readable_copies(actor: Actor) -> QuerySet[Delivery]:
    """Copies the actor may open: the Front those sent to it; a committee those sent to it. The cell reads the plans themselves."""
    path = "recipient__path"
    front = Q(route="front") & held_here(actor.scope(MONITOR), path)
    committee = Q(route__in=["higher_board", "posting", "committee"]) & held_here(actor.scope(COPY), path)
    return Delivery.objects.filter(front | committee, recipient__isnull=False)
