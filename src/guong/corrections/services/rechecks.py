"""Looking again a month later: opening, binding to a regular meeting, judging item by item (R22, R23, S14, S15)."""

from __future__ import annotations

from datetime import date

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from guong.audit.work import record, service
from guong.corrections import rules, tallies
from guong.corrections.enums import ACTION_TABLE, ActionState, FindingState, HistoryEvent, Outcome
from guong.corrections.models import Action, Finding, Recheck, RecheckItem
from guong.corrections.perms import WRITE
from guong.corrections.querysets import live_actions, live_items
from guong.corrections.services.actions import set_confirmed
from guong.corrections.services.common import (
    OUT_OF_ORDER,
    follow_actions,
    judge,
    line,
    list_open,
    lock_finding,
    rule,
)
from guong.corrections.services.extensions import extend_at_once
from guong.corrections.services.findings import clean
from guong.kernel import clock
from guong.kernel.actor import Actor
from guong.kernel.errors import Invalid
from guong.kernel.machine import step
from guong.meetings.enums import COMING, MeetingKind, MeetingState
from guong.meetings.models import Meeting
from guong.org.models import Person, Unit

_EVENTS = {
    Outcome.DONE.value: HistoryEvent.JUDGED_DONE,
    Outcome.PARTLY.value: HistoryEvent.JUDGED_PARTLY,
    Outcome.NOT.value: HistoryEvent.JUDGED_NOT,
}
_LIFTED = frozenset({FindingState.CLOSED, FindingState.DROPPED})


def _day(meeting: Meeting) -> date:
    return meeting.starts_at.astimezone(clock.ZONE).date()


@service
def open_recheck(*, actor: Actor, meeting: Meeting) -> Recheck | None:
    """The re-check that follows a meeting of a drive, due the same day next month (S14). Calling again gives the same one.

    None when the meeting belongs to no drive, or nothing of its body waits to be looked at again. Measures set later in
    the month join its list by themselves.
    """
    actor.require(WRITE, meeting.unit.path)
    if meeting.drive is None:
        return None
    existing = Recheck.objects.filter(after=meeting, months=1, round_no=1).first()
    if existing is not None:
        list_open(existing)
        tallies.refresh(meeting.drive.pk, meeting.unit_id)
        return existing
    waiting = Finding.objects.filter(drive=meeting.drive, unit=meeting.unit_id).exclude(state__in=sorted(_LIFTED))
    if not waiting.exists():
        return None
    months = rule(meeting.drive, "recheck_after_months")
    recheck = Recheck.objects.create(
        drive=meeting.drive, unit=meeting.unit, after=meeting, due_on=rules.recheck_due(_day(meeting), months),
        created_at=clock.now(),
    )  # fmt: skip
    list_open(recheck)
    _note(actor, "corrections.recheck.opened", recheck, {"due_on": recheck.due_on.isoformat()})
    return recheck


def _note(actor: Actor, code: str, recheck: Recheck, changes: dict[str, object] | None = None) -> None:
    record(actor, code, recheck, unit_path=recheck.unit.path, changes=changes)
    tallies.refresh(recheck.drive_id, recheck.unit_id)


@service
def bind_rechecks(*, actor: Actor, unit: Unit) -> list[Recheck]:
    """Tie each waiting re-check to the first regular meeting on or after its due day less a week (R22).

    One that was tied to a meeting that passed without answering it moves to the next planned meeting. Returns those moved.
    """
    actor.require(WRITE, unit.path)
    moved: list[Recheck] = []
    open_later_rechecks(actor=actor, unit=unit)
    waiting = Recheck.objects.select_for_update(of=("self",)).filter(unit=unit, answered_at=None)
    for recheck in waiting.select_related("meeting", "unit", "drive__ruleset"):
        if recheck.meeting is not None and recheck.meeting.state in COMING:
            continue
        meeting = _next_meeting(recheck)
        if meeting is None or meeting.pk == recheck.meeting_id:
            continue
        recheck.meeting = meeting
        recheck.save(update_fields=["meeting"])
        list_open(recheck)
        _note(actor, "corrections.recheck.bound", recheck, {"meeting": meeting.pk})
        moved.append(recheck)
    return moved


@service
def open_later_rechecks(*, actor: Actor, unit: Unit) -> list[Recheck]:
    """Look again at what was confirmed, three and twelve months after the meeting (months: the drive's rules). Each opens once,
    a week before its day at the earliest, and lists every action of the first re-checks that stands confirmed.
    """
    actor.require(WRITE, unit.path)
    opened: list[Recheck] = []
    first = Recheck.objects.filter(unit=unit, months=1, round_no=1).select_related("after", "drive__ruleset", "unit")
    for one in first.order_by("pk"):
        for months in {rule(one.drive, "recheck_second_months"), rule(one.drive, "recheck_third_months")} - {0, 1}:
            due = rules.recheck_due(_day(one.after), months)
            early = rules.binds_from(due, rule(one.drive, "recheck_early_days"))
            if clock.today() >= early and (made := _open_later(one, months, due)) is not None:
                _note(actor, "corrections.recheck.opened", made, {"due_on": due.isoformat(), "months": months})
                opened.append(made)
    return opened


