"""The cell committee reads: returns with a reason, or accepts and sends the copies (R25, R26, R42)."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from guong.audit.work import service
from guong.kernel import clock, text
from guong.kernel.actor import Actor
from guong.kernel.errors import Invalid
from guong.org.models import Person
from guong.plans import tallies
from guong.plans.enums import CheckPoint
from guong.plans.models import Plan, PlanReturn, PlanRevision
from guong.plans.services import common
from guong.plans.services.desk import Desk
from guong.plans.services.routing import send_copies


@service
def return_plan(
    *, actor: Actor, plan: Plan, reason: str, checklist: Sequence[str], by: Person | None = None
) -> PlanReturn:
    """Send a submitted plan back: one *lượt* (S105). Never one's own; the reason is required, the checklist is S112's."""
    plan = common.locked(plan)
    person = common.decider(actor, plan, by, Desk())
    common.require_open(plan)
    reason = text.clean_text(reason)
    if not reason:
        raise Invalid(_("Say what has to be mended, so that the comrade knows where to begin."), field="reason")
    points = list(dict.fromkeys(str(point) for point in checklist))
    if set(points) - set(CheckPoint.values):
        raise Invalid(_("Unknown point of the checklist: tick points of the list only."), field="checklist")
    common.advance(plan, "return")
    returned = PlanReturn.objects.create(
        plan=plan, revision=newest(plan), reason=reason, checklist=points, at=clock.now(), by=person,
        by_label=person.full_name,
    )  # fmt: skip
    plan.save(update_fields=["state"])
    common.note(actor, "plans.plan.returned", plan, {"by": person.pk, "checklist": points})
    tallies.refresh(plan.drive_id, plan.unit_id)
    return returned


@service
def accept_plan(*, actor: Actor, plan: Plan, by: Person | None = None) -> Plan:
    """Accept a submitted plan and send its copies (R26) in one transaction. Never one's own (R42, D12)."""
    accepted = _accept(actor, plan, by, Desk())
    tallies.refresh(accepted.drive_id, accepted.unit_id)
    return accepted


@service
def accept_plans(*, actor: Actor, plans: Sequence[Plan], by: Person | None = None) -> list[Plan]:
    """Accept several plans, all or none; each with its own audit rows, each touched cell counted once."""
    desk = Desk()
    accepted = [_accept(actor, plan, by, desk) for plan in plans]
    for drive_id, unit_id in sorted({(plan.drive_id, plan.unit_id) for plan in accepted}):
        tallies.refresh(drive_id, unit_id)
    return accepted


def _accept(actor: Actor, plan: Plan, by: Person | None, desk: Desk) -> Plan:
    plan = common.locked(plan)
    person = common.decider(actor, plan, by, desk)
    common.require_open(plan)
    common.advance(plan, "accept")
    plan.accepted_at, plan.accepted_by = clock.now(), person
    plan.save(update_fields=["state", "accepted_at", "accepted_by"])
    common.note(actor, "plans.plan.accepted", plan, {"by": person.pk})
    send_copies(actor, plan, newest(plan), desk)
    return plan


def newest(plan: Plan) -> PlanRevision:
    """What was submitted last. Only for plans that were submitted."""
    return plan.revisions.order_by("-number")[:1].get()
