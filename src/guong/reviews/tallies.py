"""What this room counts of one cell (S104, S119)."""

from __future__ import annotations

from django.db.models import Count, F, Q

from guong.audit.work import once_at_end
from guong.drives.tallies import locked, store
from guong.reviews.enums import SPOKEN, Addressee, Kept, ReviewState
from guong.reviews.models import Remark, SelfReview


def count(drive_id: int, unit_id: int) -> dict[str, int]:
    """Reviews handed in and presented; criticism that needs a reply, and how much of it was answered.

    A reply that comes after the drive was closed is kept and printed but no longer changes its figures (law 8).
    """
    reviews = SelfReview.objects.filter(drive_id=drive_id, unit_id=unit_id)
    needing = Remark.objects.filter(
        drive_id=drive_id, unit_id=unit_id, is_strength=False, addressee__in=[Addressee.PERSON, Addressee.COMMITTEE]
    )
    in_time = Q(drive__closed_at__isnull=True) | Q(reply__at__lte=F("drive__closed_at"))
    return {
        **reviews.aggregate(
            reviews_handed_in=Count("pk", filter=~Q(state=ReviewState.DRAFT)),
            reviews_presented=Count("pk", filter=Q(state__in=SPOKEN)),
        ),
        **_upward(drive_id, unit_id),
        **needing.aggregate(remarks=Count("pk"), remarks_replied=Count("pk", filter=in_time & Q(reply__isnull=False))),
    }


def _upward(drive_id: int, unit_id: int) -> dict[str, int]:
    """Remarks to the committee above, its answers, and what their authors said of its promises (R27); a drive that was closed
    keeps its figures."""
    asked = Remark.objects.filter(drive_id=drive_id, unit_id=unit_id, is_strength=False, addressee=Addressee.HIGHER)
    is_open = Q(drive__closed_at__isnull=True)
    judged = Q(course__kept_at__isnull=False) & (is_open | Q(course__kept_at__lte=F("drive__closed_at")))
    answered = Q(reply__isnull=False) & (is_open | Q(reply__at__lte=F("drive__closed_at")))
    return asked.aggregate(
        upward=Count("pk"), upward_answered=Count("pk", filter=answered), promises_judged=Count("pk", filter=judged),
        promises_kept=Count("pk", filter=judged & Q(course__kept=Kept.KEPT)),
    )  # fmt: skip


@once_at_end
def refresh(drive_id: int, unit_id: int) -> None:
    """Count the cell again, in the transaction of the fact."""
    with locked(drive_id, unit_id) as tally:
        store(tally, count(drive_id, unit_id))
