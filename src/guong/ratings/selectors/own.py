"""My own ratings: what I may begin, what I am writing, what was said of me."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import F, OuterRef, Subquery

from guong.drives.enums import DriveMode, DriveState
from guong.drives.models import Participant
from guong.kernel import clock
from guong.kernel.actor import Actor
from guong.kernel.errors import NotFound
from guong.org.models import Person
from guong.ratings.enums import RatingState, Stage, Subject
from guong.ratings.evidence import Evidence, evidence
from guong.ratings.models import Campaign, Judgement, Rating
from guong.ratings.perms import APPRAISE
from guong.ratings.querysets import leads, led_units
from guong.ratings.schemebook import Book
from guong.ratings.services.deciding import last_day


@dataclass(frozen=True, slots=True)
class Draft:
    """A rating that its author writes, with the counts of the book beside it."""

    rating: Rating
    book: Book
    evidence: Evidence


def my_ratings(*, actor: Actor) -> list[Rating]:
    """My own, the newest first."""
    rows = Rating.objects.filter(person_id=actor.person_id or 0, campaign__drive__mode=DriveMode.YEAR_END)
    return list(rows.select_related("campaign__drive", "unit", "decided_in").order_by("-campaign__opened_at", "-pk"))


def my_campaigns(*, actor: Actor) -> list[Campaign]:
    """Campaigns under way in which I am rated and have begun nothing."""
    mine = Participant.objects.filter(person_id=actor.person_id or 0, eligible=True).values("drive_id")
    rows = Campaign.objects.filter(drive__in=mine, drive__mode=DriveMode.YEAR_END, drive__state=DriveState.OPEN)
    rows = rows.exclude(ratings__person_id=actor.person_id or 0)
    return list(rows.select_related("drive").order_by("self_until", "pk"))


def my_campaign(*, actor: Actor, drive_id: int) -> Campaign:
    """The campaign of a drive in which I am rated. NotFound otherwise, also in the mode “sinh hoạt chính trị” (R29)."""
    mine = Participant.objects.filter(person_id=actor.person_id or 0, drive_id=drive_id)
    found = Campaign.objects.filter(drive_id=drive_id, drive__mode=DriveMode.YEAR_END).select_related("drive", "scheme")
    campaign = found.first()
    if campaign is None or not mine.exists():
        raise NotFound
    return campaign


def own_draft(*, actor: Actor, rating_id: int) -> Draft:
    """A rating that I write: my own, or of a body that I lead. NotFound for everybody else, and once it was handed in."""
    rows = Rating.objects.filter(pk=rating_id, campaign__drive__mode=DriveMode.YEAR_END, state=RatingState.DRAFT)
    row = rows.select_related("campaign__drive", "campaign__scheme", "unit", "person").first()
    if row is None:
        raise NotFound
    today = clock.today()
    mine = row.person_id is not None and row.person_id == actor.person_id
    if not mine and not (row.subject == Subject.BODY and leads(actor, row.unit, today)):
        raise NotFound
    return Draft(row, Book(row.campaign.scheme), evidence(row, today))


def to_type(*, actor: Actor, drive_id: int, unit_id: int, person_id: int) -> tuple[Campaign, Person, Rating | None]:
    """A comrade of the cell for whom the actor may type, with what was typed so far. NotFound once it is the comrade's own
    words, for one's own, and in the mode “sinh hoạt chính trị”; Forbidden without the right (D26)."""
    rows = Participant.objects.filter(drive_id=drive_id, unit_id=unit_id, person_id=person_id, eligible=True)
    place = rows.select_related("unit", "person").first()
    campaigns = Campaign.objects.filter(drive_id=drive_id, drive__mode=DriveMode.YEAR_END, drive__state=DriveState.OPEN)
    campaign = campaigns.select_related("drive", "scheme").first()
    if place is None or campaign is None:
        raise NotFound
    actor.require(APPRAISE, place.unit.path)
    row = Rating.objects.filter(campaign=campaign, person_id=person_id).select_related("unit", "person").first()
    theirs = row is not None and (row.state != RatingState.DRAFT or (bool(row.stamp) and not row.typed_by_label))
    if actor.person_id == person_id or theirs:
        raise NotFound
    return campaign, place.person, row


def any_under_way(*, actor: Actor) -> bool:
    """Whether ratings of any drive are under way: spares every other question on most days."""
    return Campaign.objects.filter(drive__state=DriveState.OPEN, drive__mode=DriveMode.YEAR_END).exists()


def concerned(*, actor: Actor) -> bool:
    """Whether the actor was ever on the list of a drive whose comrades are rated: shows the link, decides nothing."""
    mine = Participant.objects.filter(person_id=actor.person_id or 0, drive__mode=DriveMode.YEAR_END)
    return mine.filter(drive__campaign__isnull=False).exists()


def drafts_waiting(*, actor: Actor) -> list[Rating]:
    """Self-ratings of mine that are begun and not handed in, in drives under way."""
    rows = Rating.objects.filter(person_id=actor.person_id or 0, state=RatingState.DRAFT)
    rows = rows.filter(campaign__drive__state=DriveState.OPEN, campaign__drive__mode=DriveMode.YEAR_END)
    return list(rows.select_related("campaign__drive").order_by("pk"))


def news_of_me(*, actor: Actor) -> list[tuple[Rating, str, date | None]]:
    """(rating, step, last day of a petition) of mine in which something was said that I have not opened (D1)."""
    rows = Rating.objects.filter(person_id=actor.person_id or 0, campaign__drive__mode=DriveMode.YEAR_END)
    rows = rows.exclude(state=RatingState.DRAFT).select_related("campaign__drive", "campaign__scheme")
    last = Judgement.objects.filter(rating=OuterRef("pk")).exclude(stage=Stage.SELF).order_by("-number")
    rows = rows.annotate(newest=Subquery(last.values("number")[:1]), step=Subquery(last.values("stage")[:1]))
    return [
        (row, str(row.step), last_day(row) if row.step == Stage.DECISION else None)
        for row in rows.filter(newest__gt=F("shown")).order_by("pk")
    ]


def body_drafts(*, actor: Actor) -> list[Rating]:
    """Self-ratings of bodies that I lead by office, begun and not handed in."""
    rows = Rating.objects.filter(led_units(actor, clock.today()), subject=Subject.BODY, state=RatingState.DRAFT)
    rows = rows.filter(campaign__drive__state=DriveState.OPEN, campaign__drive__mode=DriveMode.YEAR_END)
    return list(rows.select_related("campaign__drive", "unit").order_by("pk"))
