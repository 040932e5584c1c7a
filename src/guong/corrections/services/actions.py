"""What is done about a finding: the measure, its report, and the judgement of somebody else (R20, D12)."""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from guong.audit.work import record, service
from guong.corrections import tallies
from guong.corrections.enums import (
    ACTION_TABLE,
    ActionState,
    CauseKind,
    FindingState,
    HistoryEvent,
    ShareState,
    Subject,
)
from guong.corrections.models import Action, Finding, Share
from guong.corrections.perms import WRITE
from guong.corrections.querysets import body_people, live_actions
from guong.corrections.services.common import (
    OUT_OF_ORDER,
    acting,
    check_measure,
    check_rhythm,
    follow_actions,
    fresh_action,
    judge,
    judged_in,
    line,
    list_on_waiting_recheck,
    lock_finding,
    move,
)
from guong.corrections.services.findings import clean
from guong.kernel import clock
from guong.kernel.actor import Actor
from guong.kernel.errors import Invalid
from guong.kernel.machine import step
from guong.org.models import Person


@service
def set_measure(
    *, actor: Actor, finding: Finding, measure: str, deadline: date, cause_kind: str, cause: str,
    owner: Person | None = None, rhythm: str = "",
) -> Action:  # fmt: skip
    """Give an accepted personal finding its cause, measure, owner and date (R20); further measures may follow.

    A measure that cannot be done (R23) is replaced by this one; the day that was promised first goes along with it.
    By the person concerned or whoever writes for the body. Invalid for a collective's finding (it is divided), without a
    cause or measure, with a date before the finding, or with an owner outside the collective.
    """
    finding = lock_finding(finding)
    if finding.person_id is None or finding.person_id != actor.person_id:
        actor.require(WRITE, finding.unit.path)
    if finding.subject != Subject.PERSON or finding.person is None:
        raise Invalid(_("A finding of the collective is divided: each share has its own measure."))
    if finding.state not in {FindingState.ACCEPTED, FindingState.PLANNED, FindingState.IN_PROGRESS}:
        raise Invalid(_("A measure follows the answer: first the named comrade accepts, or the objection is decided."))
    owner = owner or finding.person
    measure, cause = clean(measure), clean(cause)
    if cause_kind not in CauseKind.values:
        raise Invalid(_("Say where the cause lies: first think of the circumstances."), field="cause_kind")
    if not cause:
        raise Invalid(_("Say the cause in one sentence: without it the measure misses."), field="cause")
    moved_away = owner.pk == finding.person_id  # his own measure goes along with him (D29)
    if not moved_away and not body_people(finding.unit, clock.today()).filter(pk=owner.pk).exists():
        raise Invalid(_("This person does not belong to the collective: choose somebody from its list."), field="owner")
    check_measure(finding, measure, deadline)
    finding.cause_kind, finding.cause = cause_kind, cause
    finding.save(update_fields=["cause_kind", "cause"])
    check_rhythm(rhythm)
    replaced = take_place(live_actions().filter(finding=finding, state=ActionState.CANNOT))
    action = Action.objects.create(
        finding=finding, owner=owner, measure=measure, deadline=deadline, created_at=clock.now(), rhythm=rhythm,
        first_deadline=replaced if replaced and replaced < deadline else None,
    )  # fmt: skip
    if finding.state == FindingState.ACCEPTED:
        move(finding, "plan")
    list_on_waiting_recheck(finding)
    line(actor, finding, HistoryEvent.MEASURE, text=measure, action=action)
    _note(actor, "corrections.action.set", action, finding, {"deadline": deadline.isoformat()})
    return action


def take_place(rows: QuerySet[Action]) -> date | None:
    """Mark measures that cannot be done as replaced; the earliest day that was promised for one of them, if there is any."""
    found = list(rows)
    rows.update(replaced_at=clock.now())
    return min((one.promised_first for one in found), default=None)


def _note(actor: Actor, code: str, action: Action, finding: Finding, changes: dict[str, object] | None = None) -> None:
    record(actor, code, action, unit_path=finding.unit.path, person_id=action.owner_id, changes=changes)
    tallies.refresh(finding.drive_id, finding.unit_id)


def _counts(share: Share | None) -> bool:
    return share is None or share.state in {ShareState.CONFIRMED, ShareState.SILENT}


@service
def report_action(*, actor: Actor, action: Action, evidence: str, by: Person | None = None) -> Action:
    """The owner reports what was done. It is not confirmed by that (D12)."""
    finding = lock_finding(action.finding)
    action = fresh_action(action)
    person = acting(actor, by, perm=WRITE, path=finding.unit.path)
    if person.pk != action.owner_id:
        actor.require(WRITE, finding.unit.path)
        raise Invalid(_("Only the comrade who does it reports it. You may type the report for him or her."), field="by")
    words = clean(evidence)
    if not words:
        raise Invalid(_("Say what was done and how one can see it."), field="evidence")
    if not _counts(action.share):
        raise Invalid(_("Answer first whether you accept this share; then report what was done."))
    action.state = step(ACTION_TABLE, action.state, "report", message=_("This was already reported."))
    action.evidence, action.reported_at = words, clock.now()
    action.save(update_fields=["state", "evidence", "reported_at"])
    follow_actions(finding)
    line(actor, finding, HistoryEvent.REPORTED, by=person, text=words, action=action)
    _note(actor, "corrections.action.reported", action, finding)
    return action


@service
def confirm_action(*, actor: Actor, action: Action, by: Person | None = None) -> Action:
    """Somebody other than the doer confirms that it is corrected (D12)."""
    finding = lock_finding(action.finding)
    action = fresh_action(action)
    person = judge(actor, by, judged_in(actor, finding, action), {action.owner_id})
    set_confirmed(action, person)
    follow_actions(finding)
    line(actor, finding, HistoryEvent.CONFIRMED, by=person, action=action)
    _note(actor, "corrections.action.confirmed", action, finding)
    return action


def set_confirmed(action: Action, person: Person) -> None:
    """Move an action to confirmed in the name of its judge."""
    action.state = step(ACTION_TABLE, action.state, "confirm", message=_("This was already confirmed."))
    action.confirmed_at, action.confirmed_by = clock.now(), person
    action.save(update_fields=["state", "confirmed_at", "confirmed_by"])


@service
def send_back_action(*, actor: Actor, action: Action, reason: str, by: Person | None = None) -> Action:
    """Somebody other than the doer sends a report back, with the reason."""
    finding = lock_finding(action.finding)
    action = fresh_action(action)
    person = judge(actor, by, judged_in(actor, finding, action), {action.owner_id})
    words = clean(reason)
    if not words:
        raise Invalid(_("Say what is still missing, so that the comrade knows what to do."), field="reason")
    action.state = step(ACTION_TABLE, action.state, "send_back", message=OUT_OF_ORDER)
    action.save(update_fields=["state"])
    follow_actions(finding)
    line(actor, finding, HistoryEvent.SENT_BACK, by=person, text=words, action=action)
    _note(actor, "corrections.action.sent_back", action, finding)
    return action
