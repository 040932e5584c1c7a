"""After the hand-in: returned with a reason (S112), finalised after it was read out, and signed in one of three ways (D4)."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from guong.audit.work import record, service
from guong.drives.models import Drive
from guong.kernel import clock
from guong.kernel.actor import Actor, SystemActor
from guong.kernel.errors import Invalid, NotFound
from guong.kernel.machine import step
from guong.org.models import Unit
from guong.reviews import tallies
from guong.reviews.deciding import require_decider
from guong.reviews.enums import REVIEW_TABLE, ReturnPoint, ReviewState, SignWord
from guong.reviews.models import ReviewReturn, ReviewSignature, SelfReview
from guong.reviews.services import common
from guong.reviews.services.remarks import short


@service
def return_review(*, actor: Actor, review: SelfReview, reason: str, points: Sequence[str] = ()) -> ReviewReturn:
    """Send a handed-in self-review back to its author, with a reason and what it lacks. Each return is counted (S105).

    Forbidden for one's own; Invalid unless it is handed in and not yet presented. What was handed in stays as a revision.
    """
    require_decider(actor, review)
    review = common.locked(review)
    message = _("Only a self-review that is handed in and not yet presented can be returned.")
    state = step(REVIEW_TABLE, review.state, "return", message=message)
    common.require_open_of(review)
    words = short(reason, "reason")
    if not words:
        raise Invalid(_("Say why: the author reads it, and it stays with the text."), field="reason")
    if unknown := [one for one in points if one not in ReturnPoint.values]:
        raise Invalid(_("Unknown point: %(point)s."), field="points", params={"point": unknown[0][:40]})
    last = review.revisions.order_by("-number").first()
    if last is None:
        raise NotFound
    number = (review.returns.aggregate(top=Max("number"))["top"] or 0) + 1
    made = ReviewReturn.objects.create(
        review=review, revision=last, number=number, reason=words, checklist=list(dict.fromkeys(points)), at=clock.now(),
        by_label=actor.label[:200],
    )  # fmt: skip
    review.state, review.handed_in_at, review.signed_paper = state, None, False
    review.save(update_fields=["state", "handed_in_at", "signed_paper"])
    record(
        actor, "reviews.review.returned", review, unit_path=review.unit.path, person_id=review.person_id,
        changes={"number": number, "points": list(made.checklist)},
    )  # fmt: skip
    tallies.refresh(review.drive_id, review.unit_id)
    return made


@service
def finalise_review(*, actor: Actor, review: SelfReview, assessment: str = "") -> SelfReview:
    """Finalise a self-review that was read out; with what the cell says of it, where it says so (S144, R29: may stay empty).

    Forbidden for one's own; Invalid unless it was presented.
    """
    require_decider(actor, review)
    review = common.locked(review)
    message = _("Only a self-review that was presented in the meeting can be finalised, and only once.")
    review.state = step(REVIEW_TABLE, review.state, "finalise", message=message)
    review.assessment = short(assessment, "assessment")
    review.finalised_at, review.finalised_by_label = clock.now(), actor.label[:200]
    review.save(update_fields=["state", "assessment", "finalised_at", "finalised_by_label"])
    record(
        actor, "reviews.review.finalised", review, unit_path=review.unit.path, person_id=review.person_id,
        changes={"assessed": bool(review.assessment)},
    )  # fmt: skip
    return review


@service
def finalise_presented(*, actor: Actor, drive: Drive, unit: Unit) -> int:
    """Finalise every self-review of a cell that was read out and asks for no word of the cell beside it; how many. The actor's
    own is left to somebody else."""
    me = actor.person_id
    rows = SelfReview.objects.filter(drive=drive, unit=unit, state=ReviewState.PRESENTED).order_by("pk")
    waiting = [row for row in rows.select_related("unit") if me is None or row.person_id != me]
    for review in waiting:
        finalise_review(actor=actor, review=review)
    return len(waiting)


@service
def sign_review(*, actor: Actor, review: SelfReview, word: str, reason: str = "") -> ReviewSignature:
    """What the author says under the final text: agree, seen and do not agree, decline (D4). Once; kept as it was said.

    By the author; whoever types for the members of the cell writes down what stands on the signed sheet. To decline takes a
    reason. NotFound for everybody else.
    """
    own = actor.person_id is not None and actor.person_id == review.person_id
    if not own and not isinstance(actor, SystemActor):
        if not actor.sees(review.unit.path):
            raise NotFound
        actor.require("reviews.review:type_for", review.unit.path)
    review = common.locked(review)
    message = _("It is signed after it was finalised, and only once.")
    state = step(REVIEW_TABLE, review.state, "sign", message=message)
    if word not in SignWord.values:
        raise Invalid(_("Choose one of the three: agree, seen and do not agree, or decline."), field="word")
    words = short(reason, "reason")
    if word == SignWord.DECLINE and not words:
        raise Invalid(_("Say in a few words why: the reason is kept with the text."), field="reason")
    signature = ReviewSignature.objects.create(
        review=review, person_id=review.person_id, word=word, reason=words, at=clock.now(),
        typed_by_label="" if own else actor.label[:200],
    )  # fmt: skip
    review.state = state
    review.save(update_fields=["state"])
    record(
        actor, "reviews.review.signed", review, unit_path=review.unit.path, person_id=review.person_id,
        changes={"word": word, "typed": not own},
    )  # fmt: skip
    return signature
