"""The yearly personal plan: its decisions, where copies go, what hangs on the board, and what the Front remarks."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from guong.corrections.models import Finding
from guong.drives.models import Drive
from guong.files.models import StoredFile
from guong.meetings.models import Meeting
from guong.org.models import Person, Unit
from guong.plans.enums import Kept, PlanState, RouteCode


class Plan(models.Model):
    """`draft` is the owner's alone until submitted; others read `revisions`.

    `draft`: {"example": text, "pledge": text, "items": [{"shortcoming","measure","deadline" (ISO),"finding" (id or null)}]}.
    """

    drive = models.ForeignKey(Drive, on_delete=models.PROTECT, related_name="plans")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="plans")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="plans")  # the cell
    year = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, choices=PlanState.choices, default=PlanState.DRAFT)
    draft = models.JSONField(default=dict)
    stamp = models.PositiveIntegerField(default=0)
    saved_at = models.DateTimeField(null=True)
    typed_by_label = models.CharField(max_length=200, blank=True)  # a helper typed it from paper or by telephone
    confirmed_at = models.DateTimeField(null=True)  # the member's yes to what was typed (D26)
    presented_at = models.DateTimeField(null=True)
    presented_in = models.ForeignKey(Meeting, null=True, on_delete=models.PROTECT, related_name="plans")
    submitted_at = models.DateTimeField(null=True)
    accepted_at = models.DateTimeField(null=True)
    accepted_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    pledged_on = models.DateField(null=True)  # the commitment sheet came back signed by hand (S47)

    class Meta:
        indexes = [models.Index(fields=["drive", "unit"])]
        constraints = [
            models.UniqueConstraint(fields=["drive", "person"], name="one_plan"),
            models.CheckConstraint(
                condition=Q(accepted_by__isnull=True) | ~Q(accepted_by=F("person")), name="nobody_accepts_his_own_plan"
            ),
        ]

    def __str__(self) -> str:
        return f"plan {self.pk}"

    @property
    def waits_for_yes(self) -> bool:
        """Somebody typed it for the member, who has not said yes yet (D26)."""
        return bool(self.typed_by_label) and self.confirmed_at is None


class PlanRevision(models.Model):
    """What was submitted, as it was."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="revisions")
    number = models.PositiveSmallIntegerField()
    content = models.JSONField()
    made_at = models.DateTimeField()
    made_by_label = models.CharField(max_length=200)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["plan", "number"], name="one_plan_revision")]

    def __str__(self) -> str:
        return f"{self.plan_id} rev. {self.number}"


class PlanReturn(models.Model):
    """One return with its reason: a *lượt* (S105)."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="returns")
    revision = models.ForeignKey(PlanRevision, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField()
    checklist = models.JSONField(default=list)  # CheckPoint values
    at = models.DateTimeField()
    by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    by_label = models.CharField(max_length=200)

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"return {self.pk}"


class Delivery(models.Model):
    """One copy that routing sent (R26); `recipient` is empty for a board outside the installation."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="deliveries")
    revision = models.ForeignKey(PlanRevision, on_delete=models.PROTECT, related_name="+")
    route = models.CharField(max_length=16, choices=RouteCode.choices)
    recipient = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="copies")
    recipient_label = models.CharField(max_length=200)
    sent_at = models.DateTimeField()
    received_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["plan", "route"], name="one_delivery_a_route")]

    def __str__(self) -> str:
        return f"{self.route} of {self.plan_id}"


class Posting(models.Model):
    """A head's plan on the board: chosen fields, from-until, taken down at once when asked (D21)."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="postings")
    revision = models.ForeignKey(PlanRevision, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="postings")  # at whose office
    place = models.CharField(max_length=200)
    fields = models.JSONField()
    from_on = models.DateField()
    until_on = models.DateField()
    token = models.CharField(max_length=43, unique=True)
    posted_at = models.DateTimeField()
    posted_by_label = models.CharField(max_length=200)
    taken_down_at = models.DateTimeField(null=True)
    proof = models.ForeignKey(StoredFile, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-posted_at"]
        constraints = [
            models.CheckConstraint(condition=Q(until_on__gte=F("from_on")), name="posting_dates"),
            models.UniqueConstraint(
                fields=["plan"], condition=Q(taken_down_at__isnull=True), name="one_posting_of_a_plan_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        return f"posting {self.pk}"


class MonitorRemark(models.Model):
    """What the Front saw of a plan it was sent, and the member's answer (S110, S115)."""

    delivery = models.ForeignKey(Delivery, on_delete=models.PROTECT, related_name="remarks")
    author_label = models.CharField(max_length=200)
    text = models.TextField()
    made_at = models.DateTimeField()
    reply = models.TextField(blank=True)
    replied_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["made_at", "pk"]

    def __str__(self) -> str:
        return f"monitor remark {self.pk}"


class PlanFinding(models.Model):
    """An item of a plan that answers a finding, so that one fact is entered once (law 2)."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="finding_links")
    finding = models.ForeignKey(Finding, on_delete=models.PROTECT, related_name="plan_links")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["plan", "finding"], name="one_plan_finding")]

    def __str__(self) -> str:
        return f"{self.plan_id} ↔ {self.finding_id}"


class RouteTable(models.Model):
    """Where copies of accepted plans go, as a committee has published it (R26). A published table is never edited.

    `rows`: {route: {"on": bool, "posts": [PostKind] ([] for everybody), "confirmed": bool}}.
    """

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")  # for it and all below it
    number = models.PositiveIntegerField()
    rows = models.JSONField()
    note = models.CharField(max_length=300, blank=True)
    published_at = models.DateTimeField()
    published_by_label = models.CharField(max_length=200)

    class Meta:
        ordering = ["-published_at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["unit", "number"], name="one_route_table_a_number")]

    def __str__(self) -> str:
        return f"routes {self.number} of {self.unit_id}"


class Assessment(models.Model):
    """What the monthly meeting of the cell found of one plan, and its owner's answer (S117, D2)."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="assessments")
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="assessments")
    word = models.CharField(max_length=8, choices=Kept.choices)
    text = models.TextField()
    made_at = models.DateTimeField()
    made_by_label = models.CharField(max_length=200)
    reply = models.TextField(blank=True)
    replied_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-made_at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["plan", "meeting"], name="one_assessment_a_meeting")]

    def __str__(self) -> str:
        return f"assessment {self.pk}"


class Supervision(models.Model):
    """A line of a monitor's plan: what it watches in which cell, by when, and what it saw (S70, S115)."""

    drive = models.ForeignKey(Drive, on_delete=models.PROTECT, related_name="supervision")
    body = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="supervision")  # who watches
    cell = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="supervised")
    what = models.TextField()
    due_on = models.DateField()
    made_at = models.DateTimeField()
    made_by_label = models.CharField(max_length=200)
    seen = models.TextField(blank=True)
    seen_on = models.DateField(null=True)
    answer = models.TextField(blank=True)  # of the cell
    answered_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["due_on", "pk"]

    def __str__(self) -> str:
        return f"supervision {self.pk}"


class Programme(models.Model):
    """One version of a unit's action programme, and what a drive added to it (S95). A version is never edited."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="programmes")
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=300)
    tasks = models.JSONField()  # texts, in order
    drive = models.ForeignKey(
        Drive, null=True, on_delete=models.PROTECT, related_name="programmes"
    )  # after which it was changed
    adopted_on = models.DateField()
    made_at = models.DateTimeField()
    made_by_label = models.CharField(max_length=200)

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["unit", "number"], name="one_programme_a_number")]

    def __str__(self) -> str:
        return f"programme {self.number} of {self.unit_id}"
