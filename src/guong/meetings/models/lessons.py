"""A model meeting: what other cells may read of it (S3)."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from guong.meetings.enums import LessonState
from guong.meetings.models.evening import Meeting
from guong.org.models import Person


class Lesson(models.Model):
    """The public part and the lessons of a meeting that others may learn from; read by other cells once approved from above."""

    meeting = models.OneToOneField(Meeting, on_delete=models.PROTECT, related_name="lesson")
    state = models.CharField(max_length=10, choices=LessonState.choices, default=LessonState.OFFERED)
    course = models.TextField()  # how the evening went: steps, preparation, figures
    lessons = models.TextField()  # what to take over, what to do otherwise
    author = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    offered_at = models.DateTimeField()
    back_note = models.CharField(max_length=300, blank=True)  # why it was sent back
    decided_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    decided_by_label = models.CharField(max_length=200, blank=True)
    decided_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-offered_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | Q(author__isnull=True) | ~Q(decided_by=F("author")),
                name="lesson_not_approved_by_its_author",
            )
        ]

    def __str__(self) -> str:
        return f"lesson of {self.meeting_id}"
