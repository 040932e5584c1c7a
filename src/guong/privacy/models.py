"""Versioned settings, the register of purposes, requests, holds on erasing, and certificates of what was erased."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from guong.drives.models import Drive
from guong.org.models import Person, Unit
from guong.privacy.enums import Ground, RequestKind, RequestState


class Settings(models.Model):
    """A published version of the timers and periods (`rulebook` knows the keys). Never edited; the nearest unit above wins."""

    version = models.PositiveIntegerField(unique=True)
    unit = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="+")  # None: the program's own
    values = models.JSONField()
    note = models.CharField(max_length=300)
    published_at = models.DateTimeField()
    published_by_label = models.CharField(max_length=200)

    class Meta:
        ordering = ["version"]

    def __str__(self) -> str:
        return f"v{self.version}"


class Purpose(models.Model):
    """One purpose for which personal data is processed, with its legal ground. Every member may read the register."""

    code = models.CharField(max_length=40, unique=True)
    position = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    data = models.CharField(max_length=500)  # which data
    seen_by = models.CharField(max_length=300)
    kept = models.CharField(max_length=300)
    ground = models.CharField(max_length=12, choices=Ground.choices)
    ground_text = models.CharField(max_length=500)
    confirmed = models.BooleanField(default=False)  # read by the party office, not only shipped
    changed_at = models.DateTimeField(null=True)
    changed_by_label = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["position"]

    def __str__(self) -> str:
        return self.title


class Request(models.Model):
    """What a person asks about his or her own data. Answered by somebody else, with words, by a day."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="privacy_requests")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")  # where the person takes part
    asked_account_id = models.BigIntegerField()
    kind = models.CharField(max_length=12, choices=RequestKind.choices)
    text = models.TextField()
    state = models.CharField(max_length=12, choices=RequestState.choices, default=RequestState.ASKED)
    asked_at = models.DateTimeField()
    take_in_due_on = models.DateField()
    due_on = models.DateField()
    settings = models.ForeignKey(Settings, on_delete=models.PROTECT, related_name="+")
    taken_in_at = models.DateTimeField(null=True)
    extended_at = models.DateTimeField(null=True)
    extended_reason = models.TextField(blank=True)
    answer = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True)  # or taken back
    answered_account_id = models.BigIntegerField(null=True)
    answered_by_label = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["due_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(answered_account_id__isnull=True) | ~Q(answered_account_id=F("asked_account_id")),
                name="request_not_answered_by_its_asker",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["fulfilled", "refused"]) | ~Q(answer=""), name="request_answer_has_words"
            ),
        ]

    def __str__(self) -> str:
        return f"request {self.pk}"


class Hold(models.Model):
    """Stops the erasing of what concerns one unit (and those below) or one person. Asked by one, confirmed by another."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")  # the unit held, or the person's unit
    person = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="holds")
    reason = models.TextField()
    from_on = models.DateField()
    until_on = models.DateField()
    asked_at = models.DateTimeField()
    asked_account_id = models.BigIntegerField()
    asked_by_label = models.CharField(max_length=200)
    lapses_on = models.DateField()  # unless somebody else confirms it by this day
    confirmed_at = models.DateTimeField(null=True)
    confirmed_account_id = models.BigIntegerField(null=True)
    confirmed_by_label = models.CharField(max_length=200, blank=True)
    lifted_at = models.DateTimeField(null=True)
    lifted_by_label = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(until_on__gte=F("from_on")), name="hold_dates"),
            models.CheckConstraint(
                condition=Q(confirmed_account_id__isnull=True) | ~Q(confirmed_account_id=F("asked_account_id")),
                name="hold_needs_two",
            ),
        ]

    def __str__(self) -> str:
        return f"hold {self.pk}"


class Certificate(models.Model):
    """What was erased in one go, by which rule. Never changed. `lines`: [{"class", "until", "texts", "held"}]."""

    drive = models.ForeignKey(
        Drive, null=True, on_delete=models.PROTECT, related_name="+"
    )  # None: what hangs on no drive
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")  # the drive's owner, or the committee
    request = models.ForeignKey(Request, null=True, on_delete=models.PROTECT, related_name="certificates")
    settings = models.ForeignKey(Settings, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    made_by_label = models.CharField(max_length=200)
    lines = models.JSONField()
    texts = models.PositiveIntegerField()
    held = models.PositiveIntegerField()

    class Meta:
        ordering = ["-made_at", "-pk"]

    def __str__(self) -> str:
        return f"certificate {self.pk}"
