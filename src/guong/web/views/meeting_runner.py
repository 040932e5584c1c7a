"""The runner: the evening on one page for whoever runs it. Each act is one POST; htmx swaps the roll, forms work without."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from guong.corrections import selectors as corrections
from guong.corrections.services import open_recheck
from guong.drives import selectors as drives
from guong.drives.models import Drive
from guong.kernel import clock
from guong.kernel.errors import Invalid
from guong.meetings import rules, selectors
from guong.meetings.enums import AbsenceReason, MeetingState
from guong.meetings.models import Meeting
from guong.meetings.perms import READ, RUN
from guong.meetings.services import evening
from guong.org.models import Person
from guong.papers.services import draft_minutes
from guong.reviews import selectors as reviews
from guong.reviews.enums import Addressee
from guong.reviews.models import Remark
from guong.reviews.selectors.presenting import presented_people, review_to_present
from guong.reviews.services import make_remark, present_review
from guong.web import flash
from guong.web.forms.base import run
from guong.web.forms.meetings import CloseForm, GuestForm, NoteForm
from guong.web.forms.remarks import RemarkForm
from guong.web.http import Request, is_partial
from guong.web.routing import route

ROOM = "meetings"
_SHOWN = 12  # names of those present before the list is folded


def _mine(request: Request, meeting_id: int) -> Meeting:
    return selectors.meeting(actor=request.actor, meeting_id=meeting_id, perm=RUN)


@require_safe
def runner(request: Request, meeting_id: int) -> HttpResponse:
    """Agenda, what is under way, roll."""
    meeting = _mine(request, meeting_id)
    if meeting.state != MeetingState.OPEN:
        return redirect("meeting", meeting.pk)
    return _page(request, meeting)


def _page(request: Request, meeting: Meeting, status: int = 200, **forms: Any) -> HttpResponse:
    steps = list(meeting.steps.all())
    roll = selectors.roll(actor=request.actor, meeting=meeting)
    people = selectors.speakers(actor=request.actor, meeting=meeting)
    drive = _drive(meeting)
    states = presented_people(actor=request.actor, meeting=meeting)
    turns = [(line, *states.get(line.person.pk, (0, ""))) for line in roll.lines if line.expected]
    context = {
        "nav": "meetings", "meeting": meeting, "steps": steps, "step": selectors.current_step(steps), "drive": drive,
        "turns": [turn for turn in turns if turn[2] != "presented"], "spoken": [turn for turn in turns if turn[2] == "presented"],
        "items": corrections.open_items(actor=request.actor, unit=meeting.unit), "today": clock.today(), "now": clock.now(),
        "rechecks": [
            one for one in corrections.rechecks_of_unit(actor=request.actor, unit=meeting.unit) if one.meeting_id == meeting.pk
        ],
        "notes": list(meeting.notes.select_related("speaker", "step").order_by("-at", "-pk")[:8]),
        "remarks": reviews.remarks_of_meeting(actor=request.actor, meeting=meeting),
        "guests": list(meeting.guests.all()),
        "each": rules.must_conclude_on_each(meeting.drive.mode) if meeting.drive else False,
        "note_form": forms.get("note_form") or NoteForm(people, prefix="note"),
        "guest_form": forms.get("guest_form") or GuestForm(prefix="guest"),
        "remark_form": forms.get("remark_form") or (_remark_form(people) if drive else None),
        **_roll_context(meeting, roll),
    }  # fmt: skip
    return render(request, "meetings/run.html", context, status=status)


def _roll_context(meeting: Meeting, roll: selectors.Roll, wrong: str = "") -> dict[str, Any]:
    return {
        "meeting": meeting, "roll": roll, "reasons": AbsenceReason.choices, "wrong": wrong,
        "here_first": roll.here[:_SHOWN], "here_more": roll.here[_SHOWN:],
    }  # fmt: skip


def _drive(meeting: Meeting) -> Drive | None:
    """The drive in which a remark made here counts: the meeting's, else the newest one under way."""
    return meeting.drive or next(iter(drives.open_drives_for(meeting.unit)), None)


def _remark_form(people: list[Person], data: Any = None) -> RemarkForm:
    return RemarkForm(people, people, data, prefix="remark")


