"""What a member reads of his or her own plans."""

from __future__ import annotations

from dataclasses import dataclass

from guong.drives.enums import DriveState
from guong.drives.models import Drive
from guong.kernel.actor import Actor
from guong.kernel.errors import NotFound
from guong.meetings.enums import HELD
from guong.meetings.models import Meeting
from guong.plans.models import MonitorRemark, Plan, PlanReturn
from guong.plans.services.content import findings_of
from guong.plans.services.writing import WRITABLE


def _me(actor: Actor) -> int:
    """The acting person's id; NotFound for an account without a person."""
    if actor.person_id is None:
        raise NotFound
    return actor.person_id


def my_plans(*, actor: Actor) -> list[Plan]:
    """My plans, the newest drive first."""
    rows = Plan.objects.filter(person_id=_me(actor)).select_related("drive", "unit")
    return list(rows.order_by("-drive__starts_on", "-pk"))


def my_open_drives(*, actor: Actor) -> list[Drive]:
    """Drives under way that ask a plan of me and in which I have not begun one."""
    me = _me(actor)
    asked = Drive.objects.filter(state=DriveState.OPEN, participants__person_id=me, participants__eligible=True)
    return list(asked.exclude(plans__person_id=me).order_by("-starts_on"))


def my_open_drive(*, actor: Actor, drive_id: int) -> Drive:
    """One drive that asks a plan of me. NotFound for any other."""
    me = _me(actor)
    found = Drive.objects.filter(
        pk=drive_id, state=DriveState.OPEN, participants__person_id=me, participants__eligible=True
    ).first()
    if found is None:
        raise NotFound
    return found


@dataclass(frozen=True)
class OwnPlan:
    """My plan with what happened to it and what I may do now."""

    plan: Plan
    returns: list[PlanReturn]
    meetings: list[Meeting]  # in which it may be presented
    new_findings: int  # settled since, not yet in the draft
    writable: bool

    @property
    def may_submit(self) -> bool:
        return self.plan.state in {"presented", "returned"}


def own_plan(*, actor: Actor, plan_id: int) -> OwnPlan:
    """My plan. NotFound for everybody else's, whatever their rights (D7)."""
    rows = Plan.objects.select_related("drive", "unit", "person", "presented_in")
    plan = rows.filter(pk=plan_id, person_id=_me(actor)).first()
    if plan is None:
        raise NotFound
    writable = plan.state in WRITABLE and plan.drive.state == DriveState.OPEN
    have = {item["finding"] for item in plan.draft.get("items", [])}
    new = [item for item in findings_of(plan) if item["finding"] not in have] if writable else []
    held = Meeting.objects.filter(drive_id=plan.drive_id, unit_id=plan.unit_id).filter(state__in=HELD)
    return OwnPlan(
        plan=plan,
        returns=list(plan.returns.select_related("revision").order_by("-at", "-pk")),
        meetings=list(held.order_by("-starts_at")) if plan.state == "draft" else [],
        new_findings=len(new),
        writable=writable,
    )


def remarks_waiting(*, actor: Actor) -> list[MonitorRemark]:
    """Remarks of the Front on my plans that I have not answered."""
    rows = MonitorRemark.objects.filter(delivery__plan__person_id=_me(actor), replied_at=None)
    return list(rows.select_related("delivery__plan", "delivery__recipient"))


def remark_to_answer(*, actor: Actor, remark_id: int) -> MonitorRemark:
    """A remark of the Front on my plan, answered or not. NotFound for anybody else."""
    rows = MonitorRemark.objects.select_related("delivery__plan__drive", "delivery__revision")
    found = rows.filter(pk=remark_id, delivery__plan__person_id=_me(actor)).first()
    if found is None:
        raise NotFound
    return found
