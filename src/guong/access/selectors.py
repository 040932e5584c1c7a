"""Reading rights both ways: what may she touch, who may touch this."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from guong.access.models import Grant
from guong.kernel import clock, treepath
from guong.kernel.actor import Actor
from guong.org.models import Unit
from guong.org.querysets import valid_on


def grants_at(*, actor: Actor, unit: Unit) -> QuerySet[Grant]:
    """Grants that reach a unit today: its own, and those over a subtree from above."""
    actor.require("access.grant:read", unit.path)
    above = [*treepath.ancestors(unit.path), unit.path]
    reach = Q(unit=unit) | Q(subtree=True, unit__path__in=above)
    return (
        Grant.objects.filter(reach, valid_on(clock.today()), ended_at=None)
        .select_related("account", "unit")
        .order_by("role", "pk")
    )
