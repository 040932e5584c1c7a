"""What waits for the actor: to answer, to decide, to divide, to look at again."""

from __future__ import annotations

from datetime import date, timedelta

from django.db.models import QuerySet

from guong.corrections.enums import FindingState, ShareState, Subject
from guong.corrections.models import Finding, Recheck, Share
from guong.corrections.perms import DIVIDE, JUDGE
from guong.kernel.actor import Actor
from guong.org.querysets import in_scope, scope_q

AHEAD = timedelta(days=10)


def waiting_answers(*, actor: Actor) -> tuple[list[Finding], list[Share]]:
    """Findings and shares that name the actor and wait for his answer."""
    if actor.person_id is None:
        return [], []
    findings = Finding.objects.filter(person_id=actor.person_id, state=FindingState.STATED)
    shares = Share.objects.filter(person_id=actor.person_id, state=ShareState.PROPOSED, removed_at=None)
    return list(findings.select_related("unit")), list(shares.select_related("finding__unit"))


def measures_waiting(*, actor: Actor) -> list[Finding]:
    """Findings the actor accepted and that have no measure yet."""
    if actor.person_id is None:
        return []
    rows = Finding.objects.filter(person_id=actor.person_id, state=FindingState.ACCEPTED)
    return list(rows.select_related("unit"))


def contests_waiting(*, actor: Actor) -> tuple[list[Finding], list[Share]]:
    """Objections the actor has to decide: in the bodies he judges, never his own."""
    findings = Finding.objects.filter(scope_q(actor.scope(JUDGE)), state=FindingState.CONTESTED)
    shares = in_scope(
        Share.objects.filter(state=ShareState.CONTESTED, removed_at=None), actor.scope(DIVIDE), "finding__unit__path"
    )
    if actor.person_id is not None:
        findings = findings.exclude(person_id=actor.person_id)
        shares = shares.exclude(person_id=actor.person_id)
    return list(findings.select_related("unit", "person")), list(shares.select_related("finding__unit", "person"))


def divisions_waiting(*, actor: Actor) -> list[Finding]:
    """Collective findings of the actor's bodies that nobody has divided yet."""
    states = [FindingState.STATED, FindingState.ACCEPTED]
    rows = Finding.objects.filter(subject=Subject.COLLECTIVE, state__in=states)
    return list(in_scope(rows, actor.scope(DIVIDE)).select_related("unit"))


def closings_waiting(*, actor: Actor) -> list[Finding]:
    """Findings whose every measure is confirmed, for the body to close; never the actor's own."""
    rows: QuerySet[Finding] = in_scope(Finding.objects.filter(state=FindingState.CONFIRMED), actor.scope(JUDGE))
    if actor.person_id is not None:
        rows = rows.exclude(person_id=actor.person_id)
    return list(rows.select_related("unit"))


def rechecks_waiting(*, actor: Actor, today: date) -> list[Recheck]:
    """Re-checks of the actor's bodies that are due, or nearly."""
    rows = Recheck.objects.filter(answered_at=None, due_on__lte=today + AHEAD)
    return list(in_scope(rows, actor.scope(JUDGE)).select_related("unit", "meeting").order_by("due_on", "pk"))