@require_POST
def roll(request: Request, meeting_id: int) -> HttpResponse:
    """One tap: `mark` = "person:presence:reason"; "rest:present" marks everybody who is still waited for."""
    meeting = _mine(request, meeting_id)
    wrong = ""
    try:
        marks = _marks(request, meeting)
        if marks:
            evening.mark_attendance(actor=request.actor, meeting=meeting, marks=marks)
    except Invalid as error:
        wrong = str(error)
    if is_partial(request):
        now = selectors.roll(actor=request.actor, meeting=meeting)
        return render(request, "meetings/_roll.html", _roll_context(meeting, now, wrong))
    if wrong:
        flash.say(request, wrong, tone="late")
    return redirect(f"{reverse('meeting-run', args=[meeting.pk])}#diem-danh")


def _marks(request: Request, meeting: Meeting) -> list[tuple[int, str, str]]:
    who, _colon, rest = str(request.POST.get("mark", "")).partition(":")
    presence, _colon, reason = rest.partition(":")
    if who == "rest":
        waiting = selectors.roll(actor=request.actor, meeting=meeting).waiting
        return [(line.person.pk, presence, reason) for line in waiting]
    if not (who.isascii() and who.isdigit() and len(who) < 12):
        raise Invalid(_("Tap a name of the roll."))
    return [(int(who), presence, reason)]


@require_POST
def step(request: Request, step_id: int) -> HttpResponse:
    """Begin or finish a step of the agenda."""
    found = selectors.agenda_step(actor=request.actor, step_id=step_id)
    act = evening.finish_step if request.POST.get("act") == "finish" else evening.start_step
    act(actor=request.actor, step=found)
    if request.POST.get("act") == "finish":
        following = found.meeting.steps.filter(position__gt=found.position, done_at=None).first()
        if following is not None:
            evening.start_step(actor=request.actor, step=following)
    return redirect("meeting-run", found.meeting_id)


@require_POST
def note(request: Request, meeting_id: int) -> HttpResponse:
    """Write down what was said, at the step under way."""
    meeting = _mine(request, meeting_id)
    form = NoteForm(selectors.speakers(actor=request.actor, meeting=meeting), request.POST, prefix="note")
    at = selectors.current_step(list(meeting.steps.all()))
    made = None
    if form.is_valid():
        made = run(
            form, evening.add_note, actor=request.actor, meeting=meeting, text=form.cleaned_data["text"],
            speaker=form.chosen(), step=at,
        )  # fmt: skip
    if made is not None:
        return redirect(f"{reverse('meeting-run', args=[meeting.pk])}#ghi-chep")
    return _page(request, meeting, 422, note_form=form)


@require_POST
def guest(request: Request, meeting_id: int) -> HttpResponse:
    """Note a guest from a higher level."""
    meeting = _mine(request, meeting_id)
    form = GuestForm(request.POST, prefix="guest")
    made = None
    if form.is_valid():
        made = run(form, evening.add_guest, actor=request.actor, meeting=meeting, **form.cleaned_data)
    if made is not None:
        return redirect("meeting-run", meeting.pk)
    return _page(request, meeting, 422, guest_form=form)


@require_POST
def remark(request: Request, meeting_id: int) -> HttpResponse:
    """Write down a remark made here; the second button goes on to state a finding from it."""
    meeting = _mine(request, meeting_id)
    drive = _drive(meeting)
    if drive is None:
        raise Invalid(_("A remark belongs to a drive. No drive is under way for this body."))
    form = _remark_form(selectors.speakers(actor=request.actor, meeting=meeting), request.POST)
    made = _make(request, meeting, drive, form) if form.is_valid() else None
    if made is None:
        return _page(request, meeting, 422, remark_form=form)
    if request.POST.get("act") == "finding":
        return redirect(f"{reverse('finding-new')}?meeting={meeting.pk}&remark={made.pk}")
    flash.say(request, _("The remark is written down. Whoever is named is told and may answer."))
    return redirect(f"{reverse('meeting-run', args=[meeting.pk])}#gop-y")


def _make(request: Request, meeting: Meeting, drive: Drive, form: RemarkForm) -> Remark | None:
    given = form.cleaned_data
    return run(
        form, make_remark, actor=request.actor, drive=drive, unit=meeting.unit, meeting=meeting,
        addressee=given["addressee"], fact=given["fact"], judgement=given["judgement"],
        person=form.chosen("person") if given["addressee"] == Addressee.PERSON else None,
        is_strength=given["what"] == "strength", by=form.chosen("by"),
    )  # fmt: skip


