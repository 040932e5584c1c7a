"""Units of the tree and the people in them. Everything about a person is dated; nothing is deleted.

What has no field here on purpose (D22): identity numbers, card numbers, addresses, personal histories.
"""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from guong.org.enums import CELL_KINDS, COMMITTEE_KINDS, MemberKind, PostKind, StandingKind, UnitKind


class Unit(models.Model):
    """A node of the tree. `path` is today's place (docs/mechanisms/tree.md); `code` never changes and never returns."""

    code = models.CharField(max_length=40, unique=True)
    kind = models.CharField(max_length=30, choices=UnitKind.choices)
    block = models.CharField(max_length=30, blank=True)  # agency, school, rural …: data of the office
    name = models.CharField(max_length=200)
    name_key = models.CharField(max_length=300, db_index=True)  # kernel.text.natural_key
    parent = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="children")
    path = models.CharField(max_length=120, unique=True)
    households = models.PositiveIntegerField(null=True)
    population = models.PositiveIntegerField(null=True)
    opened_on = models.DateField(null=True)
    closed_on = models.DateField(null=True)

    class Meta:
        ordering = ["path"]

    def __str__(self) -> str:
        return self.name

    @property
    def is_cell(self) -> bool:
        return self.kind in CELL_KINDS

    @property
    def is_committee(self) -> bool:
        return self.kind in COMMITTEE_KINDS


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
