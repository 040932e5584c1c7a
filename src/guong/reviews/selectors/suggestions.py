"""Suggestions as each side sees them: whoever made them, the body asked, the comrade asked (R28)."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from guong.drives.enums import DriveState
from guong.drives.models import Drive, DriveUnit, Participant
from guong.kernel import clock, treepath
from guong.kernel.actor import Actor, refuse
from guong.kernel.errors import NotFound
from guong.kernel.numbers import Ratio
from guong.org.models import Person, Post, Unit
from guong.org.querysets import in_scope, valid_on
from guong.org.selectors import unit as org_unit
from guong.reviews import rules
from guong.reviews.bodies import belongs, holds_office
from guong.reviews.models import Suggestion
from guong.reviews.perms import BODY, REPORT, SUGGEST
from guong.reviews.selectors.common import me


@dataclass(frozen=True, slots=True)
class Made:
    """What an office has suggested in a drive, and how it was answered: n of them, and after how many days in the middle."""

    drive: Drive
    unit: Unit
    rows: list[Suggestion]
    answered: Ratio
    median_days: int | None


def _rows() -> QuerySet[Suggestion]:
    return Suggestion.objects.select_related("drive", "from_unit", "unit", "person", "answered_by")


def suggestions_made(*, actor: Actor, drive_id: int, unit_id: int) -> Made:
    """What the office at a unit has suggested in a drive. NotFound / Forbidden."""
    unit = org_unit(actor=actor, unit_id=unit_id, perm=SUGGEST)
    frozen = DriveUnit.objects.filter(drive_id=drive_id, unit=unit).select_related("drive").first()
    if frozen is None:
        raise NotFound
    rows = list(_rows().filter(drive_id=drive_id, from_unit=unit).order_by("answered_at", "answer_by", "pk"))
    days = [
        (one.answered_at.astimezone(clock.ZONE).date() - one.made_at.astimezone(clock.ZONE).date()).days
        for one in rows
        if one.answered_at is not None
    ]
    shown = rows if _works_here(actor, unit) else [one for one in rows if one.person_id is None]
    return Made(frozen.drive, unit, shown, Ratio(len(days), len(rows)), rules.median(days))


def _works_here(actor: Actor, unit: Unit) -> bool:
    """Whether the right was given at this very office: from higher up one reads how many were answered, not what was said to a
    comrade (law 1)."""
    scope = actor.scope(SUGGEST)
    return scope.everything or unit.path in scope.exact | scope.subtrees


def bodies_to_ask(*, actor: Actor, drive: Drive, unit: Unit) -> list[Unit]:
    """Bodies of the drive below an office that suggests."""
    actor.require(SUGGEST, unit.path)
    below = DriveUnit.objects.filter(
        drive=drive, unit__path__gt=unit.path, unit__path__lt=treepath.successor(unit.path)
    )
    return list(Unit.objects.filter(pk__in=below.values("unit_id")).order_by("path"))


def comrade_to_ask(*, actor: Actor, drive: Drive, unit: Unit, from_unit: Unit, name: str) -> list[Person]:
    """Comrades on the roster of a body below whose full name is this one."""
    actor.require(SUGGEST, from_unit.path)
    rows = Participant.objects.filter(drive=drive, unit=unit, eligible=True, person__full_name__iexact=name)
    return list(Person.objects.filter(pk__in=rows.values("person_id")).order_by("pk"))


def suggestions_to_me(*, actor: Actor, drive: Drive | None = None) -> list[Suggestion]:
    """What was suggested to the actor himself, unanswered first."""
    rows = _rows().filter(person_id=me(actor=actor))
    if drive is not None:
        rows = rows.filter(drive=drive)
    return sorted(rows, key=lambda one: (one.answered_at is not None, one.answer_by, one.pk))


def suggestions_to_body(*, actor: Actor, drive_id: int, unit: Unit) -> list[Suggestion]:
    """What was suggested to a body in a drive, with its answers, for everybody of the body."""
    if not (actor.can(BODY, unit.path) or belongs(actor, unit)):
        refuse(actor, unit.path)
    return list(_rows().filter(drive_id=drive_id, unit=unit, person=None))


def suggestion(*, actor: Actor, suggestion_id: int) -> Suggestion:
    """One suggestion that the actor may answer, for himself or for the committee of the body. NotFound / Forbidden."""
    found = _rows().filter(pk=suggestion_id).first()
    if found is None:
        raise NotFound
    if found.person_id is not None:
        if actor.person_id != found.person_id:
            raise NotFound
    elif not (actor.can(REPORT, found.unit.path) or holds_office(actor, found.unit)):
        refuse(actor, found.unit.path)
    return found


def suggestions_waiting(*, actor: Actor) -> list[Suggestion]:
    """Unanswered suggestions to the actor, and to the bodies for whose committee the actor answers."""
    rows = _rows().filter(answered_at=None, drive__state=DriveState.OPEN)
    office = Post.objects.filter(valid_on(clock.today()), person_id=me(actor=actor)).values("unit_id")
    bodies = in_scope(Suggestion.objects.filter(person=None), actor.scope(REPORT)).values("pk")
    mine = Q(person_id=me(actor=actor)) | Q(person=None, unit__in=office) | Q(pk__in=bodies)
    return list(rows.filter(mine).order_by("answer_by", "pk"))