@require_POST
def present(request: Request, meeting_id: int, review_id: int) -> HttpResponse:
    """Note that a member has presented the self-review; the next one's turn comes."""
    meeting = _mine(request, meeting_id)
    review = review_to_present(actor=request.actor, meeting=meeting, review_id=review_id)
    try:
        present_review(actor=request.actor, review=review, meeting=meeting)
    except Invalid as error:
        flash.say(request, str(error), tone="late")
    return redirect("meeting-run", meeting.pk)


def close(request: Request, meeting_id: int) -> HttpResponse:
    """The conclusion; then the record is frozen, minutes are drafted and the re-check is set."""
    meeting = _mine(request, meeting_id)
    if meeting.state != MeetingState.OPEN:
        return redirect("meeting", meeting.pk)
    form = CloseForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        closed = run(form, evening.close_meeting, actor=request.actor, meeting=meeting, **form.cleaned_data)
        if closed is not None:
            draft_minutes(actor=request.actor, meeting=closed)
            recheck = open_recheck(actor=request.actor, meeting=closed)
            flash.say(request, _("The meeting is closed and its minutes are drafted."))
            if recheck is not None:
                due = f"{recheck.due_on:%d/%m/%Y}"
                flash.say(request, _("What was promised is looked at again by %(day)s.") % {"day": due})
            return redirect("minutes", meeting.pk)
    context = {
        "nav": "meetings", "meeting": meeting, "form": form, "roll": selectors.roll(actor=request.actor, meeting=meeting),
        "each": rules.must_conclude_on_each(meeting.drive.mode) if meeting.drive else False,
    }  # fmt: skip
    return render(request, "meetings/close.html", context, status=422 if form.errors else 200)


@require_safe
def room(request: Request, meeting_id: int) -> HttpResponse:
    """For the wall: large type, counts, no names unless `?ten=1`."""
    meeting = selectors.meeting(actor=request.actor, meeting_id=meeting_id)
    steps = list(meeting.steps.all())
    now = selectors.current_step(steps)
    present, expected = selectors.presence_count(actor=request.actor, meeting=meeting)
    names = request.GET.get("ten") == "1" and request.actor.can(RUN, meeting.unit.path)
    turn = None
    if names:
        states = presented_people(actor=request.actor, meeting=meeting)
        lines = selectors.roll(actor=request.actor, meeting=meeting).lines
        turn = next((one for one in lines if one.here and states.get(one.person.pk, (0, ""))[1] != "presented"), None)
    context = {
        "nav": "meetings", "meeting": meeting, "steps": steps, "step": now, "present": present, "expected": expected,
        "next": next((one for one in steps if now and one.position > now.position and not one.done_at), None),
        "names": names, "turn": turn, "runs": request.actor.can(RUN, meeting.unit.path),
    }  # fmt: skip
    return render(request, "meetings/room.html", context)


routes: list[URLPattern] = [
    route("hop/<int:meeting_id>/dieu-hanh/", runner, name="meeting-run", room=ROOM, permission=RUN),
    route("hop/<int:meeting_id>/diem-danh/", roll, name="meeting-roll", room=ROOM, permission=RUN),
    route("hop/buoc/<int:step_id>/", step, name="meeting-step", room=ROOM, permission=RUN),
    route("hop/<int:meeting_id>/ghi-chep/", note, name="meeting-note", room=ROOM, permission=RUN),
    route("hop/<int:meeting_id>/khach/", guest, name="meeting-guest", room=ROOM, permission=RUN),
    route("hop/<int:meeting_id>/gop-y/", remark, name="meeting-remark", room=ROOM, permission=RUN),
    route(
        "hop/<int:meeting_id>/trinh-bay/<int:review_id>/", present, name="meeting-present", room=ROOM, permission=RUN
    ),
    route("hop/<int:meeting_id>/ket-thuc/", close, name="meeting-close", room=ROOM, permission=RUN),
    route("hop/<int:meeting_id>/man-hinh/", room, name="meeting-room", room=ROOM, permission=READ),
]
