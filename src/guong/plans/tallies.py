"""What this room counts of one cell (S105, S117)."""

from __future__ import annotations

from django.db.models import Count, F, Q

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
        **plans.aggregate(plans_submitted=Count("submitted_at"), plans_accepted=Count("accepted_at")),
        **returns.aggregate(plans_returns=Count("pk"), plans_returned_persons=Count("plan__person_id", distinct=True)),
        **postings.aggregate(plans_posted=Count("plan__person_id", distinct=True)),
    }


@once_at_end
def refresh(drive_id: int, unit_id: int) -> None:
    """Count the cell again, in the transaction of the fact."""
    with locked(drive_id, unit_id) as tally:
        store(tally, count(drive_id, unit_id))
