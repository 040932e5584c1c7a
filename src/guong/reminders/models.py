"""That a day was announced so many days ahead, once."""

from __future__ import annotations

from django.db import models

from guong.reminders.enums import Matter


class DayReminder(models.Model):
    """One reminder of one date. The constraint is "exactly once": whoever looks, and however often, one row is made.

    `target` is the key of the row whose day it is; a date that is moved is another `day` and is announced anew. No word of
    anybody stands here.
    """

    matter = models.CharField(max_length=12, choices=Matter.choices)
    target = models.PositiveBigIntegerField()
    day = models.DateField()
    days_before = models.PositiveSmallIntegerField()
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["day", "matter", "target"]
        constraints = [
            models.UniqueConstraint(fields=["matter", "target", "day", "days_before"], name="one_reminder_of_a_day")
        ]

    def __str__(self) -> str:
        return f"{self.matter} {self.target} {self.day:%d/%m/%Y} -{self.days_before}"
