"""Data of a unit about plans: its action programme (S95), and where copies of plans go (R26)."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from guong.org import selectors as org
from guong.plans import selectors, services
from guong.plans.perms import PUBLISH, READ_PROGRAMME, WRITE_PROGRAMME
from guong.web import flash
from guong.web.forms.base import run
from guong.web.forms.keeping import ProgrammeForm, RoutesForm
from guong.web.http import Request
from guong.web.routing import route

_PAGE = require_http_methods(["GET", "HEAD", "POST"])


@_PAGE
def programme(request: Request, unit_id: int) -> HttpResponse:
    """The versions of a unit's programme, what each added, and the form for a new one."""
    unit = org.unit(actor=request.actor, unit_id=unit_id, perm=READ_PROGRAMME)
    page = selectors.programme_page(actor=request.actor, unit=unit)
    last = page.versions[0].row if page.versions else None
    form = ProgrammeForm(
        page.drives, request.POST if request.method == "POST" else None, title=last.title if last else "",
        tasks=last.tasks if last else (),
    )  # fmt: skip
    if request.method == "POST":
        request.actor.require(WRITE_PROGRAMME, unit.path)
        if form.is_valid():
            made = run(form, services.adopt_programme, actor=request.actor, unit=unit, **form.values())
            if made is not None:
                flash.say(request, _("The new version stands."))
                return redirect("programme", unit_id=unit_id)
    context = {"nav": "units", "unit": unit, "page": page, "form": form}
    return render(request, "plans/programme.html", context, status=422 if form.errors else 200)


@_PAGE
def routes_table(request: Request, unit_id: int) -> HttpResponse:
    """Where copies of accepted plans go; POST publishes a new table."""
    unit = org.unit(actor=request.actor, unit_id=unit_id, perm="drives.drive:read")
    page = selectors.routes_page(actor=request.actor, unit=unit)
    form = RoutesForm(page.lines, request.POST if request.method == "POST" else None)
    if request.method == "POST":
        request.actor.require(PUBLISH, unit.path)
        note = request.POST.get("note", "")
        if (
            run(form, services.publish_routes, actor=request.actor, unit=unit, lines=form.lines(), note=note)
            is not None
        ):
            flash.say(request, _("The new table holds for drives that are opened from now on."))
            return redirect("plan-routes", unit_id=unit_id)
    context = {"nav": "drives", "unit": unit, "page": page, "form": form, "rows": form.rows()}
    return render(request, "plans/routes.html", context, status=422 if form.errors else 200)


routes: list[URLPattern] = [
    route("to-chuc/<int:unit_id>/chuong-trinh/", programme, name="programme", room="plans", permission=READ_PROGRAMME),
    route(
        "to-chuc/<int:unit_id>/noi-gui-ke-hoach/", routes_table, name="plan-routes", room="plans",
        permission="drives.drive:read",
    ),
]  # fmt: skip
