"""Self-reviews: one's own in full; others' words only by right, and never a draft (D7)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count

from guong.audit.reads import log_read
from guong.audit.selectors import my_last_reads
from guong.drives.enums import DriveState
from guong.drives.models import Drive, Participant
from guong.kernel import clock
from guong.kernel.actor import Actor
from guong.kernel.errors import NotFound
from guong.org.models import Person, Unit
from guong.org.querysets import in_scope
from guong.org.selectors import posts_of
from guong.reviews import rules
from guong.reviews.enums import Entry, ReviewState
from guong.reviews.models import ReviewRevision, SelfReview
from guong.reviews.selectors.common import READ, TYPE_FOR, me
from guong.reviews.selectors.places import Place
from guong.reviews.texts import PROMPTS


@dataclass(frozen=True, slots=True)
class ReviewRow:
    """One member on the secretary's list: how far the review is, and nothing of its words."""

    person: Person
    kind: str
    review_id: int | None
    state: str  # ReviewState, or "" when not begun
    waits_for_yes: bool
    typed: bool  # typed by a helper
    may_type: bool  # a helper may (go on to) type for this member
    handed_in_at: datetime | None
    presented_at: datetime | None


def my_reviews(*, actor: Actor) -> list[SelfReview]:
    """All self-reviews of the actor, newest drive first; `times_returned` says how often each was sent back."""
    mine = SelfReview.objects.filter(person_id=me(actor=actor)).annotate(times_returned=Count("returns"))
    return list(mine.select_related("drive", "unit", "template", "person").order_by("-drive__starts_on", "-pk"))


def my_review(*, actor: Actor, review_id: int) -> SelfReview:
    """The actor's own review with its draft. NotFound for anybody else's, whoever asks (D7)."""
    rows = SelfReview.objects.select_related("drive", "unit", "template", "person")
    found = rows.filter(pk=review_id, person_id=me(actor=actor)).first()
    if found is None:
        raise NotFound
    return found


def my_open_drives(*, actor: Actor) -> list[Place]:
    """Open drives in which a self-review is asked of the actor and none is begun, each with the actor's cell."""
    begun = SelfReview.objects.filter(person_id=me(actor=actor)).values("drive_id")
    asked = Participant.objects.filter(person_id=me(actor=actor), eligible=True, drive__state=DriveState.OPEN)
    rows = asked.exclude(drive_id__in=begun).select_related("drive", "unit")
    return [Place(row.drive, row.unit) for row in rows.order_by("drive__window_to", "pk")]


def my_open_drive(*, actor: Actor, drive_id: int) -> Drive:
    """One drive in which the actor is on the roster and of whom a self-review is asked, begun or not; else NotFound."""
    asked = Participant.objects.filter(person_id=me(actor=actor), eligible=True, drive_id=drive_id)
    found = Drive.objects.filter(pk__in=asked.values("drive_id")).first()
    if found is None:
        raise NotFound
    return found


def prompt_for(*, actor: Actor) -> str:
    """The opening sentence for the offices that the actor holds (S49)."""
    posts = posts_of(actor.person_id, clock.today()) if actor.person_id is not None else []
    return PROMPTS[rules.prompt_key(post.kind for post in posts)]


def reviews_of_unit(*, actor: Actor, drive: Drive, unit: Unit) -> list[ReviewRow]:
    """How far each member's review is, for the secretary of the cell, in the order of names; never by merit (D10)."""
    actor.require(READ, unit.path)
    roster = Participant.objects.filter(drive=drive, unit=unit, eligible=True).select_related("person")
    reviews = {r.person_id: r for r in SelfReview.objects.filter(drive=drive, unit=unit).defer("draft")}
    written = set(SelfReview.objects.filter(drive=drive, unit=unit).exclude(draft={}).values_list("pk", flat=True))
    rows = roster.order_by("person__name_key", "person_id")
    return [_row(p, reviews.get(p.person_id), written, actor) for p in rows]


