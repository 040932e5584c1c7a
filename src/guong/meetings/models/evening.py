"""A meeting of a body: its agenda, roll, guests and notes."""

from __future__ import annotations

from django.db import models

from guong.drives.enums import MeetingMode
from guong.drives.models import Drive, DriveContent, Registration
from guong.meetings.enums import AbsenceReason, Level, MeetingKind, MeetingState, Presence, StepKind
from guong.org.models import Person, Unit


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
    planned_at = models.DateTimeField(null=True)  # when it was entered; empty for those entered before this was kept
    cancelled_at = models.DateTimeField(null=True)
    called_reason = models.CharField(max_length=500, blank=True)  # why it is held out of turn (S63)
    conclusion = models.TextField(blank=True)
    cancel_reason = models.CharField(max_length=300, blank=True)
    unanswered_reason = models.CharField(max_length=300, blank=True)  # why it closed with open items unanswered (R23)
    stamp = models.PositiveIntegerField(default=0, db_default=0)  # rises with every write: devices ask whether it rose
    on_paper = models.BooleanField(
        default=False, db_default=False
    )  # held on paper and typed in afterwards (law 9, D26)
    moves = models.PositiveSmallIntegerField(default=0, db_default=0)  # how often day or place were changed
    told_at = models.DateTimeField(null=True)  # when it was last planned, moved or called off: what calendars say of it
    typed_by_label = models.CharField(max_length=200, blank=True)
    typed_at = models.DateTimeField(null=True)
    checkin_secret = models.CharField(max_length=64, blank=True)  # "": nobody checks in by code

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
    by_code = models.BooleanField(default=False, db_default=False)  # checked in with the code on the wall

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


class Tap(models.Model):
    """The key of a tap or note that was applied: sent again after a broken connection, it changes nothing (Q7)."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="taps")
    key = models.UUIDField()
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["meeting", "key"], name="one_tap")]

    def __str__(self) -> str:
        return str(self.key)


class CheckInMiss(models.Model):
    """How often a member typed a wrong code at a meeting; after a few, the secretary marks him or her."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="misses")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    failures = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["meeting", "person"], name="one_miss_counter")]

    def __str__(self) -> str:
        return f"{self.failures} at {self.meeting_id}"


class ContentTick(models.Model):
    """A line of what the drive asks for, treated in this meeting (S99)."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="ticks")
    content = models.ForeignKey(DriveContent, on_delete=models.PROTECT, related_name="ticks")
    ticked_at = models.DateTimeField()
    ticked_by_label = models.CharField(max_length=200)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["meeting", "content"], name="one_content_tick")]

    def __str__(self) -> str:
        return f"{self.content_id} at {self.meeting_id}"
