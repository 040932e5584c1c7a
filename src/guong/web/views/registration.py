"""What a cell registers, and what the committee above sees and does about it."""

from __future__ import annotations

from calendar import Calendar
from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from guong.drives import perms, selectors, services
from guong.drives.enums import DriveState, MeetingMode
from guong.drives.models import Assignment, Drive, DriveUnit, Registration
from guong.drives.selectors import Branch, CellState
from guong.kernel import clock
from guong.kernel.errors import NotFound
from guong.kernel.numbers import typed_int
from guong.org import selectors as org
from guong.org.models import Unit
from guong.web import flash
from guong.web.forms.base import run
from guong.web.forms.registration import AssignForm, MoveForm, RegistrationForm
from guong.web.http import Request
from guong.web.routing import route

LAST_PART = 9


@require_safe
def overview(request: Request, drive_id: int) -> HttpResponse:
    """Who has not registered, then the calendar of all cells in sight (S46, S132, S133)."""
    drive = selectors.drive(actor=request.actor, drive_id=drive_id)
    place, below = _part_of(request, drive)
    if below:
        return _bodies(request, drive, place, below)
    attenders: dict[int, list[Any]] = {}
    for one in selectors.assignments(actor=request.actor, drive=drive):
        attenders.setdefault(one.unit_id, []).append(one.person)
    seen = selectors.overview(actor=request.actor, drive=drive, under=place.path if place else "")
    calendar = [
        (day, [(row, state, attenders.get(row.unit_id, [])) for row, state in pairs]) for day, pairs in seen.calendar
    ]
    whole = request.actor.can(perms.REMINDER_SEND, drive.scope_unit.path)
    context = {
        "nav": "drives", "drive": drive, "seen": seen, "calendar": calendar, "today": clock.today(), "place": place,
        "reminds": whole and drive.state == DriveState.OPEN,
        "assigns": request.actor.can(perms.ASSIGNMENT_WRITE, drive.scope_unit.path),
        "clashes": selectors.clashes(actor=request.actor, drive=drive),
    }  # fmt: skip
    return render(request, "registration/overview.html", context)


@require_safe
def month(request: Request, drive_id: int) -> HttpResponse:
    """The registered meetings of one month as a sheet of the calendar (S26, S132)."""
    drive = selectors.drive(actor=request.actor, drive_id=drive_id)
    place, below = _part_of(request, drive)
    if below:
        return _bodies(request, drive, place, below)
    seen = selectors.overview(actor=request.actor, drive=drive, under=place.path if place else "")
    first = _month(request, seen.months, drive)
    days = dict(seen.calendar)
    weeks = [
        [(day, days.get(day, []) if day.month == first.month else [], day.month == first.month) for day in week]
        for week in Calendar().monthdatescalendar(first.year, first.month)
    ]
    context = {
        "nav": "drives", "drive": drive, "first": first, "weeks": weeks, "months": seen.months, "today": clock.today(),
        "n": dict(seen.months).get(first, 0), "place": place, "blanks": len(seen.blanks),
        "milestones": [one for one in drive.milestones.all() if one.from_on <= weeks[-1][-1][0] and one.to_on >= first],
    }  # fmt: skip
    return render(request, "registration/month.html", context)


def _part_of(request: Request, drive: Drive) -> tuple[DriveUnit | None, list[Branch]]:
    """The body asked for (`?to-chuc=12`; None: all in sight), and the bodies below it when its cells do not fit on a page."""
    asked = typed_int(request.GET.get("to-chuc", ""))
    place = selectors.body(actor=request.actor, drive=drive, unit_id=asked) if asked else None
    return place, selectors.branches(actor=request.actor, drive=drive, under=place.path if place else "")


def _bodies(
    request: Request, drive: Drive, place: DriveUnit | None, below: list[Branch], assigns: bool = False
) -> HttpResponse:
    """Which part of a large drive to look at; `assigns`: in order to say who attends its cells."""
    context = {
        "nav": "roster" if assigns else "drives",
        "drive": drive,
        "place": place,
        "below": below,
        "assigns": assigns,
    }
    return render(request, "registration/bodies.html", context)


def _month(request: Request, months: list[tuple[date, int]], drive: Drive) -> date:
    """The first of the month asked for (`?thang=2026-03`), else of this month if anything is in it, else of the first."""
    try:
        return date.fromisoformat(f"{request.GET.get('thang', '')[:7]}-01")
    except ValueError:
        listed = [first for first, _n in months]
        this = clock.today().replace(day=1)
        return this if this in listed else next(iter(listed), drive.window_from.replace(day=1))


