"""Remarks typed for somebody, on the desk of whoever typed and before the eyes of their author; and who is far away (S139)."""

from __future__ import annotations

from guong.audit.reads import unrestricted
from guong.drives.models import Drive, Participant
from guong.kernel import clock
from guong.kernel.actor import Actor
from guong.kernel.errors import NotFound
from guong.org.enums import StandingKind
from guong.org.models import Person, Standing, Unit
from guong.org.querysets import valid_on
from guong.reviews.models import TypedRemark
from guong.reviews.selectors.common import TYPE_FOR, me

_AUTHOR = ("drive", "unit", "author", "person")


def typed_for_me(*, actor: Actor) -> list[TypedRemark]:
    """What was typed for the actor and waits for his or her yes, the oldest first."""
    return list(TypedRemark.objects.filter(author_id=me(actor=actor)).select_related(*_AUTHOR))


def typed_one_for_me(*, actor: Actor, typed_id: int) -> TypedRemark:
    """One of them, or NotFound."""
    found = next((one for one in typed_for_me(actor=actor) if one.pk == typed_id), None)
    if found is None:
        raise NotFound
    return found


def typed_in_unit(*, actor: Actor, drive: Drive, unit: Unit) -> list[TypedRemark]:
    """What waits in a body, for whoever types there."""
    actor.require(TYPE_FOR, unit.path)
    return unrestricted(
        actor, TypedRemark.objects.filter(drive=drive, unit=unit).select_related(*_AUTHOR), person="author_id"
    )


def typed_one_in_unit(*, actor: Actor, typed_id: int) -> TypedRemark:
    """One of them, for whoever types in its body. NotFound / Forbidden."""
    found = TypedRemark.objects.filter(pk=typed_id).select_related(*_AUTHOR).first()
    if found is None:
        raise NotFound
    actor.require(TYPE_FOR, found.unit.path)
    return found


def far_away(*, actor: Actor, drive: Drive, unit: Unit) -> list[Person]:
    """Members on the roster who work far away today, in the order of names: to send them a sheet or a letter."""
    actor.require(TYPE_FOR, unit.path)
    roster = Participant.objects.filter(drive=drive, unit=unit).values("person_id")
    away = Standing.objects.filter(valid_on(clock.today()), kind=StandingKind.AWAY, person_id__in=roster)
    return list(Person.objects.filter(pk__in=away.values("person_id")).order_by("name_key", "pk"))
