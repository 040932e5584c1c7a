"""Lines of documents: their generations, and which one holds on a day (S87)."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from guong.directives import perms, selectors, services
from guong.kernel import clock
from guong.org import selectors as org
from guong.web import flash
from guong.web.asked_day import asked_day
from guong.web.forms.base import run
from guong.web.forms.document_lines import GenerationForm, LineForm
from guong.web.http import Request
from guong.web.routing import route

OFFERED = 300


@require_safe
def overview(request: Request) -> HttpResponse:
    """Every line with the generation that holds today, or on the day asked for (`?ngay=`)."""
    on, mistake = asked_day(request)
    today = clock.today()
    context = {
        "nav": "directives", "rows": selectors.lines(actor=request.actor, on=on or today), "on": on or today,
        "today": today, "mistake": mistake, "typed": request.GET.get("ngay", "") if mistake else (on or today).isoformat(),
        "here": request.path, "writes": bool(selectors.registers(actor=request.actor)),
    }  # fmt: skip
    return render(request, "directives/lines.html", context, status=422 if mistake else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: Request) -> HttpResponse:
    """Begin a line with its first generation."""
    units = selectors.registers(actor=request.actor)
    if not units:
        first = org.units(actor=request.actor).first()
        request.actor.require(perms.DIRECTIVE_WRITE, first.path if first else "")
    papers = list(selectors.directives(actor=request.actor)[:OFFERED])
    form, status = LineForm(units, papers, request.POST or None), 200
    if request.method == "POST":
        if form.is_valid():
            made = run(form, services.open_line, actor=request.actor, **form.facts())
            if made is not None:
                flash.say(request, _("The line is begun. Add its later generations here."))
                return redirect("document-line", made.pk)
        status = 422
    return render(request, "directives/line_new.html", {"nav": "directives", "form": form}, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def page(request: Request, line_id: int) -> HttpResponse:
    """One line with its generations; POST adds one."""
    perm = perms.DIRECTIVE_WRITE if request.method == "POST" else ""
    found = selectors.line(actor=request.actor, line_id=line_id, on=clock.today(), perm=perm)
    writes = request.actor.can(perms.DIRECTIVE_WRITE, found.line.kept_in.path)
    there = {one.generation.directive_id for one in found.held}
    papers = [one for one in selectors.directives(actor=request.actor)[:OFFERED] if one.pk not in there]
    form, status = GenerationForm(papers, request.POST or None) if writes else None, 200
    if request.method == "POST" and form is not None:
        if form.is_valid():
            made = run(form, services.add_generation, actor=request.actor, line=found.line, **form.facts())
            if made is not None:
                flash.say(request, _("The generation stands in the line."))
                return redirect("document-line", line_id)
        status = 422
    context = {"nav": "directives", "seen": found, "line": found.line, "form": form, "writes": writes}
    return render(request, "directives/line.html", context, status=status)


@require_POST
def remove(request: Request, generation_id: int) -> HttpResponse:
    """Take a document out of a line."""
    found = selectors.generation(actor=request.actor, generation_id=generation_id)
    services.remove_generation(actor=request.actor, generation=found)
    flash.say(request, _("Taken out of the line."))
    return redirect("document-lines")


READ, WRITE = perms.DIRECTIVE_READ, perms.DIRECTIVE_WRITE
routes: list[URLPattern] = [
    route("van-ban/dong/", overview, name="document-lines", room="directives", permission=READ),
    route("van-ban/dong/moi/", new, name="document-line-new", room="directives", permission=WRITE),
    route("van-ban/dong/<int:line_id>/", page, name="document-line", room="directives", permission=READ),
    route(
        "van-ban/the-he/<int:generation_id>/bo/", remove, name="generation-remove", room="directives", permission=WRITE
    ),
]
