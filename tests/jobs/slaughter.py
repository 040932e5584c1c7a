"""Four workers, tasks that kill them, workers put in their place until nothing is left. Run as a process of its own; prints
what stands in the database afterwards, as JSON."""

from __future__ import annotations

import json
import os
import sys
import time
from collections import Counter
from datetime import timedelta
from random import Random

from guong.cli import common

common.start()

from django.db import connections  # noqa: E402
from django_tasks_db.models import DBTaskResult  # noqa: E402

from guong.audit.models import Entry  # noqa: E402
from guong.audit.selectors import verify  # noqa: E402
from guong.jobs.schedule import JOBS, plan_due  # noqa: E402
from guong.jobs.worker import name_of_worker, work_once  # noqa: E402
from tests import ready  # noqa: E402
from tests.jobs import deadly  # noqa: E402

LEASE = timedelta(seconds=0.5)
WORKERS = 4


def _work() -> None:
    """One worker, until everything is done; sometimes it dies between two tasks, after its commit."""
    name, random = name_of_worker(), Random(os.getpid())
    while True:
        if work_once(name, lease=LEASE):
            if random.random() < 0.03:
                os._exit(deadly.KILLED)
        elif DBTaskResult.objects.finished().count() == DBTaskResult.objects.count():
            os._exit(0)
        else:
            time.sleep(0.05)


def _start(first: object = None) -> int:
    connections.close_all()
    pid = os.fork()
    if pid == 0:
        try:
            if first is not None:
                first()  # type: ignore[operator]
            _work()
        finally:
            os._exit(1)
    return pid


def main(tasks: int) -> None:
    ready.lay_here()
    common.migrate()
    for number in range(tasks):
        deadly.mark.enqueue(number)
    alive, kills, odd = {_start(plan_due) for _ in range(WORKERS)}, 0, 0  # all four look at the clock at once
    while alive:
        pid, status = os.wait()
        alive.remove(pid)
        code = os.waitstatus_to_exitcode(status)
        if code == deadly.KILLED:
            kills += 1
            alive.add(_start())
        odd += code not in (0, deadly.KILLED)
    done = Counter(e.changes["number"] for e in Entry.objects.filter(code="audit.day.closed") if "number" in e.changes)
    states = Counter(DBTaskResult.objects.values_list("status", flat=True))
    told = {
        "twice": [n for n, times in done.items() if times > 1], "never": [n for n in range(tasks) if n not in done],
        "kills": kills, "odd": odd, "states": states, "breaks": verify()[1], "jobs": len(JOBS),
        "checks": Entry.objects.filter(code="jobs.check.made").count(),
    }  # fmt: skip
    print(json.dumps(told))  # noqa: T201


if __name__ == "__main__":
    main(int(sys.argv[1]))
