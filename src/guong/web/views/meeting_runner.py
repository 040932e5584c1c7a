"""The runner: the evening on one page for whoever runs it, on several devices at once; and the wall of the room.

Each act is one POST about one thing, so that two devices never overwrite each other. What others wrote comes by asking
every few seconds whether the beat of the meeting has changed. Everything works without a script.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from guong.kernel.errors import Invalid
from guong.meetings import selectors
from guong.meetings.enums import MeetingState
from guong.meetings.models import Meeting
from guong.meetings.perms import READ, RUN
from guong.meetings.services import checkin, evening
from guong.reviews.selectors.presenting import presented_people
from guong.web import flash
from guong.web.forms.meetings import CodeForm, GuestForm, NoteForm, VoteForm
from guong.web.forms.remarks import RemarkForm
from guong.web.http import Request, is_partial
from guong.web.routing import route
from guong.web.views.meeting_parts import ROOM, at_seat, beat, live, mine, roll_context


@require_safe
def runner(request: Request, meeting_id: int) -> HttpResponse:
    """Agenda, what is under way, roll."""
    meeting = mine(request, meeting_id)
    if meeting.state != MeetingState.OPEN:
        return redirect("meeting", meeting.pk)
    return run_page(request, meeting)


def run_page(request: Request, meeting: Meeting, status: int = 200, **tried: Any) -> HttpResponse:
    """The whole page; `tried` holds the form that was refused, with what was typed."""
    people = selectors.speakers(actor=request.actor, meeting=meeting)
    context = live(request, meeting)
    fresh = {
        "note_form": NoteForm(people, prefix="note"), "guest_form": GuestForm(prefix="guest"),
        "vote_form": VoteForm(prefix="vote"),
        "remark_form": RemarkForm(people, people, prefix="remark") if context["drive"] else None,
    }  # fmt: skip
    return render(request, "meetings/run.html", {"nav": "meetings", **context, **fresh, **tried}, status=status)


@require_safe
def pulse(request: Request, meeting_id: int) -> HttpResponse:
    """What has changed since `?da=`: nothing (204), or the parts of the page that others may have written."""
    meeting = mine(request, meeting_id)
    if meeting.state != MeetingState.OPEN:
        gone = HttpResponse(status=204)
        gone.headers["HX-Redirect"] = reverse("meeting", args=[meeting.pk])
        return gone
    if request.GET.get("da", "") == beat(request, meeting):
        return HttpResponse(status=204)
    return render(request, "meetings/_run_live.html", {**live(request, meeting), "swapped": True})


def key_of(request: Request) -> UUID | None:
    """The key that the browser gave this tap, so that it may be sent twice and count once (Q7)."""
    try:
        return UUID(str(request.POST.get("key", "")))
    except ValueError:
        return None


@require_POST
def roll(request: Request, meeting_id: int) -> HttpResponse:
    """One tap: `mark` = "person:presence:reason:seen"; "rest:present" marks everybody who is still waited for."""
    meeting = mine(request, meeting_id)
    wrong = ""
    try:
        marks, seen = _marks(request, meeting)
        if marks:
            evening.mark_attendance(actor=request.actor, meeting=meeting, marks=marks, seen=seen, key=key_of(request))
    except Invalid as error:
        wrong = str(error)
    if is_partial(request):
        now = selectors.roll(actor=request.actor, meeting=meeting)
        return render(request, "meetings/_roll.html", roll_context(meeting, now, wrong))
    if wrong:
        flash.say(request, wrong, tone="late")
    return redirect(f"{reverse('meeting-run', args=[meeting.pk])}#diem-danh")


def _marks(request: Request, meeting: Meeting) -> tuple[list[tuple[int, str, str]], Mapping[int, str]]:
    """The marks, and what the device showed of those names."""
    who, presence, reason, *shown = [*str(request.POST.get("mark", "")).split(":"), "", "", ""][:4]
    if who == "rest":
        waiting = selectors.roll(actor=request.actor, meeting=meeting).waiting
        return [(line.person.pk, presence, reason) for line in waiting], {line.person.pk: "" for line in waiting}
    if not (who.isascii() and who.isdigit() and len(who) < 12):
        raise Invalid(_("Tap a name of the roll."))
    return [(int(who), presence, reason)], {int(who): shown[0]}


@require_POST
def step(request: Request, step_id: int) -> HttpResponse:
    """Begin or finish a step of the agenda; the next one begins by itself."""
    request.actor = selectors.seated(actor=request.actor, steps=step_id)
    found = selectors.agenda_step(actor=request.actor, step_id=step_id)
    act = evening.finish_step if request.POST.get("act") == "finish" else evening.start_step
    act(actor=request.actor, step=found)
    if request.POST.get("act") == "finish":
        following = found.meeting.steps.filter(position__gt=found.position, done_at=None).first()
        if following is not None:
            evening.start_step(actor=request.actor, step=following)
    return redirect("meeting-run", found.meeting_id)


@require_POST
def code(request: Request, meeting_id: int) -> HttpResponse:
    """Put the code for checking in on the wall, or take it away."""
    meeting = mine(request, meeting_id)
    on = request.POST.get("act") == "on"
    checkin.set_checkin(actor=request.actor, meeting=meeting, on=on)
    flash.say(request, _("The code stands on the wall.") if on else _("The code is gone from the wall."))
    return redirect(f"{reverse('meeting-run', args=[meeting.pk])}#diem-danh")


def check_in(request: Request, meeting_id: int) -> HttpResponse:
    """A member types the code on the wall and is on the roll (D25). A right code costs one service and nothing else."""
    form = CodeForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            if checkin.check_in(actor=request.actor, meeting_id=meeting_id, code=form.cleaned_data["code"]):
                return redirect("meeting-check-in", meeting_id)  # that page says what the roll says
        except Invalid as error:
            form.add_error("code", str(error))
        else:
            form.add_error(
                "code", _("This is not the code on the wall now. It changes every minute and a half: look again.")
            )
    meeting = selectors.meeting(actor=request.actor, meeting_id=meeting_id)
    mark = selectors.own_mark(actor=request.actor, meeting=meeting)
    context = {
        "nav": "meetings", "meeting": meeting, "form": form, "mark": mark,
        "may": mark is None and selectors.may_check_in(actor=request.actor, meeting=meeting),
    }  # fmt: skip
    return render(request, "meetings/check_in.html", context, status=422 if form.is_bound else 200)


@require_safe
def room(request: Request, meeting_id: int) -> HttpResponse:
    """For the wall: large type, counts, no names unless `?ten=1`."""
    meeting = at_seat(request, meeting_id)
    steps = list(meeting.steps.all())
    now = selectors.current_step(steps)
    present, expected = selectors.presence_count(actor=request.actor, meeting=meeting)
    names = request.GET.get("ten") == "1" and request.actor.can(RUN, meeting.unit.path)
    context = {
        "nav": "meetings", "meeting": meeting, "steps": steps, "step": now, "present": present, "expected": expected,
        "next": next((one for one in steps if now and one.position > now.position and not one.done_at), None),
        "names": names, "turn": _turn(request, meeting) if names else None, "runs": request.actor.can(RUN, meeting.unit.path),
        "code": selectors.wall_code(actor=request.actor, meeting=meeting),
        "votes": selectors.votes(actor=request.actor, meeting=meeting)[-1:],
    }  # fmt: skip
    return render(request, "meetings/room.html", context)


def _turn(request: Request, meeting: Meeting) -> selectors.RollLine | None:
    """The first in the order of review who is here and has not presented."""
    states = presented_people(actor=request.actor, meeting=meeting)
    lines = selectors.roll(actor=request.actor, meeting=meeting).lines
    return next((one for one in lines if one.here and states.get(one.person.pk, (0, ""))[1] != "presented"), None)


routes: list[URLPattern] = [
    route("hop/<int:meeting_id>/dieu-hanh/", runner, name="meeting-run", room=ROOM, permission=RUN),
    route("hop/<int:meeting_id>/dieu-hanh/nhip/", pulse, name="meeting-pulse", room=ROOM, permission=RUN),
    route("hop/<int:meeting_id>/diem-danh/", roll, name="meeting-roll", room=ROOM, permission=RUN),
    route("hop/<int:meeting_id>/ma-co-mat/", code, name="meeting-code", room=ROOM, permission=RUN),
    route("hop/<int:meeting_id>/co-mat/", check_in, name="meeting-check-in", room=ROOM, permission=READ),
    route("hop/buoc/<int:step_id>/", step, name="meeting-step", room=ROOM, permission=RUN),
    route("hop/<int:meeting_id>/man-hinh/", room, name="meeting-room", room=ROOM, permission=READ),
]
