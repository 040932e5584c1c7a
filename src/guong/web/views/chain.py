"""The chain of documents of a drive: the matrix of committees and kinds, and one committee's place in it (S54, S125; R14)."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from guong.directives import perms as register
from guong.drives import perms, selectors, services
from guong.drives.enums import DriveState
from guong.drives.models import Drive
from guong.drives.selectors import Place
from guong.kernel import clock
from guong.org import selectors as org
from guong.org.models import Unit
from guong.web import flash
from guong.web.forms.base import run
from guong.web.forms.guidance import IssueForm, TieForm
from guong.web.http import Request
from guong.web.routing import route

MARKS = {"away": "no", "arrived": "late", "acknowledged": "go", "issued": "go", "passed": "ok"}  # state → shape


def _word(state: str) -> str:
    """How far the documents have come, in words."""
    return {
        "away": _("not passed on to it yet"),
        "arrived": _("arrived, not acknowledged"),
        "acknowledged": _("acknowledged, no document of its own"),
        "issued": _("issued, not passed on"),
        "passed": _("issued and passed on"),
    }[state]


@require_safe
def matrix(request: Request, drive_id: int) -> HttpResponse:
    """Committees × kinds of document with percents, and where the chain has stopped."""
    drive = selectors.drive(actor=request.actor, drive_id=drive_id)
    seen = selectors.matrix(actor=request.actor, drive=drive)
    context = {
        "nav": "drives", "drive": drive, "seen": seen,
        "rows": [(link, MARKS[link.state], _word(link.state)) for link in seen.links],
        "stopped": [(link, _word(link.state)) for link in seen.stopped],
        "beside": [
            (link, "ok" if any(not one.urging for one in link.documents) else "no") for link in seen.beside
        ],
        "top": request.actor.can(perms.DRIVE_READ, drive.scope_unit.path),
    }  # fmt: skip
    return render(request, "chain/matrix.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def place(request: Request, drive_id: int, unit_id: int) -> HttpResponse:
    """What reached a committee, what it issued; POST issues a document of its own."""
    drive, unit = _find(request, drive_id, unit_id)
    if request.method != "POST":
        return _page(request, drive, unit)
    request.actor.require(register.DIRECTIVE_WRITE, unit.path)
    form = IssueForm(request.POST)
    if form.is_valid():
        made = run(form, services.issue_document, actor=request.actor, drive=drive, unit=unit, **form.facts())
        if made is not None:
            flash.say(request, _("The document stands in the register and counts for the drive."))
            return redirect("drive-chain-unit", drive.pk, unit.pk)
    return _page(request, drive, unit, issue=form, status=422)


def _find(request: Request, drive_id: int, unit_id: int) -> tuple[Drive, Unit]:
    unit = org.unit(actor=request.actor, unit_id=unit_id, perm=perms.DRIVE_READ)
    return selectors.drive(actor=request.actor, drive_id=drive_id), unit


def _page(
    request: Request, drive: Drive, unit: Unit, *, issue: IssueForm | None = None, tie: TieForm | None = None,
    status: int = 200,
) -> HttpResponse:  # fmt: skip
    seen = selectors.chain_place(actor=request.actor, drive=drive, unit=unit)
    writes = seen.writes and drive.state == DriveState.OPEN
    context = {
        "nav": "drives", "drive": drive, "unit": unit, "seen": seen, "writes": writes, "word": _word(seen.state),
        "mark": MARKS[seen.state], "chained": not seen.is_top and not seen.beside, "issue": issue or (IssueForm(initial={"issued_on": clock.today()}) if writes else None),
        "tie": tie or (TieForm(seen.to_tie) if writes and seen.to_tie else None),
        "may_pass": writes and not seen.is_top and not seen.beside and seen.state == "issued",
        "may_acknowledge": writes and not seen.is_top and seen.state == "arrived",
    }  # fmt: skip
    return render(request, "chain/unit.html", context, status=status)


@require_POST
def acknowledge(request: Request, drive_id: int, unit_id: int) -> HttpResponse:
    """The committee says that the documents have reached it."""
    seen = _written(request, drive_id, unit_id)
    services.acknowledge(actor=request.actor, drive=seen.drive, unit=seen.unit)
    flash.say(request, _("Acknowledged. Now issue a document of your own, then pass all of it on."))
    return redirect("drive-chain-unit", drive_id, unit_id)


@require_POST
def pass_on(request: Request, drive_id: int, unit_id: int) -> HttpResponse:
    """The committee passes everything on to those below."""
    seen = _written(request, drive_id, unit_id)
    services.pass_on(actor=request.actor, drive=seen.drive, unit=seen.unit)
    flash.say(request, _("Passed on. Those below see it now."))
    return redirect("drive-chain-unit", drive_id, unit_id)


@require_POST
def tie(request: Request, drive_id: int, unit_id: int) -> HttpResponse:
    """Count a document that stands in the register already."""
    seen = _written(request, drive_id, unit_id)
    form = TieForm(seen.to_tie, request.POST)
    if form.is_valid():
        made = run(form, services.tie_document, actor=request.actor, drive=seen.drive, unit=seen.unit, **form.facts())
        if made is not None:
            flash.say(request, _("The document counts for the drive."))
            return redirect("drive-chain-unit", drive_id, unit_id)
    return _page(request, seen.drive, seen.unit, tie=form, status=422)


def _written(request: Request, drive_id: int, unit_id: int) -> Place:
    drive, unit = _find(request, drive_id, unit_id)
    request.actor.require(register.DIRECTIVE_WRITE, unit.path)
    return selectors.chain_place(actor=request.actor, drive=drive, unit=unit)


READ, WRITE = perms.DRIVE_READ, register.DIRECTIVE_WRITE
_PLACE = "dot/<int:drive_id>/van-ban/<int:unit_id>/"
routes: list[URLPattern] = [
    route("dot/<int:drive_id>/van-ban/", matrix, name="drive-chain", room="drives", permission=READ),
    route(_PLACE, place, name="drive-chain-unit", room="drives", permission=READ),
    route(f"{_PLACE}nhan/", acknowledge, name="drive-chain-acknowledge", room="drives", permission=WRITE),
    route(f"{_PLACE}chuyen/", pass_on, name="drive-chain-pass", room="drives", permission=WRITE),
    route(f"{_PLACE}gan/", tie, name="drive-chain-tie", room="drives", permission=WRITE),
]
