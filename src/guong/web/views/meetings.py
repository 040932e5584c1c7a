"""Meetings of a body: the list, planning, one meeting. Minutes have their own file."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from guong.corrections.perms import WRITE
from guong.corrections.services import bind_rechecks
from guong.drives import selectors as drives
from guong.drives.models import Registration
from guong.kernel import clock
from guong.kernel.errors import NotFound
from guong.meetings import selectors
from guong.meetings.enums import MeetingKind, MeetingState
from guong.meetings.perms import READ, RUN
from guong.meetings.services import evening
from guong.org.models import Unit
from guong.reviews.selectors import answers_for_meeting
from guong.web import flash
from guong.web.forms.base import run
from guong.web.forms.meetings import PlanForm
from guong.web.http import Request
from guong.web.routing import SIGNED_IN, route

ROOM = "meetings"


@require_safe
def index(request: Request) -> HttpResponse:
    """Meetings of the bodies to which I belong; `?to-chuc=` chooses one."""
    bodies = selectors.bodies(actor=request.actor)
    wanted = request.GET.get("to-chuc", "")
    unit = next((one for one in bodies if str(one.pk) == wanted), bodies[0] if bodies else None)
    rows = list(selectors.meetings_of(actor=request.actor, unit=unit)[:60]) if unit else []
    context = {
        "nav": "meetings", "bodies": bodies, "unit": unit,
        "coming": sorted((one for one in rows if one.state != MeetingState.CLOSED), key=lambda one: one.starts_at),
        "held": [one for one in rows if one.state == MeetingState.CLOSED],
        "runs": unit is not None and request.actor.can(RUN, unit.path),
        "registered": _registered(request, unit) if unit else [], "today": clock.today(),
    }  # fmt: skip
    return render(request, "meetings/index.html", context)


def _registered(request: Request, unit: Unit) -> list[Registration]:
    """What the cell registered and has not planned yet: one press makes the meeting."""
    if not request.actor.can(RUN, unit.path) or not unit.is_cell:
        return []
    return selectors.unplanned_registrations(actor=request.actor, unit=unit)


def new(request: Request, unit_id: int) -> HttpResponse:
    """Plan a meeting; `?dang-ky=` fills in what the cell registered."""
    unit = selectors.body(actor=request.actor, unit_id=unit_id, perm=RUN)
    registration = _registration(request, unit)
    form = _plan_form(request, unit, registration)
    if request.method == "POST" and form.is_valid():
        made = run(
            form, evening.plan_meeting, actor=request.actor, unit=unit, registration=registration, **form.facts()
        )
        if made is not None:
            if request.actor.can(WRITE, unit.path):
                bind_rechecks(actor=request.actor, unit=unit)
            flash.say(request, _("The meeting is planned. Its agenda begins with what is still open."))
            return redirect("meeting", made.pk)
    context = {"nav": "meetings", "unit": unit, "form": form, "registration": registration}
    return render(request, "meetings/new.html", context, status=422 if form.errors else 200)


def _registration(request: Request, unit: Unit) -> Registration | None:
    wanted = request.GET.get("dang-ky", "")
    if not (wanted.isascii() and wanted.isdigit() and len(wanted) < 12):
        return None
    found = drives.registration(actor=request.actor, registration_id=int(wanted))
    if found.unit_id != unit.pk:
        raise NotFound
    return found


def _plan_form(request: Request, unit: Unit, registration: Registration | None) -> PlanForm:
    kinds = [MeetingKind.REGULAR.value, MeetingKind.THEMATIC.value, MeetingKind.RECHECK.value]
    if registration is not None:
        kinds = [MeetingKind.THEMATIC.value]
    elif not unit.is_cell:
        kinds = [MeetingKind.COMMITTEE.value]
    known = drives.open_drives_for(unit)
    people = selectors.officers(actor=request.actor, unit=unit)
    if request.method == "POST":
        return PlanForm(people, known, kinds, request.POST)
    initial: dict[str, Any] = {"kind": kinds[0], "drive": known[0].pk if known and not unit.is_cell else ""}
    if registration is not None:
        moment = registration.starts_at.astimezone(clock.ZONE)
        initial |= {
            "drive": registration.drive_id, "starts_at": moment.date(), "hour": moment.time(), "place": registration.place,
            "mode": registration.mode, "chair": registration.chair_id or "",
        }  # fmt: skip
    return PlanForm(people, known, kinds, initial=initial)


@require_safe
def page(request: Request, meeting_id: int) -> HttpResponse:
    """One meeting as its members see it: when, where, agenda, my mark, minutes."""
    meeting = selectors.meeting(actor=request.actor, meeting_id=meeting_id)
    present, expected = selectors.presence_count(actor=request.actor, meeting=meeting)
    context = {
        "nav": "meetings", "meeting": meeting, "steps": list(meeting.steps.all()), "present": present, "expected": expected,
        "runs": request.actor.can(RUN, meeting.unit.path), "mark": selectors.own_mark(actor=request.actor, meeting=meeting),
        "minutes": selectors.newest_minutes(actor=request.actor, meeting=meeting), "guests": list(meeting.guests.all()),
        "upward": answers_for_meeting(actor=request.actor, meeting=meeting), "today": clock.today(), "length": sum(step.minutes for step in meeting.steps.all()),
    }  # fmt: skip
    return render(request, "meetings/meeting.html", context)


@require_POST
def open_it(request: Request, meeting_id: int) -> HttpResponse:
    """Begin the meeting and go to its runner."""
    meeting = selectors.meeting(actor=request.actor, meeting_id=meeting_id, perm=RUN)
    evening.open_meeting(actor=request.actor, meeting=meeting)
    return redirect("meeting-run", meeting.pk)


@require_safe
def agenda(request: Request, meeting_id: int) -> HttpResponse:
    """The outline, also for a committee member assigned to the cell: no words of people."""
    meeting = selectors.agenda(actor=request.actor, meeting_id=meeting_id)
    return render(
        request, "meetings/agenda.html", {"nav": "meetings", "meeting": meeting, "steps": list(meeting.steps.all())}
    )


routes: list[URLPattern] = [
    route("hop/", index, name="meetings", room=ROOM, permission=SIGNED_IN),
    route("hop/moi/<int:unit_id>/", new, name="meeting-new", room=ROOM, permission=RUN),
    route("hop/<int:meeting_id>/", page, name="meeting", room=ROOM, permission=READ),
    route("hop/<int:meeting_id>/mo/", open_it, name="meeting-open", room=ROOM, permission=RUN),
    route(
        "hop/<int:meeting_id>/chuong-trinh/",
        agenda,
        name="meeting-agenda",
        room=ROOM,
        permission="meetings.meeting:agenda",
    ),
]
