"""Summed tallies of the bodies above the cells, folded after commit (docs/mechanisms/tallies.md). Derived: nothing here is a fact."""

from __future__ import annotations

from django.db import models

from guong.drives.models import Drive
from guong.org.models import Unit


class NodeSummary(models.Model):
    """A frozen body with cells below it. `counts`: everything at and below it; `own`: the part that lies below no other body.

    `path`, `mother`, `name`, `kind` are frozen like the drive's tree; `mother` is the path of the nearest body above.
    Columns: those of the tally, `cells`, and what `summaries.gathering` adds.
    """

    drive = models.ForeignKey(Drive, on_delete=models.PROTECT, related_name="summaries")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    path = models.CharField(max_length=120)
    mother = models.CharField(max_length=120, blank=True)
    name = models.CharField(max_length=200)
    name_key = models.CharField(max_length=300)
    kind = models.CharField(max_length=30)
    own = models.JSONField(default=dict)
    counts = models.JSONField(default=dict)

    class Meta:
        ordering = ["path"]
        constraints = [
            models.UniqueConstraint(fields=["drive", "unit"], name="one_summary"),
            models.UniqueConstraint(fields=["drive", "path"], name="one_summary_path"),
        ]
        indexes = [models.Index(fields=["drive", "mother"])]

    def __str__(self) -> str:
        return f"{self.name} in {self.drive_id}"


class Fold(models.Model):
    """How far the summaries of a drive have come. `pending`: bodies whose cells changed and that are not folded yet.

    `turn` and `busy_until` are the claim of whoever folds now: of two, one works, and a late one's result is dropped.
    """

    drive = models.OneToOneField(Drive, on_delete=models.PROTECT, related_name="fold")
    pending = models.JSONField(default=list)
    day = models.DateField(null=True)  # lateness and overdue depend on the day
    folded_at = models.DateTimeField(null=True)  # everything committed before this moment is in the summaries
    turn = models.PositiveIntegerField(default=0)
    busy_until = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"fold of {self.drive_id}"
