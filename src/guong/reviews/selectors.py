"""Reads of this room. One's own things in full; others' words only by right, and never a draft (D7)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Prefetch, Q, QuerySet

from guong.audit.reads import log_read
from guong.drives.enums import DriveState
from guong.drives.models import Drive, Participant
from guong.kernel import clock
from guong.kernel.actor import Actor
from guong.kernel.errors import NotFound
from guong.meetings.models import Meeting
from guong.org.models import Person, Unit
from guong.org.querysets import in_scope
from guong.org.selectors import posts_of
from guong.reviews import rules
from guong.reviews.enums import Addressee, Entry, ReviewState
from guong.reviews.models import Remark, ReviewRevision, SelfReview
from guong.reviews.texts import PROMPTS

READ = "reviews.review:read"
TYPE_FOR = "reviews.review:type_for"
REMARKS = "reviews.remark:read"
SPEAK = "reviews.remark:write"


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


def _me(actor: Actor) -> int:
    """Id of the actor's person; 0, which nobody has, for an account without one."""
    return actor.person_id or 0


def my_reviews(*, actor: Actor) -> list[SelfReview]:
    """All self-reviews of the actor, newest drive first."""
    mine = SelfReview.objects.filter(person_id=_me(actor))
    return list(mine.select_related("drive", "unit", "template", "person").order_by("-drive__starts_on", "-pk"))


def my_review(*, actor: Actor, review_id: int) -> SelfReview:
    """The actor's own review with its draft. NotFound for anybody else's, whoever asks (D7)."""
    rows = SelfReview.objects.select_related("drive", "unit", "template", "person")
    found = rows.filter(pk=review_id, person_id=_me(actor)).first()
    if found is None:
        raise NotFound
    return found


def my_open_drives(*, actor: Actor) -> list[Drive]:
    """Open drives in which a self-review is asked of the actor and none is begun."""
    asked = Participant.objects.filter(person_id=_me(actor), eligible=True, drive__state=DriveState.OPEN)
    begun = SelfReview.objects.filter(person_id=_me(actor)).values("drive_id")
    drives = Drive.objects.filter(pk__in=asked.values("drive_id")).exclude(pk__in=begun)
    return list(drives.order_by("window_to"))


def my_open_drive(*, actor: Actor, drive_id: int) -> Drive:
    """One drive in which the actor is on the roster and of whom a self-review is asked, begun or not; else NotFound."""
    asked = Participant.objects.filter(person_id=_me(actor), eligible=True, drive_id=drive_id)
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


def _remarks() -> QuerySet[Remark]:
    return Remark.objects.select_related("drive", "unit", "meeting", "author", "person", "reply", "reply__by").order_by(
        "-made_at", "-pk"
    )


def remarks_about_me(*, actor: Actor) -> list[Remark]:
    """Everything said of the actor, strengths too, each with the actor's reply; newest first (D1, D2)."""
    return list(_remarks().filter(person_id=_me(actor)))


def remarks_by_me(*, actor: Actor) -> list[Remark]:
    """What the actor said to others, with their replies."""
    return list(_remarks().filter(author_id=_me(actor)))


def remarks_of_meeting(*, actor: Actor, meeting: Meeting) -> list[Remark]:
    """What was said in a meeting, in order, with the replies: for the members of that body."""
    actor.require("meetings.meeting:read", meeting.unit.path)
    return list(_remarks().filter(meeting=meeting).order_by("made_at", "pk"))


def remarks_of_unit(*, actor: Actor, drive: Drive, unit: Unit) -> list[Remark]:
    """All remarks of a cell in a drive, with their replies: for its secretary."""
    actor.require(REMARKS, unit.path)
    return list(_remarks().filter(drive=drive, unit=unit).order_by("made_at", "pk"))


def remarks_awaiting_me(*, actor: Actor) -> list[Remark]:
    """Criticism that waits for the actor's answer: to the person, or to the committee for which the actor answers."""
    if actor.person_id is None:
        return []
    committee = in_scope(Remark.objects.filter(addressee=Addressee.COMMITTEE), actor.scope(REMARKS))
    own = Q(person_id=_me(actor)) | Q(pk__in=committee.exclude(author_id=_me(actor)).values("pk"))
    return list(_remarks().filter(own, is_strength=False, reply__isnull=True).order_by("made_at", "pk"))


