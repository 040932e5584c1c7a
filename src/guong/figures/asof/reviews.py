"""Reviews handed in and presented; criticism that asks for a reply and has one."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from guong.drives.models import Drive
from guong.figures.asof.grouping import by_unit
from guong.reviews.enums import Addressee, Kept, ReviewState
from guong.reviews.models import Remark, SelfReview

_ANSWERABLE = [Addressee.PERSON, Addressee.COMMITTEE]


def columns(drive: Drive, unit_ids: list[int], on: date, end: datetime) -> dict[str, dict[int, int]]:
    """A reply after the drive was closed is printed, but changes no figure (law 8)."""
    mine = SelfReview.objects.filter(drive=drive, unit_id__in=unit_ids).exclude(state=ReviewState.DRAFT)
    asked = Remark.objects.filter(drive=drive, unit_id__in=unit_ids, made_at__lt=end, is_strength=False)
    asked = asked.filter(addressee__in=_ANSWERABLE)
    replied = asked.filter(reply__at__lt=end)
    if drive.closed_at is not None:
        replied = replied.filter(reply__at__lte=drive.closed_at)
    return {
        "reviews_handed_in": by_unit(mine.filter(handed_in_at__lt=end)),
        "reviews_presented": by_unit(mine.filter(presented_at__lt=end)),
        "remarks": by_unit(asked),
        "remarks_replied": by_unit(replied),
        **_upward(drive, unit_ids, end),
    }


def _upward(drive: Drive, unit_ids: list[int], end: datetime) -> dict[str, dict[int, int]]:
    """Remarks to the committee above: made, answered, and promises of which their author has spoken by then."""
    asked = Remark.objects.filter(drive=drive, unit_id__in=unit_ids, made_at__lt=end, is_strength=False)
    asked = asked.filter(addressee=Addressee.HIGHER)
    last = end if drive.closed_at is None else min(end, drive.closed_at + timedelta(microseconds=1))
    judged = asked.filter(course__kept_at__lt=last)
    return {
        "upward": by_unit(asked),
        "upward_answered": by_unit(asked.filter(reply__at__lt=last)),
        "promises_judged": by_unit(judged),
        "promises_kept": by_unit(judged.filter(course__kept=Kept.KEPT)),
    }
