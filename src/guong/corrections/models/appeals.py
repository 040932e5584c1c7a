"""An appeal against the decision that a finding stands: to three people outside the line (D5)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from guong.corrections.enums import AppealState, AppealWord
from guong.corrections.models.findings import Finding
from guong.org.models import Person


class Appeal(models.Model):
    """Once for a finding. Its words are read by the named person, the three, and whoever keeps the book."""

    finding = models.OneToOneField(Finding, on_delete=models.PROTECT, related_name="appeal")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    text = models.TextField()
    filed_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=AppealState.choices, default=AppealState.FILED)
    named_at = models.DateTimeField(null=True)
    named_by_label = models.CharField(max_length=200, blank=True)
    decided_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["filed_at", "pk"]
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="appeal_has_words")]

    def __str__(self) -> str:
        return f"appeal {self.pk}"


class AppealJudge(models.Model):
    """One of the three, and what he or she says, with the reason."""

    appeal = models.ForeignKey(Appeal, on_delete=models.PROTECT, related_name="judges")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    word = models.CharField(max_length=10, choices=AppealWord.choices, blank=True)
    text = models.TextField(blank=True)
    said_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["appeal", "person"], name="one_word_a_judge"),
            models.CheckConstraint(
                condition=Q(word="", said_at__isnull=True) | (~Q(word="") & ~Q(text="") & Q(said_at__isnull=False)),
                name="appeal_word_has_its_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"judge {self.pk}"
