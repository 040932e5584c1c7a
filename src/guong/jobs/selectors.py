"""Reads of this room: how the nightly work goes. Numbers and names of jobs, no content of anybody."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from guong.jobs.models import Check, Occurrence
from guong.jobs.perms import CHECK
from guong.jobs.schedule import JOBS
from guong.kernel import clock
from guong.kernel.actor import Actor
from guong.kernel.errors import NotFound

_PATIENCE = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Turn:
    """The newest turn of a job. `state`: done, failed, late, waiting or never."""

    label: Any
    state: str
    due_at: datetime
    finished_at: datetime | None
    trouble: str  # the kind of error, for whoever looks after the machine


@dataclass(frozen=True, slots=True)
class Night:
    """The newest check as one reader sees it: differences in his own part of the tree only."""

    check: Check
    drift: list[str]

    @property
    def places(self) -> list[str]:
        """Drive and organisation of each difference, once: "TSTS-2026, TDP-07"."""
        return sorted({", ".join(sentence.split(" ")[:2]) for sentence in self.drift})

    @property
    def fine(self) -> bool:
        return not self.check.breaks and not self.drift


def turns(*, actor: Actor) -> list[Turn]:
    """The newest turn of every job. NotFound without `jobs.check:read`."""
    if not actor.scope(CHECK):
        raise NotFound
    now = clock.now()
    newest: dict[str, Occurrence] = {}
    for one in Occurrence.objects.filter(due_at__gte=now - timedelta(days=3)).order_by("due_at"):
        newest[one.job] = one
    results = {row.pk: row for row in DBTaskResult.objects.filter(pk__in=[one.task_id for one in newest.values()])}
    found = []
    for job in JOBS:
        planned = newest.get(job.name)
        row = results.get(planned.task_id) if planned else None
        due = planned.due_at if planned else job.due(now)
        finished = row.finished_at if row else None
        trouble = row.exception_class_path.rsplit(".", 1)[-1] if row else ""
        found.append(Turn(job.label, _state(planned, row, due, now), due, finished, trouble))
    return found


def _state(planned: Occurrence | None, row: Any, due: datetime, now: datetime) -> str:
    if row is not None and row.status == TaskResultStatus.SUCCESSFUL:
        return "done"
    if row is not None and row.status == TaskResultStatus.FAILED:
        return "failed"
    if planned is None:
        return "never"
    return "late" if due + _PATIENCE < now else "waiting"


def night(*, actor: Actor) -> Night | None:
    """The newest check, or None before the first. NotFound without `jobs.check:read`."""
    scope = actor.scope(CHECK)
    if not scope:
        raise NotFound
    check = Check.objects.order_by("-made_at", "-pk").first()
    if check is None:
        return None
    return Night(check, [one["sentence"] for one in check.drift if scope.covers(one["path"])])
