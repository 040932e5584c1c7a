"""Looking again: a month later, and line by line at each regular meeting."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from guong.corrections.enums import MonthlyWord, Outcome
from guong.corrections.models.actions import Action
from guong.drives.models import Drive
from guong.meetings.models import Meeting
from guong.org.models import Person, Unit


class Recheck(models.Model):
    """Looking again at the open items of a unit (R22): due a month after the meeting, bound to the next regular meeting.

    `months`: how long after the meeting this one asks whether it held; later ones look again at what was confirmed.
    """

    drive = models.ForeignKey(Drive, on_delete=models.PROTECT, related_name="rechecks")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="rechecks")
    after = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="rechecks_after")
    meeting = models.ForeignKey(Meeting, null=True, on_delete=models.PROTECT, related_name="rechecks")
    due_on = models.DateField()
    months = models.PositiveSmallIntegerField(default=1, db_default=1)
    round_no = models.PositiveSmallIntegerField(default=1)
    created_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)  # the last item was judged

    class Meta:
        ordering = ["due_on", "pk"]
        constraints = [models.UniqueConstraint(fields=["after", "months", "round_no"], name="one_recheck_a_round")]

    def __str__(self) -> str:
        return f"re-check {self.pk}"


class RecheckItem(models.Model):
    """One action on the list of a re-check, and what somebody other than its doer found."""

    recheck = models.ForeignKey(Recheck, on_delete=models.PROTECT, related_name="items")
    action = models.ForeignKey(Action, on_delete=models.PROTECT, related_name="recheck_items")
    doer = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="+"
    )  # the action's owner, for the constraint
    listed_at = models.DateTimeField()  # when it joined the list: counts of a past day ask
    outcome = models.CharField(max_length=8, choices=Outcome.choices, blank=True)
    reason = models.TextField(blank=True)
    judged_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    judged_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["recheck", "action"], name="one_recheck_item"),
            models.CheckConstraint(
                condition=Q(judged_by__isnull=True) | ~Q(judged_by=F("doer")), name="recheck_not_judged_by_doer"
            ),
            models.CheckConstraint(
                condition=Q(outcome="", judged_by__isnull=True) | Q(judged_by__isnull=False), name="recheck_has_a_judge"
            ),
        ]

    def __str__(self) -> str:
        return f"re-check item {self.pk}"


class MonthlyAnswer(models.Model):
    """What a regular meeting said of an open measure (R23): done, goes on (reason, new day), or cannot be done (reason)."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="monthly")
    action = models.ForeignKey(Action, on_delete=models.PROTECT, related_name="monthly")
    doer = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")  # the owner, for the constraint
    word = models.CharField(max_length=10, choices=MonthlyWord.choices)
    reason = models.TextField(blank=True)
    new_deadline = models.DateField(null=True)
    said_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    said_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "action"], name="one_monthly_answer"),
            models.CheckConstraint(condition=~Q(said_by=F("doer")), name="monthly_not_said_by_doer"),
            models.CheckConstraint(condition=~Q(word="cannot", reason=""), name="cannot_has_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.word} of {self.action_id}"
