"""Which rights hold on a day."""

from __future__ import annotations

from datetime import date

from django.db.models import Q

from guong.org.querysets import valid_on


def valid_grants(day: date) -> Q:
    """Rights that hold on `day`: between their days, not ended by hand; a deputy's only while the right it stands in for does."""
    held = valid_on(day, "stands_in_for__") & Q(stands_in_for__ended_at=None)
    return valid_on(day) & Q(ended_at=None) & (Q(stands_in_for=None) | held)