def _open_later(first: Recheck, months: int, due: date) -> Recheck | None:
    """The later re-check, or None when it exists or nothing of the first ones stands confirmed."""
    if Recheck.objects.filter(after=first.after, months=months).exists():
        return None
    listed = RecheckItem.objects.filter(recheck__after=first.after, recheck__months=1).values("action_id")
    actions = live_actions().filter(pk__in=listed, state=ActionState.CONFIRMED)
    if not actions.exists():
        return None
    made = Recheck.objects.create(
        drive=first.drive, unit=first.unit, after=first.after, months=months, due_on=due, created_at=clock.now()
    )
    RecheckItem.objects.bulk_create(
        [RecheckItem(recheck=made, action=one, doer_id=one.owner_id, listed_at=clock.now()) for one in actions]
    )
    return made


def _next_meeting(recheck: Recheck) -> Meeting | None:
    """The first planned regular meeting that may take the re-check up; else, if it has none, the first one held."""
    first = rules.binds_from(recheck.due_on, rule(recheck.drive, "recheck_early_days"))
    start = clock.local(first.year, first.month, first.day)
    kinds = Q(kind__in=[MeetingKind.REGULAR, MeetingKind.RECHECK])
    rows = Meeting.objects.filter(kinds, unit=recheck.unit, starts_at__gte=start).order_by("starts_at", "pk")
    planned = rows.filter(state__in=COMING).first()
    return planned or (rows.filter(state=MeetingState.CLOSED).first() if recheck.meeting_id is None else None)


@service
def judge_item(
    *, actor: Actor, item: RecheckItem, outcome: str, reason: str = "", by: Person | None = None,
    new_deadline: date | None = None,
) -> RecheckItem:  # fmt: skip
    """Say of one action whether it held: done, partly or not. By somebody other than its doer (D12, S15).

    Partly and not need a reason, open the action again (with a new date, if given) and put it on the next round, due a
    month later. Invalid when the line was already judged.
    """
    finding = lock_finding(item.action.finding)
    item = RecheckItem.objects.select_for_update(of=("self",)).select_related("action", "recheck__unit").get(pk=item.pk)
    action, recheck = item.action, item.recheck
    person = judge(actor, by, finding.unit, {item.doer_id, action.owner_id})
    words = clean(reason)
    _check_judgement(item, outcome, words, new_deadline)
    item.outcome, item.reason, item.judged_by, item.judged_at = outcome, words, person, clock.now()
    item.save(update_fields=["outcome", "reason", "judged_by", "judged_at"])
    if outcome == Outcome.DONE:
        if action.state != ActionState.CONFIRMED:
            set_confirmed(action, person)
    else:
        _open_again(action)
        if new_deadline is not None and new_deadline != action.deadline:
            extend_at_once(label=actor.label, action=action, to_day=new_deadline, words=words, person=person)
        _next_round(recheck, item)
        finding.round_no = recheck.round_no + 1
        finding.save(update_fields=["round_no"])
    follow_actions(finding)
    line(actor, finding, _EVENTS[outcome], by=person, text=words, action=action)
    record(
        actor, "corrections.recheck.judged", item, unit_path=recheck.unit.path, person_id=item.doer_id,
        changes={"outcome": outcome},
    )  # fmt: skip
    _finish(actor, recheck)
    tallies.refresh(recheck.drive_id, recheck.unit_id)
    return item


def _check_judgement(item: RecheckItem, outcome: str, words: str, new_deadline: date | None) -> None:
    if item.outcome:
        raise Invalid(_("This was already judged in this re-check."))
    if outcome not in Outcome.values:
        raise Invalid(_("Choose one of the three answers."), field="outcome")
    if outcome != Outcome.DONE and not words:
        raise Invalid(_("Say what is still missing, so that the comrade knows what to do."), field="reason")
    if new_deadline is not None and new_deadline < clock.today():
        raise Invalid(_("The new date is in the past: choose today or a later day."), field="new_deadline")


def _open_again(action: Action) -> None:
    event = {ActionState.REPORTED.value: "send_back", ActionState.CONFIRMED.value: "reopen"}.get(action.state)
    if event is not None:
        action.state = step(ACTION_TABLE, action.state, event, message=OUT_OF_ORDER)
        action.confirmed_at, action.confirmed_by = None, None
        action.save(update_fields=["state", "confirmed_at", "confirmed_by"])


def _next_round(recheck: Recheck, item: RecheckItem) -> None:
    """The next round of the same re-check, a month after this one, with this action on its list."""
    day = _day(recheck.meeting) if recheck.meeting is not None else clock.today()
    months = rule(recheck.drive, "recheck_after_months")
    following, _made = Recheck.objects.get_or_create(
        after=recheck.after, months=recheck.months, round_no=recheck.round_no + 1,
        defaults={
            "drive": recheck.drive, "unit": recheck.unit, "due_on": rules.recheck_due(day, months),
            "created_at": clock.now(),
        },
    )  # fmt: skip
    RecheckItem.objects.get_or_create(
        recheck=following, action=item.action, defaults={"doer_id": item.doer_id, "listed_at": clock.now()}
    )


def _finish(actor: Actor, recheck: Recheck) -> None:
    """Once nothing of the list is left to judge, the re-check is answered."""
    if live_items().filter(recheck=recheck, outcome="").exists():
        return
    Recheck.objects.filter(pk=recheck.pk).update(answered_at=clock.now())
    record(actor, "corrections.recheck.answered", recheck, unit_path=recheck.unit.path)
