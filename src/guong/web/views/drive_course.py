"""In which order bodies began a drive (S37), and which committees sent somebody to their cells (S131)."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import URLPattern
from django.views.decorators.http import require_safe

from guong.drives import perms, selectors
from guong.drives.models import Drive
from guong.kernel import clock
from guong.web.asked_day import asked_day
from guong.web.http import Request
from guong.web.routing import route


@require_safe
def course(request: Request, drive_id: int, unit_id: int | None = None) -> HttpResponse:
    """Bodies by the day on which they began, today or as of a day (`?ngay=`)."""
    drive = selectors.drive(actor=request.actor, drive_id=drive_id)
    on, mistake = asked_day(request)
    seen = selectors.course(actor=request.actor, drive=drive, on=on or clock.today(), unit_id=unit_id)
    context = {**_days(request, drive, on, mistake), "seen": seen}
    return render(request, "drives/course.html", context, status=422 if mistake else 200)


@require_safe
def sending(request: Request, drive_id: int) -> HttpResponse:
    """Committees that assigned somebody to direct, follow or attend; today or as of a day (`?ngay=`)."""
    drive = selectors.drive(actor=request.actor, drive_id=drive_id)
    on, mistake = asked_day(request)
    seen = selectors.sending(actor=request.actor, drive=drive, on=on or clock.today())
    context = {
        **_days(request, drive, on, mistake), "seen": seen,
        "assigns": request.actor.can(perms.ASSIGNMENT_WRITE, drive.scope_unit.path),
    }  # fmt: skip
    return render(request, "drives/sending.html", context, status=422 if mistake else 200)


def _days(request: Request, drive: Drive, on: Any, mistake: str) -> dict[str, Any]:
    """What the form for another day needs."""
    today = clock.today()
    return {
        "nav": "drives", "drive": drive, "on": on or today, "past": on is not None and on < today, "today": today,
        "mistake": mistake, "typed": request.GET.get("ngay", "") if mistake else (on or today).isoformat(),
        "here": request.path,
    }  # fmt: skip


READ = perms.DRIVE_READ
routes: list[URLPattern] = [
    route("dot/<int:drive_id>/trien-khai/", course, name="drive-course", room="drives", permission=READ),
    route(
        "dot/<int:drive_id>/trien-khai/<int:unit_id>/",
        course,
        name="drive-course-below",
        room="drives",
        permission=READ,
    ),
    route("dot/<int:drive_id>/cu-nguoi/", sending, name="drive-sending", room="drives", permission=READ),
]
