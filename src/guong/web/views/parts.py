"""Who of a large cell comes to which part of its meeting (S135, R17)."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from guong.drives import perms, selectors, services
from guong.drives.enums import DriveState, RegistrationState
from guong.drives.models import Drive, Participant
from guong.drives.selectors import Parts
from guong.kernel.errors import Invalid
from guong.kernel.numbers import typed_int
from guong.org import selectors as org
from guong.org.models import Unit
from guong.web import flash
from guong.web.http import Request
from guong.web.routing import route

Pairs = list[tuple[int, int]]


@require_http_methods(["GET", "HEAD", "POST"])
def page(request: Request, drive_id: int, unit_id: int) -> HttpResponse:
    """The members of the cell against its parts. POST keeps the whole list, or says who stands in none or in two."""
    unit = org.unit(actor=request.actor, unit_id=unit_id, perm=perms.REGISTRATION_WRITE)
    drive = selectors.drive(actor=request.actor, drive_id=drive_id)
    if request.method == "POST":
        return _keep(request, drive, unit)
    shown = selectors.parts(actor=request.actor, drive=drive, unit=unit)
    if not shown.stored:  # a proposal to change and keep; nothing is stored by looking
        shown = selectors.parts(actor=request.actor, drive=drive, unit=unit, typed=selectors.proposed(shown))
        return _render(request, drive, unit, shown, proposal=True)
    return _render(request, drive, unit, shown)


def _keep(request: Request, drive: Drive, unit: Unit) -> HttpResponse:
    pairs = _pairs(request.POST.getlist("ky"))
    try:
        services.divide_parts(actor=request.actor, drive=drive, unit=unit, pairs=pairs)
    except Invalid as error:
        shown = selectors.parts(actor=request.actor, drive=drive, unit=unit, typed=pairs)
        return _render(request, drive, unit, shown, problem=str(error), status=422)
    flash.say(request, _("Kept. Each member comes to exactly one part."))
    return redirect("registration", drive.pk, unit.pk)


def _pairs(values: Sequence[str]) -> Pairs:
    """“person-part” of each ticked box; anything else names nobody."""
    halves = [value.partition("-") for value in values]
    return [(typed_int(person), typed_int(part, digits=2)) for person, _dash, part in halves]


def _render(
    request: Request, drive: Drive, unit: Unit, shown: Parts, *, problem: str = "", proposal: bool = False, status: int = 200
) -> HttpResponse:  # fmt: skip
    waiting = any(row.state != RegistrationState.HELD for row in shown.registrations)
    context = {
        "nav": "drives", "drive": drive, "unit": unit, "shown": shown, "problem": problem, "proposal": proposal,
        "rows": [(one, _mark(shown, one), _boxes(shown, one)) for one in shown.people],
        "sizes": [
            (row, sum(row.part_no in mine for mine in shown.placing.values())) for row in shown.registrations
        ],
        "open": drive.state == DriveState.OPEN and (waiting or not shown.stored),
    }  # fmt: skip
    return render(request, "registration/parts.html", context, status=status)


def _mark(shown: Parts, one: Participant) -> str:
    """ "twice", "nowhere" or "" for a line of the list."""
    if one.person_id in shown.coverage.twice:
        return "twice"
    return "nowhere" if one.person_id in shown.coverage.nowhere else ""


def _boxes(shown: Parts, one: Participant) -> list[tuple[int, bool]]:
    mine = shown.placing.get(one.person_id, set())
    return [(row.part_no, row.part_no in mine) for row in shown.registrations]


routes: list[URLPattern] = [
    route(
        "dot/<int:drive_id>/lich/<int:unit_id>/phan-ky/", page, name="registration-parts", room="drives",
        permission=perms.REGISTRATION_WRITE,
    ),
]  # fmt: skip
