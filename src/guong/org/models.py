"""Units of the tree and the people in them. Everything about a person is dated; nothing is deleted.

What has no field here on purpose (D22): identity numbers, card numbers, addresses, personal histories.
"""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from guong.org.enums import (
    CELL_KINDS,
    COMMITTEE_KINDS,
    Ground,
    MemberKind,
    PostKind,
    RequestState,
    StandingKind,
    UnitKind,
    WorkField,
)


class Unit(models.Model):
    """A node of the tree as it stands today (docs/mechanisms/tree-and-history.md); how it stood before is in `UnitPast`.

    `code` never changes and never returns; nor does a place: `last_child` is the highest number that ever left.
    """

    code = models.CharField(max_length=40, unique=True)
    kind = models.CharField(max_length=30, choices=UnitKind.choices)
    block = models.CharField(max_length=30, blank=True)  # agency, school, rural …: data of the office
    name = models.CharField(max_length=200)
    name_key = models.CharField(max_length=300, db_index=True)  # kernel.text.natural_key
    level = models.CharField(max_length=60, blank=True)  # the office's own word for its level; empty: that of the kind
    name_only = models.BooleanField(default=False)  # armed forces: nothing but the name is kept (S56)
    parent = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="children")
    path = models.CharField(max_length=120, unique=True)
    last_child = models.PositiveIntegerField(default=0)  # of children that moved away: their numbers never return
    households = models.PositiveIntegerField(null=True)
    population = models.PositiveIntegerField(null=True)
    opened_on = models.DateField(null=True)
    closed_on = models.DateField(null=True)

    class Meta:
        ordering = ["path"]

    def __str__(self) -> str:
        return self.name

    @property
    def label(self) -> str:
        """What kind of organisation this is, in the office's own word if it has one."""
        return self.level or str(self.get_kind_display())

    @property
    def is_cell(self) -> bool:
        return self.kind in CELL_KINDS

    @property
    def is_committee(self) -> bool:
        return self.kind in COMMITTEE_KINDS

    @property
    def is_rehearsal(self) -> bool:
        """Of an invented tree (docs/mechanisms/rehearsals.md)."""
        return self.code.startswith("DIENTAP-")


class Person(models.Model):
    """A member. Keeps what an office list holds and no more."""

    code = models.CharField(max_length=40, unique=True)
    full_name = models.CharField(max_length=120)
    name_key = models.CharField(max_length=400, db_index=True)  # kernel.text.name_key
    search_text = models.CharField(max_length=240, db_index=True)  # kernel.text.fold
    birth_date = models.DateField(null=True)
    birth_year = models.PositiveSmallIntegerField(null=True)
    gender = models.CharField(max_length=1, blank=True)  # m, f, or not said
    admitted_on = models.DateField(null=True)
    official_on = models.DateField(null=True)
    occupation = models.CharField(max_length=80, blank=True)
    kind = models.CharField(max_length=20, choices=MemberKind.choices, default=MemberKind.OFFICIAL)
    managed_by_higher = models.BooleanField(default=False)  # tier: managed by a higher standing committee (S107)
    wants_help = models.BooleanField(default=False)  # writes by hand; a helper types (S140, D26)
    account = models.OneToOneField(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="person")

    class Meta:
        ordering = ["name_key"]

    def __str__(self) -> str:
        return self.full_name


class Dated(models.Model):
    """From the first day to the last day, both included; open while `to_on` is empty."""

    from_on = models.DateField()
    to_on = models.DateField(null=True)

    class Meta:
        abstract = True


class UnitPast(Dated):
    """How a unit stood between two days, until it was renamed, changed or moved. Its present stands in `Unit`.

    Only the unit that was itself moved has a row; where its descendants stood follows from it (org.selectors.history).
    """

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="past")
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=30, choices=UnitKind.choices)
    level = models.CharField(max_length=60, blank=True)
    parent = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="+")
    path = models.CharField(max_length=120)

    class Meta:
        ordering = ["from_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["unit", "to_on"], name="one_past_a_day"),
            models.CheckConstraint(condition=Q(to_on__gte=F("from_on")), name="unit_past_dates"),
        ]

    def __str__(self) -> str:
        return self.name


class UnitProfile(models.Model):
    """What the office typed about a unit, as of a day (S88). Typed figures are never mixed with counted ones."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="profiles")
    as_of = models.DateField()
    households = models.PositiveIntegerField(null=True)
    population = models.PositiveIntegerField(null=True)
    groups = models.PositiveIntegerField(null=True)  # residential groups, villages
    source = models.CharField(max_length=200, blank=True)  # where the office has it from
    typed_at = models.DateTimeField()
    typed_by_label = models.CharField(max_length=200)

    class Meta:
        ordering = ["-as_of"]
        constraints = [models.UniqueConstraint(fields=["unit", "as_of"], name="one_profile_a_day")]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.as_of:%d/%m/%Y}"


class Membership(Dated):
    """Where a person takes part in party activity."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="memberships")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="memberships")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person"], condition=Q(to_on__isnull=True), name="one_open_membership"),
            models.CheckConstraint(
                condition=Q(to_on__isnull=True) | Q(to_on__gte=F("from_on")), name="membership_dates"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} @ {self.unit_id}"


class Standing(Dated):
    """Exempt, suspended or away; nobody who is simply eligible has a row."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="standings")
    kind = models.CharField(max_length=20, choices=StandingKind.choices)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person"], condition=Q(to_on__isnull=True), name="one_open_standing"),
            models.CheckConstraint(condition=Q(to_on__isnull=True) | Q(to_on__gte=F("from_on")), name="standing_dates"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.kind}"


class Post(Dated):
    """An office somebody holds in a unit."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="posts")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="posts")
    kind = models.CharField(max_length=40, choices=PostKind.choices)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "unit", "kind"], condition=Q(to_on__isnull=True), name="one_open_post_of_a_kind"
            ),
            models.CheckConstraint(condition=Q(to_on__isnull=True) | Q(to_on__gte=F("from_on")), name="post_dates"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.kind} @ {self.unit_id}"


class Portfolio(Dated):
    """A field of work that a committee member answers for (S76); `area` is the organisation he or she follows, if any."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="portfolios")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="portfolios")  # whose committee
    field = models.CharField(max_length=20, choices=WorkField.choices)
    area = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["field", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "unit", "field"], condition=Q(to_on__isnull=True), name="one_open_portfolio"
            ),
            models.CheckConstraint(
                condition=Q(to_on__isnull=True) | Q(to_on__gte=F("from_on")), name="portfolio_dates"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.field} @ {self.unit_id}"


class StandingRequest(models.Model):
    """A member asks to be exempt from party activity, or to take part from afar; the cell decides (R3)."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="standing_requests")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")  # the cell that was asked
    wanted = models.CharField(max_length=20, choices=StandingKind.choices)
    ground = models.CharField(max_length=20, choices=Ground.choices)
    words = models.TextField(blank=True)  # the member's own; read by the member and the cell's secretary alone
    from_on = models.DateField()
    state = models.CharField(max_length=20, choices=RequestState.choices, default=RequestState.ASKED)
    asked_at = models.DateTimeField()
    typed_by_label = models.CharField(max_length=200, blank=True)  # who typed it from paper
    met_on = models.DateField(null=True)  # the meeting in which the cell decided
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    decision = models.TextField(blank=True)

    class Meta:
        ordering = ["-asked_at"]
        constraints = [
            models.UniqueConstraint(fields=["person"], condition=Q(state="asked"), name="one_waiting_request"),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("person")), name="request_not_decided_by_oneself"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.wanted} {self.state}"
