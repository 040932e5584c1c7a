"""Typing for somebody who writes by hand; the words wait for that person's yes (D26, S139, S140)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from guong.audit.work import record, service
from guong.drives.models import Drive
from guong.kernel import clock
from guong.kernel.actor import Actor
from guong.kernel.errors import Conflict, Invalid
from guong.org.models import Person
from guong.reviews.enums import Entry, ReviewState
from guong.reviews.models import SelfReview
from guong.reviews.services import common
from guong.reviews.services.writing import new_review


@service
def type_for(
    *, actor: Actor, drive: Drive, person: Person, content: Mapping[str, Any], stamp: int | None = None
) -> SelfReview:
    """Type a self-review from the paper or the telephone of a member of the cell; it waits for the member's yes.

    Needs `reviews.review:type_for` at the member's cell. Invalid for oneself, for nothing typed, once the member has words
    of his or her own, has said yes, or has handed in. Conflict on an old `stamp`.
    """
    participant = common.participant_of(drive, person)
    actor.require("reviews.review:type_for", participant.unit.path)
    if actor.person_id == person.pk:
        raise Invalid(_("This is your own self-review: write it on your own page."))
    review = common.locked(new_review(actor, drive, person))
    common.require_open(drive.pk)
    _refuse_over_own_words(review)
    cleaned = common.tidy(review.template, content)
    if not cleaned:
        raise Invalid(_("Nothing is typed yet. Type at least one section of the sheet."))
    changed = common.store_draft(review, cleaned, stamp)
    if changed or review.entry != Entry.TYPED_FOR:
        review.entry, review.typed_by_label = Entry.TYPED_FOR, actor.label
        review.save(update_fields=["draft", "stamp", "saved_at", "entry", "typed_by_label"])
        _note(actor, "reviews.review.typed_for", review, {"stamp": review.stamp})
    return review


def _refuse_over_own_words(review: SelfReview) -> None:
    if review.state != ReviewState.DRAFT:
        raise Invalid(_("This self-review is already handed in."))
    if review.entry == Entry.SELF and review.draft:
        raise Invalid(_("The member is writing this self-review. What a member writes is not typed over."))
    if review.confirmed_at is not None:
        raise Invalid(_("The member has said yes to these words. From now on only the member changes them."))


@service
def confirm_typed(*, actor: Actor, review: SelfReview, stamp: int | None = None) -> SelfReview:
    """The member's yes, on screen, to what was typed. Conflict if the words changed since they were shown."""
    review = _waiting(actor, review)
    if stamp is not None and stamp != review.stamp:
        raise Conflict(_("The helper changed the words after you opened this page. Read them again, please."))
    review.confirmed_at = clock.now()
    review.save(update_fields=["confirmed_at"])
    _note(actor, "reviews.review.confirmed", review, {"stamp": review.stamp})
    return review


@service
def take_over_typed(*, actor: Actor, review: SelfReview) -> SelfReview:
    """The member goes on writing what a helper typed; from now on it is the member's own draft."""
    review = _waiting(actor, review)
    review.entry = Entry.SELF
    review.save(update_fields=["entry"])
    _note(actor, "reviews.review.taken_over", review)
    return review


def _waiting(actor: Actor, review: SelfReview) -> SelfReview:
    """The member's own review that waits for the yes."""
    review = common.locked_own(actor, review)
    if review.state != ReviewState.DRAFT or not review.waits_for_yes:
        raise Invalid(_("Nothing waits for your yes here: nobody typed for you, or you have said yes already."))
    return review


def _note(actor: Actor, code: str, review: SelfReview, changes: Mapping[str, Any] | None = None) -> None:
    record(actor, code, review, unit_path=review.unit.path, person_id=review.person_id, changes=changes)
