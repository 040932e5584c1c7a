"""Rehearsals: start one, go into it, remove it."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from guong.drives import perms
from guong.kernel.errors import Invalid
from guong.rehearsals import selectors, services
from guong.web import flash
from guong.web.http import Request
from guong.web.routing import route


@require_http_methods(["GET", "HEAD", "POST"])
def page(request: Request) -> HttpResponse:
    """Rehearsals in sight; POST starts one."""
    units = selectors.may_rehearse(actor=request.actor)
    rows = selectors.rehearsals(actor=request.actor)
    if not units and not rows:
        request.actor.require(perms.DRIVE_MANAGE, next((path for _role, path in request.actor.seats()), ""))
    problem = ""
    if request.method == "POST":
        try:
            unit = next((one for one in units if str(one.pk) == request.POST.get("to-chuc", "")), None)
            if unit is None:
                raise Invalid(_("Choose a body from the list."))
            made = services.start_rehearsal(actor=request.actor, unit=unit)
        except Invalid as error:
            problem = str(error)
        else:
            flash.say(request, _("The rehearsal is ready: three cells, 24 invented people, a drive under way."))
            return redirect("drive", made.drive_id)
    context = {"nav": "drives", "rows": rows, "units": units, "problem": problem}
    return render(request, "rehearsals/page.html", context, status=422 if problem else 200)


@require_POST
def remove(request: Request, rehearsal_id: int) -> HttpResponse:
    """Everything of it goes; the lines of the log stay."""
    found = selectors.rehearsal(actor=request.actor, rehearsal_id=rehearsal_id)
    services.remove_rehearsal(actor=request.actor, rehearsal=found)
    flash.say(request, _("The rehearsal is removed with everything in it."))
    return redirect("rehearsals")


MANAGE = perms.DRIVE_MANAGE
routes: list[URLPattern] = [
    route("dien-tap/", page, name="rehearsals", room="rehearsals", permission=MANAGE),
    route("dien-tap/<int:rehearsal_id>/bo/", remove, name="rehearsal-remove", room="rehearsals", permission=MANAGE),
]
