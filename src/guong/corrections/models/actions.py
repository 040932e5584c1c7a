"""What is done about a finding, step by step, with its evidence and every change of its day."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import F, Q

from guong.corrections.enums import ActionState, ExtensionState, Rhythm
from guong.corrections.models.findings import Finding, Share
from guong.files.models import StoredFile
from guong.org.models import Person


class Action(models.Model):
    """A measure with one owner and one date: of a personal finding, or of a share (R20, R21).

    `deadline` is the day in force; `first_deadline` the day that was promised first, once it was moved.
    """

    finding = models.ForeignKey(Finding, on_delete=models.PROTECT, related_name="actions")
    share = models.OneToOneField(Share, null=True, on_delete=models.PROTECT, related_name="action")
    owner = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="actions")
    measure = models.TextField()
    deadline = models.DateField()
    first_deadline = models.DateField(null=True)  # null: the day was never moved
    rhythm = models.CharField(
        max_length=8, choices=Rhythm.choices, blank=True, default="", db_default=""
    )  # when its owner reports (S58)
    state = models.CharField(max_length=10, choices=ActionState.choices, default=ActionState.OPEN)
    evidence = models.TextField(blank=True)
    created_at = models.DateTimeField()
    replaced_at = models.DateTimeField(null=True)  # it could not be done, and another measure stands in its place (R23)
    reported_at = models.DateTimeField(null=True)
    confirmed_at = models.DateTimeField(null=True)
    confirmed_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["deadline", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True) | ~Q(confirmed_by=F("owner")), name="doer_is_not_judge"
            ),
            models.CheckConstraint(condition=~Q(measure=""), name="action_has_a_measure"),
        ]

    def __str__(self) -> str:
        return f"action {self.pk}"

    @property
    def promised_first(self) -> date:
        """The day that was promised at the beginning, whatever was allowed later."""
        return self.first_deadline or self.deadline


class Extension(models.Model):
    """A later day for a measure: asked with its reason, decided by somebody who does not do it (D12). Never changed, only counted."""

    action = models.ForeignKey(Action, on_delete=models.PROTECT, related_name="extensions")
    doer = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")  # the owner, for the constraint
    from_day = models.DateField()
    to_day = models.DateField()
    reason = models.TextField()
    state = models.CharField(max_length=8, choices=ExtensionState.choices, default=ExtensionState.ASKED)
    asked_at = models.DateTimeField()
    asked_by_label = models.CharField(max_length=200)
    decided_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True)
    answer = models.TextField(blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=Q(to_day__gt=F("from_day")), name="extension_is_later"),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("doer")), name="extension_not_decided_by_doer"
            ),
            models.CheckConstraint(
                condition=Q(state="asked", decided_by__isnull=True) | Q(decided_by__isnull=False),
                name="extension_has_a_decider",
            ),
            models.UniqueConstraint(fields=["action"], condition=Q(state="asked"), name="one_extension_asked"),
        ]

    def __str__(self) -> str:
        return f"extension {self.pk}"


class ActionStep(models.Model):
    """One step of the way to a measure, with its day (S84). A step that was left out is kept with the moment."""

    action = models.ForeignKey(Action, on_delete=models.PROTECT, related_name="steps")
    text = models.CharField(max_length=300)
    due_on = models.DateField()
    done_at = models.DateTimeField(null=True)
    removed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["due_on", "pk"]

    def __str__(self) -> str:
        return f"step {self.pk}"


class Progress(models.Model):
    """How a measure goes, said by its owner in the rhythm that was chosen (S58): one line for each day it is due."""

    action = models.ForeignKey(Action, on_delete=models.PROTECT, related_name="progress")
    due_on = models.DateField()
    text = models.TextField()
    said_at = models.DateTimeField()
    typed_by_label = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["due_on", "pk"]
        constraints = [models.UniqueConstraint(fields=["action", "due_on"], name="one_progress_a_day")]

    def __str__(self) -> str:
        return f"progress {self.pk}"


class Evidence(models.Model):
    """A file that shows what was done: a picture without its camera data, or a document."""

    action = models.ForeignKey(Action, on_delete=models.PROTECT, related_name="files")
    file = models.ForeignKey(
        StoredFile, null=True, on_delete=models.PROTECT, related_name="+"
    )  # null: its time of keeping has ended
    caption = models.CharField(max_length=200, blank=True)
    added_at = models.DateTimeField()
    added_by_label = models.CharField(max_length=200)
    removed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["pk"]
        verbose_name_plural = "evidence"

    def __str__(self) -> str:
        return f"evidence {self.pk}"
