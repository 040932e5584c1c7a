"""Sets of rows and standings that several doors of this room share."""

from __future__ import annotations

from datetime import date

from django.db.models import Q, QuerySet

from guong.corrections.querysets import LEADING_POSTS
from guong.drives.enums import DriveMode
from guong.kernel import clock
from guong.kernel.actor import Actor
from guong.kernel.scope import Scope
from guong.org.models import Person, Post, Unit
from guong.org.querysets import scope_q, valid_on
from guong.plans.querysets import committee_above, held_here
from guong.ratings.enums import IN_FORCE, RatingState
from guong.ratings.models import Rating
from guong.ratings.perms import APPRAISE, DECIDE, READ


def leads(actor: Actor, unit: Unit, day: date) -> bool:
    """Whether the actor speaks for the collective: by right, or by a leading office in it (somebody must rate the secretary)."""
    if actor.can(APPRAISE, unit.path):
        return True
    if actor.person_id is None:
        return False
    return Post.objects.filter(valid_on(day), person_id=actor.person_id, unit=unit, kind__in=LEADING_POSTS).exists()


def stands_at(scope: Scope, path: str) -> bool:
    """Whether a right was given at this very unit: what is sent to a body is not read above it (law 1)."""
    return scope.everything or path in scope.exact or path in scope.subtrees


def decides(actor: Actor, unit: Unit) -> bool:
    """Whether the actor decides in this very body."""
    return stands_at(actor.scope(DECIDE), unit.path)


def competent(unit: Unit, person: Person | None) -> Unit | None:
    """The body that decides: the nearest committee above; for whoever a higher one manages, the committee above that (R37)."""
    above = committee_above(unit)
    if above is not None and person is not None and person.managed_by_higher:
        return committee_above(above) or above
    return above


def other_leaders(unit: Unit, person_id: int | None, day: date) -> QuerySet[Post]:
    """Leading offices of the body besides those of one person."""
    return Post.objects.filter(valid_on(day), unit=unit, kind__in=LEADING_POSTS).exclude(person_id=person_id or 0)


def may_appraise(actor: Actor, rating: Rating, day: date) -> bool:
    """Whether the actor proposes: he leads the collective; where the only leader is the one rated, the deciding body does."""
    if leads(actor, rating.unit, day):
        return True
    alone = rating.person_id is not None and not other_leaders(rating.unit, rating.person_id, day).exists()
    own_office = Post.objects.filter(valid_on(day), unit=rating.unit, person_id=rating.person_id or 0)
    return alone and own_office.filter(kind__in=LEADING_POSTS).exists() and decides(actor, rating.decided_in)


def led_units(actor: Actor, day: date) -> Q:
    """Ratings of the bodies that the actor leads by office."""
    if actor.person_id is None:
        return Q(pk__in=[])
    held = Post.objects.filter(valid_on(day), person_id=actor.person_id, kind__in=LEADING_POSTS)
    return Q(unit_id__in=held.values("unit_id"))


def readable(actor: Actor) -> QuerySet[Rating]:
    """Ratings that the actor may open: his own; handed in, those of a body that he leads; proposed, those sent to his body to
    decide, and petitions that his body answers."""
    day = clock.today()
    handed = ~Q(state=RatingState.DRAFT)
    body = (scope_q(actor.scope(READ), "unit__path") | led_units(actor, day)) & handed
    sent = held_here(actor.scope(DECIDE), "decided_in__path") & Q(proposed_at__isnull=False)
    asked = held_here(actor.scope(DECIDE), "petition__unit__path") & Q(petition__isnull=False)
    own = Q(person_id=actor.person_id) if actor.person_id is not None else Q(pk__in=[])
    mine = own | (Q(subject="body") & led_units(actor, day)) | body | sent | asked
    rows = Rating.objects.filter(mine, campaign__drive__mode=DriveMode.YEAR_END)
    return rows.select_related("campaign__drive", "campaign__scheme", "unit", "person", "decided_in")


def decided(rows: QuerySet[Rating]) -> QuerySet[Rating]:
    """Those of which a level was decided."""
    return rows.filter(state__in=sorted(IN_FORCE))
