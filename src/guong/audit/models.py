"""The chained rows, the head of the chain, and the heads of single days."""

from __future__ import annotations

from typing import Any, NoReturn

from django.db import models


class AppendOnlyQuerySet(models.QuerySet["Entry"]):
    """Rows are added by `audit.work` and never changed; the database says so too (triggers in the migration)."""

    def update(self, **kwargs: Any) -> NoReturn:
        raise TypeError("audit entries are never changed")

    def delete(self) -> NoReturn:
        raise TypeError("audit entries are never deleted")


class Entry(models.Model):
    """One thing that was done (or one personal file that was read). Labels are copied as text: they outlive their objects."""

    seq = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField(db_index=True)
    code = models.CharField(max_length=80, db_index=True)
    actor_id = models.BigIntegerField(null=True)
    actor_label = models.CharField(max_length=200)
    reason = models.TextField(blank=True)
    target_type = models.CharField(max_length=60)
    target_id = models.BigIntegerField(null=True)
    target_label = models.CharField(max_length=300)
    unit_path = models.CharField(max_length=120, blank=True, db_index=True)
    person_id = models.BigIntegerField(null=True, db_index=True)
    changes = models.JSONField(default=dict)
    prev_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        ordering = ["seq"]

    def __str__(self) -> str:
        return f"{self.seq} {self.code}"

    def save(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise TypeError("audit entries are written by audit.work only")

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise TypeError("audit entries are never deleted")


class ChainHead(models.Model):
    """One row: number and hash of the newest entry. Locked while entries are appended."""

    id = models.SmallIntegerField(primary_key=True, default=1)
    seq = models.BigIntegerField(default=0)
    hash = models.CharField(max_length=64, default="0" * 64)

    def __str__(self) -> str:
        return f"{self.seq} {self.hash[:12]}"


class RestrictedFile(models.Model):
    """Somebody's words are not to be used for now (the right to restrict): every read but the person's own is refused.

    It stands here, at the door through which all reads of personal files go. Ended, never deleted.
    """

    person_id = models.BigIntegerField()
    since = models.DateTimeField()
    by_label = models.CharField(max_length=200)
    ended_at = models.DateTimeField(null=True)
    ended_by_label = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person_id"], condition=models.Q(ended_at__isnull=True), name="restricted_once_at_a_time"
            )
        ]

    def __str__(self) -> str:
        return f"file of {self.person_id}"


class DailyHead(models.Model):
    """The head of the chain as it stood when a day was closed: printed, signed and kept apart from the machine.

    A later check of the chain must pass through it, so rows cut off at the end are found even when `ChainHead` was set back.
    """

    on = models.DateField(unique=True)
    seq = models.BigIntegerField()
    hash = models.CharField(max_length=64)
    rows = models.PositiveBigIntegerField()  # since the head before it
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["on"]

    def __str__(self) -> str:
        return f"{self.on:%d/%m/%Y} {self.seq}"
