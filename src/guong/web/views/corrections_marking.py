"""Sorting findings, what came back, closing on confidence and looking again; targets and the list of fields."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from guong.corrections import selectors, services
from guong.corrections.perms import INDICATOR_READ, INDICATOR_WRITE, JUDGE, RULES_PUBLISH, WRITE
from guong.kernel.errors import Forbidden, NotFound
from guong.org import selectors as org
from guong.web import flash
from guong.web.forms.marking import AgainForm, ConfidenceForm, MarksForm, RevisitForm, TagsForm, TargetForm
from guong.web.http import Request
from guong.web.routing import SIGNED_IN, route
from guong.web.views.corrections import ROOM, done, offer_judges

METHODS = ["GET", "HEAD", "POST"]


@require_http_methods(METHODS)
def marks(request: Request, finding_id: int) -> HttpResponse:
    """Fields, what comes first, target; and which earlier one came back."""
    shown = selectors.open_finding(actor=request.actor, finding_id=finding_id)
    if "mark" not in shown.may:
        raise NotFound
    row = shown.finding
    set_now = selectors.marks_of(actor=request.actor, finding=row)
    initial = {
        "tags": [str(pk) for pk in set_now.tag_ids], "free": "; ".join(set_now.free), "priority_why": set_now.priority_why,
        "target": str(row.target_id or ""),
    }  # fmt: skip
    fields = selectors.fields_for(actor=request.actor, finding=row)
    form = MarksForm(
        fields, selectors.targets(actor=request.actor, unit=row.unit), request.POST or None, initial=initial
    )
    status = 200
    if request.method == "POST":
        if form.is_valid() and done(form, services.mark_finding, actor=request.actor, finding=row, **form.said()):
            flash.say(request, _("The finding is sorted."))
            return redirect("finding", finding_id)
        status = 422
    context = {"nav": "cell", "page": shown, "finding": row, "form": form}
    return render(request, "corrections/marks.html", context, status=status)


@require_POST
def again(request: Request, finding_id: int) -> HttpResponse:
    """Tie a finding to the earlier one that came back."""
    shown = selectors.open_finding(actor=request.actor, finding_id=finding_id)
    if "mark" not in shown.may:
        raise NotFound
    form = AgainForm(selectors.may_have_come_back(actor=request.actor, finding=shown.finding), request.POST)
    if form.is_valid() and done(
        form, services.link_recurrence, actor=request.actor, finding=shown.finding,
        earlier=form.rows[form.cleaned_data["earlier"]],
    ):  # fmt: skip
        flash.say(request, _("Tied. The closing of the earlier one did not hold, and the figures say so."))
        return redirect("finding", finding_id)
    context = {"nav": "cell", "page": shown, "finding": shown.finding, "form": form}
    return render(request, "corrections/again.html", context, status=422)


@require_http_methods(METHODS)
def confidence(request: Request, finding_id: int) -> HttpResponse:
    """Close on progress and confidence, with the day on which it is looked at again."""
    shown = selectors.open_finding(actor=request.actor, finding_id=finding_id)
    if "close" not in shown.may:
        raise NotFound
    form, status = ConfidenceForm(request.POST or None), 200
    if request.method == "POST":
        if form.is_valid() and done(
            form, services.close_finding, actor=request.actor, finding=shown.finding, **form.cleaned_data
        ):
            flash.say(request, _("Closed on confidence. On its day it is looked at again."))
            return redirect("finding", finding_id)
        status = 422
    context = {"nav": "cell", "page": shown, "finding": shown.finding, "form": form}
    return render(request, "corrections/confidence.html", context, status=status)


@require_http_methods(METHODS)
def revisit(request: Request, finding_id: int) -> HttpResponse:
    """Look again at what was closed on confidence."""
    shown = selectors.open_finding(actor=request.actor, finding_id=finding_id)
    if "revisit" not in shown.may:
        raise NotFound
    form, status = RevisitForm(request.POST or None), 200
    people = selectors.people_of(actor=request.actor, unit=shown.finding.unit)
    offer_judges(form, request.actor.person_id, people, shown.finding.person_id)
    if request.method == "POST":
        if form.is_valid() and done(
            form, services.revisit_finding, actor=request.actor, finding=shown.finding,
            holds=form.cleaned_data["holds"] == "yes", text=form.cleaned_data["text"], by=form.chosen("by"),
        ):  # fmt: skip
            flash.say(request, _("What is seen stands with the finding."))
            return redirect("finding", finding_id)
        status = 422
    context = {"nav": "cell", "page": shown, "finding": shown.finding, "form": form}
    return render(request, "corrections/revisit.html", context, status=status)


@require_http_methods(METHODS)
def targets(request: Request, unit_id: int) -> HttpResponse:
    """Targets of a unit and of those above; its office, or whoever keeps its book, adds one (S85)."""
    unit = org.unit(actor=request.actor, unit_id=unit_id)
    rows = selectors.targets_of(actor=request.actor, unit=unit)
    may = request.actor.can(INDICATOR_WRITE, unit.path) or request.actor.can(WRITE, unit.path)
    form, status = TargetForm(request.POST or None), 200
    if request.method == "POST":
        if not may:
            raise Forbidden
        if form.is_valid() and done(form, services.add_target, actor=request.actor, unit=unit, **form.cleaned_data):
            flash.say(request, _("The target stands. Findings can be tied to it."))
            return redirect("unit-targets", unit_id)
        status = 422
    context = {"nav": "units", "unit": unit, "rows": rows, "may": may, "form": form}
    return render(request, "corrections/targets.html", context, status=status)


@require_http_methods(METHODS)
def fields(request: Request, unit_id: int) -> HttpResponse:
    """The list of fields in force; a new version is published for everything below."""
    unit = org.unit(actor=request.actor, unit_id=unit_id)
    rows = selectors.fields_published(actor=request.actor, unit=unit)
    form, status = TagsForm(request.POST or None, initial={"names": "\n".join(one.name for one in rows)}), 200
    if request.method == "POST":
        if form.is_valid() and done(
            form, services.publish_tags, actor=request.actor, unit=unit,
            names=form.cleaned_data["names"].splitlines(), note=form.cleaned_data["note"],
        ):  # fmt: skip
            flash.say(request, _("Published. Findings are sorted by this list from now on."))
            return redirect("unit-fields", unit_id)
        status = 422
    catalogue = rows[0].catalogue if rows else None
    context = {"nav": "units", "unit": unit, "rows": rows, "catalogue": catalogue, "form": form}
    return render(request, "corrections/fields.html", context, status=status)


routes: list[URLPattern] = [
    route("khuyet-diem/<int:finding_id>/phan-loai/", marks, name="finding-marks", room=ROOM, permission=WRITE),
    route("khuyet-diem/<int:finding_id>/tai-dien/", again, name="finding-again", room=ROOM, permission=WRITE),
    route(
        "khuyet-diem/<int:finding_id>/khep-tam/", confidence, name="finding-confidence", room=ROOM, permission=SIGNED_IN
    ),
    route("khuyet-diem/<int:finding_id>/xem-lai/", revisit, name="finding-revisit", room=ROOM, permission=JUDGE),
    route("to-chuc/<int:unit_id>/muc-tieu/", targets, name="unit-targets", room=ROOM, permission=INDICATOR_READ),
    route("to-chuc/<int:unit_id>/linh-vuc/", fields, name="unit-fields", room=ROOM, permission=RULES_PUBLISH),
]
