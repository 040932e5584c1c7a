"""Writing one's own self-review, handing it in, taking it back, presenting it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from guong.audit.work import record, service
from guong.drives import rulebook
from guong.drives.models import Drive
from guong.kernel import clock
from guong.kernel.actor import Actor, SystemActor
from guong.kernel.errors import Invalid, NotFound
from guong.kernel.machine import step
from guong.meetings.enums import MeetingState
from guong.meetings.models import Meeting
from guong.org.models import Person
from guong.reviews import rules, tallies
from guong.reviews.enums import REVIEW_TABLE, Entry, ReportState, ReviewState
from guong.reviews.models import CollectiveReport, Promise, ReviewRevision, SelfReview, Suggestion
from guong.reviews.services import common
from guong.reviews.services.templates import template_for


@service
def start_review(*, actor: Actor, drive: Drive, person: Person) -> SelfReview:
    """Begin the self-review of an eligible member, on the form for his or her kind; the existing one if it was begun.

    Only by the member. NotFound for somebody else or off the roster; Invalid if none is asked (R2) or the drive is not open.
    """
    if not common.owns(actor, person.pk):
        raise NotFound
    return new_review(actor, drive, person)


def new_review(actor: Actor, drive: Drive, person: Person) -> SelfReview:
    """The one self-review of a person in a drive, made if need be. Inside a service."""
    participant = common.participant_of(drive, person)
    found = SelfReview.objects.filter(drive=drive, person=person).first()
    if found is not None:
        return found
    common.require_open(drive.pk)
    template = template_for(actor, drive, participant.kind)
    review = SelfReview.objects.create(drive=drive, person=person, unit=participant.unit, template=template)
    _note(actor, "reviews.review.started", review)
    return review


@service
def save_draft(*, actor: Actor, review: SelfReview, content: Mapping[str, Any], stamp: int) -> SelfReview:
    """Keep what the author has typed. `content`: {section key: text}; `stamp`: the one the page was opened with.

    The same words make no new stamp. Conflict on an old stamp (nothing is overwritten); Invalid once handed in, or while
    words typed by a helper wait for the author's yes.
    """
    review = common.locked_own(actor, review)
    if review.state != ReviewState.DRAFT:
        raise Invalid(_("This self-review is handed in. Take it back to go on writing."))
    if review.waits_for_yes:
        raise Invalid(_("A helper typed these words for you. Say yes to them, or go on writing them yourself, first."))
    common.require_open_of(review)
    if common.store_draft(review, common.tidy(review.template, content), stamp):
        review.save(update_fields=["draft", "stamp", "saved_at"])
        _note(actor, "reviews.review.saved", review, {"stamp": review.stamp})
    return review


@service
def hand_in(*, actor: Actor, review: SelfReview, signed_paper: bool = False) -> SelfReview:
    """Hand in; a revision is made if the words differ from the last one.

    By the author. With `signed_paper` a helper hands in what he typed, because the cell keeps the signed sheet (D26).
    Invalid names the required sections that are empty.
    """
    review = _locked_for_hand_in(actor, review, signed_paper)
    state = step(REVIEW_TABLE, review.state, "hand_in", message=_("This self-review is already handed in."))
    common.require_open_of(review)
    review.signed_paper = signed_paper
    if review.waits_for_yes:
        raise Invalid(_("A helper typed these words. They can be handed in after the member has said yes to them."))
    if empty := rules.missing(review.template.sections, review.draft):
        raise Invalid(
            _("Not handed in yet: %(titles)s still has no words. Write one concrete thing there, then hand in again."),
            field=str(empty[0]["key"]), params={"titles": ", ".join(f"“{section['title']}”" for section in empty)},
        )  # fmt: skip
    _suggestions_answered(review)
    _promises_answered(actor, review)
    number = _make_revision(actor, review)
    review.state, review.handed_in_at = state, clock.now()
    review.save(update_fields=["state", "handed_in_at", "signed_paper"])
    _note(actor, "reviews.review.handed_in", review, {"revision": number, "signed_paper": signed_paper})
    tallies.refresh(review.drive_id, review.unit_id)
    return review


def _suggestions_answered(review: SelfReview) -> None:
    """What was suggested from above is answered first (R28); an objection with reasons is an answer."""
    waiting = Suggestion.objects.filter(drive=review.drive_id, person=review.person_id, answered_at=None).count()
    if waiting:
        raise Invalid(
            _(
                "Not handed in yet: %(n)s suggestion from above waits for your answer. It stands in “Suggestions from above”."
            ),
            params={"n": waiting},
        )


def _promises_answered(actor: Actor, review: SelfReview) -> None:
    """Every standing promise has its answer, where the rules of the drive ask for it (S138); a signed sheet says what it says."""
    asked = rulebook.value(review.drive.ruleset, "promises_before_hand_in") and rules.asks_for_promises(
        review.template.sections
    )
    if not asked or review.signed_paper or isinstance(actor, SystemActor):
        return
    standing = Promise.objects.filter(person_id=review.person_id, ended_on=None)
    waiting = standing.exclude(answers__review=review).count()
    if waiting:
        raise Invalid(
            _("Not handed in yet: %(count)s of your promises wait for your answer in this self-review."),
            params={"count": waiting, "promises": waiting},
        )


def _locked_for_hand_in(actor: Actor, review: SelfReview, signed_paper: bool) -> SelfReview:
    """The locked review, if this actor may hand it in by this way."""
    if common.owns(actor, review.person_id):
        mine = common.locked(review)
        if signed_paper and mine.entry != Entry.TYPED_FOR:
            raise Invalid(_("Only a self-review that a helper typed from paper is handed in with a signed sheet."))
        return mine
    typed = common.locked(review)
    if not signed_paper or typed.entry != Entry.TYPED_FOR or typed.confirmed_at is not None:
        raise NotFound
    actor.require("reviews.review:type_for", typed.unit.path)
    return typed


def _make_revision(actor: Actor, review: SelfReview) -> int:
    """Number of the revision that holds the draft: a new one only if the words changed."""
    last = review.revisions.order_by("-number").first()
    if last is not None and last.content == review.draft:
        return last.number
    number = last.number + 1 if last else 1
    ReviewRevision.objects.create(
        review=review, number=number, content=review.draft, made_at=clock.now(), made_by_label=actor.label
    )
    return number


@service
def take_back(*, actor: Actor, review: SelfReview) -> SelfReview:
    """Take a handed-in review back to go on writing, until it is presented. What was handed in stays as a revision.

    By the author; a sheet signed on paper also by whoever types for the members of the cell.
    """
    if not common.owns(actor, review.person_id):
        if not common.locked(review).signed_paper:
            raise NotFound
        actor.require("reviews.review:type_for", review.unit.path)
    review = common.locked(review)
    state = step(
        REVIEW_TABLE, review.state, "take_back",
        message=_("Only a self-review that is handed in and not yet presented can be taken back."),
    )  # fmt: skip
    common.require_open_of(review)
    review.state, review.handed_in_at, review.signed_paper = state, None, False
    review.save(update_fields=["state", "handed_in_at", "signed_paper"])
    _note(actor, "reviews.review.taken_back", review)
    tallies.refresh(review.drive_id, review.unit_id)
    return review


@service
def present_review(*, actor: Actor, review: SelfReview, meeting: Meeting) -> SelfReview:
    """Note that the member read the review out in an open meeting of the cell. By whoever runs that meeting."""
    actor.require("meetings.meeting:run", meeting.unit.path)
    review = common.locked(review)
    if meeting.unit_id != review.unit_id:
        raise NotFound
    if meeting.drive_id not in {None, review.drive_id}:
        raise Invalid(_("This meeting belongs to another drive."))
    if not Meeting.objects.filter(pk=meeting.pk, state=MeetingState.OPEN).exists():
        raise Invalid(_("The meeting is not under way. Open it first, then note who has presented."))
    _collective_first(review)
    message = _("This self-review is not handed in yet, or it was presented before.")
    review.state = step(REVIEW_TABLE, review.state, "present", message=message)
    review.presented_at, review.presented_in = clock.now(), meeting
    review.save(update_fields=["state", "presented_at", "presented_in"])
    _note(actor, "reviews.review.presented", review, {"meeting": meeting.pk})
    tallies.refresh(review.drive_id, review.unit_id)
    return review


def _collective_first(review: SelfReview) -> None:
    """The body's own report comes before its members' (R12): one that is finalised must have been read out."""
    waiting = CollectiveReport.objects.filter(drive=review.drive_id, unit=review.unit_id, state=ReportState.FINAL)
    if (report := waiting.order_by("pk").first()) is not None:
        raise Invalid(
            _("“%(report)s” comes first: note that it was presented, then go on with the members."),
            params={"report": report.get_kind_display()},
        )


def _note(actor: Actor, code: str, review: SelfReview, changes: Mapping[str, Any] | None = None) -> None:
    """The audit row: facts only, never a word of the text."""
    record(actor, code, review, unit_path=review.unit.path, person_id=review.person_id, changes=changes)
