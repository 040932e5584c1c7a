"""Study conferences: who was convened, who came, and what the absent did instead (R18, S91-S94)."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from guong.drives.enums import MeetingMode
from guong.drives.models import Drive
from guong.files.models import StoredFile
from guong.meetings.enums import AbsenceReason, MakeUpState, Presence
from guong.org.models import Person, Unit


class Conference(models.Model):
    """A study conference of a drive, held in one or several sittings (S91)."""

    drive = models.ForeignKey(Drive, on_delete=models.PROTECT, related_name="conferences")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="conferences")  # who convenes
    name = models.CharField(max_length=200)
    mode = models.CharField(max_length=20, choices=MeetingMode.choices)
    makeup_due_on = models.DateField()

    def __str__(self) -> str:
        return self.name


class Sitting(models.Model):
    conference = models.ForeignKey(Conference, on_delete=models.PROTECT, related_name="sittings")
    starts_at = models.DateTimeField()
    place = models.CharField(max_length=200)

    class Meta:
        ordering = ["starts_at"]

    def __str__(self) -> str:
        return f"{self.starts_at:%d/%m/%Y %H:%M}"


class BridgePoint(models.Model):
    """A place from which people take part in an online or mixed conference (S32)."""

    conference = models.ForeignKey(Conference, on_delete=models.PROTECT, related_name="bridges")
    name = models.CharField(max_length=120)
    place = models.CharField(max_length=200)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["conference", "name"], name="one_bridge_of_a_name")]

    def __str__(self) -> str:
        return self.name


class Invitation(models.Model):
    """One convened person: the denominator of study (S92). `presence` is empty until the roll is called."""

    conference = models.ForeignKey(Conference, on_delete=models.PROTECT, related_name="invitations")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="invitations")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")  # the cell
    sitting = models.ForeignKey(Sitting, null=True, on_delete=models.PROTECT, related_name="invitations")
    bridge = models.ForeignKey(BridgePoint, null=True, on_delete=models.PROTECT, related_name="invitations")
    presence = models.CharField(max_length=10, choices=Presence.choices, blank=True)
    reason = models.CharField(max_length=20, choices=AbsenceReason.choices, blank=True)
    reason_note = models.CharField(max_length=200, blank=True)
    marked_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["conference", "person"], name="one_invitation")]
        indexes = [models.Index(fields=["conference", "unit"])]

    def __str__(self) -> str:
        return f"{self.person_id} to {self.conference_id}"


class MakeUp(models.Model):
    """What an absent member does instead (R18). Counted in its own column, never as attendance."""

    invitation = models.OneToOneField(Invitation, on_delete=models.PROTECT, related_name="makeup")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="makeups")
    state = models.CharField(max_length=12, choices=MakeUpState.choices, default=MakeUpState.OWED)
    sent_at = models.DateTimeField(null=True)
    reminded_at = models.DateTimeField(null=True)
    studied_at = models.DateTimeField(null=True)
    proof = models.ForeignKey(StoredFile, null=True, on_delete=models.PROTECT, related_name="+")
    proof_note = models.CharField(max_length=300, blank=True)
    proven_at = models.DateTimeField(null=True)
    confirmed_at = models.DateTimeField(null=True)
    confirmed_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True) | ~Q(confirmed_by=F("person")), name="makeup_not_by_oneself"
            )
        ]

    def __str__(self) -> str:
        return f"make-up of {self.invitation_id}"
