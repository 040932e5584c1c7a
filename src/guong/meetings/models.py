"""Study conferences and meetings: who came, what was noted, and the minutes as immutable revisions."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from guong.drives.enums import MeetingMode
from guong.drives.models import Drive, Registration
from guong.files.models import StoredFile
from guong.meetings.enums import (
    AbsenceReason,
    Level,
    MakeUpState,
    MeetingKind,
    MeetingState,
    MinutesWord,
    Presence,
    SignPart,
    StepKind,
)
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


class Invitation(models.Model):
    """One convened person: the denominator of study (S92). `presence` is empty until the roll is called."""

    conference = models.ForeignKey(Conference, on_delete=models.PROTECT, related_name="invitations")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="invitations")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")  # the cell
    sitting = models.ForeignKey(Sitting, null=True, on_delete=models.PROTECT, related_name="invitations")
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


class Meeting(models.Model):
    """A meeting of a unit. `registration` ties the drive's thematic meeting to what the cell registered."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="meetings")
    drive = models.ForeignKey(Drive, null=True, on_delete=models.PROTECT, related_name="meetings")
    registration = models.OneToOneField(Registration, null=True, on_delete=models.PROTECT, related_name="meeting")
    kind = models.CharField(max_length=20, choices=MeetingKind.choices)
    state = models.CharField(max_length=10, choices=MeetingState.choices, default=MeetingState.PLANNED)
    starts_at = models.DateTimeField()
    place = models.CharField(max_length=200)
    mode = models.CharField(max_length=20, choices=MeetingMode.choices)
    chair = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    secretary = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    conclusion = models.TextField(blank=True)

    class Meta:
        ordering = ["starts_at"]
        indexes = [models.Index(fields=["unit", "starts_at"])]

    def __str__(self) -> str:
        return f"{self.unit} {self.starts_at:%d/%m/%Y}"


class Attendance(models.Model):
    """A tap of the roll call. Nothing else is recorded of a person's coming: no place, no device (D25)."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="attendances")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    presence = models.CharField(max_length=10, choices=Presence.choices)
    reason = models.CharField(max_length=20, choices=AbsenceReason.choices, blank=True)
    marked_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["meeting", "person"], name="one_attendance")]

    def __str__(self) -> str:
        return f"{self.person_id} at {self.meeting_id}"


class Guest(models.Model):
    """Somebody from a higher level who attended (S8), with that level."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="guests")
    name = models.CharField(max_length=120)
    level = models.CharField(max_length=120)  # as written down
    body_level = models.CharField(
        max_length=10, choices=Level.choices, blank=True
    )  # of the body he or she comes from (S134)

    def __str__(self) -> str:
        return self.name


class AgendaStep(models.Model):
    """A step copied from the agenda template when the meeting was made; open items come first (S60)."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="steps")
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=20, choices=StepKind.choices)
    title = models.CharField(max_length=200)
    minutes = models.PositiveSmallIntegerField()
    started_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["meeting", "position"], name="one_step")]

    def __str__(self) -> str:
        return self.title


class Note(models.Model):
    """What was said at a step, by whom (S78)."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="notes")
    step = models.ForeignKey(AgendaStep, null=True, on_delete=models.PROTECT, related_name="notes")
    speaker = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    text = models.TextField()
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"note {self.pk}"


class Minutes(models.Model):
    """An immutable revision of the minutes. `body` is the structured text that papers prints."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="minutes")
    number = models.PositiveSmallIntegerField()
    body = models.JSONField()
    made_at = models.DateTimeField()
    made_by_label = models.CharField(max_length=200)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["meeting", "number"], name="one_minutes_revision")]

    def __str__(self) -> str:
        return f"{self.meeting_id} rev. {self.number}"


class MinutesOpinion(models.Model):
    """What a member says of one revision: agree, seen but not agreed, or declined (D4). Kept with the minutes for ever (D3)."""

    minutes = models.ForeignKey(Minutes, on_delete=models.PROTECT, related_name="opinions")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    word = models.CharField(max_length=10, choices=MinutesWord.choices)
    text = models.TextField(blank=True)
    said_at = models.DateTimeField()
    answer = models.TextField(blank=True)
    answered_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["said_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["minutes", "person"], name="one_opinion"),
            models.CheckConstraint(
                condition=Q(answered_by__isnull=True) | ~Q(answered_by=F("person")), name="objection_not_by_oneself"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.word} of {self.person_id}"


class MinutesSignature(models.Model):
    """A signature under one revision: the keeper on the left, the chair on the right. `on_paper`: noted by whoever keeps the paper."""

    minutes = models.ForeignKey(Minutes, on_delete=models.PROTECT, related_name="signatures")
    part = models.CharField(max_length=10, choices=SignPart.choices)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    on_paper = models.BooleanField(default=False)
    signed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["minutes", "part"], name="one_signature_a_part"),
            models.UniqueConstraint(fields=["minutes", "person"], name="nobody_signs_both_parts"),
        ]

    def __str__(self) -> str:
        return f"{self.part} of {self.minutes_id}"


class MinutesReopening(models.Model):
    """Signed minutes are opened again only with a reason; the signed revision stays as it is."""

    minutes = models.OneToOneField(Minutes, on_delete=models.PROTECT, related_name="reopening")
    reason = models.CharField(max_length=300)
    opened_at = models.DateTimeField()
    opened_by_label = models.CharField(max_length=200)

    def __str__(self) -> str:
        return f"reopening of {self.minutes_id}"
