"""The way to a measure: steps with their days (S84), how it goes in a chosen rhythm (S58), files that show it."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext_lazy as _

from guong.audit.work import record, service
from guong.corrections import rules
from guong.corrections.enums import ActionState, Rhythm
from guong.corrections.models import Action, ActionStep, Evidence, Finding, Progress
from guong.corrections.perms import WRITE
from guong.corrections.services.common import acting, check_rhythm, earliest, fresh_action, lock_finding
from guong.files.services import store_file
from guong.kernel import clock
from guong.kernel.actor import Actor
from guong.kernel.errors import Invalid
from guong.kernel.text import clean_line, clean_text
from guong.org.models import Person

STEPS = 12  # of one measure
FILES = 10
_LONG = _("Too long: at most %(limit)s characters.")
_DONE = _("This was already confirmed: it stays as it is.")


def _own(actor: Actor, action: Action, by: Person | None) -> tuple[Finding, Action, Person]:
    """The finding and the action, locked; the doer, who alone speaks of it. A secretary may type it for him."""
    finding = lock_finding(action.finding)
    action = fresh_action(action)
    person = acting(actor, by, perm=WRITE, path=finding.unit.path)
    if person.pk != action.owner_id:
        actor.require(WRITE, finding.unit.path)
        raise Invalid(_("Only the comrade who does it says so. You may type it for him or her."), field="by")
    if action.state == ActionState.CONFIRMED:
        raise Invalid(_DONE)
    return finding, action, person


def _note(
    actor: Actor, code: str, target: ActionStep | Evidence | Progress | Action, finding: Finding, owner: int
) -> None:
    record(actor, code, target, unit_path=finding.unit.path, person_id=owner)


@service
def add_step(*, actor: Actor, action: Action, text: str, due_on: date, by: Person | None = None) -> ActionStep:
    """A step of the way with its day, between the day of the finding and the day of the measure (S84)."""
    finding, action, _person = _own(actor, action, by)
    words = clean_line(text)
    if not words:
        raise Invalid(_("Say what this step is."), field="text")
    if len(words) > 300:
        raise Invalid(_LONG, field="text", params={"limit": 300})
    if not earliest(finding) <= due_on <= action.deadline:
        raise Invalid(
            _("The day of a step lies between %(first)s and %(last)s, the day of the measure."), field="due_on",
            params={"first": f"{earliest(finding):%d/%m/%Y}", "last": f"{action.deadline:%d/%m/%Y}"},
        )  # fmt: skip
    if action.steps.filter(removed_at=None).count() >= STEPS:
        raise Invalid(_("At most %(limit)s steps: a longer way is several measures."), params={"limit": STEPS})
    made = ActionStep.objects.create(action=action, text=words, due_on=due_on)
    _note(actor, "corrections.step.set", made, finding, action.owner_id)
    return made


@service
def tick_step(*, actor: Actor, step: ActionStep, done: bool, by: Person | None = None) -> ActionStep:
    """Tick a step as done, or take the tick back. It confirms nothing: somebody else judges the measure (D12)."""
    finding, action, _person = _own(actor, step.action, by)
    row = action.steps.select_for_update(of=("self",)).get(pk=step.pk)
    if row.removed_at is not None:
        raise Invalid(_("This step was left out meanwhile."))
    row.done_at = (row.done_at or clock.now()) if done else None
    row.save(update_fields=["done_at"])
    _note(actor, "corrections.step.done", row, finding, action.owner_id)
    return row


@service
def remove_step(*, actor: Actor, step: ActionStep, by: Person | None = None) -> ActionStep:
    """Leave a step out; it is kept with the moment."""
    finding, action, _person = _own(actor, step.action, by)
    row = action.steps.select_for_update(of=("self",)).get(pk=step.pk)
    if row.done_at is not None:
        raise Invalid(_("A step that is done stays: take the tick back first."))
    row.removed_at = row.removed_at or clock.now()
    row.save(update_fields=["removed_at"])
    _note(actor, "corrections.step.removed", row, finding, action.owner_id)
    return row


@service
def choose_rhythm(*, actor: Actor, action: Action, rhythm: str, by: Person | None = None) -> Action:
    """How often its doer says how it goes: week, month, quarter, or "" for not at all (S58)."""
    finding, action, _person = _own(actor, action, by)
    check_rhythm(rhythm)
    if rhythm and not rules.progress_days(begun_on(action), action.deadline, rhythm):
        raise Invalid(
            _("The measure is due before the first such day: choose a shorter rhythm, or none."), field="rhythm"
        )
    action.rhythm = rhythm
    action.save(update_fields=["rhythm"])
    _note(actor, "corrections.action.rhythm", action, finding, action.owner_id)
    return action


@service
def say_progress(*, actor: Actor, action: Action, text: str, by: Person | None = None) -> Progress:
    """How it goes, for the period that today lies in; said again within it, the newer words stand. Nothing is filled in
    afterwards for a period that has passed. Invalid without a rhythm or after the last period."""
    finding, action, person = _own(actor, action, by)
    words = clean_text(text)
    if not words:
        raise Invalid(_("Say in a sentence how it goes: what is done, what hinders."), field="text")
    if len(words) > 2000:
        raise Invalid(_LONG, field="text", params={"limit": 2000})
    if action.rhythm not in Rhythm.values:
        raise Invalid(_("Choose first how often you say how it goes."))
    slot = rules.progress_slot(begun_on(action), action.deadline, action.rhythm, clock.today())
    if slot is None:
        raise Invalid(_("The last day has passed: report what was done, or ask for a later day."))
    typed = actor.label[:200] if person.pk != actor.person_id else ""
    made, _new = Progress.objects.update_or_create(
        action=action, due_on=slot, defaults={"text": words, "said_at": clock.now(), "typed_by_label": typed}
    )
    _note(actor, "corrections.action.progress", made, finding, action.owner_id)
    return made


def begun_on(action: Action) -> date:
    """The day from which the rhythm runs."""
    return action.created_at.astimezone(clock.ZONE).date()


@service
def add_evidence(
    *, actor: Actor, action: Action, name: str, data: bytes, caption: str = "", by: Person | None = None
) -> Evidence:
    """Lay a file beside a measure: a picture (kept without its camera data) or a document. No picture is asked for (R47)."""
    finding, action, _person = _own(actor, action, by)
    words = clean_line(caption)
    if len(words) > 200:
        raise Invalid(_LONG, field="caption", params={"limit": 200})
    if action.files.filter(removed_at=None).count() >= FILES:
        raise Invalid(_("At most %(limit)s files beside one measure."), field="file", params={"limit": FILES})
    stored = store_file(actor=actor, unit_path=finding.unit.path, name=name, data=data, purpose="document")
    made = Evidence.objects.create(
        action=action, file=stored, caption=words, added_at=clock.now(), added_by_label=actor.label[:200]
    )
    _note(actor, "corrections.evidence.added", made, finding, action.owner_id)
    return made


@service
def remove_evidence(*, actor: Actor, evidence: Evidence, by: Person | None = None) -> Evidence:
    """Take a file away that was laid there by mistake, while nobody has confirmed the measure. That it lay there is kept."""
    finding, action, _person = _own(actor, evidence.action, by)
    row = action.files.select_for_update(of=("self",)).get(pk=evidence.pk)
    if row.removed_at is None:
        row.removed_at = clock.now()
        row.save(update_fields=["removed_at"])
        _note(actor, "corrections.evidence.removed", row, finding, action.owner_id)
    return row
