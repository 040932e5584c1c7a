"""Who named nothing and why, and the closing of a phase in one cell."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from guong.drives.models import Drive, Phase
from guong.gates.enums import GateState, NoneWhy
from guong.org.models import Person, Unit


class NoneStated(models.Model):
    """Somebody looked and has nothing to name in this drive."""

    drive = models.ForeignKey(Drive, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    why = models.CharField(max_length=10, choices=NoneWhy.choices)
    stated_at = models.DateTimeField()
    stated_by_label = models.CharField(max_length=200)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["drive", "person"], name="one_none_stated")]

    def __str__(self) -> str:
        return f"{self.person_id} in {self.drive_id}"


class PhaseGate(models.Model):
    """The closing of one phase in one cell. `reason`: why it closes although something is missing; nobody's name in it."""

    phase = models.ForeignKey(Phase, on_delete=models.PROTECT, related_name="gates")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=GateState.choices, default=GateState.OPEN)
    reason = models.CharField(max_length=300, blank=True)
    asked_at = models.DateTimeField(null=True)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    closed_at = models.DateTimeField(null=True)
    closed_by_label = models.CharField(max_length=200, blank=True)
    approved_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["unit__path"]
        constraints = [
            models.UniqueConstraint(fields=["phase", "unit"], name="one_phase_gate"),
            models.CheckConstraint(
                condition=Q(approved_by=None) | ~Q(approved_by=F("asked_by")), name="gate_approved_by_another"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.phase_id} in {self.unit_id}"
