"""What the writes of this room share: whose it is, and whether it may still be changed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from guong.drives.enums import DriveState
from guong.drives.models import Drive, Participant
from guong.kernel import clock
from guong.kernel.actor import Actor, SystemActor
from guong.kernel.errors import Conflict, Invalid, NotFound
from guong.kernel.rows import with_known
from guong.org.models import Person
from guong.reviews import rules
from guong.reviews.models import ReviewTemplate, SelfReview


def owns(actor: Actor, person_id: int) -> bool:
    """Whether the thing is the actor's own; the system acts for whoever it has to."""
    return isinstance(actor, SystemActor) or (actor.person_id is not None and actor.person_id == person_id)


def locked_own(actor: Actor, review: SelfReview) -> SelfReview:
    """The author's review, fresh and locked. NotFound for everybody else: nobody's door leads to a draft (D7)."""
    if not owns(actor, review.person_id):
        raise NotFound
    return locked(review)


def locked(review: SelfReview) -> SelfReview:
    """The review as it is now, locked until the transaction ends; its form and unit never change, so they are read once."""
    row = SelfReview.objects.select_for_update(of=("self",)).select_related("drive").get(pk=review.pk)
    return with_known(row, review, "template", "unit")


def require_open(drive_id: int) -> None:
    """Invalid unless the drive is under way."""
    _refuse_unless(Drive.objects.filter(pk=drive_id, state=DriveState.OPEN).exists())


def require_open_of(review: SelfReview) -> None:
    """The same for a review that was just locked: its drive was read with it."""
    _refuse_unless(review.drive.state == DriveState.OPEN)


def _refuse_unless(is_open: bool) -> None:
    if not is_open:
        raise Invalid(_("This drive is not under way, so nothing can be handed in or said in it now."))


def participant_of(drive: Drive, person: Person) -> Participant:
    """The locked roster row of a member who owes a self-review. NotFound off the roster; Invalid if none is asked (R2)."""
    rows = Participant.objects.select_for_update(of=("self",)).select_related("unit")
    found = rows.filter(drive=drive, person=person).first()
    if found is None:
        raise NotFound
    if not found.eligible:
        raise Invalid(
            _("No self-review is asked of %(name)s in this drive: exempt, suspended or newly admitted."),
            field="person", params={"name": person.full_name},
        )  # fmt: skip
    return found


def tidy(template: ReviewTemplate, content: Mapping[str, Any]) -> dict[str, str]:
    """The typed sections, cleaned. Invalid names the section that is unknown or too long; nothing is cut off."""
    try:
        cleaned = rules.tidy(template.sections, content)
    except ValueError as error:
        raise Invalid(
            _("The form has no section “%(key)s”. Open the page again, then paste your words."),
            params={"key": str(error)},
        ) from None
    if titles := rules.too_long(template.sections, cleaned):
        raise Invalid(
            _("Too long: %(titles)s. One section holds %(limit)s characters; shorten it or move a part elsewhere."),
            params={"titles": ", ".join(titles), "limit": rules.SECTION_LIMIT},
        )
    return cleaned


def store_draft(review: SelfReview, cleaned: dict[str, str], stamp: int | None) -> bool:
    """Put the words into the draft; whether they changed. Conflict if another tab saved first (Q7)."""
    if cleaned == review.draft:
        return False  # the same words: nothing to overwrite, whatever the stamp
    if stamp is not None and stamp != review.stamp:
        raise Conflict(
            _("These words were changed in another window after you opened this one. Choose which of the two to keep.")
        )
    review.draft = cleaned
    review.stamp += 1
    review.saved_at = clock.now()
    return True
