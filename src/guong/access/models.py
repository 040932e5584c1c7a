"""Grants: role × unit × subtree? × from-to. Ended, never deleted."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from guong.access.roles import SUBTREE_ROLES, Role
from guong.org.models import Dated, Unit


class Grant(Dated):
    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="grants")
    role = models.CharField(max_length=30, choices=Role.choices)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="grants")
    subtree = models.BooleanField(default=False)
    reason = models.CharField(max_length=300)
    given_by_label = models.CharField(max_length=200)
    given_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)  # ended by hand: over at once, whatever its dates say

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(to_on__isnull=True) | Q(to_on__gte=F("from_on")), name="grant_dates"),
            models.CheckConstraint(
                condition=Q(subtree=False) | Q(role__in=sorted(SUBTREE_ROLES)), name="words_never_over_a_subtree"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.account_id} {self.role} @ {self.unit_id}"
