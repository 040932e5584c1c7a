"""What becomes of a self-review after it was handed in: returned with a reason, and what its author says under the final text."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from guong.org.models import Person
from guong.reviews.enums import SignWord
from guong.reviews.models.core import ReviewRevision, SelfReview


class ReviewReturn(models.Model):
    """A self-review sent back to its author (S105, S112): which text, why, and what was ticked. Counted, never erased by a rewrite."""

    review = models.ForeignKey(SelfReview, on_delete=models.PROTECT, related_name="returns")
    revision = models.ForeignKey(ReviewRevision, on_delete=models.PROTECT, related_name="returns")
    number = models.PositiveSmallIntegerField()
    reason = models.TextField()
    checklist = models.JSONField(default=list)  # keys of rules.RETURN_POINTS
    at = models.DateTimeField()
    by_label = models.CharField(max_length=200)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["review", "number"], name="one_review_return"),
            models.CheckConstraint(condition=~Q(reason=""), name="review_return_has_a_reason"),
        ]

    def __str__(self) -> str:
        return f"return {self.number} of {self.review_id}"


class ReviewSignature(models.Model):
    """What stands under the final text (D4): agree, seen but not agreed, or declined. Signed is not agreed."""

    review = models.OneToOneField(SelfReview, on_delete=models.PROTECT, related_name="signature")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    word = models.CharField(max_length=8, choices=SignWord.choices)
    reason = models.TextField(blank=True)
    at = models.DateTimeField()
    typed_by_label = models.CharField(max_length=200, blank=True)  # written down from the signed sheet

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(word="decline", reason=""), name="declined_with_its_reason"),
        ]

    def __str__(self) -> str:
        return f"signature {self.review_id}"
