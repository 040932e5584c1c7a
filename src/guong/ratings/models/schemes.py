"""The scheme as published data, and how a drive takes it up."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from guong.drives.models import Drive
from guong.org.models import Unit


class Scheme(models.Model):
    """A published version, never edited. It holds for the subtree of `unit`; a drive keeps the one with which its rating opened.

    `forms`: {"person" | "body": {"confirmed", "lines": [{"key", "group", "name", "points" (tenths), "evidence"}]}};
    `levels`: [{"code", "from" (tenths), "confirmed", "conditions": [{"key", "text", "for"}]}], the highest first;
    `numbers`: {key of schemebook: {"value", "confirmed"}}.
    """

    unit = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="+")  # None: the program's own
    number = models.PositiveIntegerField()
    forms = models.JSONField()
    levels = models.JSONField()
    numbers = models.JSONField()
    note = models.CharField(max_length=300)
    published_at = models.DateTimeField()
    published_by_label = models.CharField(max_length=200)

    class Meta:
        ordering = ["-published_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["unit", "number"], name="one_scheme_a_number"),
            models.UniqueConstraint(fields=["number"], condition=Q(unit=None), name="one_own_scheme_a_number"),
        ]

    def __str__(self) -> str:
        return f"scheme {self.number}"


class Campaign(models.Model):
    """The rating of one drive of the year-end mode: the frozen scheme and the days of its steps (R29, R40)."""

    drive = models.OneToOneField(Drive, on_delete=models.PROTECT, related_name="campaign")
    scheme = models.ForeignKey(Scheme, on_delete=models.PROTECT, related_name="campaigns")
    self_until = models.DateField()
    appraise_until = models.DateField()
    decide_until = models.DateField()
    summing_up_on = models.DateField(null=True)  # the unit's own yearly summing-up, before which the review is held
    opened_at = models.DateTimeField()
    opened_by_label = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(appraise_until__gte=F("self_until")) & Q(decide_until__gte=F("appraise_until")),
                name="campaign_days",
            )
        ]

    def __str__(self) -> str:
        return f"rating of {self.drive_id}"


class CapGrounds(models.Model):
    """Why the higher share holds for the groups of one outstanding body (R34)."""

    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="grounds")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    text = models.CharField(max_length=500)
    stated_at = models.DateTimeField()
    stated_by_label = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["campaign", "unit"], name="one_grounds_a_body"),
            models.CheckConstraint(condition=~Q(text=""), name="grounds_have_words"),
        ]

    def __str__(self) -> str:
        return f"grounds {self.pk}"
