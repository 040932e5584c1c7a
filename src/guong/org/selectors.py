"""Reads about units and people. Every public function takes an actor."""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet

from guong.kernel import text
from guong.kernel.actor import Actor
from guong.kernel.errors import NotFound
from guong.org.enums import CELL_KINDS
from guong.org.models import Membership, Person, Post, Unit
from guong.org.querysets import in_scope, subtree_q, valid_on


def units(*, actor: Actor, perm: str = "org.unit:read") -> QuerySet[Unit]:
    """Units in which the actor holds `perm`, in tree order."""
    return in_scope(Unit.objects.all(), actor.scope(perm), "path").order_by("path")


def unit(*, actor: Actor, unit_id: int, perm: str = "org.unit:read") -> Unit:
    """One unit, or NotFound / Forbidden."""
    found = Unit.objects.filter(pk=unit_id).first()
    if found is None:
        raise NotFound
    actor.require(perm, found.path)
    return found


def cells_below(*, actor: Actor, top: Unit) -> QuerySet[Unit]:
    """The cells in the subtree of `top` that the actor may see."""
    mine = units(actor=actor).filter(subtree_q(top.path), kind__in=sorted(CELL_KINDS), closed_on=None)
    return mine.order_by("name_key")


def members(*, actor: Actor, unit: Unit, on: date) -> QuerySet[Person]:
    """Members of one cell on a day, in the order of Vietnamese names."""
    actor.require("org.person:read", unit.path)
    ids = Membership.objects.filter(valid_on(on), unit=unit).values("person_id")
    return Person.objects.filter(pk__in=ids).order_by("name_key", "pk")


def search_people(*, actor: Actor, query: str, limit: int = 20) -> list[Person]:
    """People by name, with or without marks, within the scope of `org.person:read`."""
    words = text.fold(query).split()
    if not words:
        return []
    mine = in_scope(Membership.objects.filter(to_on=None), actor.scope("org.person:read"))
    found = Person.objects.filter(pk__in=mine.values("person_id"))
    for word in words:
        found = found.filter(search_text__contains=word)
    return list(found.order_by("name_key", "pk")[:limit])


def posts_of(person_id: int, on: date) -> list[Post]:
    """Open offices of a person on a day. For rooms above that already hold a right on the person."""
    return list(Post.objects.filter(valid_on(on), person_id=person_id).select_related("unit"))
