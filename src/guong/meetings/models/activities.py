"""What bodies do in a drive beside the meetings of cells: conferences, workshops, seminars (S35, S129)."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from guong.drives.models import Drive
from guong.meetings.enums import ActivityKind, ActivityState
from guong.org.models import Unit


class Activity(models.Model):
    """An event of a body in a drive. About the body's work, never about a person. `people`: how many came, if counted."""

    drive = models.ForeignKey(Drive, on_delete=models.PROTECT, related_name="activities")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="activities")
    kind = models.CharField(max_length=20, choices=ActivityKind.choices)
    name = models.CharField(max_length=200)
    from_on = models.DateField()
    to_on = models.DateField()
    place = models.CharField(max_length=200)
    audience = models.CharField(max_length=300)
    state = models.CharField(max_length=10, choices=ActivityState.choices, default=ActivityState.PLANNED)
    people = models.PositiveIntegerField(null=True)
    outcome = models.TextField(blank=True)
    cancel_reason = models.CharField(max_length=300, blank=True)
    noted_at = models.DateTimeField()
    noted_by_label = models.CharField(max_length=200)
    settled_at = models.DateTimeField(null=True)  # when it was said to be held, or called off
    settled_by_label = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["-from_on", "-pk"]
        indexes = [models.Index(fields=["drive", "unit", "kind"])]
        constraints = [models.CheckConstraint(condition=Q(to_on__gte=F("from_on")), name="activity_dates")]

    def __str__(self) -> str:
        return self.name
