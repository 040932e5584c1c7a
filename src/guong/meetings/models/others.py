"""People who are no party members at a study conference: counted, never named, never among the members (S55, S92)."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from guong.meetings.enums import OthersGroup
from guong.meetings.models.study import Conference
from guong.org.models import Unit


class Others(models.Model):
    """How many of one group a body sends to a conference, and how many came (empty until they are counted)."""

    conference = models.ForeignKey(Conference, on_delete=models.PROTECT, related_name="others")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    group = models.CharField(max_length=12, choices=OthersGroup.choices)
    convened = models.PositiveIntegerField()
    attended = models.PositiveIntegerField(null=True)

    class Meta:
        ordering = ["unit__path", "group"]
        constraints = [
            models.UniqueConstraint(fields=["conference", "unit", "group"], name="one_count_of_others"),
            models.CheckConstraint(condition=Q(attended=None) | Q(attended__lte=F("convened")), name="others_came"),
        ]

    def __str__(self) -> str:
        return f"{self.convened} {self.group} to {self.conference_id}"
