"""What one person handed in and was told in one body, for the reader of an opened file; every read is logged (D6, D27)."""

from __future__ import annotations

from guong.audit.reads import log_read
from guong.kernel.actor import Actor
from guong.org.models import Unit
from guong.reviews.enums import ReviewState
from guong.reviews.models import Remark, ReviewRevision, SelfReview
from guong.reviews.selectors.common import READ, REMARKS

PURPOSE = "opened"


def handed_in_of(*, actor: Actor, unit: Unit, person_id: int) -> list[ReviewRevision]:
    """The newest handed-in text of each self-review of a person in a body, newest drive first. Never a draft (D7)."""
    actor.require(READ, unit.path)
    rows = SelfReview.objects.filter(unit=unit, person_id=person_id).exclude(state=ReviewState.DRAFT)
    found = []
    for review in rows.defer("draft").order_by("-drive__starts_on", "-pk"):
        newest = review.revisions.select_related("review__drive", "review__template").defer("review__draft")
        revision = newest.order_by("-number").first()
        if revision is not None:
            log_read(
                actor=actor,
                person_id=person_id,
                unit_path=unit.path,
                part="self_review",
                target=review,
                purpose=PURPOSE,
            )
            found.append(revision)
    return found


def said_to(*, actor: Actor, unit: Unit, person_id: int) -> list[Remark]:
    """Remarks made to a person in a body, each with its answer, newest first."""
    actor.require(REMARKS, unit.path)
    rows = Remark.objects.filter(unit=unit, person_id=person_id).select_related(
        "author", "meeting", "reply__by", "drive"
    )
    found = list(rows.order_by("-made_at", "-pk"))
    for remark in found:
        log_read(actor=actor, person_id=person_id, unit_path=unit.path, part="remarks", target=remark, purpose=PURPOSE)
    return found
