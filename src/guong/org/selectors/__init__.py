"""Reads about units and people. Every public function takes an actor."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from guong.kernel import text, treepath
from guong.kernel.actor import Actor
from guong.kernel.errors import NotFound
from guong.org.enums import CELL_KINDS
from guong.org.models import Membership, Person, Post, Standing, Unit
from guong.org.querysets import in_scope, subtree_q, valid_on
from guong.org.selectors.history import (
    PersonOn,
    Stood,
    above_on,
    name_on,
    past_of,
    path_on,
    person_on,
    portfolio_rows,
    portfolios_of,
    profile_on,
    profiles,
    stood,
    unit_on,
)
from guong.org.selectors.requests import (
    own_request,
    own_requests,
    portfolio,
    request_to_decide,
    waiting_requests,
)
from guong.org.selectors.trees import UnitRow, unit_rows

__all__ = [
    "PersonFacts",
    "PersonOn",
    "RosterRow",
    "Stood",
    "UnitRow",
    "above",
    "above_on",
    "blocks",
    "cells_below",
    "members",
    "name_on",
    "office_holders",
    "own_request",
    "own_requests",
    "past_of",
    "path_on",
    "person_facts",
    "person_on",
    "portfolio",
    "portfolio_rows",
    "portfolios_of",
    "post",
    "posts_of",
    "profile_on",
    "profiles",
    "request_to_decide",
    "roster",
    "search_people",
    "stood",
    "unit",
    "unit_on",
    "unit_rows",
    "units",
    "waiting_requests",
]


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


@dataclass(frozen=True, slots=True)
class RosterRow:
    """A member as the roster shows him or her."""

    person: Person
    standing: str  # label of the enum's value, "" for simply eligible
    posts: list[Post]


@dataclass(frozen=True, slots=True)
class PersonFacts:
    """What an office list holds about a person; no words."""

    person: Person
    unit: Unit
    memberships: list[Membership]
    standings: list[Standing]
    posts: list[Post]
    standing: str


def above(*, actor: Actor, unit: Unit) -> list[Unit]:
    """The units above that the actor sees, the topmost first."""
    return list(units(actor=actor).filter(path__in=treepath.ancestors(unit.path)))


def roster(*, actor: Actor, unit: Unit, on: date, query: str = "") -> list[RosterRow]:
    """Members of one unit on a day in the order of names; `query` with or without marks."""
    found = members(actor=actor, unit=unit, on=on)
    for word in text.fold(query).split():
        found = found.filter(search_text__contains=word)
    people = list(found)
    ids = [person.pk for person in people]
    standings = dict(Standing.objects.filter(valid_on(on), person_id__in=ids).values_list("person_id", "kind"))
    posts: dict[int, list[Post]] = {}
    for post in Post.objects.filter(valid_on(on), person_id__in=ids).select_related("unit"):
        posts.setdefault(post.person_id, []).append(post)
    return [RosterRow(person, standings.get(person.pk, ""), posts.get(person.pk, [])) for person in people]


def person_facts(*, actor: Actor, person_id: int, on: date, perm: str = "org.person:read") -> PersonFacts:
    """The dated facts of one person, for whoever holds `perm` where the person takes part. NotFound / Forbidden otherwise."""
    memberships = list(
        Membership.objects.filter(person_id=person_id).select_related("unit", "person").order_by("-from_on")
    )
    present = next((row for row in memberships if row.to_on is None), memberships[0] if memberships else None)
    if present is None:
        raise NotFound
    actor.require(perm, present.unit.path)
    standings = list(Standing.objects.filter(person_id=person_id).order_by("-from_on"))
    posts = list(Post.objects.filter(person_id=person_id).select_related("unit").order_by("-from_on"))
    now = next((row.kind for row in standings if row.from_on <= on and (row.to_on is None or row.to_on >= on)), "")
    return PersonFacts(present.person, present.unit, memberships, standings, posts, now)


def post(*, actor: Actor, post_id: int, perm: str = "org.unit:manage") -> Post:
    """One office, for whoever manages the unit in which it is held."""
    found = Post.objects.filter(pk=post_id).select_related("unit", "person").first()
    if found is None:
        raise NotFound
    actor.require(perm, found.unit.path)
    return found


def blocks(*, actor: Actor) -> list[str]:
    """Blocks in use where the actor sees units, for a form to offer (S51)."""
    return sorted(set(units(actor=actor).exclude(block="").order_by().values_list("block", flat=True)))


def office_holders(*, actor: Actor, unit: Unit, on: date) -> list[Person]:
    """People who hold an office in a unit on a day, in the order of names."""
    actor.require("org.person:read", unit.path)
    posts = Post.objects.filter(valid_on(on), unit=unit)
    return list(Person.objects.filter(pk__in=posts.values("person_id")).order_by("name_key", "pk"))
