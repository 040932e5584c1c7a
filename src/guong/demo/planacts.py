"""Personal plans: written, presented, submitted, sent back, accepted."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from guong.audit.work import unit_of_work
from guong.demo import spoken, texts
from guong.demo.cellcast import CellCast
from guong.kernel import clock
from guong.meetings.models import Meeting
from guong.org.models import Person
from guong.plans.enums import CheckPoint
from guong.plans.models import Plan, PlanReturn
from guong.plans.services import (
    accept_plan,
    accept_plans,
    present_plan,
    return_plan,
    save_plan,
    start_plan,
    submit_plan,
)


def plan_content(cell: CellCast, plan: Plan, index: int, deadline: date, *, vague: bool = False) -> dict[str, object]:
    """What a member plans: an example to set, one or two faults with measure and date, a pledge."""
    items = list(plan.draft.get("items", []))  # what accepted findings have put there already
    fault = spoken.fault(cell, plan.person, index)
    if not items:
        items = [
            {
                "shortcoming": texts.VAGUE if vague else fault.fact,
                "measure": fault.measure,
                "deadline": deadline.isoformat(),
                "finding": None,
            }
        ]
    pledge = texts.PLEDGES[index % len(texts.PLEDGES)]
    return {"example": spoken.several(cell, texts.EXAMPLES, index, 1), "pledge": pledge, "items": items}


def draft(cell: CellCast, person: Person, index: int, deadline: date, *, vague: bool = False) -> Plan:
    """Begin a plan and write it."""
    system = cell.stage.system
    plan = start_plan(actor=system, drive=cell.drive, person=person)
    content = plan_content(cell, plan, index, deadline, vague=vague)
    return save_plan(actor=system, plan=plan, content=content, stamp=plan.stamp)


def draft_all(cell: CellCast, when: datetime, deadline: date, *, vague: int = 0) -> list[Plan]:
    """Everybody writes before the meeting; the first `vague` plain members write it too generally."""
    with clock.at(when), unit_of_work():
        return [
            draft(cell, person, index, deadline, vague=8 <= index < 8 + vague)
            for index, person in enumerate(cell.members)
        ]


def present_all(cell: CellCast, meeting: Meeting, plans: list[Plan]) -> None:
    """In the open meeting, by whoever runs it."""
    for plan in plans:
        present_plan(actor=cell.chair(), plan=plan, meeting=meeting)


def submit_all(cell: CellCast, when: datetime, plans: list[Plan]) -> None:
    with clock.at(when), unit_of_work():
        for plan in plans:
            submit_plan(actor=cell.stage.system, plan=plan)


def send_back(cell: CellCast, plan: Plan, index: int) -> PlanReturn:
    """One return with its reason and what the committee ticked: one lượt."""
    return return_plan(
        actor=cell.decider(plan.person), plan=plan, reason=texts.RETURN_REASONS[index % len(texts.RETURN_REASONS)],
        checklist=[CheckPoint.NOT_PER_GUIDE, CheckPoint.NO_FACT], by=cell.approver_of(plan.person),
    )  # fmt: skip


def rewrite(cell: CellCast, plan: Plan, deadline: date, index: int) -> Plan:
    """The member writes it again, concretely, and submits."""
    system = cell.stage.system
    plan.refresh_from_db()
    content = dict(plan.draft)
    fault = spoken.fault(cell, plan.person, index + 3)
    again = {"shortcoming": fault.fact, "measure": fault.measure, "deadline": deadline.isoformat(), "finding": None}
    content["items"] = [item for item in content["items"] if item.get("finding")] + [again]
    plan = save_plan(actor=system, plan=plan, content=content, stamp=plan.stamp)
    return submit_plan(actor=system, plan=plan)


def accept_all(cell: CellCast, plans: list[Plan]) -> None:
    """The secretary accepts the others' plans at one sitting, the deputy the secretary's own (R42)."""
    own = [plan for plan in plans if plan.person_id == cell.secretary.pk]
    others = [plan for plan in plans if plan.person_id != cell.secretary.pk]
    if others:
        accept_plans(actor=cell.decider(others[0].person), plans=others, by=cell.secretary)
    for plan in own:
        accept_plan(actor=cell.decider(plan.person), plan=plan, by=cell.approver_of(plan.person))


def decide_all(cell: CellCast, when: datetime, plans: list[Plan], returns: int, deadline: date) -> None:
    """The cell committee reads: `returns` plans go back once, are rewritten four days later, then all are accepted."""
    vague = [plan for index, plan in enumerate(plans) if 8 <= index < 8 + returns]
    with clock.at(when), unit_of_work():
        for index, plan in enumerate(vague):
            send_back(cell, plan, index)
    with clock.at(when + timedelta(days=4)), unit_of_work():
        for index, plan in enumerate(vague):
            rewrite(cell, plan, deadline, index)
    with clock.at(when + timedelta(days=6)), unit_of_work():
        accept_all(cell, plans)
