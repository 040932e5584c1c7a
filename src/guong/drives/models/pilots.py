"""Cells that meet first and what was learned there, before the other cells of their block begin (S51, R16)."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from guong.drives.models.drive import Drive
from guong.org.models import Unit


class Pilot(models.Model):
    """A cell that meets first in its block (the block of the frozen tree)."""

    drive = models.ForeignKey(Drive, on_delete=models.PROTECT, related_name="pilot_cells")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    named_at = models.DateTimeField()
    named_by_label = models.CharField(max_length=200)

    class Meta:
        ordering = ["named_at", "pk"]
        constraints = [models.UniqueConstraint(fields=["drive", "unit"], name="one_pilot")]

    def __str__(self) -> str:
        return f"{self.unit_id} in {self.drive_id}"


class BlockGate(models.Model):
    """What was learned from the pilots of a block, who approved it, and how the block was opened.

    `lessons` is about how meetings were held, never about a person. Whoever wrote it does not approve it.
    """

    drive = models.ForeignKey(Drive, on_delete=models.PROTECT, related_name="block_gates")
    block = models.CharField(max_length=30, blank=True)
    lessons = models.TextField(blank=True)
    written_at = models.DateTimeField(null=True)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    written_by_label = models.CharField(max_length=200, blank=True)
    approved_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField(null=True)
    opened_by_label = models.CharField(max_length=200, blank=True)
    override_reason = models.CharField(max_length=300, blank=True)  # opened although something was missing

    class Meta:
        ordering = ["block"]
        constraints = [
            models.UniqueConstraint(fields=["drive", "block"], name="one_block_gate"),
            models.CheckConstraint(
                condition=Q(approved_by=None) | ~Q(approved_by=F("written_by")), name="lessons_approved_by_another"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.block} in {self.drive_id}"
