"""Milestones of a drive: anniversaries, reviews, peaks (S28, S36)."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from guong.drives import perms, rules, selectors, services
from guong.drives.enums import DriveState, MilestoneKind
from guong.kernel import clock
from guong.web import flash
from guong.web.forms.base import run
from guong.web.forms.drive_days import MilestoneForm
from guong.web.http import Request
from guong.web.routing import route


@require_http_methods(["GET", "HEAD", "POST"])
def page(request: Request, drive_id: int) -> HttpResponse:
    """The days of a drive, the great days of the year that fall into it, and a form for one more."""
    drive = selectors.drive(actor=request.actor, drive_id=drive_id, perm=perms.DRIVE_MANAGE)
    form = MilestoneForm(
        request.POST or None, initial={"kind": MilestoneKind.ANNIVERSARY, "from_on": request.GET.get("ngay", "")}
    )
    status = 200
    if request.method == "POST":
        if form.is_valid():
            made = run(form, services.add_milestone, actor=request.actor, drive=drive, **form.facts())
            if made is not None:
                flash.say(request, _("The day is noted."))
                return redirect("drive-days", drive.pk)
        status = 422
    rows = list(drive.milestones.all())
    taken = {one.from_on for one in rows}
    context = {
        "nav": "drives", "drive": drive, "form": form, "rows": rows, "today": clock.today(),
        "alive": drive.state != DriveState.CLOSED,
        "great": [day for day in rules.anniversaries(drive.starts_on, drive.ends_on) if day not in taken],
    }  # fmt: skip
    return render(request, "drives/days.html", context, status=status)


@require_POST
def remove(request: Request, milestone_id: int) -> HttpResponse:
    """Take a milestone off."""
    row = selectors.milestone(actor=request.actor, milestone_id=milestone_id)
    services.remove_milestone(actor=request.actor, milestone=row)
    flash.say(request, _("Taken off."))
    return redirect("drive-days", row.drive_id)


routes: list[URLPattern] = [
    route("dot/<int:drive_id>/moc/", page, name="drive-days", room="drives", permission=perms.DRIVE_MANAGE),
    route("moc/<int:milestone_id>/bo/", remove, name="drive-day-remove", room="drives", permission=perms.DRIVE_MANAGE),
]
