"""What is due by the clock of Viet Nam. A turn that was missed is made up once, when a worker is there again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from django_tasks.base import Task

from guong.jobs import tasks
from guong.jobs.models import Occurrence
from guong.kernel import clock


@dataclass(frozen=True, slots=True)
class Job:
    """A job of every day, at an hour of the night."""

    name: str
    label: Any
    task: Task[..., Any]
    at: time

    def due(self, now: datetime) -> datetime:
        """The newest turn that is not later than `now`."""
        today = now.astimezone(clock.ZONE).date()
        turn = datetime.combine(today, self.at, clock.ZONE)
        return turn if turn <= now else datetime.combine(today - timedelta(days=1), self.at, clock.ZONE)


JOBS = (
    Job("daily_head", _("Closing the log of the day"), tasks.daily_head, time(0, 5)),
    Job("silent_shares", _("Shares that nobody answered"), tasks.silent_shares, time(0, 10)),
    Job("days_ahead", _("Announcing days to come"), tasks.days_ahead, time(0, 20)),
    Job("nightly_check", _("Walking the log, recounting the figures"), tasks.nightly_check, time(1, 0)),
    Job("passages", _("Comparing self-reviews of different wards"), tasks.passages, time(1, 30)),
    Job("retention", _("Erasing what has been kept long enough"), tasks.retention, time(2, 0)),
    Job("housekeeping", _("Forgetting old turns"), tasks.housekeeping, time(3, 0)),
    Job("sessions", _("Clearing away sessions that are over"), tasks.sessions, time(3, 10)),
)


def plan_due() -> int:
    """Put every turn that is due into the queue, once whoever looks; returns how many were put there by this call."""
    now = clock.now()
    wanted = {(job.name, job.due(now)): job for job in JOBS}
    oldest = min(due for _name, due in wanted)
    planned = set(Occurrence.objects.filter(due_at__gte=oldest).values_list("job", "due_at"))
    return sum(_plan(job, due) for (name, due), job in wanted.items() if (name, due) not in planned)


@transaction.atomic
def _plan(job: Job, due: datetime) -> bool:
    result = job.task.enqueue()
    _row, made = Occurrence.objects.get_or_create(
        job=job.name, due_at=due, defaults={"task_id": result.id, "made_at": clock.now()}
    )
    if not made:  # another worker was quicker: its task is the one
        transaction.set_rollback(True)
    return made
