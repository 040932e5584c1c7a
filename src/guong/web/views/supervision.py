"""Plans of supervision: a monitor's own page, one line, and what the cell reads and answers (S70, S115)."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from guong.kernel.errors import NotFound
from guong.org import selectors as org
from guong.org.models import Unit
from guong.plans import selectors, services
from guong.plans.perms import MONITOR, READ
from guong.web import flash
from guong.web.forms.base import run
from guong.web.forms.keeping import SupervisionForm
from guong.web.forms.plans import WordsForm
from guong.web.http import Request
from guong.web.routing import SIGNED_IN, route

_PAGE = require_http_methods(["GET", "HEAD", "POST"])


def _body(request: Request, body_id: int) -> Unit:
    body = next((one for one in selectors.bodies_i_watch_for(actor=request.actor) if one.pk == body_id), None)
    if body is None:
        raise NotFound
    return body


@_PAGE
def plan(request: Request, body_id: int) -> HttpResponse:
    """The lines of a monitor's plan, and the form for a new one."""
    body = _body(request, body_id)
    form = SupervisionForm(
        selectors.drives_to_watch(actor=request.actor, body=body),
        selectors.cells_watched(actor=request.actor, body=body), request.POST if request.method == "POST" else None,
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        made = run(form, services.plan_supervision, actor=request.actor, body=body, **form.values())
        if made is not None:
            flash.say(request, _("The line stands in the plan; the cell reads it."))
            return redirect("supervision", body_id=body_id)
    context = {
        "nav": "plans", "body": body, "form": form, "lines": selectors.supervision_of(actor=request.actor, body=body),
    }  # fmt: skip
    return render(request, "monitoring/supervision.html", context, status=422 if form.errors else 200)


@_PAGE
def line(request: Request, line_id: int) -> HttpResponse:
    """One line: the monitor notes what was seen; then the cell answers. Each once."""
    found = selectors.supervision_line(actor=request.actor, line_id=line_id)
    mine = request.actor.can(MONITOR, found.body.path)
    asks = (mine and found.seen_on is None) or (
        not mine
        and found.seen_on is not None
        and found.answered_at is None
        and request.actor.can(READ, found.cell.path)
    )
    form = WordsForm(
        request.POST if request.method == "POST" else None, label=_("What you saw") if mine else _("Answer of the cell"),
        hint=_("Of the collective's work: what, when, where. No member is named here.") if mine else "",
    )  # fmt: skip
    if request.method == "POST":
        text = request.POST.get("text", "")
        done = (
            run(form, services.note_seen, actor=request.actor, line=found, seen=text)
            if mine
            else run(form, services.answer_supervision, actor=request.actor, line=found, answer=text)
        )
        if done is not None:
            flash.say(request, _("Kept."))
            return redirect("supervision-line", line_id=line_id)
    context = {"nav": "plans" if mine else "cell", "line": found, "form": form, "asks": asks, "mine": mine}
    return render(request, "monitoring/line.html", context, status=422 if form.errors else 200)


@require_safe
def cell(request: Request, unit_id: int) -> HttpResponse:
    """What monitors have planned and seen in my cell."""
    unit = org.unit(actor=request.actor, unit_id=unit_id, perm=READ)
    context = {"nav": "cell", "unit": unit, "lines": selectors.supervision_in(actor=request.actor, unit=unit)}
    return render(request, "monitoring/cell.html", context)


routes: list[URLPattern] = [
    route("giam-sat/ke-hoach/<int:body_id>/", plan, name="supervision", room="plans", permission=MONITOR),
    route("giam-sat/dong/<int:line_id>/", line, name="supervision-line", room="plans", permission=SIGNED_IN),
    route("chi-bo/<int:unit_id>/giam-sat/", cell, name="supervision-cell", room="plans", permission=READ),
]
