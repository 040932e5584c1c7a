"""Reorganisations: the list, a form for each kind, the report of the dry run, the confirmation; figures along today's tree."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from guong.access.roles import Role
from guong.drives import selectors as drives
from guong.kernel import clock
from guong.kernel.errors import Conflict, NotFound
from guong.org import selectors as org
from guong.org.enums import PostKind
from guong.org.models import Unit
from guong.reorganisation import selectors, services
from guong.reorganisation.enums import EventState, Kind
from guong.reorganisation.models import Reorganisation
from guong.reorganisation.perms import FIGURES, MANAGE, READ
from guong.reorganisation.rules import fingerprint
from guong.reorganisation.table import TABLE
from guong.web import flash
from guong.web.forms.base import run
from guong.web.forms.reorganisation import FORMS, ConfirmForm, EventForm, SplitForm
from guong.web.http import Request
from guong.web.routing import route

ROOM = "reorganisation"
WAYS = {
    "thanh-lap": Kind.OPEN, "doi-ten": Kind.RENAME, "chuyen": Kind.MOVE, "hop-nhat": Kind.MERGE, "sap-nhap": Kind.ABSORB,
    "chia-tach": Kind.SPLIT, "ket-thuc": Kind.CLOSE, "bo-cap": Kind.ABOLISH,
}  # fmt: skip
"""{last part of the address: kind of event}"""
OF_ITSELF = frozenset({Kind.RENAME, Kind.SPLIT})  # what is done to the unit itself; all else is done below it


@require_safe
def events(request: Request, unit_id: int) -> HttpResponse:
    """What was reorganised in a part of the tree, and the ways to begin something new."""
    unit = org.unit(actor=request.actor, unit_id=unit_id)
    may = request.actor.can(MANAGE, unit.path) and unit.closed_on is None
    ways = [(way, kind.label) for way, kind in WAYS.items() if not (unit.is_cell and kind not in OF_ITSELF)]
    context = {
        "nav": "units", "unit": unit, "events": selectors.events_of(actor=request.actor, unit=unit), "may": may,
        "ways": ways if may else [], "lineage": selectors.lineage(actor=request.actor, unit=unit),
    }  # fmt: skip
    return render(request, "reorganisation/index.html", context)


def _form(request: Request, unit: Unit, kind: Kind, data: Any = None) -> EventForm:
    below = selectors.units_below(actor=request.actor, top=unit)
    places = selectors.places_for(actor=request.actor)
    extra: dict[str, Any] = {}
    if kind == Kind.SPLIT and unit.is_cell:
        extra["people"] = list(org.members(actor=request.actor, unit=unit, on=clock.today()))
    return FORMS[kind](unit, below, places, data, **extra)


@require_http_methods(["GET", "HEAD", "POST"])
def event_new(request: Request, unit_id: int, way: str) -> HttpResponse:
    """The form of one kind. What it leads to is shown before anything changes."""
    unit = org.unit(actor=request.actor, unit_id=unit_id, perm=MANAGE)
    kind = WAYS.get(way)
    if kind is None:
        raise NotFound
    form = _form(request, unit, kind, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        event = run(
            form, services.prepare, actor=request.actor, under=_top(request, unit, kind), kind=kind.value, on=form.day(),
            basis=form.cleaned_data["basis"], order=form.order(),
        )  # fmt: skip
        if event is not None:
            return redirect("reorganisation", event_id=event.pk)
    seats = form.seats() if isinstance(form, SplitForm) else []
    context = {"nav": "units", "unit": unit, "kind": kind, "form": form, "seats": seats}
    return render(request, "reorganisation/form.html", context, status=422 if request.method == "POST" else 200)


def _top(request: Request, unit: Unit, kind: Kind) -> Unit:
    """The part of the tree that an event concerns: what stands above a unit that is itself changed, if it is ours."""
    if kind in OF_ITSELF and unit.parent is not None and request.actor.can(MANAGE, unit.parent.path):
        return unit.parent
    return unit


@require_safe
def event(request: Request, event_id: int) -> HttpResponse:
    """The report: of the dry run before, of what was done afterwards."""
    return _page(request, selectors.event(actor=request.actor, event_id=event_id))


def _page(request: Request, found: Reorganisation, form: ConfirmForm | None = None, status: int = 200) -> HttpResponse:
    may = request.actor.can(MANAGE, found.under.path)
    waiting = found.state == EventState.DRAFT
    report = found.report
    kept = [(TABLE[key].words, number) for key, number in report.get("kept", {}).items() if key in TABLE]
    context: dict[str, Any] = {
        "nav": "units", "event": found, "unit": found.under, "report": report, "kept": kept, "may": may,
        "form": (form or _confirm(found)) if may and waiting else None, "day_has_come": found.on <= clock.today(),
        "posts": [(dict(PostKind.choices).get(row["kind"], ""), row) for row in report.get("posts", [])],
        "grants": [(dict(Role.choices).get(row["role"], ""), row) for row in report.get("grants", [])],
    }  # fmt: skip
    return render(request, "reorganisation/event.html", context, status=status)


def _confirm(found: Reorganisation, data: Any = None) -> ConfirmForm:
    offices, roles = dict(PostKind.choices), dict(Role.choices)
    posts = [
        (str(row["id"]), f"{row['person']}: {offices.get(row['kind'], '')} · {row['place']}")
        for row in found.report.get("posts", [])
        if row["place"]
    ]
    grants = [
        (str(row["id"]), f"{row['account']}: {roles.get(row['role'], '')} · {row['place']}")
        for row in found.report.get("grants", [])
        if row["place"]
    ]
    return ConfirmForm(posts, grants, data, initial={"mark": fingerprint(found.report)})


@require_POST
def event_apply(request: Request, event_id: int) -> HttpResponse:
    """Carry it out, all or nothing. If it would by now do something else, the new report is shown first."""
    found = selectors.event(actor=request.actor, event_id=event_id, perm=MANAGE)
    form = _confirm(found, request.POST)
    if not form.is_valid():
        return _page(request, found, form, status=422)
    try:
        done = run(
            form, services.apply, actor=request.actor, event=found, mark=form.cleaned_data["mark"],
            carry_posts=form.ids("posts"), carry_grants=form.ids("grants"),
        )  # fmt: skip
    except Conflict as error:
        found = services.look_again(actor=request.actor, event=found)
        flash.say(request, str(error), tone="wait")
        return _page(request, found, status=409)
    if done is None:
        return _page(request, found, form, status=422)
    flash.say(request, _("Carried out. Whoever moved is told on his or her own page."))
    return redirect("reorganisation", event_id=event_id)


@require_POST
def event_drop(request: Request, event_id: int) -> HttpResponse:
    """Lay a prepared event aside."""
    found = selectors.event(actor=request.actor, event_id=event_id, perm=MANAGE)
    services.drop(actor=request.actor, event=found)
    flash.say(request, _("Laid aside. Nothing was changed."))
    return redirect("reorganisations", unit_id=found.under_id)


@require_POST
def event_rights(request: Request, event_id: int) -> HttpResponse:
    """Pass the rights over the old records to whoever holds rights at the successors by now."""
    found = selectors.event(actor=request.actor, event_id=event_id, perm=MANAGE)
    given = services.pass_rights(actor=request.actor, event=found)
    flash.say(request, _("Rights passed on: %(n)s.") % {"n": given})
    return redirect("reorganisation", event_id=event_id)


@require_safe
def today(request: Request, unit_id: int, drive_id: int) -> HttpResponse:
    """Figures of process of a drive along today's tree; the published ones stand in the frozen tree."""
    unit = org.unit(actor=request.actor, unit_id=unit_id, perm=FIGURES)
    drive = drives.drive(actor=request.actor, drive_id=drive_id)
    seen = selectors.today(actor=request.actor, drive=drive, unit=unit)
    return render(request, "reorganisation/today.html", {"nav": "figures", "unit": unit, "drive": drive, "seen": seen})


routes: list[URLPattern] = [
    route("to-chuc/<int:unit_id>/sap-xep/", events, name="reorganisations", room=ROOM, permission=READ),
    route(
        "to-chuc/<int:unit_id>/sap-xep/<str:way>/", event_new, name="reorganisation-new", room=ROOM, permission=MANAGE
    ),
    route("sap-xep/<int:event_id>/", event, name="reorganisation", room=ROOM, permission=READ),
    route("sap-xep/<int:event_id>/thuc-hien/", event_apply, name="reorganisation-apply", room=ROOM, permission=MANAGE),
    route("sap-xep/<int:event_id>/bo/", event_drop, name="reorganisation-drop", room=ROOM, permission=MANAGE),
    route(
        "sap-xep/<int:event_id>/trao-quyen/", event_rights, name="reorganisation-rights", room=ROOM, permission=MANAGE
    ),
    route(
        "to-chuc/<int:unit_id>/dot/<int:drive_id>/hien-nay/", today, name="figures-today", room=ROOM, permission=FIGURES
    ),
]
