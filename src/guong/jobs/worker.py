"""Taking tasks from the queue, each exactly once (Q8).

A task is taken in a short transaction that writes down who took it and when. The work is then looked at without a lock, and
what it does is done in one transaction together with "done", after a look whether the task is still ours. A worker that dies
leaves its task behind; when its lease is over, another takes it. Nothing is therefore done twice, and nothing is forgotten.
"""

from __future__ import annotations

import logging
import os
import secrets
import socket
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.db import OperationalError, close_old_connections, connection, transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django_tasks.base import TaskContext, TaskResultStatus
from django_tasks_db.models import DBTaskResult, get_date_max

from guong.audit.work import unit_of_work

Effect = Callable[[], Any]
"""What a task does, in the transaction in which it becomes done; its value is kept with the task."""

LEASE = timedelta(minutes=15)
TRIES = 5
logger = logging.getLogger(__name__)


class LostTask(Exception):
    """Another worker has taken the task meanwhile: ours took longer than its lease."""


class TooManyTries(Exception):
    """Every worker that took this task died of it."""


def name_of_worker() -> str:
    """A name that no other process has ever had."""
    return f"{socket.gethostname()[:20]}-{os.getpid()}-{secrets.token_hex(6)}"


def work_once(worker: str, *, lease: timedelta = LEASE) -> bool:
    """Take one task that is due and do it; False when there is none."""
    row = claim(worker, lease)
    if row is None:
        return False
    try:
        _finish(row, worker)
    except LostTask:
        logger.warning("task %s was taken over by another worker", row.pk)
    except OperationalError:  # the database is busy or gone: the lease brings the task back
        logger.warning("task %s waits: the database refused", row.pk, exc_info=True)
    except Exception as error:  # whatever a task raises is kept with it, and the worker goes on
        logger.exception("task %s failed", row.pk)
        row.set_failed(error)
    return True


def claim(worker: str, lease: timedelta) -> DBTaskResult[Any, Any] | None:
    """The first task that is due or was left behind, now ours; None when there is none."""
    if not _due(lease).exists():  # looked at without a lock: the embedded database has one writer
        return None
    while True:
        with transaction.atomic():
            row = _due(lease).order_by("-priority", "enqueued_at", "pk").select_for_update(skip_locked=True).first()
            if row is None:
                return None
            if len(row.worker_ids) < TRIES:
                row.claim(worker)
                return row
            row.set_failed(TooManyTries(f"{TRIES} workers died"))


def _due(lease: timedelta) -> QuerySet[DBTaskResult[Any, Any]]:
    now = timezone.now()
    waiting = Q(status=TaskResultStatus.READY) & (Q(run_after=get_date_max()) | Q(run_after__lte=now))
    left = Q(status=TaskResultStatus.RUNNING, started_at__lt=now - lease)
    return DBTaskResult.objects.filter(waiting | left)


def _finish(row: DBTaskResult[Any, Any], worker: str) -> None:
    given = row.args_kwargs
    result: Any = row.task_result  # the two libraries name the same shape twice
    context = [TaskContext(task_result=result)] if row.task.takes_context else []
    outcome = row.task.call(*context, *given["args"], **given["kwargs"])
    with unit_of_work():
        held = DBTaskResult.objects.select_for_update().get(pk=row.pk)
        if held.status != TaskResultStatus.RUNNING or held.worker_ids[-1] != worker:
            raise LostTask
        held.set_successful(outcome() if callable(outcome) else outcome)


def work(plan: Callable[[], object], wait: Callable[[float], bool], *, once: bool = False, pause: float = 2.0) -> int:
    """Work until `wait(seconds)` says stop, or, with `once`, until nothing is due. Returns the number of tasks taken.

    `plan` puts into the queue what the clock asks for. A database that is gone for a while is waited for.
    """
    worker, taken = name_of_worker(), 0
    while True:
        if not connection.in_atomic_block:  # inside somebody's transaction the connection is his
            close_old_connections()
        try:
            plan()
            while work_once(worker):
                taken += 1
                if not once and wait(0):
                    return taken
        except OperationalError:
            if once:
                raise
            logger.warning("the database does not answer; trying again", exc_info=True)
        if once or wait(pause):
            return taken
