"""The line of every regular meeting: each open measure is done, goes on, or cannot be done (R23, S22, S60)."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext_lazy as _

from guong.audit.work import record, service
from guong.corrections import rules, tallies
from guong.corrections.enums import ACTION_TABLE, ActionState, HistoryEvent, MonthlyWord
from guong.corrections.models import Action, MonthlyAnswer
from guong.corrections.services.actions import set_confirmed
from guong.corrections.services.common import OUT_OF_ORDER, follow_actions, fresh_action, judge, line, lock_finding
from guong.corrections.services.extensions import extend_at_once
from guong.kernel import clock
from guong.kernel.actor import Actor
from guong.kernel.errors import Invalid, NotFound
from guong.kernel.machine import step
from guong.kernel.text import clean_text
from guong.meetings.models import Meeting
from guong.org.models import Person

_EVENTS = {
    MonthlyWord.DONE.value: HistoryEvent.CONFIRMED,
    MonthlyWord.CONTINUE.value: HistoryEvent.GOES_ON,
    MonthlyWord.CANNOT.value: HistoryEvent.CANNOT,
}
LIMIT = 2000


@service
def answer_item(
    *, actor: Actor, meeting: Meeting, action: Action, word: str, reason: str = "", new_deadline: date | None = None,
    by: Person | None = None,
) -> MonthlyAnswer:  # fmt: skip
    """What the meeting says of one open measure of its body: `word` is "done", "continue" or "cannot" (R23).

    By somebody who does not do it (D12). "done" confirms it. "continue" needs a reason and a later day once its day has
    passed, and counts as an extension; "cannot" needs a reason, and the measure waits for another one in its place. NotFound
    for a measure of another body; Invalid when the meeting already answered for it (one answer stands), or it is confirmed.
    """
    finding = lock_finding(action.finding)
    if finding.unit_id != meeting.unit_id:
        raise NotFound
    action = fresh_action(action)
    person = judge(actor, by, finding.unit, {action.owner_id})
    words = clean_text(reason)
    _check(meeting, action, word, words, new_deadline)
    made = MonthlyAnswer.objects.create(
        meeting=meeting, action=action, doer_id=action.owner_id, word=word, reason=words,
        new_deadline=new_deadline if word == MonthlyWord.CONTINUE else None, said_by=person, said_at=clock.now(),
    )  # fmt: skip
    _apply(actor.label, action, made, person)
    follow_actions(finding)
    line(actor, finding, _EVENTS[word], by=person, text=words, action=action)
    record(
        actor, "corrections.action.asked_after", made, unit_path=finding.unit.path, person_id=action.owner_id,
        changes={"word": word, "meeting": meeting.pk, "new_deadline": new_deadline.isoformat() if new_deadline else None},
    )  # fmt: skip
    tallies.refresh(finding.drive_id, finding.unit_id)
    return made


def _check(meeting: Meeting, action: Action, word: str, words: str, new_deadline: date | None) -> None:
    if word not in MonthlyWord.values:
        raise Invalid(_("Choose one of the three answers."), field="word")
    if len(words) > LIMIT:
        raise Invalid(_("Too long: at most %(limit)s characters."), field="reason", params={"limit": LIMIT})
    if MonthlyAnswer.objects.filter(meeting=meeting, action=action).exists():
        raise Invalid(_("This meeting already answered for this measure."))
    if action.state == ActionState.CONFIRMED:
        raise Invalid(_("This was already confirmed."))
    if word == MonthlyWord.CANNOT and not words:
        raise Invalid(_("Say why it cannot be done, so that another measure can be found."), field="reason")
    if word == MonthlyWord.CONTINUE and new_deadline is None and rules.needs_new_day(action.deadline, clock.today()):
        raise Invalid(_("Its day has passed: give the new day and the reason."), field="new_deadline")


def _apply(label: str, action: Action, made: MonthlyAnswer, person: Person) -> None:
    if made.word == MonthlyWord.DONE:
        set_confirmed(action, person)
        return
    if made.word == MonthlyWord.CANNOT:
        _move(action, {ActionState.OPEN: "give_up", ActionState.REPORTED: "give_up"})
        return
    _move(action, {ActionState.REPORTED: "send_back", ActionState.CANNOT: "resume"})
    if made.new_deadline is not None:
        extend_at_once(label=label, action=action, to_day=made.new_deadline, words=made.reason, person=person)


def _move(action: Action, events: dict[ActionState, str]) -> None:
    event = events.get(ActionState(action.state))
    if event is not None:
        action.state = step(ACTION_TABLE, action.state, event, message=OUT_OF_ORDER)
        action.save(update_fields=["state"])
