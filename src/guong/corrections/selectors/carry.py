"""Shortcomings of earlier drives in a later self-review (R24)."""

from __future__ import annotations

from dataclasses import dataclass

from guong.corrections.models import CarriedAnswer, Finding
from guong.corrections.querysets import carried_findings
from guong.kernel.actor import Actor
from guong.kernel.errors import NotFound
from guong.reviews.models import SelfReview

READ = "reviews.review:read"


@dataclass(frozen=True, slots=True)
class Carried:
    """One shortcoming with what its member says of it in this review (None: not yet)."""

    finding: Finding
    answer: CarriedAnswer | None


def carried(*, actor: Actor, review: SelfReview) -> list[Carried]:
    """Of a review being written: for its writer alone. Handed in: also for whoever reads reviews of the cell. The oldest first."""
    if actor.person_id is None or actor.person_id != review.person_id:
        actor.require(READ, review.unit.path)
        if review.handed_in_at is None:
            raise NotFound
        said = CarriedAnswer.objects.filter(review=review).select_related("finding__drive")
        return [Carried(one.finding, one) for one in said.order_by("finding__stated_at", "finding_id")]
    answers = {one.finding_id: one for one in CarriedAnswer.objects.filter(review=review)}
    rows = carried_findings(review).select_related("drive").order_by("stated_at", "pk")
    return [Carried(one, answers.get(one.pk)) for one in rows]


def carried_one(*, actor: Actor, review: SelfReview, finding_id: int) -> Finding:
    """One of them, for the writer of the review, or NotFound."""
    found = next((one.finding for one in carried(actor=actor, review=review) if one.finding.pk == finding_id), None)
    if found is None or actor.person_id != review.person_id:
        raise NotFound
    return found
