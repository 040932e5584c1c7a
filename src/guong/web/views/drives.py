"""Drives: the list, one drive, preparing it, opening and closing it, and the rules that are data."""

from __future__ import annotations

from typing import Any

from django.db.models import prefetch_related_objects
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, URLPattern, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from guong.directives import perms as directive_perms
from guong.directives import selectors as directives
from guong.drives import perms, rulebook, selectors, services
from guong.drives.enums import DriveState
from guong.drives.models import Drive
from guong.kernel import clock
from guong.kernel.errors import Invalid
from guong.org import selectors as org
from guong.org.models import Unit
from guong.web import flash
from guong.web.forms.base import run
from guong.web.forms.drives import BasisForm, ChangeDriveForm, DriveForm, RulesForm, initial_of, new_initial
from guong.web.http import Request
from guong.web.loop import loop_steps
from guong.web.routing import route

FIGURES = "figures.figures:read"


@require_safe
def drive_list(request: Request) -> HttpResponse:
    """Drives in sight: under way, in preparation, closed."""
    rows = selectors.drive_rows(actor=request.actor)
    shelves = [
        (state, [row for row in rows if row.drive.state == state])
        for state in (DriveState.OPEN, DriveState.DRAFT, DriveState.CLOSED)
    ]
    context = {
        "nav": "drives",
        "shelves": shelves,
        "rows": rows,
        "prepares": selectors.can_prepare(actor=request.actor),
    }
    return render(request, "drives/list.html", context)


@require_safe
def page(request: Request, drive_id: int) -> HttpResponse:
    """One drive: where the loop stands, its dates and documents, and the ways onward."""
    drive = selectors.drive(actor=request.actor, drive_id=drive_id)
    return _page(request, drive)


def _page(request: Request, drive: Drive, basis: BasisForm | None = None, status: int = 200) -> HttpResponse:
    manages = request.actor.can(perms.DRIVE_MANAGE, drive.scope_unit.path)
    prefetch_related_objects([drive], "phases", "contents", "basis")  # each is shown more than once
    unit = _standpoint(request, drive)
    board = _board(drive, unit)
    steps = loop_steps(actor=request.actor, drive=drive, unit=unit, url=board) if unit and drive.opened_at else []
    context = {
        "nav": "drives", "drive": drive, "manages": manages, "unit": unit, "board": board, "steps": steps,
        "today": clock.today(), "basis": basis or _basis_form(request, drive, manages),
        "own": [cell for one, cell in selectors.own_cells(actor=request.actor) if one.pk == drive.pk],
        "assigns": request.actor.can(perms.ASSIGNMENT_WRITE, drive.scope_unit.path),
        "reports": unit is not None and request.actor.can(directive_perms.DIRECTIVE_WRITE, unit.path),
        "rules_unit": _rules_unit(request, drive, unit),
    }  # fmt: skip
    return render(request, "drives/page.html", context, status=status)


def _rules_unit(request: Request, drive: Drive, unit: Unit | None) -> int | None:
    """Where the reader opens the rules: at the drive's body for those who see it, else at the own cell."""
    if request.actor.can(perms.DRIVE_READ, drive.scope_unit.path):
        return drive.scope_unit_id
    return unit.pk if unit else None


def _basis_form(request: Request, drive: Drive, manages: bool, data: Any = None) -> BasisForm | None:
    if not manages or drive.state == DriveState.CLOSED:
        return None
    present = {one.pk for one in drive.basis.all()}
    others = [one for one in directives.directives(actor=request.actor) if one.pk not in present]
    return BasisForm(others, data) if others else None


def _standpoint(request: Request, drive: Drive) -> Unit | None:
    """The unit whose figures are shown: the whole drive for those above, else the first own cell."""
    if request.actor.can(FIGURES, drive.scope_unit.path):
        return drive.scope_unit
    first = selectors.frozen_cells(actor=request.actor, drive=drive).first()
    return first.unit if first and request.actor.can(FIGURES, first.unit.path) else None


def _board(drive: Drive, unit: Unit | None) -> str:
    if unit is None or drive.opened_at is None:
        return ""
    try:
        return reverse("board", args=[drive.pk, unit.pk])
    except NoReverseMatch:
        return ""


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: Request) -> HttpResponse:
    """Prepare a drive."""
    units = selectors.scope_units(actor=request.actor)
    if not units:
        request.actor.require(perms.DRIVE_MANAGE, _any_path(request))
    form = DriveForm(*_choices(request, units), request.POST or None, initial=new_initial())
    if request.method == "POST":
        if form.is_valid():
            facts, unit = form.facts(), form.unit()
            drive = run(
                form, services.create_drive, actor=request.actor, code=form.cleaned_data["code"], owner=unit,
                scope_unit=unit, year=facts["starts_on"].year, **facts,
            )  # fmt: skip
            if drive is not None:
                flash.say(request, _("The drive is prepared. Look at what it will cover, then open it."))
                return redirect("drive-open", drive.pk)
        return render(request, "drives/edit.html", {"nav": "drives", "form": form}, status=422)
    return render(request, "drives/edit.html", {"nav": "drives", "form": form})


