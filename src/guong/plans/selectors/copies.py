"""What reaches others of an accepted plan: the copies routing sent, to the Front and to the committee (R26)."""

from __future__ import annotations

from guong.audit.reads import log_read
from guong.kernel.actor import Actor
from guong.kernel.errors import NotFound
from guong.plans.models import Delivery, MonitorRemark
from guong.plans.querysets import readable_copies


def copies_for(*, actor: Actor) -> list[Delivery]:
    """The copies sent to the very units at which I hold the right, in the order of names. Nothing else is ever listed."""
    rows = readable_copies(actor).select_related("plan__person", "plan__unit", "plan__drive", "recipient")
    return list(rows.order_by("-plan__year", "recipient_label", "plan__person__name_key", "pk"))


def open_copy(*, actor: Actor, delivery_id: int) -> tuple[Delivery, list[MonitorRemark]]:
    """One copy with the remarks made on it; the read is logged and shown to the plan's owner (D6). NotFound otherwise."""
    rows = readable_copies(actor).select_related("plan__person", "plan__unit", "plan__drive", "recipient", "revision")
    found = rows.filter(pk=delivery_id).first()
    if found is None:
        raise NotFound
    plan = found.plan
    log_read(
        actor=actor, person_id=plan.person_id, unit_path=plan.unit.path, part="plan", target=plan, purpose=found.route
    )
    return found, list(found.remarks.order_by("made_at", "pk"))


def delivery(*, actor: Actor, delivery_id: int) -> Delivery:
    """A delivery whose receipt may be noted; the service checks the right. NotFound for an unknown one."""
    found = Delivery.objects.filter(pk=delivery_id).first()
    if found is None:
        raise NotFound
    return found


def remarks_made(*, actor: Actor) -> list[MonitorRemark]:
    """Remarks on the copies I may open, the newest first."""
    rows = MonitorRemark.objects.filter(delivery__in=readable_copies(actor).values("pk"))
    return list(rows.select_related("delivery__plan__person").order_by("-made_at", "-pk"))
