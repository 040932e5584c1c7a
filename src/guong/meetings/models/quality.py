"""The points that the body gave its own meeting (R11): an optional module."""

from __future__ import annotations

from django.db import models

from guong.meetings.enums import Grade
from guong.meetings.models.evening import Meeting


class QualityScore(models.Model):
    """`points` and `most` by criterion, as the rules stood when they were given. For chair and secretary; compared with nothing."""

    meeting = models.OneToOneField(Meeting, on_delete=models.PROTECT, related_name="quality")
    points = models.JSONField()
    most = models.JSONField()
    total = models.PositiveSmallIntegerField()  # of a hundred
    grade = models.CharField(max_length=10, choices=Grade.choices)
    scored_at = models.DateTimeField()
    scored_by_label = models.CharField(max_length=200)

    def __str__(self) -> str:
        return f"quality of {self.meeting_id}"
