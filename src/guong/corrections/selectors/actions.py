"""What is to be done: of a body, of oneself."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from guong.corrections.enums import COUNTING_SHARES, ActionState
from guong.corrections.models import Action
from guong.corrections.perms import JUDGE
from guong.corrections.querysets import for_deputies, leads, live_actions, readable, unfinished
from guong.corrections.selectors.findings import body
from guong.kernel import clock
from guong.kernel.actor import Actor
from guong.kernel.errors import NotFound
from guong.org.models import Unit
from guong.org.querysets import scope_q


def _rows(actor: Actor) -> QuerySet[Action]:
    mine = live_actions().filter(finding__in=readable(actor, clock.today()).values("pk"))
    return mine.select_related("finding__unit", "finding__person", "owner", "share").order_by("deadline", "pk")


def open_items(*, actor: Actor, unit: Unit) -> list[Action]:
    """Open and reported measures of a body that the actor may read, the longest overdue first (S22, S60, R23).

    The order is by date alone: never a ranking of people (law 5).
    """
    body(actor=actor, unit_id=unit.pk)
    return list(unfinished(_rows(actor)).filter(finding__unit=unit))


def own_actions(*, actor: Actor) -> list[Action]:
    """Measures the actor still has to do, the late ones first; not those of a share he has yet to answer (D17). What the body saw
    cannot be done is among them: it waits for another measure (R23)."""
    if actor.person_id is None:
        return []
    counts = Q(share=None) | Q(share__state__in=sorted(COUNTING_SHARES))
    mine = live_actions().filter(counts, owner_id=actor.person_id, state__in=[ActionState.OPEN, ActionState.CANNOT])
    return list(mine.select_related("finding__unit", "share").order_by("deadline", "pk"))


def items_waiting(*, actor: Actor) -> list[Action]:
    """Reports that wait for the actor's judgement: in the bodies where he judges, never his own."""
    deputies = for_deputies(actor.person_id, clock.today(), "finding__unit_id", "owner_id")
    reported = live_actions().filter(
        scope_q(actor.scope(JUDGE), "finding__unit__path") | deputies, state=ActionState.REPORTED
    )
    reported = reported.exclude(owner_id=actor.person_id or 0)
    return list(reported.select_related("finding__unit", "owner").order_by("reported_at", "pk"))


def action(*, actor: Actor, action_id: int) -> Action:
    """One standing measure the actor may read, or judges; else NotFound."""
    found = live_actions().filter(pk=action_id).select_related("finding__unit", "owner", "share").first()
    if found is None:
        raise NotFound
    seen = readable(actor, clock.today()).filter(pk=found.finding_id).exists()
    if not seen and not leads(actor, found.finding.unit, clock.today()):
        raise NotFound
    return found
