"""The report of a body on itself (S5, R13): drafted by its committee, read by its members, finalised, presented first."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from guong.drives.models import Drive
from guong.meetings.models import Meeting
from guong.org.models import Person, Unit
from guong.reviews.enums import ReplyKind, ReportKind, ReportState
from guong.reviews.models.core import ReviewTemplate


class CollectiveReport(models.Model):
    """One report of a body in a drive. `draft`: {section key: text}, the committee's own until it is circulated.

    `round` counts how often it was circulated: an opinion belongs to the text that was read. `stamp` as in `SelfReview`.
    """

    drive = models.ForeignKey(Drive, on_delete=models.PROTECT, related_name="collective_reports")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="collective_reports")
    kind = models.CharField(max_length=16, choices=ReportKind.choices)
    template = models.ForeignKey(ReviewTemplate, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=12, choices=ReportState.choices, default=ReportState.DRAFT)
    draft = models.JSONField(default=dict)
    stamp = models.PositiveIntegerField(default=0)
    round = models.PositiveSmallIntegerField(default=0)
    begun_at = models.DateTimeField()
    begun_by_label = models.CharField(max_length=200)
    saved_at = models.DateTimeField(null=True)
    circulated_at = models.DateTimeField(null=True)
    read_until = models.DateField(null=True)  # the last of the working days to read it
    final_at = models.DateTimeField(null=True)
    presented_at = models.DateTimeField(null=True)
    presented_in = models.ForeignKey(Meeting, null=True, on_delete=models.PROTECT, related_name="collective_reports")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["drive", "unit", "kind"], name="one_collective_report"),
            models.CheckConstraint(
                condition=Q(state="draft") | Q(circulated_at__isnull=False, read_until__isnull=False),
                name="circulated_report_has_its_day",
            ),
        ]

    def __str__(self) -> str:
        return f"collective report {self.pk}"


class ReportRevision(models.Model):
    """The text as it was circulated or finalised. Never changed."""

    report = models.ForeignKey(CollectiveReport, on_delete=models.PROTECT, related_name="revisions")
    number = models.PositiveSmallIntegerField()
    content = models.JSONField()
    made_at = models.DateTimeField()
    made_by_label = models.CharField(max_length=200)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["report", "number"], name="one_report_revision")]

    def __str__(self) -> str:
        return f"{self.report_id} rev. {self.number}"


class ReportOpinion(models.Model):
    """What a member says of a circulated draft; without words: read, nothing to add. Words get an answer (R13, R27)."""

    report = models.ForeignKey(CollectiveReport, on_delete=models.PROTECT, related_name="opinions")
    round = models.PositiveSmallIntegerField()
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    text = models.TextField(blank=True)
    at = models.DateTimeField()
    answer_kind = models.CharField(max_length=10, choices=ReplyKind.choices, blank=True)
    answer = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by_label = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["report", "round", "person"], name="one_opinion_of_a_draft"),
            models.CheckConstraint(condition=~Q(answer_kind="explain", answer=""), name="opinion_explained_in_words"),
        ]

    def __str__(self) -> str:
        return f"opinion {self.pk}"
