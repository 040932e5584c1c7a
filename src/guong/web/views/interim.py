"""The first report of a drive: looked at as of a day, then begun as a draft (S48)."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from guong.directives import perms
from guong.drives import selectors as drives
from guong.kernel import clock
from guong.kernel.errors import Invalid
from guong.org import selectors as org
from guong.papers.interim import interim_text, start_interim_report
from guong.web import flash
from guong.web.asked_day import asked_day
from guong.web.http import Request
from guong.web.routing import route


@require_http_methods(["GET", "HEAD", "POST"])
def page(request: Request, drive_id: int, unit_id: int) -> HttpResponse:
    """What the report would say at the end of a day (`?ngay=`); POST begins it."""
    unit = org.unit(actor=request.actor, unit_id=unit_id, perm=perms.DIRECTIVE_WRITE)
    drive = drives.drive(actor=request.actor, drive_id=drive_id)
    day, mistake = asked_day(request)
    on, problem = day or clock.today(), ""
    seen = interim_text(actor=request.actor, drive=drive, unit=unit, on=on)
    if request.method == "POST" and not mistake:
        try:
            made = start_interim_report(actor=request.actor, drive=drive, unit=unit, on=on)
        except Invalid as error:
            problem = str(error)
        else:
            flash.say(request, _("The report is begun. Change what is to be changed, then see it as printed."))
            return redirect("draft", made.pk)
    context = {
        "nav": "drives", "drive": drive, "unit": unit, "seen": seen, "on": on, "today": clock.today(), "problem": problem,
        "mistake": mistake, "typed": request.GET.get("ngay", "") if mistake else on.isoformat(), "here": request.path,
    }  # fmt: skip
    return render(request, "drives/interim.html", context, status=422 if mistake or problem else 200)


routes: list[URLPattern] = [
    route(
        "dot/<int:drive_id>/bao-cao-buoc-dau/<int:unit_id>/",
        page,
        name="interim-report",
        room="papers",
        permission=perms.DIRECTIVE_WRITE,
    ),
]
