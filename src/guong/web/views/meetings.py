"""Meetings of a body: the list, planning, changing, one meeting. The evening and the minutes have their own files."""

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
from guong.library.selectors import steps_for
from guong.meetings import rules, selectors
from guong.meetings.enums import COMING, MeetingKind, MeetingState
from guong.meetings.models import Meeting
from guong.meetings.perms import PLAN, READ, RUN
from guong.meetings.services import changes, evening
from guong.org.models import Unit
from guong.reorganisation.selectors import papers_late
from guong.reviews.selectors import answers_for_meeting
from guong.web import flash
from guong.web.forms.base import run
from guong.web.forms.meetings import CancelForm, ChangeForm, HeldForm, PlanForm
from guong.web.http import Request
from guong.web.routing import SIGNED_IN, route
from guong.web.views.meeting_parts import afterwards, at_seat

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
        "coming": sorted((one for one in rows if one.state in COMING), key=lambda one: one.starts_at),
        "held": [one for one in rows if one.state == MeetingState.CLOSED],
        "cancelled": [one for one in rows if one.state == MeetingState.CANCELLED],
        "runs": unit is not None and request.actor.can(RUN, unit.path),
        "registered": _registered(request, unit) if unit else [], "today": clock.today(),
        "missed": selectors.to_ask_after(actor=request.actor, unit=unit) if unit else [],
        "papers": papers_late(actor=request.actor, unit=unit) if unit else [],
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
        facts = form.facts()
        steps = steps_for(
            actor=request.actor,
            unit=unit,
            drive=facts["drive"] or (registration.drive if registration else None),
            kind=facts["kind"],
        )
        made = run(
            form, evening.plan_meeting, actor=request.actor, unit=unit, registration=registration, steps=steps, **facts
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
    held = rules.kinds_for(unit.kind, is_cell=unit.is_cell, is_committee=unit.is_committee)
    kinds = [MeetingKind.THEMATIC.value] if registration is not None else list(held)
    known = drives.open_drives_for(unit)
    people = selectors.officers(actor=request.actor, unit=unit)
    if request.method == "POST":
        return PlanForm(people, known, kinds, request.POST)
    asked = request.GET.get("loai", "")
    initial: dict[str, Any] = {
        "kind": asked if asked in kinds else kinds[0],
        "drive": known[0].pk if known and not unit.is_cell and asked != MeetingKind.ADHOC else "",
    }
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
    meeting = at_seat(request, meeting_id)
    present, expected = selectors.presence_count(actor=request.actor, meeting=meeting)
    context = {
        "nav": "meetings", "meeting": meeting, "steps": list(meeting.steps.all()), "present": present, "expected": expected,
        "runs": request.actor.can(RUN, meeting.unit.path), "plans": request.actor.can(PLAN, meeting.unit.path), "mark": selectors.own_mark(actor=request.actor, meeting=meeting),
        "minutes": selectors.newest_minutes(actor=request.actor, meeting=meeting), "guests": list(meeting.guests.all()),
        "upward": answers_for_meeting(actor=request.actor, meeting=meeting), "today": clock.today(), "length": sum(step.minutes for step in meeting.steps.all()),
        "votes": selectors.votes(actor=request.actor, meeting=meeting), "lesson": selectors.lesson_of(actor=request.actor, meeting_id=meeting.pk),
        "checks_in": selectors.may_check_in(actor=request.actor, meeting=meeting), "past": selectors.is_past(meeting, clock.today()),
    }  # fmt: skip
    return render(request, "meetings/meeting.html", context | afterwards(request, meeting))


@require_POST
def open_it(request: Request, meeting_id: int) -> HttpResponse:
    """Begin the meeting and go to its runner."""
    meeting = at_seat(request, meeting_id, RUN)
    evening.open_meeting(actor=request.actor, meeting=meeting)
    return redirect("meeting-run", meeting.pk)


def change(request: Request, meeting_id: int) -> HttpResponse:
    """Change a planned meeting, or call it off; what the cell registered moves with it."""
    meeting = selectors.meeting(actor=request.actor, meeting_id=meeting_id, perm=PLAN)
    people = selectors.officers(actor=request.actor, unit=meeting.unit)
    moment = meeting.starts_at.astimezone(clock.ZONE)
    initial = {
        "starts_at": moment.date(), "hour": moment.time(), "place": meeting.place, "mode": meeting.mode,
        "chair": meeting.chair_id or "", "secretary": meeting.secretary_id or "",
    }  # fmt: skip
    calls_off = request.POST.get("act") == "cancel"
    typed = request.POST if request.method == "POST" else None
    form = ChangeForm(people, meeting.registration is not None, None if calls_off else typed, initial=initial)
    off = CancelForm(typed if calls_off else None, prefix="off")
    if request.method == "POST" and (
        _call_off(request, meeting, off) if calls_off else _change(request, meeting, form)
    ):
        return redirect("meeting", meeting.pk)
    context = {"nav": "meetings", "meeting": meeting, "form": form, "off": off}
    return render(request, "meetings/change.html", context, status=422 if typed is not None else 200)


def _change(request: Request, meeting: Meeting, form: ChangeForm) -> bool:
    if not form.is_valid():
        return False
    if run(form, changes.change_meeting, actor=request.actor, meeting=meeting, **form.facts()) is None:
        return False
    flash.say(request, _("Changed. Members see the new day and place at once."))
    return True


def _call_off(request: Request, meeting: Meeting, form: CancelForm) -> bool:
    if not form.is_valid():
        return False
    if run(form, changes.cancel_meeting, actor=request.actor, meeting=meeting, **form.cleaned_data) is None:
        return False
    flash.say(request, _("Called off. Members read the reason; plan another day."))
    return True


def held(request: Request, meeting_id: int) -> HttpResponse:
    """Say that a planned meeting was held on paper, and go on to type it in (law 9)."""
    meeting = at_seat(request, meeting_id, RUN)
    moment = meeting.starts_at.astimezone(clock.ZONE)
    form = HeldForm(
        request.POST if request.method == "POST" else None, initial={"day": moment.date(), "hour": moment.time()}
    )
    if request.method == "POST" and form.is_valid():
        done = run(form, changes.note_held, actor=request.actor, meeting=meeting, began_at=form.began_at())
        if done is not None:
            flash.say(
                request, _("Now type in what stands on paper. It is marked as typed, with your name and the day.")
            )
            return redirect("meeting-run", meeting.pk)
    context = {"nav": "meetings", "meeting": meeting, "form": form}
    return render(request, "meetings/held.html", context, status=422 if form.is_bound else 200)


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
    route("hop/<int:meeting_id>/thay-doi/", change, name="meeting-change", room=ROOM, permission=PLAN),
    route("hop/<int:meeting_id>/da-hop/", held, name="meeting-held", room=ROOM, permission=RUN),
    route("hop/<int:meeting_id>/mo/", open_it, name="meeting-open", room=ROOM, permission=RUN),
    route(
        "hop/<int:meeting_id>/chuong-trinh/",
        agenda,
        name="meeting-agenda",
        room=ROOM,
        permission="meetings.meeting:agenda",
    ),
]
