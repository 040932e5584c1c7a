"""The Front watches whether plans are kept; the member answers (S110, S115, S118)."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from guong.audit.work import record, service
from guong.kernel import clock
from guong.kernel.actor import Actor
from guong.kernel.errors import Invalid, NotFound
from guong.plans.enums import RouteCode
from guong.plans.models import Delivery, MonitorRemark
from guong.plans.perms import MONITOR
from guong.plans.querysets import readable_copies
from guong.plans.services import common


@service
def monitor_remark(*, actor: Actor, delivery: Delivery, text: str) -> MonitorRemark:
    """Write what the Front saw of a plan it was sent. NotFound for a copy sent elsewhere; Forbidden on one's own plan."""
    row = (
        readable_copies(actor).filter(pk=delivery.pk, route=RouteCode.FRONT).select_related("recipient", "plan").first()
    )
    if row is None or row.recipient is None:
        raise NotFound
    actor.require(MONITOR, row.recipient.path)
    common.require_not_own(actor, row.plan)
    words = common.words(text)
    remark = MonitorRemark.objects.create(
        delivery=row, author_label=actor.label, text=words, made_at=clock.now()
    )  # fmt: skip
    record(
        actor, "plans.monitor.remarked", remark, unit_path=row.recipient.path, person_id=row.plan.person_id,
    )  # fmt: skip
    return remark


@service
def reply_monitor(*, actor: Actor, remark: MonitorRemark, text: str) -> MonitorRemark:
    """The member's answer, once; it stands under the remark for ever (D2). NotFound for anybody else."""
    rows = MonitorRemark.objects.select_for_update(of=("self",)).select_related("delivery__plan__unit")
    remark = rows.get(pk=remark.pk)
    plan = remark.delivery.plan
    if not common.owns(actor, plan.person_id):
        raise NotFound
    if remark.replied_at is not None:
        raise Invalid(_("You have answered this remark already."))
    remark.reply, remark.replied_at = common.words(text), clock.now()
    remark.save(update_fields=["reply", "replied_at"])
    record(actor, "plans.monitor.replied", remark, unit_path=plan.unit.path, person_id=plan.person_id)
    return remark
