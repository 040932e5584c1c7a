"""Pilots: which cells meet first, what they taught, and opening the rest of their block (S51, R16)."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from guong.drives import perms, selectors, services
from guong.drives.enums import DriveState
from guong.drives.models import Drive
from guong.kernel.errors import Invalid, NotFound
from guong.kernel.numbers import typed_int
from guong.web import flash
from guong.web.forms.drive_days import LessonsForm
from guong.web.http import Request
from guong.web.routing import route


@require_safe
def page(request: Request, drive_id: int) -> HttpResponse:
    """Block by block: its pilots, its lessons, and what it waits for."""
    return _render(request, selectors.drive(actor=request.actor, drive_id=drive_id))


def _render(request: Request, drive: Drive, problem: str = "", block: str = "", typed: str = "") -> HttpResponse:
    manages = request.actor.can(perms.DRIVE_MANAGE, drive.scope_unit.path)
    rows = [
        (one, LessonsForm(auto_id=f"id_{number}_%s", initial={"lessons": _words(one, block, typed, problem)}))
        for number, one in enumerate(selectors.blocks(actor=request.actor, drive=drive))
    ]
    context = {
        "nav": "drives", "drive": drive, "rows": rows, "manages": manages, "problem": problem, "wrong": block,
        "running": drive.state == DriveState.OPEN,
    }  # fmt: skip
    return render(request, "drives/pilots.html", context, status=422 if problem else 200)


def _words(one: selectors.Block, block: str, typed: str, problem: str) -> str:
    if problem and typed and one.name == block:
        return typed
    return one.gate.lessons if one.gate else ""


@require_POST
def name(request: Request, drive_id: int) -> HttpResponse:
    """Name a cell a pilot."""
    drive = selectors.drive(actor=request.actor, drive_id=drive_id, perm=perms.DRIVE_MANAGE)
    unit_id = typed_int(request.POST.get("unit"))
    cell = selectors.frozen_cells(actor=request.actor, drive=drive).filter(unit_id=unit_id).first()
    if cell is None:
        return _render(request, drive, _("Choose a cell from the list."))
    try:
        services.name_pilot(actor=request.actor, drive=drive, unit=cell.unit)
    except Invalid as error:
        return _render(request, drive, str(error), cell.block)
    flash.say(request, _("%(cell)s meets first in its block.") % {"cell": cell.name})
    return redirect("drive-pilots", drive.pk)


@require_POST
def drop(request: Request, pilot_id: int) -> HttpResponse:
    """A cell is no pilot after all."""
    row = selectors.pilot(actor=request.actor, pilot_id=pilot_id)
    services.drop_pilot(actor=request.actor, pilot=row)
    flash.say(request, _("No pilot any more."))
    return redirect("drive-pilots", row.drive_id)


@require_POST
def lessons(request: Request, drive_id: int) -> HttpResponse:
    """Write down what the pilots of a block taught."""
    drive, block = _block(request, drive_id)
    typed = request.POST.get("lessons", "")
    try:
        services.write_lessons(actor=request.actor, drive=drive, block=block, lessons=typed)
    except Invalid as error:
        return _render(request, drive, str(error), block, typed)
    flash.say(request, _("Written down. It waits for somebody else's approval."))
    return redirect("drive-pilots", drive.pk)


@require_POST
def opening(request: Request, drive_id: int) -> HttpResponse:
    """Approve the lessons and open the block, or open it for a reason."""
    drive, block = _block(request, drive_id)
    reason = request.POST.get("reason", "")
    try:
        services.open_block(actor=request.actor, drive=drive, block=block, override_reason=reason)
    except Invalid as error:
        return _render(request, drive, str(error), block)
    flash.say(request, _("The block is open: its cells can register."))
    return redirect("drive-pilots", drive.pk)


def _block(request: Request, drive_id: int) -> tuple[Drive, str]:
    """The drive and a block that has cells in sight, else NotFound."""
    drive = selectors.drive(actor=request.actor, drive_id=drive_id)
    block = request.POST.get("block", "")
    if all(one.name != block for one in selectors.blocks(actor=request.actor, drive=drive)):
        raise NotFound
    return drive, block


READ, MANAGE = perms.DRIVE_READ, perms.DRIVE_MANAGE
routes: list[URLPattern] = [
    route("dot/<int:drive_id>/diem/", page, name="drive-pilots", room="drives", permission=READ),
    route("dot/<int:drive_id>/diem/chon/", name, name="pilot-name", room="drives", permission=MANAGE),
    route("dot/<int:drive_id>/diem/rut-kinh-nghiem/", lessons, name="pilot-lessons", room="drives", permission=READ),
    route("dot/<int:drive_id>/diem/mo-khoi/", opening, name="block-open", room="drives", permission=MANAGE),
    route("diem/<int:pilot_id>/bo/", drop, name="pilot-drop", room="drives", permission=MANAGE),
]
