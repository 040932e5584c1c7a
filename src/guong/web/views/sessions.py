"""Sessions of committees, of the Front, of mass organisations and agencies in a drive (S27, S39, S74)."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from guong.drives import selectors as drives
from guong.kernel import clock
from guong.meetings import perms, selectors
from guong.web.asked import asked_id
from guong.web.asked_day import asked_day
from guong.web.http import Request
from guong.web.routing import route

LABELS = {
    "committee": _("Party committees"),
    "front": _("The Front"),
    "mass": _("Mass organisations"),
    "agency": _("Boards and agencies"),
}


@require_safe
def board(request: Request, drive_id: int) -> HttpResponse:
    """Which bodies registered and held a session, below a body (`?to-chuc=`), as of a day (`?ngay=`)."""
    drive = drives.drive(actor=request.actor, drive_id=drive_id)
    day, mistake = asked_day(request)
    seen = selectors.session_board(actor=request.actor, drive=drive, unit_id=asked_id(request, "to-chuc"), day=day)
    own = {one.pk for one in selectors.bodies(actor=request.actor)}
    context = {
        "nav": "drives", "drive": drive, "board": seen, "today": clock.today(), "mistake": mistake, "own": own,
        "typed": request.GET.get("ngay", "") if mistake else seen.day.isoformat(), "past": seen.day != clock.today(),
        "groups": [(LABELS[one.key], one) for one in seen.groups],
        "up": f"{reverse('sessions', args=[drive.pk])}?to-chuc={seen.above.unit_id}" if seen.above else "",
        "keep": {"to-chuc": seen.top.unit_id if seen.top else ""},
    }  # fmt: skip
    return render(request, "events/sessions.html", context, status=422 if mistake else 200)


routes: list[URLPattern] = [
    route(
        "dot/<int:drive_id>/sinh-hoat-to-chuc/", board, name="sessions", room="meetings", permission=perms.ACTIVITY_READ
    ),
]
