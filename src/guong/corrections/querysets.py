"""Sets of rows that several doors of this room share."""

from __future__ import annotations

from datetime import date, timedelta

from django.db.models import Q, QuerySet

from guong.corrections.enums import ActionState, FindingState, Subject
from guong.corrections.models import Action, Finding, RecheckItem, Share
from guong.corrections.perms import JUDGE, READ
from guong.drives.enums import DriveMode
from guong.kernel import clock
from guong.kernel.actor import Actor
from guong.org.enums import PostKind
from guong.org.models import Membership, Person, Post, Unit
from guong.org.querysets import scope_q, valid_on
from guong.reviews.models import SelfReview

COMMITTEE_POSTS = frozenset(
    {
        PostKind.COMMITTEE_SECRETARY.value,
        PostKind.COMMITTEE_STANDING_DEPUTY.value,
        PostKind.COMMITTEE_DEPUTY.value,
        PostKind.STANDING_MEMBER.value,
        PostKind.COMMITTEE_MEMBER.value,
    }
)
LEADING_POSTS = frozenset(
    {
        PostKind.COMMITTEE_SECRETARY.value,
        PostKind.COMMITTEE_STANDING_DEPUTY.value,
        PostKind.COMMITTEE_DEPUTY.value,
        PostKind.CELL_SECRETARY.value,
        PostKind.CELL_DEPUTY.value,
        PostKind.CELL_COMMITTEE.value,
    }
)


def last_day(unit: Unit, day: date) -> date:
    """`day`, or the last day of a unit that had ended by then."""
    return min(day, unit.closed_on - timedelta(days=1)) if unit.closed_on else day


def body_people(unit: Unit, day: date) -> QuerySet[Person]:
    """The people of a collective on a day: a cell's members; of a committee, those who hold its posts (R21).

    A collective that ended in a reorganisation keeps the people of its last day: they finish what was begun there.
    """
    day = last_day(unit, day)
    if unit.is_cell:
        condition = Q(pk__in=Membership.objects.filter(valid_on(day), unit=unit).values("person_id"))
    else:
        posts = Post.objects.filter(valid_on(day), unit=unit)
        posts = posts.filter(kind__in=COMMITTEE_POSTS) if unit.is_committee else posts
        condition = Q(pk__in=posts.values("person_id"))
    return Person.objects.filter(condition).order_by("name_key", "pk")


def own_bodies(person_id: int | None, day: date) -> set[int]:
    """Ids of the units to whose collective a person belongs on a day."""
    if person_id is None:
        return set()
    cells = Membership.objects.filter(valid_on(day), person_id=person_id).values_list("unit_id", flat=True)
    committees = Post.objects.filter(valid_on(day), person_id=person_id, kind__in=COMMITTEE_POSTS)
    return {*cells, *committees.values_list("unit_id", flat=True)}


def leads(actor: Actor, unit: Unit, day: date) -> bool:
    """Whether the actor judges in this body: by right, or by a leading office in it (somebody must judge the secretary)."""
    if actor.can(JUDGE, unit.path):
        return True
    if actor.person_id is None:
        return False
    held = valid_on(last_day(unit, day))
    return Post.objects.filter(held, person_id=actor.person_id, unit=unit, kind__in=LEADING_POSTS).exists()


def led(person_id: int | None, day: date) -> QuerySet[Post]:
    """Leading offices that a person holds on a day: their bodies are where he judges without a right of his own."""
    return Post.objects.filter(valid_on(day), person_id=person_id or 0, kind__in=LEADING_POSTS)


def for_deputies(person_id: int | None, day: date, unit: str, doer: str) -> Q:
    """Rows of bodies that a person helps to lead whose doer leads as well: what the keeper of the book cannot decide, being the
    doer, waits for a deputy. `unit`, `doer`: lookups of their ids."""
    heads = Post.objects.filter(valid_on(day), kind__in=LEADING_POSTS).values("person_id")
    return Q(**{f"{unit}__in": led(person_id, day).values("unit_id"), f"{doer}__in": heads})


def readable(actor: Actor, day: date) -> QuerySet[Finding]:
    """Findings the actor may read: his own, shares he carries, his bodies' collective ones, and all of a body he runs."""
    condition = scope_q(actor.scope(READ))
    if actor.person_id is not None:
        mine = Share.objects.filter(person_id=actor.person_id).values("finding_id")
        owned = Action.objects.filter(owner_id=actor.person_id).values("finding_id")
        condition |= Q(person_id=actor.person_id) | Q(pk__in=mine) | Q(pk__in=owned)
        condition |= Q(subject=Subject.COLLECTIVE, unit_id__in=own_bodies(actor.person_id, day))
    return Finding.objects.filter(condition)


def carried_findings(review: SelfReview) -> QuerySet[Finding]:
    """Shortcomings of earlier drives for which the writer of a review answers (R24): his own, and those of which he carries a
    share; not closed, or closed last year or since. The same rule as `rules.carries_over`, said to the database."""
    year = review.drive.year
    shares = Share.objects.filter(person=review.person_id, removed_at=None).values("finding_id")
    earlier = Q(drive__year__lt=year)
    if (
        review.drive.mode == DriveMode.YEAR_END
    ):  # the year-end review pulls in what the drives of its year brought (S64)
        earlier |= Q(drive__year=year) & ~Q(drive=review.drive_id)
    mine = Finding.objects.filter(Q(person=review.person_id) | Q(pk__in=shares)).filter(earlier)
    recent = Q(closed_at=None) | ~Q(state=FindingState.CLOSED) | Q(closed_at__gte=clock.local(year - 1, 1, 1))
    return mine.exclude(state=FindingState.DROPPED).filter(recent)


def live_actions() -> QuerySet[Action]:
    """Actions that stand: not of a withdrawn share, not of a dropped finding, not replaced by another measure."""
    rows = Action.objects.filter(Q(share=None) | Q(share__removed_at=None), replaced_at=None)
    return rows.exclude(finding__state=FindingState.DROPPED)


def live_items() -> QuerySet[RecheckItem]:
    """Lines of re-checks whose action still stands, or that were judged before it was withdrawn."""
    withdrawn = Q(action__share__removed_at__isnull=False) | Q(action__finding__state=FindingState.DROPPED)
    withdrawn |= Q(action__replaced_at__isnull=False)
    return RecheckItem.objects.exclude(withdrawn & Q(outcome=""))


def unfinished(rows: QuerySet[Action]) -> QuerySet[Action]:
    """Actions nobody has confirmed yet."""
    return rows.exclude(state=ActionState.CONFIRMED)
