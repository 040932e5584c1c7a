"""What cells register, who comes to which part, who is sent to them, who was reminded."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from guong.drives.enums import Duty, MeetingMode, RegistrationState
from guong.drives.models.drive import Drive
from guong.org.models import Person, Unit


class Registration(models.Model):
    """When, where, how and chaired by whom a cell will meet (R15). `held_on` is filled when the meeting closes."""

    drive = models.ForeignKey(Drive, on_delete=models.PROTECT, related_name="registrations")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="registrations")
    part_no = models.PositiveSmallIntegerField(default=1)
    starts_at = models.DateTimeField()
    place = models.CharField(max_length=200)
    mode = models.CharField(max_length=20, choices=MeetingMode.choices)
    chair = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=20, choices=RegistrationState.choices, default=RegistrationState.REGISTERED)
    registered_at = models.DateTimeField()
    held_on = models.DateField(null=True)
    as_registered = models.BooleanField(null=True)

    class Meta:
        ordering = ["starts_at"]
        constraints = [models.UniqueConstraint(fields=["drive", "unit", "part_no"], name="one_registration")]

    def __str__(self) -> str:
        return f"{self.unit} {self.part_no}"


class RegistrationMove(models.Model):
    """A change of date, hour, place, mode or chair, with its reason."""

    registration = models.ForeignKey(Registration, on_delete=models.PROTECT, related_name="moves")
    at = models.DateTimeField()
    by_label = models.CharField(max_length=200)
    reason = models.CharField(max_length=300)
    before = models.JSONField()
    after = models.JSONField()

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.registration_id} {self.at:%d/%m/%Y}"


class PartMember(models.Model):
    """Who of a cell comes to which part of its meeting (R17): nobody to two, the constraint stands behind it."""

    drive = models.ForeignKey(Drive, on_delete=models.PROTECT, related_name="part_members")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    part_no = models.PositiveSmallIntegerField()
    put_at = models.DateTimeField()

    class Meta:
        ordering = ["part_no", "pk"]
        constraints = [models.UniqueConstraint(fields=["drive", "person"], name="one_part_of_a_member")]
        indexes = [models.Index(fields=["drive", "unit"])]

    def __str__(self) -> str:
        return f"{self.person_id} in part {self.part_no}"


class Assignment(models.Model):
    """A committee member assigned to a cell for the drive, and what for (S100, S131)."""

    drive = models.ForeignKey(Drive, on_delete=models.PROTECT, related_name="assignments")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="assignments")
    duty = models.CharField(max_length=10, choices=Duty.choices, default=Duty.ATTEND)
    assigned_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["drive", "unit", "person"], condition=Q(ended_at__isnull=True), name="one_open_assignment"
            )
        ]

    def __str__(self) -> str:
        return f"{self.person_id} → {self.unit_id}"


class Reminder(models.Model):
    """One reminder to one cell (S46). It stands on the secretary's page until done."""

    drive = models.ForeignKey(Drive, on_delete=models.PROTECT, related_name="reminders")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    matter = models.CharField(max_length=30)  # registration, recheck, plans …
    sent_at = models.DateTimeField()
    by_label = models.CharField(max_length=200)

    class Meta:
        ordering = ["-sent_at"]

    def __str__(self) -> str:
        return f"{self.matter} {self.unit_id}"