def _row(participant: Participant, review: SelfReview | None, written: set[int], actor: Actor) -> ReviewRow:
    person = participant.person
    other = actor.person_id != person.pk
    if review is None:
        return ReviewRow(person, participant.kind, None, "", False, False, other, None, None)
    typing = review.waits_for_yes if review.entry == Entry.TYPED_FOR else review.pk not in written
    return ReviewRow(
        person=person, kind=participant.kind, review_id=review.pk, state=review.state,
        waits_for_yes=review.waits_for_yes and review.state == ReviewState.DRAFT,
        typed=review.entry == Entry.TYPED_FOR, may_type=other and typing and review.state == ReviewState.DRAFT,
        handed_in_at=review.handed_in_at, presented_at=review.presented_at,
    )  # fmt: skip


def open_review(*, actor: Actor, review_id: int) -> tuple[SelfReview, ReviewRevision]:
    """What was handed in (the newest revision), for its author or for whoever reads reviews in the cell.

    Reading somebody else's is logged and shown to that person (D6). NotFound while the author is writing: a draft, and a
    review taken back, is the author's alone (D7). The returned review carries no draft.
    """
    rows = SelfReview.objects.defer("draft").select_related("drive", "unit", "template", "person")
    review = rows.filter(pk=review_id).first()
    if review is None:
        raise NotFound
    own = actor.person_id is not None and actor.person_id == review.person_id
    if not own:
        actor.require(READ, review.unit.path)
    revision = review.revisions.order_by("-number").first()
    if revision is None or (review.state == ReviewState.DRAFT and not own):
        raise NotFound
    log_read(actor=actor, person_id=review.person_id, unit_path=review.unit.path, part="self_review", target=review)
    return review, revision


def member_to_help(*, actor: Actor, drive: Drive, person_id: int) -> Participant:
    """The roster row of an eligible member for whom the actor may type; else NotFound or Forbidden."""
    rows = Participant.objects.select_related("person", "unit", "drive")
    found = rows.filter(drive=drive, person_id=person_id, eligible=True).first()
    if found is None:
        raise NotFound
    actor.require(TYPE_FOR, found.unit.path)
    return found


def participant_of_sheet(*, actor: Actor, participant_id: int) -> Participant:
    """Whose printed form this is, for that member and for whoever types in the body; NotFound or Forbidden otherwise."""
    rows = Participant.objects.select_related("person", "unit", "drive")
    found = rows.filter(pk=participant_id, eligible=True).first()
    if found is None:
        raise NotFound
    if actor.person_id is None or actor.person_id != found.person_id:
        actor.require(TYPE_FOR, found.unit.path)
    return found


def my_place_in(*, actor: Actor, drive: Drive) -> Participant | None:
    """The actor's own row on the roster of a drive."""
    return Participant.objects.filter(drive=drive, person_id=me(actor=actor)).first()


def my_review_in(*, actor: Actor, drive: Drive) -> SelfReview | None:
    """The actor's own self-review of a drive, if it was begun."""
    return SelfReview.objects.filter(drive=drive, person_id=me(actor=actor)).first()


def typed_text(*, actor: Actor, participant: Participant) -> SelfReview | None:
    """What a helper typed and the member has not yet said yes to; None when nothing is typed.

    NotFound as soon as the words are the member's own: the helper's door is shut then (D7, D26).
    """
    actor.require(TYPE_FOR, participant.unit.path)
    rows = SelfReview.objects.select_related("template")
    review = rows.filter(drive_id=participant.drive_id, person_id=participant.person_id).first()
    if review is None or (review.entry == Entry.SELF and not review.draft):
        return None
    if review.entry != Entry.TYPED_FOR or not review.waits_for_yes or review.state != ReviewState.DRAFT:
        raise NotFound
    return review


def to_read(*, actor: Actor) -> list[SelfReview]:
    """Reviews handed in, not yet presented, that the actor may read and has not opened since; not the actor's own."""
    rows = in_scope(SelfReview.objects.filter(state=ReviewState.HANDED_IN), actor.scope(READ))
    rows = rows.filter(drive__state=DriveState.OPEN).exclude(person_id=me(actor=actor))
    waiting = list(rows.defer("draft").select_related("drive", "unit", "person").order_by("handed_in_at", "pk"))
    opened = my_last_reads(actor=actor, target_type=SelfReview._meta.label, ids=[row.pk for row in waiting])
    return [r for r in waiting if r.pk not in opened or (r.handed_in_at is not None and opened[r.pk] < r.handed_in_at)]