@require_POST
def remind(request: Request, drive_id: int) -> HttpResponse:
    """Remind exactly the cells that have not registered (S46)."""
    drive = selectors.drive(actor=request.actor, drive_id=drive_id, perm=perms.REMINDER_SEND)
    sent = services.remind_unregistered(actor=request.actor, drive=drive)
    if sent:
        said = ngettext("%(n)s cell is reminded.", "%(n)s cells are reminded.", len(sent)) % {"n": len(sent)}
    else:
        said = _("Nobody was left to remind: each cell is reminded at most once a day.")
    flash.say(request, said)
    return redirect("drive-registrations", drive.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def cell(request: Request, drive_id: int, unit_id: int) -> HttpResponse:
    """The registration of one cell: the form while there is none, then what is registered."""
    drive, unit = _place(request, drive_id, unit_id)
    rows = selectors.registrations_of(actor=request.actor, drive=drive, unit=unit)
    writes = request.actor.can(perms.REGISTRATION_WRITE, unit.path)
    part, waits = _part(request, rows), not selectors.block_open(drive, unit.pk)
    form, status = None, 200
    if request.method == "POST":
        request.actor.require(perms.REGISTRATION_WRITE, unit.path)
        form = _form(request, drive, unit, request.POST)
        if form.is_valid():
            done = run(
                form,
                services.register_meeting,
                actor=request.actor,
                drive=drive,
                unit=unit,
                part_no=part,
                **form.facts(),
            )
            if done:
                flash.say(request, _("Registered. The committee above sees it at once."))
                return redirect("registration", drive.pk, unit.pk)
        status = 422
    elif writes and drive.state == DriveState.OPEN and not waits and (not rows or "ky" in request.GET):
        form = _form(request, drive, unit)
    context = {
        "nav": "drives", "drive": drive, "unit": unit, "rows": rows, "form": form, "part": part, "writes": writes,
        "now": clock.now(), "today": clock.today(), "last_part": LAST_PART,
        "waits": waits, "undivided": len(rows) > 1 and bool(selectors.undivided(drive.pk, [unit.pk])),
        "reminders": selectors.reminders_for(actor=request.actor, drive=drive, unit=unit)[:5],
        "attenders": [
            one.person
            for one in selectors.assignments(actor=request.actor, drive=drive)
            if one.unit_id == unit.pk
        ],
    }  # fmt: skip
    return render(request, "registration/cell.html", context, status=status)


def _place(request: Request, drive_id: int, unit_id: int) -> tuple[Drive, Unit]:
    unit = org.unit(actor=request.actor, unit_id=unit_id, perm=perms.REGISTRATION_READ)
    drive = selectors.drive(actor=request.actor, drive_id=drive_id)
    if not selectors.frozen_cells(actor=request.actor, drive=drive).filter(unit=unit).exists():
        raise NotFound
    return drive, unit


def _part(request: Request, rows: list[Registration]) -> int:
    """The part the form is about: the one asked for, else the next."""
    asked = request.GET.get("ky", "")
    return typed_int(asked, max((row.part_no for row in rows), default=0) + 1, digits=2)


def _form(request: Request, drive: Drive, unit: Unit, data: Any = None) -> RegistrationForm:
    chairs = selectors.chairs_for(actor=request.actor, drive=drive, unit=unit)
    own = next((person.pk for person in chairs if person.pk == request.actor.person_id), "")
    initial = {"mode": MeetingMode.IN_PERSON, "chair": own}
    return RegistrationForm(chairs, data, initial=initial)


@require_http_methods(["GET", "HEAD", "POST"])
def move(request: Request, registration_id: int) -> HttpResponse:
    """Change day, hour, place, mode or chair, with a reason."""
    row = _written(request, registration_id)
    chairs = selectors.chairs_for(actor=request.actor, drive=row.drive, unit=row.unit)
    local = row.starts_at.astimezone(clock.ZONE)
    initial = {
        "starts_at": local.date(), "hour": local.time(), "place": row.place, "mode": row.mode, "chair": row.chair_id or "",
    }  # fmt: skip
    form = MoveForm(chairs, request.POST or None, initial=initial)
    status = 200
    if request.method == "POST":
        if form.is_valid():
            moved = run(
                form, services.move_registration, actor=request.actor, registration=row,
                reason=form.cleaned_data["reason"], **form.facts(),
            )  # fmt: skip
            if moved:
                flash.say(request, _("Moved. The earlier day and the reason stay beside it."))
                return redirect("registration", row.drive_id, row.unit_id)
        status = 422
    context = {"nav": "drives", "row": row, "drive": row.drive, "unit": row.unit, "form": form}
    return render(request, "registration/move.html", context, status=status)


@require_POST
def missed(request: Request, registration_id: int) -> HttpResponse:
    """Say that the cell did not meet on its day."""
    row = _written(request, registration_id)
    services.mark_missed(actor=request.actor, registration=row)
    flash.say(request, _("Noted. Choose a new day as soon as you can."), tone="wait")
    return redirect("registration-move", row.pk)


def _written(request: Request, registration_id: int) -> Registration:
    row = selectors.registration(actor=request.actor, registration_id=registration_id)
    request.actor.require(perms.REGISTRATION_WRITE, row.unit.path)
    return row


@require_safe
def roster(request: Request) -> HttpResponse:
    """Who attends where, in the newest drive under way."""
    kept = selectors.kept_drives(actor=request.actor)
    return redirect("drive-assign", kept[0].pk) if kept else redirect("drives")


@require_http_methods(["GET", "HEAD", "POST"])
def assign(request: Request, drive_id: int) -> HttpResponse:
    """Committee members and the cells they attend, with clashes in view (S45, S100)."""
    drive = selectors.drive(actor=request.actor, drive_id=drive_id, perm=perms.ASSIGNMENT_WRITE)
    place, below = _part_of(request, drive)
    asked = typed_int(request.GET.get("chi-bo", ""))
    if below and not asked:
        return _bodies(request, drive, place, below, assigns=True)
    people = list(selectors.committee_members(actor=request.actor, drive=drive))
    under = place.path if place else ""
    found = selectors.frozen_cells(actor=request.actor, drive=drive, under=under, only=asked if below else 0)
    cells = list(found)
    form, status = AssignForm(people, cells, request.POST or None, initial={"unit": asked or ""}), 200
    if request.method == "POST":
        if form.is_valid():
            made = run(form, services.assign_attender, actor=request.actor, drive=drive, **form.facts())
            if made is not None:
                flash.say(request, _("Assigned. The cell sees who comes."))
                return redirect(f"{reverse('drive-assign', args=[drive.pk])}{_asked_place(place)}")
        status = 422
    rows = _assigned(request, drive, cells, place)
    taken = {one.unit_id for one, _state in rows}
    context = {
        "nav": "roster", "drive": drive, "form": form, "rows": rows, "people": people, "place": place,
        "without": [one for one in cells if one.unit_id not in taken],
        "clashes": selectors.clashes(actor=request.actor, drive=drive),
    }  # fmt: skip
    return render(request, "registration/assign.html", context, status=status)


def _assigned(
    request: Request, drive: Drive, cells: list[DriveUnit], place: DriveUnit | None
) -> list[tuple[Assignment, CellState | None]]:
    """Who attends these cells, each with how the cell stands."""
    under = place.path if place else cells[0].path if len(cells) == 1 else ""
    states = {one.unit.unit_id: one for one in selectors.cell_states(actor=request.actor, drive=drive, under=under)}
    shown = {one.unit_id for one in cells}
    found = selectors.assignments(actor=request.actor, drive=drive)
    return [(one, states.get(one.unit_id)) for one in found if one.unit_id in shown]


def _asked_place(place: DriveUnit | None) -> str:
    return f"?to-chuc={place.unit_id}" if place else ""


@require_POST
def unassign(request: Request, assignment_id: int) -> HttpResponse:
    """End an assignment."""
    row = selectors.assignment(actor=request.actor, assignment_id=assignment_id)
    services.end_assignment(actor=request.actor, assignment=row)
    flash.say(request, _("The assignment is ended."))
    return redirect("drive-assign", row.drive_id)


READ, WRITE, ASSIGN = perms.REGISTRATION_READ, perms.REGISTRATION_WRITE, perms.ASSIGNMENT_WRITE
routes: list[URLPattern] = [
    route("dot/<int:drive_id>/lich/", overview, name="drive-registrations", room="drives", permission=READ),
    route("dot/<int:drive_id>/lich/thang/", month, name="drive-month", room="drives", permission=READ),
    route("dot/<int:drive_id>/lich/nhac/", remind, name="drive-remind", room="drives", permission=perms.REMINDER_SEND),
    route("dot/<int:drive_id>/lich/<int:unit_id>/", cell, name="registration", room="drives", permission=READ),
    route("lich/<int:registration_id>/doi/", move, name="registration-move", room="drives", permission=WRITE),
    route("lich/<int:registration_id>/khong-hop/", missed, name="registration-missed", room="drives", permission=WRITE),
    route("lich-du/", roster, name="roster", room="drives", permission=ASSIGN),
    route("dot/<int:drive_id>/phan-cong/", assign, name="drive-assign", room="drives", permission=ASSIGN),
    route("phan-cong/<int:assignment_id>/thoi/", unassign, name="assignment-end", room="drives", permission=ASSIGN),
]
