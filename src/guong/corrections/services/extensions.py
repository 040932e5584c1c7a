"""A later day for a measure: asked with its reason, decided by somebody who does not do it, counted (D12, R23)."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext_lazy as _

from guong.audit.work import record, service
from guong.corrections import tallies
from guong.corrections.enums import EXTENSION_TABLE, ActionState, ExtensionState, HistoryEvent
from guong.corrections.models import Action, Extension, Finding
from guong.corrections.perms import WRITE
from guong.corrections.services.common import acting, fresh_action, judge, judged_in, line, lock_finding
from guong.kernel import clock
from guong.kernel.actor import Actor
from guong.kernel.errors import Invalid
from guong.kernel.machine import step
from guong.kernel.text import clean_text
from guong.org.models import Person

_DECIDED = _("This was decided already. Open the finding to see which day stands.")


@service
def ask_extension(*, actor: Actor, action: Action, to_day: date, reason: str, by: Person | None = None) -> Extension:
    """The owner of a measure asks for a later day. The day in force stays until somebody else has decided.

    Invalid without a reason, for a day that is not later than the present one or has passed, while another request waits,
    and for a measure that is reported or confirmed.
    """
    finding = lock_finding(action.finding)
    action = fresh_action(action)
    person = acting(actor, by, perm=WRITE, path=finding.unit.path)
    if person.pk != action.owner_id:
        actor.require(WRITE, finding.unit.path)
        raise Invalid(
            _("Only the comrade who does it asks for a later day. You may type it for him or her."), field="by"
        )
    if action.state not in {ActionState.OPEN, ActionState.CANNOT}:
        raise Invalid(_("This was already reported or confirmed: it needs no later day."))
    words = clean_text(reason)
    check_later(action, to_day, words)
    if action.extensions.filter(state=ExtensionState.ASKED).exists():
        raise Invalid(_("A later day was already asked for and waits to be decided."))
    made = Extension.objects.create(
        action=action, doer_id=action.owner_id, from_day=action.deadline, to_day=to_day, reason=words,
        asked_at=clock.now(), asked_by_label=actor.label[:200],
    )  # fmt: skip
    line(actor, finding, HistoryEvent.EXTENSION_ASKED, by=person, text=_days(made, words), action=action)
    _note(actor, "corrections.extension.asked", made, finding)
    return made


@service
def decide_extension(
    *, actor: Actor, extension: Extension, grant: bool, text: str = "", by: Person | None = None
) -> Extension:
    """Allow the later day, or not: by somebody who does not do the measure (D12). A refusal needs its reason."""
    finding = lock_finding(extension.action.finding)
    row = Extension.objects.select_for_update(of=("self",)).get(pk=extension.pk)
    action = fresh_action(extension.action)
    person = judge(actor, by, judged_in(actor, finding, action), {row.doer_id, action.owner_id})
    if action.state not in {ActionState.OPEN, ActionState.CANNOT}:
        raise Invalid(_("This was already reported or confirmed: it needs no later day."))
    words = clean_text(text)
    if not grant and not words:
        raise Invalid(_("Say why not: the comrade has the right to know."), field="text")
    row.state = step(EXTENSION_TABLE, row.state, "grant" if grant else "refuse", message=_DECIDED)
    row.decided_by, row.decided_at, row.answer = person, clock.now(), words
    row.save(update_fields=["state", "decided_by", "decided_at", "answer"])
    if grant:
        _move_day(action, row.to_day)
    event = HistoryEvent.EXTENDED if grant else HistoryEvent.NOT_EXTENDED
    line(actor, finding, event, by=person, text=_days(row, words) if grant else words, action=action)
    _note(actor, "corrections.extension.decided", row, finding)
    return row


def check_later(action: Action, to_day: date, words: str) -> None:
    """Invalid unless the new day is later than the day in force and not past, and a reason is given."""
    if not words:
        raise Invalid(_("Say why it needs more time."), field="reason")
    if to_day <= action.deadline:
        raise Invalid(
            _("The new day is not later than the present one, %(day)s. Choose a later day."),
            field="new_deadline", params={"day": f"{action.deadline:%d/%m/%Y}"},
        )  # fmt: skip
    if to_day < clock.today():
        raise Invalid(_("The new date is in the past: choose today or a later day."), field="new_deadline")


def extend_at_once(*, label: str, action: Action, to_day: date, words: str, person: Person) -> Extension:
    """A later day that the body itself gives at a meeting, in the name of `person`, who judged. A request that waits is
    decided by it; `label`: who typed it. Callers hold the finding and have checked who judges; `check_later` is asked here."""
    check_later(action, to_day, words)
    at = clock.now()
    decided = {"decided_by": person, "decided_at": at, "answer": words}
    waiting = action.extensions.filter(state=ExtensionState.ASKED).first()
    if waiting is not None:
        fits = waiting.to_day == to_day
        state = ExtensionState.GRANTED if fits else ExtensionState.REFUSED
        Extension.objects.filter(pk=waiting.pk).update(state=state, **decided)
    if waiting is None or waiting.to_day != to_day:
        waiting = Extension.objects.create(
            action=action, doer_id=action.owner_id, from_day=action.deadline, to_day=to_day, reason=words, asked_at=at,
            asked_by_label=label[:200], state=ExtensionState.GRANTED, **decided,
        )  # fmt: skip
    _move_day(action, to_day)
    return waiting


def _move_day(action: Action, to_day: date) -> None:
    """The day in force becomes `to_day`; the first promise is kept beside it for good."""
    action.first_deadline = action.first_deadline or action.deadline
    action.deadline = to_day
    action.save(update_fields=["first_deadline", "deadline"])


def _days(row: Extension, words: str) -> str:
    return f"{row.from_day:%d/%m/%Y} → {row.to_day:%d/%m/%Y}. {words}".strip()


def _note(actor: Actor, code: str, row: Extension, finding: Finding) -> None:
    changes = {"from": row.from_day.isoformat(), "to": row.to_day.isoformat(), "state": str(row.state)}
    record(actor, code, row, unit_path=finding.unit.path, person_id=row.doer_id, changes=changes)
    tallies.refresh(finding.drive_id, finding.unit_id)
