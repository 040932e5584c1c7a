"""Plans by the dates of their submissions, returns, acceptance and posting."""

from __future__ import annotations

from datetime import date, datetime

from django.db.models import Q

from guong.drives.models import Drive
from guong.figures.asof.grouping import by_unit
from guong.plans.models import Plan, PlanReturn, Posting


def columns(drive: Drive, unit_ids: list[int], on: date, end: datetime) -> dict[str, dict[int, int]]:
    plans = Plan.objects.filter(drive=drive, unit_id__in=unit_ids)
    returns = PlanReturn.objects.filter(plan__in=plans.values("pk"), at__lt=end)
    up = Q(taken_down_at=None) | Q(taken_down_at__gte=end)
    postings = Posting.objects.filter(up, plan__in=plans.values("pk"), posted_at__lt=end)
    return {
        "plans_submitted": by_unit(plans.filter(revisions__made_at__lt=end)),
        "plans_accepted": by_unit(plans.filter(accepted_at__lt=end)),
        "plans_returns": by_unit(returns, "plan__unit_id"),
        "plans_returned_persons": by_unit(returns, "plan__unit_id", "plan__person_id"),
        "plans_posted": by_unit(postings, "plan__unit_id", "plan_id"),
    }
