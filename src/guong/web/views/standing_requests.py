"""A member asks the cell to be exempt or to take part from afar; the secretary writes down what the cell decided (R3)."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from guong.audit.reads import log_read
from guong.kernel import clock
from guong.org import selectors, services
from guong.org.selectors.requests import DECIDE
from guong.web import flash
from guong.web.forms.base import run
from guong.web.forms.org_units import AskForm, DecideForm
from guong.web.http import Request
from guong.web.routing import SIGNED_IN, route

ROOM = "org"
_BOTH = ["GET", "HEAD", "POST"]


@require_http_methods(_BOTH)
def mine(request: Request) -> HttpResponse:
    """My requests, and the form."""
    form = AskForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        asked = run(form, services.ask_standing, actor=request.actor, **form.cleaned_data)
        if asked is not None:
            flash.say(request, _("Your cell will take it up in its next meeting."))
            return redirect("standing-requests")
    rows = list(selectors.own_requests(actor=request.actor))
    context = {"nav": "home", "form": form, "rows": rows, "waits": any(row.state == "asked" for row in rows)}
    return render(request, "standing_requests/mine.html", context, status=422 if request.method == "POST" else 200)


@require_POST
def withdraw(request: Request, request_id: int) -> HttpResponse:
    """Take it back while it waits."""
    found = selectors.own_request(actor=request.actor, request_id=request_id)
    services.withdraw_request(actor=request.actor, request=found)
    flash.say(request, _("Taken back."))
    return redirect("standing-requests")


@require_http_methods(_BOTH)
def decide(request: Request, request_id: int) -> HttpResponse:
    """Read one request and write down the cell's decision."""
    found = selectors.request_to_decide(actor=request.actor, request_id=request_id)
    form = DecideForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        done = run(
            form, services.decide_request, actor=request.actor, request=found, agree=data["agree"] == "yes",
            met_on=data["met_on"] or clock.today(), decision=data["decision"],
        )  # fmt: skip
        if done is not None:
            flash.say(request, _("The decision is kept, and the comrade reads it."))
            return redirect("unit", unit_id=found.unit_id)
    log_read(actor=request.actor, person_id=found.person_id, unit_path=found.unit.path, part="standing", target=found)
    context = {"nav": "cell", "asked": found, "form": form}
    return render(request, "standing_requests/decide.html", context, status=422 if request.method == "POST" else 200)


routes: list[URLPattern] = [
    route("de-nghi-dien/", mine, name="standing-requests", room=ROOM, permission=SIGNED_IN),
    route("de-nghi-dien/<int:request_id>/rut/", withdraw, name="standing-withdraw", room=ROOM, permission=SIGNED_IN),
    route("de-nghi-dien/<int:request_id>/quyet-dinh/", decide, name="standing-decide", room=ROOM, permission=DECIDE),
]
