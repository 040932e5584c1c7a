"""The phases of a drive: what is missing in a cell, closing a phase, and the committee's approval (R19, S38)."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from guong.drives import selectors as drives
from guong.drives.enums import DriveState
from guong.drives.models import Drive
from guong.gates import selectors, services
from guong.gates.enums import NoneWhy
from guong.kernel import clock
from guong.kernel.errors import Invalid, NotFound
from guong.kernel.numbers import typed_int
from guong.org import selectors as org
from guong.org.models import Person, Unit
from guong.web import flash
from guong.web.http import Request
from guong.web.routing import route

LOOK, WRITE, MANAGE = selectors.LOOK, selectors.WRITE, selectors.MANAGE


@require_safe
def overview(request: Request, drive_id: int) -> HttpResponse:
    """How every cell in sight stands in each phase, and what waits for the committee's decision."""
    drive = drives.drive(actor=request.actor, drive_id=drive_id)
    waiting = [one for one in selectors.gates_waiting(actor=request.actor) if one.phase.drive_id == drive.pk]
    context = {
        "nav": "drives", "drive": drive, "waiting": waiting, "today": clock.today(),
        "phases": selectors.phases_of_committee(actor=request.actor, drive=drive),
    }  # fmt: skip
    return render(request, "gates/overview.html", context)


@require_safe
def cell(request: Request, drive_id: int, unit_id: int) -> HttpResponse:
    """The phases in one cell."""
    return _cell(request, *_place(request, drive_id, unit_id))


def _place(request: Request, drive_id: int, unit_id: int) -> tuple[Drive, Unit]:
    unit = org.unit(actor=request.actor, unit_id=unit_id, perm=LOOK)
    return drives.drive(actor=request.actor, drive_id=drive_id), unit


def _cell(request: Request, drive: Drive, unit: Unit, problem: str = "", typed: str = "") -> HttpResponse:
    mine, said = selectors.own_place(actor=request.actor, drive=drive, unit=unit)
    context = {
        "nav": "cell", "drive": drive, "unit": unit, "problem": problem, "typed": typed, "today": clock.today(),
        "phases": selectors.phases_of_cell(actor=request.actor, drive=drive, unit=unit),
        "writes": drive.state == DriveState.OPEN and request.actor.can(WRITE, unit.path),
        "mine": mine if drive.state == DriveState.OPEN else None, "said": said, "whys": NoneWhy.choices,
    }  # fmt: skip
    return render(request, "gates/cell.html", context, status=422 if problem else 200)


@require_POST
def none(request: Request, drive_id: int, unit_id: int) -> HttpResponse:
    """Say that there is nothing to name: one's own, or typed by the secretary for a member."""
    drive, unit = _place(request, drive_id, unit_id)
    try:
        services.state_none(
            actor=request.actor, drive=drive, person=_person(request, drive, unit), why=request.POST.get("why", "")
        )
    except Invalid as error:
        return _cell(request, drive, unit, str(error))
    flash.say(request, _("Noted with its reason."))
    return redirect("gates-cell", drive.pk, unit.pk)


def _person(request: Request, drive: Drive, unit: Unit) -> Person:
    asked = typed_int(request.POST.get("person"), request.actor.person_id or 0)
    if asked != request.actor.person_id:
        request.actor.require(WRITE, unit.path)
    found = drives.participant(drive, asked)
    if found is None or found.unit_id != unit.pk:
        raise NotFound
    return found.person


@require_POST
def close(request: Request, unit_id: int, phase_id: int) -> HttpResponse:
    """Close a phase in a cell, or ask for it with a reason."""
    unit = org.unit(actor=request.actor, unit_id=unit_id, perm=LOOK)
    request.actor.require(WRITE, unit.path)
    phase = selectors.phase(actor=request.actor, phase_id=phase_id, unit=unit)
    reason = request.POST.get("reason", "")
    try:
        gate = services.close_phase(actor=request.actor, phase=phase, unit=unit, reason=reason)
    except Invalid as error:
        return _cell(request, phase.drive, unit, str(error), reason)
    flash.say(
        request, _("The phase is closed in this cell.") if gate.closed_at else _("Asked. The committee above decides.")
    )
    return redirect("gates-cell", phase.drive_id, unit.pk)


@require_POST
def decide(request: Request, gate_id: int) -> HttpResponse:
    """Approve that a phase closes although something is missing, or send the request back."""
    gate = selectors.gate(actor=request.actor, gate_id=gate_id)
    approve = request.POST.get("word") == "yes"
    services.decide_gate(actor=request.actor, gate=gate, approve=approve)
    flash.say(request, _("Approved.") if approve else _("Sent back."))
    return redirect("gates", gate.phase.drive_id)


routes: list[URLPattern] = [
    route("dot/<int:drive_id>/giai-doan/", overview, name="gates", room="gates", permission=LOOK),
    route("dot/<int:drive_id>/giai-doan/<int:unit_id>/", cell, name="gates-cell", room="gates", permission=LOOK),
    route(
        "dot/<int:drive_id>/giai-doan/<int:unit_id>/khong-co/", none, name="gates-none", room="gates", permission=LOOK
    ),
    route(
        "to-chuc/<int:unit_id>/giai-doan/<int:phase_id>/dong/",
        close,
        name="gates-close",
        room="gates",
        permission=WRITE,
    ),
    route("giai-doan/<int:gate_id>/quyet-dinh/", decide, name="gates-decide", room="gates", permission=MANAGE),
]
