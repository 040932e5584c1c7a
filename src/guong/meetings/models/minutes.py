"""Minutes as immutable revisions, what members say of them, and who signed."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from guong.meetings.enums import MinutesWord, SignPart
from guong.meetings.models.evening import Meeting
from guong.org.models import Person


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
