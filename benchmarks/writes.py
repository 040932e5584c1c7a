"""P3: accepting a plan (state, copies, tally, chained audit rows) beside a plain update of the same row."""

from __future__ import annotations

from tests.plans.stage import content, held_meeting

from benchmarks.report import Figure, medians
from benchmarks.worlds import EVENING, SYSTEM, Ward, build
from guong.audit.models import Entry
from guong.audit.work import unit_of_work
from guong.kernel import clock
from guong.meetings.models import Meeting
from guong.org.models import Unit
from guong.plans.models import Plan
from guong.plans.services import accept_plan, present_plan, save_plan, start_plan, submit_plan

ROUNDS = 25


def submitted(ward: Ward, cell: Unit, number: int) -> list[Plan]:
    """Plans of the cell's members, written, presented in its meeting, and submitted."""
    meeting: Meeting = held_meeting(ward.drive, cell)
    found = []
    with unit_of_work():
        for person in ward.members(cell)[:number]:
            plan = start_plan(actor=SYSTEM, drive=ward.drive, person=person)
            plan = save_plan(actor=SYSTEM, plan=plan, content=content(), stamp=plan.stamp)
            plan = present_plan(actor=SYSTEM, plan=plan, meeting=meeting)
            found.append(submit_plan(actor=SYSTEM, plan=plan))
    return found


def measure() -> Figure:
    ward = build("PHUONG", cells=4)
    cell = ward.cells[0]
    with clock.at(EVENING):
        plans = submitted(ward, cell, ROUNDS)
        secretary = ward.secretary(cell)
        waiting = iter(plans)
        before = Entry.objects.count()
        taken = medians(
            {
                "accept": lambda: accept_plan(actor=SYSTEM, plan=next(waiting), by=secretary),
                "plain": lambda: Plan.objects.filter(pk=plans[0].pk).update(saved_at=clock.now()),
            },
            len(plans),
        )
        noted = (Entry.objects.count() - before) / len(plans)
    labels = {
        "accept": f"accept a plan: state, copies, tally, {noted:.0f} audit rows",
        "plain": "plain UPDATE of one row",
    }
    rows = [
        {"write": labels[name], "ms": f"{taken[name]:.2f}", "× plain": f"{taken[name] / taken['plain']:.1f}"}
        for name in taken
    ]
    how = (
        f"One writer, one transaction each, median wall time of {len(plans)} taking turns. An acceptance is a whole act of a "
        "person (checks of rights, copies to each addressee, recount of the cell, audit rows), not one row."
    )
    return Figure(
        "P3-writes",
        "a write that changes a figure",
        how,
        "with many writers at least 0.7 × the plain update's rate",
        rows,
    )