def remark(*, actor: Actor, remark_id: int) -> Remark:
    """One remark: for the person addressed, its author, or whoever reads the remarks of the body (logged, D6)."""
    found = _remarks().filter(pk=remark_id).first()
    if found is None:
        raise NotFound
    if actor.person_id is None or actor.person_id not in {found.person_id, found.author_id}:
        actor.require(REMARKS, found.unit.path)
        if found.person_id is not None:
            log_read(actor=actor, person_id=found.person_id, unit_path=found.unit.path, part="remarks", target=found)
    return found


def remark_to_answer(*, actor: Actor, remark_id: int) -> Remark:
    """A remark that the actor may answer or has answered: to the person, or to the committee for its secretary."""
    found = _remarks().filter(pk=remark_id).first()
    if found is None or actor.person_id is None or found.addressee == Addressee.HIGHER:
        raise NotFound
    if found.addressee == Addressee.PERSON:
        if found.person_id != actor.person_id:
            raise NotFound
    else:
        actor.require(REMARKS, found.unit.path)
    return found


def people_to_address(*, actor: Actor, drive: Drive, unit: Unit) -> list[Person]:
    """Members of the body to whom the actor may say something, in the order of names; not oneself."""
    actor.require(SPEAK, unit.path)
    ids = Participant.objects.filter(drive=drive, unit=unit).exclude(person_id=_me(actor)).values("person_id")
    return list(Person.objects.filter(pk__in=ids).order_by("name_key", "pk"))


def coverage(*, actor: Actor, drive: Drive, unit: Unit) -> list[Person]:
    """Eligible members to whom nobody has said anything yet (S19), in the order of names: for the secretary, to help them."""
    actor.require(REMARKS, unit.path)
    addressed = Remark.objects.filter(drive=drive, unit=unit, person__isnull=False).values("person_id")
    roster = Participant.objects.filter(drive=drive, unit=unit, eligible=True).exclude(person_id__in=addressed)
    return list(Person.objects.filter(pk__in=roster.values("person_id")).order_by("name_key", "pk"))


def to_read(*, actor: Actor) -> list[SelfReview]:
    """Reviews handed in and not yet presented, in the cells where the actor reads them; not the actor's own."""
    rows = in_scope(SelfReview.objects.filter(state=ReviewState.HANDED_IN), actor.scope(READ))
    rows = rows.filter(drive__state=DriveState.OPEN).exclude(person_id=_me(actor))
    return list(rows.defer("draft").select_related("drive", "unit", "person").order_by("handed_in_at", "pk"))


def my_words(*, actor: Actor) -> dict[str, object]:
    """Everything of this room that is the actor's, as plain values, to be taken along (D23)."""
    reviews = SelfReview.objects.filter(person_id=_me(actor)).select_related("drive", "template")
    revisions = Prefetch("revisions", ReviewRevision.objects.order_by("number"))
    return {
        "self_reviews": [_review_plain(r) for r in reviews.prefetch_related(revisions).order_by("pk")],
        "remarks_about_me": [_remark_plain(r) for r in remarks_about_me(actor=actor)],
        "remarks_by_me": [_remark_plain(r) for r in remarks_by_me(actor=actor)],
    }


def _review_plain(review: SelfReview) -> dict[str, object]:
    return {
        "drive": review.drive.name,
        "form": str(review.template),
        "state": review.state,
        "typed_by": review.typed_by_label,
        "confirmed_at": _iso(review.confirmed_at),
        "saved_at": _iso(review.saved_at),
        "handed_in_at": _iso(review.handed_in_at),
        "presented_at": _iso(review.presented_at),
        "draft": review.draft,
        "handed_in": [
            {"number": r.number, "made_at": _iso(r.made_at), "content": r.content} for r in review.revisions.all()
        ],
    }


def _remark_plain(remark: Remark) -> dict[str, object]:
    reply = getattr(remark, "reply", None)
    return {
        "drive": remark.drive.name,
        "unit": remark.unit.name,
        "made_at": _iso(remark.made_at),
        "author": remark.author.full_name,
        "addressee": remark.addressee,
        "person": remark.person.full_name if remark.person else None,
        "strength": remark.is_strength,
        "fact": remark.fact,
        "judgement": remark.judgement,
        "reply": {"kind": reply.kind, "text": reply.text, "by": reply.by.full_name, "at": _iso(reply.at)}
        if reply
        else None,
    }


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None


def kept_until(*, drives: Iterable[Drive]) -> list[tuple[Drive, date]]:
    """Until when the texts of each drive are kept (D8), newest drive first."""
    rows = sorted(drives, key=lambda drive: drive.ends_on, reverse=True)
    return [(drive, rules.keep_until(drive.ends_on)) for drive in rows]
