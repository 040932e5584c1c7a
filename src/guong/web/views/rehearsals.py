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
from guong.web.playing import PART
from guong.web.routing import SIGNED_IN, route


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
    return _page(request, problem)


def _page(request: Request, problem: str = "") -> HttpResponse:
    rows = selectors.rehearsals(actor=request.actor)
    context = {
        "nav": "drives", "units": selectors.may_rehearse(actor=request.actor), "problem": problem,
        "rows": [(one, selectors.parts(actor=request.actor, rehearsal=one)) for one in rows],
    }  # fmt: skip
    return render(request, "rehearsals/page.html", context, status=422 if problem else 200)


@require_POST
def play(request: Request, rehearsal_id: int) -> HttpResponse:
    """From here on every page is seen as the invented person sees it."""
    found = selectors.rehearsal(actor=request.actor, rehearsal_id=rehearsal_id)
    typed = request.POST.get("part", "")
    chosen = int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 12 else 0
    try:
        person = services.play_part(actor=request.actor, rehearsal=found, person_id=chosen)
    except Invalid as error:
        return _page(request, str(error))
    request.session[PART] = person.pk
    return redirect("home")


@require_POST
def stop(request: Request) -> HttpResponse:
    """Back to oneself."""
    request.session.pop(PART, None)
    return redirect("home")


@require_POST
def remove(request: Request, rehearsal_id: int) -> HttpResponse:
    """Everything of it goes; the lines of the log stay."""
    found = selectors.rehearsal(actor=request.actor, rehearsal_id=rehearsal_id)
    services.remove_rehearsal(actor=request.actor, rehearsal=found)
    flash.say(request, _("The rehearsal is removed with everything in it."))
    return redirect("rehearsals")


MANAGE = perms.DRIVE_MANAGE
routes: list[URLPattern] = [
    route("dien-tap/thoi-dong-vai/", stop, name="rehearsal-stop", room="rehearsals", permission=SIGNED_IN),
    route("dien-tap/<int:rehearsal_id>/dong-vai/", play, name="rehearsal-play", room="rehearsals", permission=MANAGE),
    route("dien-tap/", page, name="rehearsals", room="rehearsals", permission=MANAGE),
    route("dien-tap/<int:rehearsal_id>/bo/", remove, name="rehearsal-remove", room="rehearsals", permission=MANAGE),
]
