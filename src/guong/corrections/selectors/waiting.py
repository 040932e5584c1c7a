"""What waits for the actor: to answer, to decide, to divide, to look at again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q

from guong.corrections.enums import FindingState, ShareState, Subject
from guong.corrections.models import Finding, Recheck, Share
from guong.corrections.perms import DIVIDE, JUDGE
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
    shares = Share.objects.filter(person_id=actor.person_id, state=ShareState.PROPOSED, removed_at=None)
    return Mine(
        findings=[one for one in rows if one.state == FindingState.STATED],
        shares=list(shares.select_related("finding__unit")),
        measures=[one for one in rows if one.state == FindingState.ACCEPTED],
    )


@dataclass(frozen=True, slots=True)
class Ours:
    """What waits in the bodies that the actor judges or divides in, never his own: objections to decide, collective findings
    that nobody has divided yet, findings whose every measure is confirmed."""

    contests: list[Finding]
    shares: list[Share]
    divisions: list[Finding]
    closings: list[Finding]


def waiting_in_bodies(*, actor: Actor) -> Ours:
    """Everything that waits for the actor as an office, in two reads."""
    judged = scope_q(actor.scope(JUDGE)) & Q(state__in=[FindingState.CONTESTED, FindingState.CONFIRMED])
    shares = in_scope(
        Share.objects.filter(state=ShareState.CONTESTED, removed_at=None), actor.scope(DIVIDE), "finding__unit__path"
    )
    if actor.person_id is not None:
        judged &= ~Q(person_id=actor.person_id)
        shares = shares.exclude(person_id=actor.person_id)
    divided = scope_q(actor.scope(DIVIDE)) & Q(
        subject=Subject.COLLECTIVE, state__in=[FindingState.STATED, FindingState.ACCEPTED]
    )
    rows = list(Finding.objects.filter(judged | divided).select_related("unit", "person"))
    return Ours(
        contests=[one for one in rows if one.state == FindingState.CONTESTED],
        shares=list(shares.select_related("finding__unit", "person")),
        divisions=[one for one in rows if one.state in {FindingState.STATED, FindingState.ACCEPTED}],
        closings=[one for one in rows if one.state == FindingState.CONFIRMED],
    )


def rechecks_waiting(*, actor: Actor, today: date) -> list[Recheck]:
    """Re-checks of the actor's bodies that are due, or nearly."""
    rows = Recheck.objects.filter(answered_at=None, due_on__lte=today + AHEAD)
    return list(in_scope(rows, actor.scope(JUDGE)).select_related("unit", "meeting").order_by("due_on", "pk"))
