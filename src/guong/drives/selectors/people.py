"""Who attends and who may chair (S45, S100)."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations

from django.db.models import Q, QuerySet

from guong.drives import perms, rulebook
from guong.drives.enums import COMMITTEE_POSTS, RegistrationState
from guong.drives.models import Assignment, Drive, Participant, Registration
from guong.drives.selectors.spans import spans
from guong.kernel import clock
from guong.kernel.actor import Actor
from guong.kernel.errors import NotFound
from guong.org.models import Person, Post, Unit
from guong.org.querysets import in_scope, valid_on


@dataclass(frozen=True, slots=True)
class Clash:
    """One person expected at two meetings at once."""

    person: Person
    one: Registration
    other: Registration


def assignments(*, actor: Actor, drive: Drive) -> QuerySet[Assignment]:
    """Open assignments to the cells in the actor's scope, by cell and name."""
    rows = in_scope(Assignment.objects.filter(drive=drive, ended_at=None), actor.scope(perms.REGISTRATION_READ))
    return rows.select_related("person", "unit").order_by("unit__name_key", "person__name_key")


def assignment(*, actor: Actor, assignment_id: int) -> Assignment:
    """One assignment, or NotFound / Forbidden."""
    found = Assignment.objects.select_related("person", "unit", "drive").filter(pk=assignment_id).first()
    if found is None:
        raise NotFound
    actor.require(perms.ASSIGNMENT_WRITE, found.unit.path)
    return found


def committee_members(*, actor: Actor, drive: Drive) -> QuerySet[Person]:
    """Members of the committees of the drive who may be assigned, in the order of names."""
    actor.require(perms.ASSIGNMENT_WRITE, drive.scope_unit.path)
    committees = Q(unit=drive.scope_unit) | Q(unit=drive.owner)
    posts = Post.objects.filter(committees, valid_on(clock.today()), kind__in=COMMITTEE_POSTS)
    return Person.objects.filter(pk__in=posts.values("person_id")).order_by("name_key", "pk")


def clashes(*, actor: Actor, drive: Drive) -> list[Clash]:
    """Pairs of meetings, not yet held, that one assigned person cannot both attend: the way from one to the other counts."""
    travel = rulebook.value(drive.ruleset, "travel_minutes")
    people: dict[Person, list[int]] = {}
    for row in assignments(actor=actor, drive=drive):
        people.setdefault(row.person, []).append(row.unit_id)
    waiting = Registration.objects.filter(drive=drive).exclude(state=RegistrationState.HELD)
    by_unit: dict[int, list[Registration]] = {}
    for registration in waiting.select_related("unit").order_by("starts_at"):
        by_unit.setdefault(registration.unit_id, []).append(registration)
    found = []
    for person, units in people.items():
        meetings = sorted((one for unit in units for one in by_unit.get(unit, [])), key=lambda one: one.starts_at)
        for one, other in combinations(meetings, 2):
            first, second = spans(drive, (one,))[0], spans(drive, (other,))[0]
            if one.unit_id != other.unit_id and first.meets(second, travel):
                found.append(Clash(person, one, other))
    return found


def chairs_for(*, actor: Actor, drive: Drive, unit: Unit) -> list[Person]:
    """Who may chair the meeting of a cell: its committee first, then its other members, those assigned, the committee above."""
    actor.require(perms.REGISTRATION_WRITE, unit.path)
    today = clock.today()
    heads = Post.objects.filter(valid_on(today), unit=unit).values_list("person_id", flat=True)
    above = Post.objects.filter(valid_on(today), unit=unit.parent, kind__in=COMMITTEE_POSTS).values("person_id")
    ids = (
        Q(pk__in=Participant.objects.filter(drive=drive, unit=unit).values("person_id"))
        | Q(pk__in=Assignment.objects.filter(drive=drive, unit=unit, ended_at=None).values("person_id"))
        | Q(pk__in=above)
    )
    first = set(heads)
    return sorted(Person.objects.filter(ids), key=lambda person: (person.pk not in first, person.name_key, person.pk))
