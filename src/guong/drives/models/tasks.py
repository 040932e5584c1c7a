"""What a committee asks the bodies of its tree to do in a drive, and what each of them did (S116, S124)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from guong.directives.models import Directive
from guong.drives.models.drive import Drive
from guong.files.models import StoredFile
from guong.org.models import Unit


class TaskOrder(models.Model):
    """One task, given to several bodies at once: what, by when, by which document. About a body's work, never a person."""

    drive = models.ForeignKey(Drive, on_delete=models.PROTECT, related_name="task_orders")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")  # the committee that gives it
    title = models.CharField(max_length=200)
    what = models.TextField(blank=True)
    due_on = models.DateField()
    basis = models.ForeignKey(Directive, null=True, on_delete=models.PROTECT, related_name="+")
    given_at = models.DateTimeField()
    given_by_label = models.CharField(max_length=200)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["due_on", "pk"]

    def __str__(self) -> str:
        return self.title


class BodyTask(models.Model):
    """A task at one body: taken, then reported with what shows it. "Late" is never stored: it follows from the days."""

    order = models.ForeignKey(TaskOrder, on_delete=models.PROTECT, related_name="bodies")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    taken_at = models.DateTimeField(null=True)
    taken_by_label = models.CharField(max_length=200, blank=True)
    done_on = models.DateField(null=True)
    report = models.TextField(blank=True)
    file = models.ForeignKey(StoredFile, null=True, on_delete=models.PROTECT, related_name="+")
    reported_at = models.DateTimeField(null=True)
    reported_by_label = models.CharField(max_length=200, blank=True)
    reminded_at = models.DateTimeField(null=True)
    reminded_by_label = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["order__due_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["order", "unit"], name="one_task_of_a_body"),
            models.CheckConstraint(
                condition=Q(reported_at=None, done_on=None) | Q(reported_at__isnull=False, done_on__isnull=False),
                name="a_reported_task_has_its_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.order_id} at {self.unit_id}"
