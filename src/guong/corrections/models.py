"""Findings, the division of a collective's finding, what is done, and whether it held."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from guong.corrections.enums import (
    ActionState,
    CarriedWord,
    CauseKind,
    FindingKind,
    FindingState,
    HistoryEvent,
    IndicatorKind,
    Outcome,
    Severity,
    ShareState,
    Source,
    Subject,
)
from guong.drives.models import Drive
from guong.meetings.models import Meeting
from guong.org.models import Person, Unit
from guong.reviews.models import Remark, SelfReview


class Finding(models.Model):
    """A shortcoming (R20). `unit` is the collective in which it was stated; `person` its subject, if it is one person's.

    `stamp` rises with every change of its division: two people dividing at once are told (Q4, Q7).
    """

    drive = models.ForeignKey(Drive, on_delete=models.PROTECT, related_name="findings")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="findings")
    subject = models.CharField(max_length=12, choices=Subject.choices)
    person = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="findings")
    source = models.CharField(max_length=12, choices=Source.choices)
    meeting = models.ForeignKey(Meeting, null=True, on_delete=models.PROTECT, related_name="findings")
    remark = models.ForeignKey(Remark, null=True, on_delete=models.PROTECT, related_name="findings")
    kind = models.CharField(max_length=16, choices=FindingKind.choices)
    fact = models.TextField()
    cause_kind = models.CharField(max_length=12, choices=CauseKind.choices, blank=True)
    cause = models.TextField(blank=True)
    severity = models.CharField(max_length=10, choices=Severity.choices, default=Severity.ORDINARY)
    state = models.CharField(max_length=12, choices=FindingState.choices, default=FindingState.STATED)
    stated_at = models.DateTimeField()
    stated_by_label = models.CharField(max_length=200)
    told_at = models.DateTimeField(null=True)  # the named person was shown it (D1)
    answer = models.TextField(blank=True)  # the named person's own words, printed with it (D2)
    answered_at = models.DateTimeField(null=True)
    settled_text = models.TextField(blank=True)  # how the objection was decided, by somebody else
    settled_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    settled_at = models.DateTimeField(null=True)
    divided_at = models.DateTimeField(null=True)  # shares that count make exactly 100 %
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    round_no = models.PositiveSmallIntegerField(default=1)
    stamp = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["stated_at", "pk"]
        indexes = [models.Index(fields=["drive", "unit"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(subject="person", person__isnull=False) | Q(subject="collective", person__isnull=True),
                name="finding_subject",
            ),
            models.CheckConstraint(condition=~Q(fact=""), name="finding_has_a_fact"),
            models.CheckConstraint(
                condition=Q(person__isnull=True) | Q(settled_by__isnull=True) | ~Q(settled_by=F("person")),
                name="finding_not_settled_by_its_person",
            ),
            models.CheckConstraint(
                condition=Q(person__isnull=True) | Q(closed_by__isnull=True) | ~Q(closed_by=F("person")),
                name="finding_not_closed_by_its_person",
            ),
        ]

    def __str__(self) -> str:
        return f"finding {self.pk}"


class Share(models.Model):
    """A named person's part of a collective finding, in hundredths of a percent (10000 = 100 %)."""

    finding = models.ForeignKey(Finding, on_delete=models.PROTECT, related_name="shares")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="shares")
    hundredths = models.PositiveIntegerField()
    state = models.CharField(max_length=10, choices=ShareState.choices, default=ShareState.PROPOSED)
    answer_due_on = models.DateField()
    contest_text = models.TextField(blank=True)
    contested_at = models.DateTimeField(null=True)
    settled_text = models.TextField(blank=True)
    settled_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(null=True)
    removed_at = models.DateTimeField(null=True)  # a share is withdrawn, never deleted

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["finding", "person"], condition=Q(removed_at__isnull=True), name="one_share_a_person"
            ),
            models.CheckConstraint(condition=Q(hundredths__gte=1, hundredths__lte=10000), name="share_hundredths"),
            models.CheckConstraint(
                condition=Q(settled_by__isnull=True) | ~Q(settled_by=F("person")), name="share_not_settled_by_owner"
            ),
        ]

    def __str__(self) -> str:
        return f"share {self.pk}"


