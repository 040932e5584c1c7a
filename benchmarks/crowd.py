"""P3: sixteen writers at once: a plain update, the same with the cell's tally, and with every body above in the transaction."""

from __future__ import annotations

import multiprocessing
import os
import time
from collections.abc import Callable
from multiprocessing.synchronize import Barrier
from typing import Any

from django.db import connection, transaction
from django.db.models import F
from tests.plans.stage import content

from benchmarks.report import Figure
from benchmarks.worlds import EVENING, SYSTEM, Ward, build
from guong.drives.models import Tally
from guong.figures.models import NodeSummary
from guong.figures.summaries import refresh_summaries, summary_drift
from guong.kernel import clock
from guong.plans import tallies
from guong.plans.models import Plan
from guong.plans.services import save_plan, start_plan

WRITERS = 16
SECONDS = float(os.environ.get("GUONG_BENCH_SECONDS", "4"))
Write = Callable[[int, int, int], None]


def plain(drive_id: int, unit_id: int, plan_id: int) -> None:
    """The fact alone."""
    with transaction.atomic():
        Plan.objects.filter(pk=plan_id).update(submitted_at=clock.now())


def counted(drive_id: int, unit_id: int, plan_id: int) -> None:
    """The fact and its tally, counted again under the lock, as a service does it."""
    with transaction.atomic():
        Plan.objects.filter(pk=plan_id).update(submitted_at=clock.now())
        tallies.refresh(drive_id, unit_id)


def bumped(drive_id: int, unit_id: int, plan_id: int) -> None:
    """The fact and one added to the tally: what counting again costs beside it."""
    with transaction.atomic():
        Plan.objects.filter(pk=plan_id).update(submitted_at=clock.now())
        Tally.objects.filter(drive_id=drive_id, unit_id=unit_id).update(
            plans_submitted=F("plans_submitted") + 1, changed=True
        )


def summed(drive_id: int, unit_id: int, plan_id: int) -> None:
    """One added to the tally and to the body above: what the summaries after commit save."""
    with transaction.atomic():
        Plan.objects.filter(pk=plan_id).update(submitted_at=clock.now())
        Tally.objects.filter(drive_id=drive_id, unit_id=unit_id).update(
            plans_submitted=F("plans_submitted") + 1, changed=True
        )
        NodeSummary.objects.filter(drive_id=drive_id).update(mother="")


WORKS: dict[str, tuple[Write, str]] = {
    "plain": (plain, "plain UPDATE of one row"),
    "counted": (counted, "with the cell's tally, counted again (the product)"),
    "bumped": (bumped, "with one added to the cell's tally"),
    "summed": (summed, "with one added, and the body above in the same transaction"),
}


def _writer(name: str, row: tuple[int, int, int], gate: Barrier, done: Any) -> None:
    connection.close()
    connection.connect()
    work = WORKS[name][0]
    work(*row)
    gate.wait()
    end, number = time.perf_counter() + SECONDS, 0
    while time.perf_counter() < end:
        work(*row)
        number += 1
    done.put(number)
    connection.close()


def _rate(name: str, rows: list[tuple[int, int, int]]) -> float:
    """Transactions a second of all writers together."""
    connection.close()
    kind = multiprocessing.get_context("fork")
    gate, done = kind.Barrier(len(rows)), kind.Queue()
    crowd = [kind.Process(target=_writer, args=(name, row, gate, done)) for row in rows]
    for one in crowd:
        one.start()
    total = sum(done.get(timeout=120) for _one in crowd)
    for one in crowd:
        one.join()
    return total / SECONDS


def _plans(ward: Ward) -> list[tuple[int, int, int]]:
    """One plan a writer, in sixteen cells."""
    rows = []
    for cell in ward.cells[:WRITERS]:
        plan = start_plan(actor=SYSTEM, drive=ward.drive, person=ward.members(cell)[0])
        save_plan(actor=SYSTEM, plan=plan, content=content(), stamp=plan.stamp)
        rows.append((ward.drive.pk, cell.pk, plan.pk))
    return rows


def measure() -> Figure:
    ward = build("PHUONG", cells=17)
    with clock.at(EVENING):
        rows = _plans(ward)
        refresh_summaries(actor=SYSTEM, drive=ward.drive)
    rounds = [{name: _rate(name, rows) for name in WORKS} for _round in range(3)]
    rates = {name: sorted(one[name] for one in rounds)[1] for name in WORKS}
    with transaction.atomic():
        for drive_id, unit_id, _plan_id in rows:
            tallies.refresh(drive_id, unit_id)
    drift = len(list(summary_drift(actor=SYSTEM, drive=ward.drive)))
    table = [
        {"write": words, "a second": round(rates[name]), "× plain": f"{rates[name] / rates['plain']:.2f}"}
        for name, (_work, words) in WORKS.items()
    ]
    how = (
        f"{WRITERS} processes with a connection each, {SECONDS:g} s a round, the middle one of three rounds taking turns, through "
        f"the ORM. Differences between summaries and recount after the last fold: {drift}."
    )
    return Figure("P3-crowd", "sixteen writers", how, "at least 0.7 × the plain update's rate", table)
