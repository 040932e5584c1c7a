"""A monitor's plan: what it watches in which cell, what it saw, and the cell's answer (S70, S115)."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext_lazy as _

from guong.audit.work import record, service
from guong.drives.enums import DriveState
from guong.drives.models import Drive
from guong.kernel import clock, treepath
from guong.kernel.actor import Actor
from guong.kernel.errors import Invalid
from guong.org.models import Unit
from guong.plans.models import Supervision
from guong.plans.perms import MONITOR, READ
from guong.plans.querysets import watched_from
from guong.plans.services import common


@service
def plan_supervision(*, actor: Actor, body: Unit, drive: Drive, cell: Unit, what: str, due_on: date) -> Supervision:
    """Write a line of the plan. Needs `plans.monitor:write` at the body that watches.

    Invalid for a cell that it does not watch, a drive not under way, a day before today or after the drive's year, nothing written.
    """
    actor.require(MONITOR, body.path)
    if drive.state != DriveState.OPEN:
        raise Invalid(_("This drive is not under way."), field="drive")
    if not cell.is_cell or not treepath.contains(watched_from(body), cell.path):
        raise Invalid(_("Choose a cell of your own area."), field="cell")
    if not clock.today() <= due_on <= date(max(drive.year, clock.today().year), 12, 31):
        raise Invalid(_("Choose a day from today to the end of the year."), field="due_on")
    line = Supervision.objects.create(
        body=body, drive=drive, cell=cell, what=common.words(what, "what"), due_on=due_on, made_at=clock.now(),
        made_by_label=actor.label,
    )  # fmt: skip
    record(actor, "plans.supervision.planned", line, unit_path=body.path, changes={"cell": cell.pk, "due": due_on})
    return line


@service
def note_seen(*, actor: Actor, line: Supervision, seen: str) -> Supervision:
    """Note what was seen, once; the cell reads it and answers."""
    line = _locked(line)
    actor.require(MONITOR, line.body.path)
    if line.seen_on is not None:
        raise Invalid(_("What was seen here is noted already. Write a new line for another visit."))
    line.seen, line.seen_on = common.words(seen, "seen"), clock.today()
    line.save(update_fields=["seen", "seen_on"])
    record(actor, "plans.supervision.seen", line, unit_path=line.cell.path)
    return line


@service
def answer_supervision(*, actor: Actor, line: Supervision, answer: str) -> Supervision:
    """The cell's answer, once. Needs `plans.plan:read` at the cell."""
    line = _locked(line)
    actor.require(READ, line.cell.path)
    if line.seen_on is None:
        raise Invalid(_("Nothing has been seen here yet, so there is nothing to answer."))
    if line.answered_at is not None:
        raise Invalid(_("You have answered this already."))
    line.answer, line.answered_at = common.words(answer, "answer"), clock.now()
    line.save(update_fields=["answer", "answered_at"])
    record(actor, "plans.supervision.answered", line, unit_path=line.cell.path)
    return line


def _locked(line: Supervision) -> Supervision:
    return Supervision.objects.select_for_update(of=("self",)).select_related("body", "cell").get(pk=line.pk)
