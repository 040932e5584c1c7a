"""Calendars for the telephone: the page that makes and revokes their addresses, and the address itself."""

from __future__ import annotations

import hashlib

from django.http import HttpRequest, HttpResponse, HttpResponseNotFound, HttpResponseNotModified
from django.shortcuts import redirect, render
from django.urls import URLPattern, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from guong.calendars import ics, selectors, services
from guong.kernel.errors import Invalid
from guong.kernel.numbers import typed_int
from guong.web import flash
from guong.web.http import Request
from guong.web.routing import PUBLIC, SIGNED_IN, route


@require_http_methods(["GET", "HEAD", "POST"])
def page(request: Request) -> HttpResponse:
    """The reader's addresses; POST makes one and shows it, this once."""
    units = selectors.feed_units(actor=request.actor)
    address, problem, status = "", "", 200
    if request.method == "POST":
        asked = request.POST.get("to-chuc", "")
        unit = next((one for one in units if str(one.pk) == asked), None)
        try:
            if asked and unit is None:
                raise Invalid(_("Choose a body from the list."))
            token = services.make_feed(actor=request.actor, unit=unit)
            address = request.build_absolute_uri(reverse("calendar-feed", args=[token]))
        except Invalid as error:
            problem, status = str(error), 422
    context = {
        "nav": "home", "feeds": selectors.feeds(actor=request.actor), "units": units, "address": address, "problem": problem,
        "asked": typed_int(request.POST.get("to-chuc")), "has_person": request.actor.person_id is not None,
    }  # fmt: skip
    return render(request, "calendars/page.html", context, status=status)


@require_POST
def revoke(request: Request, feed_id: int) -> HttpResponse:
    """An address answers no more."""
    services.revoke_feed(actor=request.actor, feed=selectors.feed(actor=request.actor, feed_id=feed_id))
    flash.say(request, _("Revoked. Telephones that read it get nothing any more."))
    return redirect("calendars")


@require_safe
def feed(request: HttpRequest, token: str) -> HttpResponse:
    """The calendar of a secret address: 404 when it is none, 429 when it is read too often, 304 when nothing changed."""
    try:
        admitted = services.admit(token[:100])
    except Invalid as error:
        return HttpResponse(
            str(error), status=429, content_type="text/plain; charset=utf-8", headers={"Retry-After": "3600"}
        )
    if admitted is None:
        return HttpResponseNotFound(content_type="text/plain; charset=utf-8")
    found, actor = admitted
    name = f"Gương: {found.unit.name}" if found.unit else _("Gương: my calendar")
    data = ics.calendar(name, selectors.events(actor=actor, unit=found.unit))
    etag = f'"{hashlib.sha256(data).hexdigest()[:32]}"'
    response: HttpResponse = HttpResponse(data, content_type="text/calendar; charset=utf-8")
    if request.headers.get("If-None-Match") == etag:
        response = HttpResponseNotModified()
    response["ETag"] = etag
    response["Cache-Control"] = "private, max-age=900"
    response["X-Content-Type-Options"] = "nosniff"
    response["X-Robots-Tag"] = "noindex"
    response["Referrer-Policy"] = "no-referrer"
    return response


routes: list[URLPattern] = [
    route("lich-dien-thoai/", page, name="calendars", room="calendars", permission=SIGNED_IN),
    route(
        "lich-dien-thoai/<int:feed_id>/thoi/", revoke, name="calendar-revoke", room="calendars", permission=SIGNED_IN
    ),
    route("lich/<str:token>.ics", feed, name="calendar-feed", room="calendars", permission=PUBLIC),
]
