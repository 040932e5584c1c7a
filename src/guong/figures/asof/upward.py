"""How long committees take to answer remarks that were addressed to them: the days in the middle, at the end of a day (R27, S10)."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from guong.drives.models import Drive
from guong.kernel import clock, treepath
from guong.reviews.enums import Addressee
from guong.reviews.models import Remark
from guong.reviews.rules import median


def median_days(drive: Drive, top: str, on: date) -> int:
    """Whole days from a remark to its answer, in the middle of those answered by the end of `on` below the frozen path `top`.

    No sum of cells, so it is looked up where it is asked; 0 where nothing is answered. Answers after the drive was closed
    change no figure (law 8).
    """
    end = datetime.combine(on + timedelta(days=1), time(), clock.ZONE)
    below = drive.units.filter(path__gte=top, path__lt=treepath.successor(top)).values("unit_id")
    rows = Remark.objects.filter(drive=drive, unit_id__in=below, addressee=Addressee.HIGHER, is_strength=False)
    rows = rows.filter(made_at__lt=end, reply__at__lt=end).order_by()
    if drive.closed_at is not None:
        rows = rows.filter(reply__at__lte=drive.closed_at)
    days = [
        (answered.astimezone(clock.ZONE).date() - made.astimezone(clock.ZONE).date()).days
        for made, answered in rows.values_list("made_at", "reply__at")
    ]
    return median(days) or 0
