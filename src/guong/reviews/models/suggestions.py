"""What a higher body suggests a body or a comrade to look at (S40, S65, R28). It must be answered; an objection with reasons is an answer."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from guong.drives.models import Drive
from guong.org.models import Person, Unit
from guong.reviews.enums import ReplyKind


class Suggestion(models.Model):
    """`from_unit` asks `unit`, or one comrade of it when `person` is given. The answer is kept as it was given."""

    drive = models.ForeignKey(Drive, on_delete=models.PROTECT, related_name="suggestions")
    from_unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="suggestions_made")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="suggestions")
    person = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="suggestions")
    text = models.TextField()
    answer_by = models.DateField()
    made_at = models.DateTimeField()
    made_by_label = models.CharField(max_length=200)
    answer_kind = models.CharField(max_length=10, choices=ReplyKind.choices, blank=True)
    answer = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["answer_by", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="suggestion_has_words"),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True, answer_kind="")
                | (Q(answered_at__isnull=False) & ~Q(answer_kind="")),
                name="suggestion_answered_in_one_way",
            ),
        ]

    def __str__(self) -> str:
        return f"suggestion {self.pk}"
