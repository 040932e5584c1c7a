"""Who belongs to a body: its members and its office holders on a day."""

from __future__ import annotations

from django.db.models import Q

from guong.kernel import clock
from guong.kernel.actor import Actor
from guong.org.models import Membership, Post, Unit
from guong.org.querysets import valid_on


def holds_office(actor: Actor, unit: Unit) -> bool:
    """Whether the actor holds an office in the committee of this very body today."""
    if actor.person_id is None:
        return False
    return Post.objects.filter(valid_on(clock.today()), person_id=actor.person_id, unit=unit).exists()


def belongs(actor: Actor, unit: Unit) -> bool:
    """Whether the actor is a member of the body or holds an office in it today."""
    if actor.person_id is None:
        return False
    today = valid_on(clock.today())
    return (
        Membership.objects.filter(today, person_id=actor.person_id, unit=unit).exists()
        or Post.objects.filter(today, person_id=actor.person_id, unit=unit).exists()
    )


def bodies_q(person_id: int) -> Q:
    """A filter of rows with a `unit` for the bodies to which a person belongs today."""
    today = valid_on(clock.today())
    members = Membership.objects.filter(today, person_id=person_id).values("unit_id")
    return Q(unit__in=members) | Q(unit__in=Post.objects.filter(today, person_id=person_id).values("unit_id"))


def readers(unit: Unit) -> int:
    """How many people belong to the body today: to say how many have read a draft."""
    today = valid_on(clock.today())
    members = set(Membership.objects.filter(today, unit=unit).values_list("person_id", flat=True))
    return len(members | set(Post.objects.filter(today, unit=unit).values_list("person_id", flat=True)))
