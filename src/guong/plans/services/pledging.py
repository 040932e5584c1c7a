"""Commitment sheets that come back signed by hand (S47)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext_lazy as _

from guong.audit.work import service
from guong.drives.models import Drive
from guong.kernel import clock
from guong.kernel.actor import Actor
from guong.kernel.errors import Invalid
from guong.org.models import Unit
from guong.plans.models import Plan
from guong.plans.perms import RUN
from guong.plans.services import common


@service
def note_pledges(*, actor: Actor, drive: Drive, unit: Unit, plan_ids: Sequence[int], signed_on: date) -> list[Plan]:
    """Note which members have signed their sheet. Needs `meetings.meeting:run` at the cell; what is not theirs is left out.

    Invalid for a day to come or before the drive, or when nobody is ticked.
    """
    actor.require(RUN, unit.path)
    if not drive.starts_on <= signed_on <= clock.today():
        raise Invalid(_("The day of signing lies within the drive and is not to come."), field="signed_on")
    rows = Plan.objects.select_for_update(of=("self",)).filter(
        drive=drive, unit=unit, pk__in=list(plan_ids), pledged_on=None
    )
    found = list(rows.exclude(submitted_at=None).select_related("unit"))
    if not found:
        raise Invalid(_("Tick those whose signed sheet you hold in your hands."))
    for plan in found:
        plan.pledged_on = signed_on
        plan.save(update_fields=["pledged_on"])
        common.note(actor, "plans.pledge.signed", plan, {"on": signed_on})
    return found