class Action(models.Model):
    """A measure with one owner and one date: of a personal finding, or of a share (R20, R21)."""

    finding = models.ForeignKey(Finding, on_delete=models.PROTECT, related_name="actions")
    share = models.OneToOneField(Share, null=True, on_delete=models.PROTECT, related_name="action")
    owner = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="actions")
    measure = models.TextField()
    deadline = models.DateField()
    state = models.CharField(max_length=10, choices=ActionState.choices, default=ActionState.OPEN)
    evidence = models.TextField(blank=True)
    created_at = models.DateTimeField()
    reported_at = models.DateTimeField(null=True)
    confirmed_at = models.DateTimeField(null=True)
    confirmed_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["deadline", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True) | ~Q(confirmed_by=F("owner")), name="doer_is_not_judge"
            ),
            models.CheckConstraint(condition=~Q(measure=""), name="action_has_a_measure"),
        ]

    def __str__(self) -> str:
        return f"action {self.pk}"


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


class HistoryLine(models.Model):
    """What happened to a finding, in the words that were used: printed with it, never changed (D2, R46)."""

    finding = models.ForeignKey(Finding, on_delete=models.PROTECT, related_name="history")
    share = models.ForeignKey(Share, null=True, on_delete=models.PROTECT, related_name="history")
    action = models.ForeignKey(Action, null=True, on_delete=models.PROTECT, related_name="history")
    event = models.CharField(max_length=20, choices=HistoryEvent.choices)
    at = models.DateTimeField()
    by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    typed_by_label = models.CharField(max_length=200, blank=True)  # who typed it, when it was not `by` (D26)
    text = models.TextField(blank=True)

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.event} {self.finding_id}"


class Indicator(models.Model):
    """A measure of a unit that is watched beside its findings (R31): a ratio, a count with its running total, or a rank k of n."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="indicators")
    code = models.CharField(max_length=30)
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=10, choices=IndicatorKind.choices)
    since_on = models.DateField(null=True)  # a count: from when its running total counts
    finding = models.ForeignKey(Finding, null=True, on_delete=models.PROTECT, related_name="indicators")

    class Meta:
        ordering = ["code"]
        constraints = [models.UniqueConstraint(fields=["unit", "code"], name="one_indicator_a_code")]

    def __str__(self) -> str:
        return self.code


class IndicatorValue(models.Model):
    """What an indicator was in a period. Typed by the office and marked so (law 2); a wrong one is corrected by a newer row.

    Ratio and rank: `n` of `of`. Count: `n` in the period, nothing in `of`.
    """

    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="values")
    from_on = models.DateField()
    to_on = models.DateField()
    n = models.PositiveIntegerField()
    of = models.PositiveIntegerField(null=True)
    source = models.CharField(max_length=200)
    noted_at = models.DateTimeField()
    noted_by_label = models.CharField(max_length=200)
    replaced_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["from_on", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(to_on__gte=F("from_on")), name="indicator_period"),
            models.UniqueConstraint(
                fields=["indicator", "from_on", "to_on"],
                condition=Q(replaced_at__isnull=True),
                name="one_value_a_period",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator_id} {self.from_on}"


class CarriedAnswer(models.Model):
    """What its member says in a later self-review of a shortcoming of an earlier drive (R24): by reference, never a copy."""

    review = models.ForeignKey(SelfReview, on_delete=models.PROTECT, related_name="carried")
    finding = models.ForeignKey(Finding, on_delete=models.PROTECT, related_name="carried")
    word = models.CharField(max_length=8, choices=CarriedWord.choices)
    text = models.TextField(blank=True)
    said_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["review", "finding"], name="one_carried_answer")]

    def __str__(self) -> str:
        return f"{self.word} of {self.finding_id}"
