"""Grants: role × unit × subtree? × from-to, ended and never deleted. Openings: one person's file, for a time, by two people."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from guong.access.enums import OpeningKind, OpeningState
from guong.access.roles import OVERSIGHT_ROLES, SUBTREE_ROLES, Role
from guong.org.models import Dated, Person, Unit


class Grant(Dated):
    """`stands_in_for`: a deputy's right lasts no longer than the right it stands in for."""

    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="grants")
    role = models.CharField(max_length=30, choices=Role.choices)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="grants")
    subtree = models.BooleanField(default=False)
    stands_in_for = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="deputies")
    reason = models.CharField(max_length=300)
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    given_by_label = models.CharField(max_length=200)
    given_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)  # ended by hand: over at once, whatever its dates say

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(to_on__isnull=True) | Q(to_on__gte=F("from_on")), name="grant_dates"),
            models.CheckConstraint(
                condition=Q(subtree=False) | Q(role__in=sorted(SUBTREE_ROLES)), name="words_never_over_a_subtree"
            ),
            models.CheckConstraint(
                condition=~Q(role__in=sorted(OVERSIGHT_ROLES)) | Q(to_on__isnull=False), name="oversight_has_an_end"
            ),
            models.CheckConstraint(
                condition=Q(stands_in_for__isnull=True) | Q(to_on__isnull=False), name="deputy_has_an_end"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="grant_has_a_reason"),
            models.CheckConstraint(
                condition=Q(given_by__isnull=True) | ~Q(given_by=F("account")), name="nobody_gives_to_himself"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.account_id} {self.role} @ {self.unit_id}"


class Opening(models.Model):
    """One person's file in one body, opened for a time: asked by one, let in by another, told to the person (D27, R42).

    The reader reads what the table of field classes says: what was handed in and said in `unit`, never a draft.
    """

    kind = models.CharField(max_length=12, choices=OpeningKind.choices)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="openings")  # whose file
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="openings")  # the body whose words are read
    state = models.CharField(max_length=10, choices=OpeningState.choices, default=OpeningState.ASKED)
    reason = models.CharField(max_length=500)
    days = models.PositiveSmallIntegerField()
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="openings_asked")
    asked_by_label = models.CharField(max_length=200)
    asked_person = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    decided_by_label = models.CharField(max_length=200, blank=True)
    decided_person = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    decision_note = models.CharField(max_length=300, blank=True)
    ends_at = models.DateTimeField(null=True)
    ended_by_label = models.CharField(max_length=200, blank=True)  # empty when its time ran out
    told_at = models.DateTimeField(null=True)  # since when it stands on the person's own page
    seen_at = models.DateTimeField(null=True)  # when the person was shown it (D1)

    class Meta:
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="opening_has_a_reason"),
            models.CheckConstraint(condition=Q(days__gte=1, days__lte=30), name="opening_days"),
            models.CheckConstraint(
                condition=~Q(state__in=["open", "ended"])
                | Q(decided_by__isnull=False, ends_at__isnull=False, told_at__isnull=False),
                name="opening_has_a_second_person_an_end_and_is_told",
            ),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("asked_by")), name="opening_takes_two_accounts"
            ),
            models.CheckConstraint(
                condition=Q(decided_person__isnull=True)
                | Q(asked_person__isnull=True)
                | ~Q(decided_person=F("asked_person")),
                name="opening_takes_two_people",
            ),
            models.CheckConstraint(
                condition=Q(asked_person__isnull=True) | ~Q(asked_person=F("person")), name="opening_not_of_oneself"
            ),
            models.CheckConstraint(
                condition=Q(decided_person__isnull=True) | ~Q(decided_person=F("person")),
                name="opening_not_decided_by_its_person",
            ),
        ]

    def __str__(self) -> str:
        return f"opening {self.pk}"
