"""The scheme of rating as data: read by whoever reads the rules, published by the office (R32-R36)."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from guong.org import selectors as org
from guong.ratings import selectors, services
from guong.ratings.perms import SCHEME_PUBLISH, SCHEME_READ
from guong.web import flash
from guong.web.forms.base import run
from guong.web.forms.rating_scheme import SchemeForm
from guong.web.http import Request
from guong.web.routing import route
from guong.web.views.ratings import METHODS, ROOM


@require_http_methods(METHODS)
def scheme(request: Request, unit_id: int) -> HttpResponse:
    """What is in force here; POST publishes a version."""
    unit = org.unit(actor=request.actor, unit_id=unit_id, perm=SCHEME_READ)
    page = selectors.scheme_page(actor=request.actor, unit=unit)
    form = SchemeForm(page.scheme, request.POST if request.method == "POST" else None)
    if request.method == "POST":
        request.actor.require(SCHEME_PUBLISH, unit.path)
        done = run(
            form, services.publish_scheme, actor=request.actor, unit=unit, forms=form.forms_typed(),
            levels=form.levels_typed(), numbers=form.numbers_typed(), note=request.POST.get("note", ""),
        )  # fmt: skip
        if done is not None:
            flash.say(request, _("The new scheme holds for ratings that are opened from now on."))
            return redirect("rating-scheme", unit_id=unit_id)
    context = {"nav": "drives", "page": page, "unit": unit, "form": form}
    return render(request, "ratings/scheme.html", context, status=422 if form.errors else 200)


routes: list[URLPattern] = [
    route("to-chuc/<int:unit_id>/tieu-chi-xep-loai/", scheme, name="rating-scheme", room=ROOM, permission=SCHEME_READ)
]
