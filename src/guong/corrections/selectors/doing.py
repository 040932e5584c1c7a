"""One measure with the way to it: steps, how it goes, files, and every change of its day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import prefetch_related_objects

from guong.audit.reads import log_read
from guong.corrections import rules
from guong.corrections.enums import ActionState, ExtensionState
from guong.corrections.models import Action, ActionStep, Evidence, Extension, MonthlyAnswer, Progress
from guong.corrections.perms import WRITE
from guong.corrections.querysets import leads
from guong.corrections.selectors.actions import action as one_action
from guong.files.models import StoredFile
from guong.kernel import clock
from guong.kernel.actor import Actor
from guong.kernel.errors import NotFound


@dataclass(frozen=True, slots=True)
class ProgressLine:
    """One day of the rhythm. `state`: said, missed, next (words said now count for it) or later."""

    day: date
    state: str
    said: Progress | None


@dataclass(frozen=True, slots=True)
class ActionPage:
    """A measure with everything that belongs to it; `speaks`: the actor may say how it goes (his own, or typed for its doer)."""

    action: Action
    own: bool
    speaks: bool
    judges: bool
    steps: list[ActionStep]
    lines: list[ProgressLine]
    files: list[Evidence]
    extensions: list[Extension]
    monthly: list[MonthlyAnswer]

    @property
    def waiting(self) -> Extension | None:
        """The later day that is asked for and not decided."""
        return next((one for one in self.extensions if one.state == ExtensionState.ASKED), None)

    @property
    def granted(self) -> int:
        """How often its day was moved."""
        return sum(one.state == ExtensionState.GRANTED for one in self.extensions)

    @property
    def next_day(self) -> date | None:
        """For which day of the rhythm words said now count."""
        return next((one.day for one in self.lines if one.state == "next"), None)


def action_page(*, actor: Actor, action_id: int) -> ActionPage:
    """One measure the actor may read, or NotFound. Opening somebody else's is written in that person's log (D6)."""
    row = one_action(actor=actor, action_id=action_id)
    today = clock.today()
    own = row.owner_id == actor.person_id
    log_read(
        actor=actor, person_id=row.finding.person_id or row.owner_id, unit_path=row.finding.unit.path, part="finding",
        target=row.finding,
    )  # fmt: skip
    return ActionPage(
        action=row,
        own=own,
        speaks=row.state != ActionState.CONFIRMED and (own or actor.can(WRITE, row.finding.unit.path)),
        judges=not own and leads(actor, row.finding.unit, today),
        steps=list(row.steps.filter(removed_at=None)),
        lines=progress_lines(row, today),
        files=list(row.files.filter(removed_at=None, file__isnull=False).select_related("file")),
        extensions=list(row.extensions.select_related("decided_by")),
        monthly=list(row.monthly.select_related("meeting", "said_by")),
    )


def progress_lines(action: Action, today: date, said: Iterable[Progress] | None = None) -> list[ProgressLine]:
    """Days of the rhythm that was chosen, with what was said; words under a rhythm that was given up stay in the list.
    Asks no right: whoever calls has opened the measure."""
    begun = action.created_at.astimezone(clock.ZONE).date()
    rows = {one.due_on: one for one in (action.progress.all() if said is None else said)}
    days = rules.progress_days(begun, action.deadline, action.rhythm)
    slot = rules.progress_slot(begun, action.deadline, action.rhythm, today)
    lines = []
    for day in sorted({*days, *rows}):
        state = "next" if day == slot else "said" if day in rows else "missed" if day < today else "later"
        lines.append(ProgressLine(day, state, rows.get(day)))
    return lines


def extension(*, actor: Actor, extension_id: int) -> Extension:
    """A later day that was asked for, for whoever decides in the body; NotFound for anybody else, its doer among them."""
    found = Extension.objects.filter(pk=extension_id).select_related("action__finding__unit", "action__owner").first()
    if found is None or found.doer_id == actor.person_id:
        raise NotFound
    if not leads(actor, found.action.finding.unit, clock.today()):
        raise NotFound
    one_action(actor=actor, action_id=found.action_id)
    return found


def evidence(*, actor: Actor, evidence_id: int) -> StoredFile:
    """A file of a measure, for whoever may read the measure; that it was opened stands in the doer's log."""
    found = Evidence.objects.filter(pk=evidence_id, removed_at=None).select_related("file").first()
    if found is None or found.file is None:
        raise NotFound
    row = one_action(actor=actor, action_id=found.action_id)
    log_read(
        actor=actor, person_id=row.owner_id, unit_path=row.finding.unit.path, part="finding", target=row.finding,
        purpose="file",
    )  # fmt: skip
    return found.file


def progress_waiting(*, actor: Actor, rows: list[Action], today: date) -> list[tuple[Action, date]]:
    """Of the actor's own measures, those whose rhythm asks for words within three days, with that day."""
    mine = [one for one in rows if one.rhythm and one.state == ActionState.OPEN and one.owner_id == actor.person_id]
    prefetch_related_objects(mine, "progress")
    found = []
    for row in mine:
        lines = progress_lines(row, today, list(row.progress.all()))
        coming = next((one for one in lines if one.state == "next" and one.said is None), None)
        if coming is not None and (coming.day - today).days <= 3:
            found.append((row, coming.day))
    return found
