"""What this room counts of one cell (S105, S117)."""

from __future__ import annotations

from django.db.models import F, Q

from guong.audit.work import once_at_end
from guong.drives.tallies import locked, store
from guong.plans.models import Plan, PlanReturn, Posting


def count(drive_id: int, unit_id: int) -> dict[str, int]:
    """Plans ever submitted, accepted; returns (lượt) and persons returned to; persons whose plan hangs.

    What happens to a posting after the drive was closed no longer changes its figures (law 8).
    """
    plans = Plan.objects.filter(drive_id=drive_id, unit_id=unit_id)
    closed = "plan__drive__closed_at"
    in_time = Q(**{f"{closed}__isnull": True}) | Q(posted_at__lte=F(closed))
    still_up = Q(taken_down_at__isnull=True) | Q(taken_down_at__gt=F(closed))
    postings = Posting.objects.filter(in_time, still_up, plan__drive_id=drive_id, plan__unit_id=unit_id)
    returns = PlanReturn.objects.filter(plan__drive_id=drive_id, plan__unit_id=unit_id)
    return {
        "plans_submitted": plans.filter(submitted_at__isnull=False).count(),
        "plans_accepted": plans.filter(accepted_at__isnull=False).count(),
        "plans_returns": returns.count(),
        "plans_returned_persons": returns.values("plan__person_id").distinct().count(),
        "plans_posted": postings.values("plan__person_id").distinct().count(),
    }


@once_at_end
def refresh(drive_id: int, unit_id: int) -> None:
    """Count the cell again, in the transaction of the fact."""
    with locked(drive_id, unit_id) as tally:
        store(tally, count(drive_id, unit_id))
