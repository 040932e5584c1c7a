"""What waits for the actor: to answer, to decide, to divide, to look at again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q

from guong.corrections.enums import ActionState, ClosedBasis, ExtensionState, FindingState, ShareState, Subject
from guong.corrections.models import Extension, Finding, Recheck, Share
from guong.corrections.perms import DIVIDE, JUDGE
from guong.corrections.querysets import for_deputies, led, live_actions, unfinished
from guong.kernel import clock
from guong.kernel.actor import Actor
from guong.org.querysets import in_scope, scope_q

AHEAD = timedelta(days=10)


@dataclass(frozen=True, slots=True)
class Mine:
    """What names the actor: findings and shares to answer, findings he accepted that have no measure yet."""

    findings: list[Finding]
    shares: list[Share]
    measures: list[Finding]


def waiting_for_me(*, actor: Actor) -> Mine:
    """Everything that waits for the actor as a person, in two reads."""
    if actor.person_id is None:
        return Mine([], [], [])
    states = [FindingState.STATED, FindingState.ACCEPTED]
    rows = list(Finding.objects.filter(person_id=actor.person_id, state__in=states).select_related("unit"))
    shares = Share.objects.filter(person_id=actor.person_id, state=ShareState.PROPOSED, removed_at=None, as_such=False)
    return Mine(
        findings=[one for one in rows if one.state == FindingState.STATED],
        shares=list(shares.select_related("finding__unit")),
        measures=[one for one in rows if one.state == FindingState.ACCEPTED],
    )


@dataclass(frozen=True, slots=True)
class Ours:
    """What waits in the bodies that the actor judges or divides in, never his own: objections to decide, collective findings
    that nobody has divided yet, findings whose every measure is confirmed, parts of the collective as such for a third comrade,
    and what was closed on confidence and is to be looked at again."""

    contests: list[Finding]
    shares: list[Share]
    divisions: list[Finding]
    closings: list[Finding]
    approvals: list[Share]
    revisits: list[Finding]


def waiting_in_bodies(*, actor: Actor) -> Ours:
    """Everything that waits for the actor as an office, in two reads."""
    judging, dividing = actor.scope(JUDGE), actor.scope(DIVIDE)
    confident = Q(closed_basis=ClosedBasis.CONFIDENCE, revisit_on__lte=clock.today() + AHEAD, state=FindingState.CLOSED)
    today = clock.today()
    judged = (scope_q(judging) | for_deputies(actor.person_id, today, "unit_id", "person_id")) & (
        Q(state__in=[FindingState.CONTESTED, FindingState.CONFIRMED]) | confident
    )
    parts = scope_q(dividing, "finding__unit__path") & Q(state=ShareState.CONTESTED)
    led_here = Q(finding__unit_id__in=led(actor.person_id, today).values("unit_id"))
    own = (scope_q(judging, "finding__unit__path") | led_here) & Q(state=ShareState.PROPOSED, as_such=True)
    if actor.person_id is not None:
        judged &= ~Q(person_id=actor.person_id)
        own &= Q(proposed_by=None) | ~Q(proposed_by_id=actor.person_id)
    divided = scope_q(dividing) & Q(subject=Subject.COLLECTIVE, state__in=[FindingState.STATED, FindingState.ACCEPTED])
    rows = list(Finding.objects.filter(judged | divided).select_related("unit", "person"))
    shares = Share.objects.filter(parts | own, removed_at=None).exclude(person_id=actor.person_id or 0)
    waiting = list(shares.select_related("finding__unit", "person"))
    return Ours(
        contests=[one for one in rows if one.state == FindingState.CONTESTED],
        shares=[one for one in waiting if one.state == ShareState.CONTESTED],
        divisions=[one for one in rows if one.state in {FindingState.STATED, FindingState.ACCEPTED}],
        closings=[one for one in rows if one.state == FindingState.CONFIRMED],
        approvals=[one for one in waiting if one.state == ShareState.PROPOSED],
        revisits=[one for one in rows if one.state == FindingState.CLOSED],
    )


def rechecks_waiting(*, actor: Actor, today: date) -> list[Recheck]:
    """Re-checks of the actor's bodies that are due, or nearly."""
    rows = Recheck.objects.filter(answered_at=None, due_on__lte=today + AHEAD)
    return list(in_scope(rows, actor.scope(JUDGE)).select_related("unit", "meeting").order_by("due_on", "pk"))


def extensions_waiting(*, actor: Actor) -> list[Extension]:
    """Later days that were asked for and wait for the actor's decision: in the bodies where he judges, never his own."""
    open_ones = unfinished(live_actions()).exclude(state=ActionState.REPORTED)
    rows = Extension.objects.filter(state=ExtensionState.ASKED, action__in=open_ones).exclude(
        doer_id=actor.person_id or 0
    )
    deputies = for_deputies(actor.person_id, clock.today(), "action__finding__unit_id", "doer_id")
    judged = rows.filter(scope_q(actor.scope(JUDGE), "action__finding__unit__path") | deputies)
    return list(judged.select_related("action__finding__unit", "action__owner").order_by("asked_at", "pk"))
