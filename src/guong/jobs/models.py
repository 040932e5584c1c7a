"""What was planned by the clock, and what the nightly check found."""

from __future__ import annotations

from django.db import models

from guong.kernel import clock


class Occurrence(models.Model):
    """One turn of a job of the schedule. The constraint is the claim: however many workers look at the clock, one row is made,
    and with it, in the same transaction, one task."""

    job = models.CharField(max_length=40)
    due_at = models.DateTimeField()
    task_id = models.UUIDField()  # of the queue; no key, because the queue is not kept in backups
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["-due_at", "job"]
        constraints = [models.UniqueConstraint(fields=["job", "due_at"], name="one_turn_of_a_job")]

    def __str__(self) -> str:
        return f"{self.job} {self.due_at.astimezone(clock.ZONE):%d/%m/%Y %H:%M}"


class Check(models.Model):
    """What a walk of the log and a recount of the figures found. `drift`: [{"path", "sentence"}], no word of anybody."""

    made_at = models.DateTimeField()
    rows = models.PositiveBigIntegerField()  # of the log
    breaks = models.JSONField(default=list)  # sentences, the first wrong row first
    drift = models.JSONField(default=list)
    drift_total = models.PositiveIntegerField(default=0)  # `drift` holds the first ones only

    class Meta:
        ordering = ["-made_at"]

    def __str__(self) -> str:
        return f"{self.made_at.astimezone(clock.ZONE):%d/%m/%Y %H:%M}"
