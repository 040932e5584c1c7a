"""Tasks that kill their worker, for the test of crashes (Q8). Each leaves one line in the log, if it ever gets so far."""

from __future__ import annotations

import os
from collections.abc import Callable
from random import Random

from django_tasks import task
from django_tasks.base import TaskContext

from guong.audit.models import ChainHead
from guong.audit.work import record
from guong.kernel.actor import SystemActor

KILLED = 137
ACTOR = SystemActor("tests: deadly work")


def die(number: int, attempt: int, place: str) -> None:
    """As after `kill -9`: nothing is tidied up. At most three times a task, so that it does get done."""
    if attempt <= 3 and Random(f"{number} {attempt} {place}").random() < 0.2:
        os._exit(KILLED)


@task(takes_context=True)
def mark(context: TaskContext, number: int) -> Callable[[], int]:
    attempt = context.attempt
    die(number, attempt, "looking")

    def effect() -> int:
        record(ACTOR, "audit.day.closed", ChainHead(), changes={"number": number})
        die(number, attempt, "inside the transaction")
        return number

    return effect
