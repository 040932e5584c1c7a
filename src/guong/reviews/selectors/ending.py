"""What became of a self-review after the hand-in: for its author, and for whoever decides. No draft is read here (D7)."""

from __future__ import annotations

from guong.drives.enums import DriveState
from guong.kernel.actor import Actor
from guong.kernel.errors import NotFound
from guong.org.models import Unit
from guong.org.querysets import in_scope
from guong.reviews.deciding import require_decider
from guong.reviews.enums import ReviewState
from guong.reviews.models import ReviewReturn, ReviewSignature, SelfReview
from guong.reviews.perms import DECIDE
from guong.reviews.selectors.common import TYPE_FOR, me


def _row(review_id: int) -> SelfReview:
    rows = SelfReview.objects.defer("draft").select_related("drive", "unit", "template", "person")
    found = rows.filter(pk=review_id).first()
    if found is None:
        raise NotFound
    return found


def review_to_decide(*, actor: Actor, review_id: int) -> SelfReview:
    """A self-review that the actor may return or finalise; never his own. NotFound / Forbidden."""
    found = _row(review_id)
    require_decider(actor, found)
    return found


def review_to_sign(*, actor: Actor, review_id: int) -> SelfReview:
    """The actor's own review, or one whose signed sheet the actor writes down. NotFound / Forbidden."""
    found = _row(review_id)
    if actor.person_id is None or actor.person_id != found.person_id:
        actor.require(TYPE_FOR, found.unit.path)
    return found


def returns_of(*, actor: Actor, review: SelfReview) -> list[ReviewReturn]:
    """Every return of a review that the actor has opened, the newest first."""
    return list(ReviewReturn.objects.filter(review=review).order_by("-number"))


def signature_of(*, actor: Actor, review: SelfReview) -> ReviewSignature | None:
    """What its author said under the final text of a review that the actor has opened."""
    return ReviewSignature.objects.filter(review=review).first()


def to_finalise(*, actor: Actor) -> list[tuple[Unit, int, int]]:
    """(cell, drive id, how many) self-reviews that were read out and wait to be finalised by the actor; not his own, and
    nothing of a drive that is over."""
    waiting = SelfReview.objects.filter(state=ReviewState.PRESENTED, drive__state=DriveState.OPEN)
    rows = in_scope(waiting, actor.scope(DECIDE))
    rows = rows.exclude(person_id=me(actor=actor)).defer("draft").select_related("unit").order_by("drive_id", "unit_id")
    found: dict[tuple[int, int], tuple[Unit, int, int]] = {}
    for row in rows:
        unit, drive_id, count = found.get((row.drive_id, row.unit_id), (row.unit, row.drive_id, 0))
        found[row.drive_id, row.unit_id] = (unit, drive_id, count + 1)
    return list(found.values())
