"""The submitted plans of one person in one body, for the reader of an opened file; every read is logged (D6, D27)."""

from __future__ import annotations

from guong.audit.reads import log_read
from guong.kernel.actor import Actor
from guong.org.models import Unit
from guong.plans.models import MonitorRemark, Plan, PlanRevision
from guong.plans.perms import READ


def plans_of_person(*, actor: Actor, unit: Unit, person_id: int) -> list[tuple[PlanRevision, list[MonitorRemark]]]:
    """The newest submitted text of each plan with what the Front said of it, newest year first. Never a draft (D7)."""
    actor.require(READ, unit.path)
    found = []
    for plan in Plan.objects.filter(unit=unit, person_id=person_id).defer("draft").order_by("-year", "-pk"):
        revision = plan.revisions.select_related("plan").defer("plan__draft").order_by("-number").first()
        if revision is not None:
            log_read(actor=actor, person_id=person_id, unit_path=unit.path, part="plan", target=plan, purpose="opened")
            said = MonitorRemark.objects.filter(delivery__plan=plan).select_related("delivery__recipient")
            found.append((revision, list(said)))
    return found
