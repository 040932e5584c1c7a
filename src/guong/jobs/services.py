"""Writes of this room: the result of the nightly check, and forgetting old turns."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django_tasks_db.models import DBTaskResult

from guong.audit.work import record, service
from guong.figures.checks import Drift
from guong.jobs import events  # noqa: F401  # registers the audit codes
from guong.jobs.models import Check, Occurrence
from guong.kernel import clock
from guong.kernel.actor import Actor, SystemActor
from guong.kernel.errors import Forbidden

KEPT = 200
"""Sentences of a check that are kept; the number of all is kept too."""


@service
def store_check(*, actor: Actor, rows: int, breaks: Sequence[str], drift: Sequence[Drift]) -> Check:
    """Keep what was found, for the technician's page and, where figures differ, for the offices concerned."""
    _system(actor)
    made = Check.objects.create(
        made_at=clock.now(), rows=rows, breaks=list(breaks)[:KEPT],
        drift=[{"path": one.path, "sentence": one.sentence} for one in drift[:KEPT]], drift_total=len(drift),
    )  # fmt: skip
    record(actor, "jobs.check.made", made, changes={"rows": rows, "breaks": len(breaks), "drift": len(drift)})
    return made


@service
def forget_old(*, actor: Actor, before: datetime) -> int:
    """Take finished tasks and turns of the schedule away that ended before a moment; returns how many tasks."""
    _system(actor)
    gone, _kinds = DBTaskResult.objects.finished().filter(finished_at__lt=before).delete()
    Occurrence.objects.filter(due_at__lt=before).delete()
    return gone


def _system(actor: Actor) -> None:
    """Only the program itself."""
    if not isinstance(actor, SystemActor):
        raise Forbidden