def _any_path(request: Request) -> str:
    first = org.units(actor=request.actor).first()
    return first.path if first else ""


def _choices(request: Request, units: list[Unit]) -> tuple[Any, Any, Any]:
    return units, selectors.adviser_units(actor=request.actor), list(directives.directives(actor=request.actor))


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: Request, drive_id: int) -> HttpResponse:
    """Change a drive that has not opened."""
    drive = _managed(request, drive_id)
    form = ChangeDriveForm(*_choices(request, []), request.POST or None, initial=initial_of(drive))
    status = 200
    if request.method == "POST":
        if form.is_valid():
            changed = run(form, services.change_drive, actor=request.actor, drive=drive, **form.facts())
            if changed is not None:
                flash.say(request, _("The drive is changed."))
                return redirect("drive-open", drive.pk)
        status = 422
    return render(request, "drives/edit.html", {"nav": "drives", "form": form, "drive": drive}, status=status)


def _managed(request: Request, drive_id: int) -> Drive:
    return selectors.drive(actor=request.actor, drive_id=drive_id, perm=perms.DRIVE_MANAGE)


@require_http_methods(["GET", "HEAD", "POST"])
def opening(request: Request, drive_id: int) -> HttpResponse:
    """What opening would freeze; POST opens."""
    drive = _managed(request, drive_id)
    problem, status = "", 200
    if request.method == "POST":
        try:
            services.open_drive(actor=request.actor, drive=drive)
        except Invalid as error:
            problem, status = str(error), 422
        else:
            flash.say(request, _("The drive is open. Every cell now sees it and can register its meeting."))
            return redirect("drive", drive.pk)
    if drive.state != DriveState.DRAFT:
        return redirect("drive", drive.pk)
    seen = selectors.preview(actor=request.actor, drive=drive)
    context = {"nav": "drives", "drive": drive, "preview": seen, "problem": problem, "today": clock.today()}
    return render(request, "drives/opening.html", context, status=status)


@require_POST
def closing(request: Request, drive_id: int) -> HttpResponse:
    """End a drive."""
    services.close_drive(actor=request.actor, drive=_managed(request, drive_id))
    flash.say(request, _("The drive is closed. Its figures stay as they are."))
    return redirect("drive", drive_id)


@require_POST
def basis(request: Request, drive_id: int) -> HttpResponse:
    """Add a document to the basis, also while the drive runs."""
    drive = _managed(request, drive_id)
    form = _basis_form(request, drive, True, request.POST)
    if form is None:
        raise Invalid(_("Every document of the register already stands in the basis."))
    if form.is_valid():
        try:
            services.add_basis(actor=request.actor, drive=drive, directive=form.chosen())
        except Invalid as error:
            form.add_error(None, str(error))
        else:
            flash.say(request, _("The document now stands in the basis."))
            return redirect("drive", drive.pk)
    return _page(request, drive, form, 422)


@require_http_methods(["GET", "HEAD", "POST"])
def rules(request: Request, unit_id: int) -> HttpResponse:
    """The rules that are data: where each comes from, whether it is confirmed; POST publishes a version."""
    unit = org.unit(actor=request.actor, unit_id=unit_id, perm=perms.DRIVE_READ)
    ruleset = rulebook.current(unit.path)
    publishes = request.actor.can(perms.RULES_PUBLISH, unit.path)
    form = RulesForm(ruleset, request.POST or None)
    status = 200
    if request.method == "POST":
        request.actor.require(perms.RULES_PUBLISH, unit.path)
        if form.is_valid():
            note = form.cleaned_data["note"]
            if run(form, services.publish_rules, actor=request.actor, unit=unit, values=form.values(), note=note):
                flash.say(request, _("The new version holds for drives that are prepared from now on."))
                return redirect("drive-rules", unit.pk)
        status = 422
    context = {
        "nav": "drives", "unit": unit, "ruleset": ruleset, "form": form, "publishes": publishes,
        "versions": selectors.rule_versions(actor=request.actor, unit=unit),
    }  # fmt: skip
    return render(request, "drives/rules.html", context, status=status)


READ, MANAGE = perms.DRIVE_READ, perms.DRIVE_MANAGE
routes: list[URLPattern] = [
    route("dot/", drive_list, name="drives", room="drives", permission=READ),
    route("dot/moi/", new, name="drive-new", room="drives", permission=MANAGE),
    route("dot/<int:drive_id>/", page, name="drive", room="drives", permission=READ),
    route("dot/<int:drive_id>/sua/", edit, name="drive-edit", room="drives", permission=MANAGE),
    route("dot/<int:drive_id>/mo/", opening, name="drive-open", room="drives", permission=MANAGE),
    route("dot/<int:drive_id>/dong/", closing, name="drive-close", room="drives", permission=MANAGE),
    route("dot/<int:drive_id>/can-cu/", basis, name="drive-basis", room="drives", permission=MANAGE),
    route("to-chuc/<int:unit_id>/quy-tac/", rules, name="drive-rules", room="drives", permission=READ),
]
