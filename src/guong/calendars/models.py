"""Secret addresses of calendars."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from guong.accounts.models import Account
from guong.org.models import Unit


class Feed(models.Model):
    """A secret address under which a telephone reads one calendar. Only the hash of its token is kept.

    It shows what its account may see on the day it is read: when a right ends, the calendar is empty. `unit` None: the
    person's own.
    """

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="+")
    token_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    hour = models.DateTimeField(null=True)  # the hour that `reads` counts
    reads = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["account"], condition=Q(unit__isnull=True, revoked_at__isnull=True), name="one_own_feed"
            ),
            models.UniqueConstraint(
                fields=["account", "unit"], condition=Q(revoked_at__isnull=True), name="one_feed_of_a_unit"
            ),
        ]

    def __str__(self) -> str:
        return f"feed {self.pk}"
