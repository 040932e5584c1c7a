"""Findings, the division of a collective's finding, and what happened to them."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from guong.corrections.enums import (
    CarriedWord,
    CauseKind,
    ClosedBasis,
    FindingKind,
    FindingState,
    HistoryEvent,
    Severity,
    ShareState,
    Source,
    Subject,
)
from guong.corrections.models.marks import Tag, Target
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
    closed_basis = models.CharField(max_length=12, choices=ClosedBasis.choices, blank=True, default="", db_default="")
    closed_words = models.TextField(blank=True, default="", db_default="")  # on what the confidence rests
    revisit_on = models.DateField(null=True)  # closed on confidence: the day on which it is looked at again
    raised_by = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="+")  # who supervised (S70)
    priority_why = models.CharField(max_length=300, blank=True, default="", db_default="")  # a root of others (S71)
    target = models.ForeignKey(Target, null=True, on_delete=models.PROTECT, related_name="findings")
    recurs = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="recurrences")
    recurs_at = models.DateTimeField(null=True)  # when it was linked to the earlier one, whose closing did not hold
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
            models.CheckConstraint(
                condition=Q(recurs__isnull=True, recurs_at__isnull=True)
                | Q(recurs__isnull=False, recurs_at__isnull=False),
                name="recurrence_has_its_moment",
            ),
            models.CheckConstraint(condition=~Q(recurs=F("id")), name="finding_is_not_its_own_recurrence"),
        ]

    def __str__(self) -> str:
        return f"finding {self.pk}"

    @property
    def priority(self) -> bool:
        """Whether others grow from it: it is put right first (S71)."""
        return bool(self.priority_why)


class Share(models.Model):
    """A named person's part of a collective finding, in hundredths of a percent (10000 = 100 %).

    `as_such`: the part of the collective as a whole. It has a reason, counts only when a third person approved it, and its
    person sees to its measure.
    """

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
    as_such = models.BooleanField(default=False, db_default=False)
    as_reason = models.TextField(blank=True, default="", db_default="")
    proposed_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    approved_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    approved_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["finding", "person", "as_such"], condition=Q(removed_at__isnull=True), name="one_share_a_person"
            ),
            models.UniqueConstraint(
                fields=["finding"], condition=Q(removed_at__isnull=True, as_such=True), name="one_share_as_such"
            ),
            models.CheckConstraint(condition=Q(as_such=False) | ~Q(as_reason=""), name="share_as_such_has_a_reason"),
            models.CheckConstraint(
                condition=Q(as_such=False) | ~Q(state__in=["confirmed", "silent"]) | Q(approved_by__isnull=False),
                name="share_as_such_is_approved",
            ),
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True)
                | (~Q(approved_by=F("person")) & (Q(proposed_by__isnull=True) | ~Q(approved_by=F("proposed_by")))),
                name="share_approved_by_a_third",
            ),
            models.CheckConstraint(condition=Q(hundredths__gte=1, hundredths__lte=10000), name="share_hundredths"),
            models.CheckConstraint(
                condition=Q(settled_by__isnull=True) | ~Q(settled_by=F("person")), name="share_not_settled_by_owner"
            ),
        ]

    def __str__(self) -> str:
        return f"share {self.pk}"


class HistoryLine(models.Model):
    """What happened to a finding, in the words that were used: printed with it, never changed (D2, R46)."""

    finding = models.ForeignKey(Finding, on_delete=models.PROTECT, related_name="history")
    share = models.ForeignKey(Share, null=True, on_delete=models.PROTECT, related_name="history")
    action = models.ForeignKey("corrections.Action", null=True, on_delete=models.PROTECT, related_name="history")
    event = models.CharField(max_length=20, choices=HistoryEvent.choices)
    at = models.DateTimeField()
    by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    typed_by_label = models.CharField(max_length=200, blank=True)  # who typed it, when it was not `by` (D26)
    text = models.TextField(blank=True)

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.event} {self.finding_id}"


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


class FindingTag(models.Model):
    """A field that a finding belongs to: of the catalogue, or in free words (S75)."""

    finding = models.ForeignKey(Finding, on_delete=models.PROTECT, related_name="tags")
    tag = models.ForeignKey(Tag, null=True, on_delete=models.PROTECT, related_name="+")
    free = models.CharField(max_length=60, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(tag__isnull=True) & ~Q(free="") | Q(tag__isnull=False, free=""), name="tag_or_free_words"
            ),
            models.UniqueConstraint(fields=["finding", "tag", "free"], name="one_tag_a_finding"),
        ]

    def __str__(self) -> str:
        return self.free or f"tag {self.tag_id}"
