"""What a member promised, and what he or she says of each promise in a self-review (S138)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from guong.org.models import Person, Unit
from guong.reviews.enums import PromiseKind, PromiseWord
from guong.reviews.models.core import SelfReview


class Promise(models.Model):
    """One promise: its day, its occasion, its words, who entered it. Its owner may put it right; an office's words stay beside.

    `duty`: which of the four duties of article 2 it serves (1 to 4, None: none in particular, S137). `unit`: the body in which
    the member took part when it was entered. `from_unit`: the office that entered it; None: the member himself.
    """

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="promises")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="promises")
    from_unit = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="promises_entered")
    kind = models.CharField(max_length=12, choices=PromiseKind.choices)
    occasion = models.CharField(max_length=200)
    made_on = models.DateField()
    text = models.TextField()
    duty = models.PositiveSmallIntegerField(null=True)
    entered_at = models.DateTimeField()
    entered_by_label = models.CharField(max_length=200)
    seen_at = models.DateTimeField(null=True)  # when its owner was shown what an office had entered (D1)
    office_text = models.TextField(blank=True)  # what the office had entered, where the owner put it differently
    corrected_at = models.DateTimeField(null=True)
    ended_on = models.DateField(null=True)  # from this day on it is asked no more

    class Meta:
        ordering = ["made_on", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="promise_has_words"),
            models.CheckConstraint(condition=Q(duty__isnull=True) | Q(duty__range=(1, 4)), name="promise_names_a_duty"),
        ]
        indexes = [models.Index(fields=["person", "ended_on"])]

    def __str__(self) -> str:
        return f"promise {self.pk}"


class PromiseAnswer(models.Model):
    """What the author of a self-review says of one promise. `promise_text`: the promise as it stood when it was answered."""

    promise = models.ForeignKey(Promise, on_delete=models.PROTECT, related_name="answers")
    review = models.ForeignKey(SelfReview, on_delete=models.PROTECT, related_name="promise_answers")
    word = models.CharField(max_length=8, choices=PromiseWord.choices)
    fact = models.TextField()
    promise_text = models.TextField()
    said_at = models.DateTimeField()

    class Meta:
        ordering = ["promise__made_on", "promise_id"]
        constraints = [
            models.UniqueConstraint(fields=["promise", "review"], name="one_answer_a_promise"),
            models.CheckConstraint(condition=~Q(fact=""), name="promise_answer_has_a_fact"),
        ]

    def __str__(self) -> str:
        return f"answer {self.pk} of promise {self.promise_id}"
