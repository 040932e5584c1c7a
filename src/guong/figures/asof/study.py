"""Study: convened from the first sitting of the conference, present or not when the roll was called, made up when confirmed."""

from __future__ import annotations

from datetime import date, datetime

from django.db.models import Min

from guong.drives.models import Drive
from guong.figures.asof.grouping import by_unit
from guong.meetings.enums import HERE
from guong.meetings.models import Conference, Invitation, MakeUp


def columns(drive: Drive, unit_ids: list[int], on: date, end: datetime) -> dict[str, dict[int, int]]:
    begun = Conference.objects.filter(drive=drive).annotate(first=Min("sittings__starts_at")).filter(first__lt=end)
    invited = Invitation.objects.filter(conference__in=begun.values("pk"), unit_id__in=unit_ids)
    marked = invited.filter(marked_at__lt=end)
    owed = MakeUp.objects.filter(invitation__in=marked.values("pk"))
    return {
        "convened": by_unit(invited),
        "attended": by_unit(marked.filter(presence__in=sorted(HERE))),
        "makeup_owed": by_unit(owed, "invitation__unit_id"),
        "made_up": by_unit(owed.filter(confirmed_at__lt=end), "invitation__unit_id"),
    }
