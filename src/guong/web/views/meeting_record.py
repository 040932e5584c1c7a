"""What is written down during the evening: notes, guests, remarks, votes, contents, answers on open items, and the end."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from guong.corrections import selectors as corrections
from guong.corrections.services import answer_item
from guong.drives.models import Drive
from guong.kernel import clock
from guong.kernel.errors import Invalid
from guong.meetings import selectors
from guong.meetings.enums import MeetingState
from guong.meetings.models import Meeting
from guong.meetings.perms import CLOSE, RUN
from guong.meetings.services import contents, evening, voting
from guong.papers.services import ASKED, conclude_meeting
from guong.reviews import selectors as reviews
from guong.reviews.enums import Addressee
from guong.reviews.models import Remark
from guong.reviews.selectors.presenting import review_to_present
from guong.reviews.services import make_remark, present_review
from guong.web import flash
from guong.web.forms.base import run
from guong.web.forms.meetings import EndForm, GuestForm, ItemForm, NoteForm, VoteCorrectionForm, VoteForm
from guong.web.forms.remarks import RemarkForm
from guong.web.http import Request, is_partial
from guong.web.routing import route
from guong.web.views.corrections import offer_judges
from guong.web.views.meeting_parts import ROOM, ages_of, at_seat, drive_of, each_member, live, mine, praise_only
from guong.web.views.meeting_runner import key_of, run_page


def _kept(
    request: Request, meeting: Meeting, name: str, form: forms.Form, act: Callable[[], object], place: str
) -> HttpResponse:
    """Run a valid form's act and come back to its place on the runner; else the runner with the form as it was typed."""
    if form.is_valid() and run(form, act) is not None:
        return redirect(f"{reverse('meeting-run', args=[meeting.pk])}#{place}")
    return run_page(request, meeting, 422, **{name: form})


@require_POST
def note(request: Request, meeting_id: int) -> HttpResponse:
    """Write down what was said, at the step under way; a script gets the part of the page back."""
    meeting = mine(request, meeting_id)
    people = selectors.speakers(actor=request.actor, meeting=meeting)
    form = NoteForm(people, request.POST, prefix="note")
    at = selectors.current_step(list(meeting.steps.all()))

    def act() -> bool:
        evening.add_note(
            actor=request.actor, meeting=meeting, text=form.cleaned_data["text"], speaker=form.chosen(), step=at,
            key=key_of(request),
        )  # fmt: skip
        return True

    if not is_partial(request):
        return _kept(request, meeting, "note_form", form, act, "ghi-chep")
    done = form.is_valid() and run(form, act) is not None
    meeting = mine(request, meeting_id)
    shown = NoteForm(people, prefix="note") if done else form
    context = {**live(request, meeting), "note_form": shown}
    return render(request, "meetings/_run_notes.html", context, status=200 if done else 422)


@require_POST
def guest(request: Request, meeting_id: int) -> HttpResponse:
    """Note a guest from a higher level."""
    meeting = mine(request, meeting_id)
    form = GuestForm(request.POST, prefix="guest")
    act = lambda: evening.add_guest(actor=request.actor, meeting=meeting, **form.cleaned_data)  # noqa: E731
    return _kept(request, meeting, "guest_form", form, act, "khach")


@require_POST
def vote(request: Request, meeting_id: int) -> HttpResponse:
    """Note the tally of a vote (R5)."""
    meeting = mine(request, meeting_id)
    form = VoteForm(request.POST, prefix="vote")

    def act() -> object:
        given = form.cleaned_data
        return voting.note_vote(
            actor=request.actor, meeting=meeting, title=given["title"], way=given["way"], tally=form.tally()
        )

    return _kept(request, meeting, "vote_form", form, act, "bieu-quyet")


def vote_correct(request: Request, vote_id: int) -> HttpResponse:
    """Put the right numbers beside a wrong tally, with the reason."""
    request.actor = selectors.seated(actor=request.actor, votes=vote_id)
    found, may = selectors.vote(actor=request.actor, vote_id=vote_id)
    names = ("given_out", "in_favour", "against", "no_opinion", "invalid", "voteless")
    typed = request.POST if request.method == "POST" else None
    form = VoteCorrectionForm(typed, initial={name: getattr(found, name) for name in names})
    if request.method == "POST" and form.is_valid():
        made = run(
            form,
            voting.correct_vote,
            actor=request.actor,
            vote=found,
            tally=form.tally(),
            reason=form.cleaned_data["reason"],
        )
        if made is not None:
            flash.say(request, _("Corrected. The first tally stays beside it, with the reason."))
            return redirect("meeting", found.meeting_id)
    context = {"nav": "meetings", "meeting": found.meeting, "vote": found, "may": may, "form": form}
    return render(request, "meetings/vote.html", context, status=422 if form.is_bound else 200)


@require_POST
def content(request: Request, meeting_id: int, content_id: int) -> HttpResponse:
    """Tick what the drive asks for, or take the tick back (S99)."""
    meeting = mine(request, meeting_id)
    contents.tick_content(
        actor=request.actor, meeting=meeting, content_id=content_id, done=request.POST.get("act") == "tick"
    )
    return redirect(f"{reverse('meeting-run', args=[meeting.pk])}#noi-dung")


@require_POST
def remark(request: Request, meeting_id: int) -> HttpResponse:
    """Write down a remark made here; the second button goes on to state a finding from it."""
    meeting = mine(request, meeting_id)
    drive = drive_of(meeting)
    if drive is None:
        raise Invalid(_("A remark belongs to a drive. No drive is under way for this body."))
    people = selectors.speakers(actor=request.actor, meeting=meeting)
    form = RemarkForm(people, people, request.POST, prefix="remark")
    made = _make(request, meeting, drive, form) if form.is_valid() else None
    if made is None:
        return run_page(request, meeting, 422, remark_form=form)
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
    meeting = mine(request, meeting_id)
    review = review_to_present(actor=request.actor, meeting=meeting, review_id=review_id)
    try:
        present_review(actor=request.actor, review=review, meeting=meeting)
    except Invalid as error:
        flash.say(request, str(error), tone="late")
    return redirect("meeting-run", meeting.pk)


@require_safe
def items(request: Request, meeting_id: int) -> HttpResponse:
    """Every open item with its three answers (R23), the longest overdue first (S60)."""
    meeting = mine(request, meeting_id)
    if meeting.state != MeetingState.OPEN:
        return redirect("meeting", meeting.pk)
    return _items(request, meeting)


def _items(request: Request, meeting: Meeting, tried: ItemForm | None = None, tried_id: int = 0) -> HttpResponse:
    people = corrections.people_of(actor=request.actor, unit=meeting.unit)
    rows = []
    for item in corrections.monthly_items(actor=request.actor, meeting=meeting):
        form = None
        if item.answer is None and not item.own:
            form = tried if item.action.pk == tried_id else ItemForm(prefix=f"v{item.action.pk}")
            if form is not None:
                offer_judges(form, request.actor.person_id, people, item.action.owner_id)
        rows.append((item, form))
    missing = {one.pk for one in corrections.monthly_missing(actor=request.actor, meeting=meeting)}
    context = {
        "nav": "meetings", "meeting": meeting, "rows": rows, "missing": missing, "today": clock.today(),
        "answered": sum(item.answer is not None for item, _form in rows),
    }  # fmt: skip
    return render(request, "meetings/items.html", context, status=422 if tried else 200)


@require_POST
def item(request: Request, meeting_id: int, action_id: int) -> HttpResponse:
    """The meeting's answer on one open item."""
    meeting = mine(request, meeting_id)
    action = corrections.action(actor=request.actor, action_id=action_id)
    people = corrections.people_of(actor=request.actor, unit=meeting.unit)
    form = ItemForm(request.POST, prefix=f"v{action.pk}")
    offer_judges(form, request.actor.person_id, people, action.owner_id)
    if form.is_valid():
        given = form.cleaned_data
        made = run(
            form, answer_item, actor=request.actor, meeting=meeting, action=action, word=given["word"],
            reason=given["reason"], new_deadline=given["new_deadline"], by=form.chosen("by"),
        )  # fmt: skip
        if made is not None:
            return redirect(f"{reverse('meeting-items', args=[meeting.pk])}#viec-{action.pk}")
    return _items(request, meeting, form, action.pk)


def close(request: Request, meeting_id: int) -> HttpResponse:
    """The conclusion; then the record is frozen, minutes are drafted and the re-check is set."""
    meeting = at_seat(request, meeting_id, CLOSE)
    if meeting.state != MeetingState.OPEN:
        return redirect("meeting", meeting.pk)
    missing = []
    if meeting.kind in ASKED:
        missing = corrections.monthly_missing(actor=request.actor, meeting=meeting)
    form = EndForm(meeting, len(missing), request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        done = run(form, conclude_meeting, actor=request.actor, meeting=meeting, **form.facts())
        if done is not None:
            flash.say(request, _("The meeting is closed and its minutes are drafted."))
            if done.recheck is not None:
                due = f"{done.recheck.due_on:%d/%m/%Y}"
                flash.say(request, _("What was promised is looked at again by %(day)s.") % {"day": due})
            return redirect("minutes", meeting.pk)
    return render(
        request, "meetings/close.html", _ending(request, meeting, form, missing), status=422 if form.errors else 200
    )


def _ending(request: Request, meeting: Meeting, form: EndForm, missing: list[Any]) -> dict[str, Any]:
    """What the chair sees before closing: counts, hints, what is missing; whether only praise was heard, for the chair alone."""
    roll = selectors.roll(actor=request.actor, meeting=meeting)
    chairs = meeting.chair_id in {None, request.actor.person_id}
    remarks = reviews.remarks_of_meeting(actor=request.actor, meeting=meeting)
    return {
        "ages": ages_of(request, meeting, remarks),
        "nav": "meetings", "meeting": meeting, "form": form, "roll": roll, "each": each_member(meeting), "missing": missing,
        "chairs": chairs, "today": clock.today(),
        "hints": selectors.hints(actor=request.actor, meeting=meeting, roll=roll, ending=not meeting.on_paper),
        "contents": [one for one in selectors.contents(actor=request.actor, meeting=meeting) if one.tick is None],
        "praise": chairs and drive_of(meeting) is not None and praise_only(remarks, roll),
    }  # fmt: skip


routes: list[URLPattern] = [
    route("hop/<int:meeting_id>/ghi-chep/", note, name="meeting-note", room=ROOM, permission=RUN),
    route("hop/<int:meeting_id>/khach/", guest, name="meeting-guest", room=ROOM, permission=RUN),
    route("hop/<int:meeting_id>/bieu-quyet/", vote, name="meeting-vote", room=ROOM, permission=RUN),
    route("hop/bieu-quyet/<int:vote_id>/", vote_correct, name="vote-correct", room=ROOM, permission=RUN),
    route(
        "hop/<int:meeting_id>/noi-dung/<int:content_id>/", content, name="meeting-content", room=ROOM, permission=RUN
    ),
    route("hop/<int:meeting_id>/gop-y/", remark, name="meeting-remark", room=ROOM, permission=RUN),
    route(
        "hop/<int:meeting_id>/trinh-bay/<int:review_id>/", present, name="meeting-present", room=ROOM, permission=RUN
    ),
    route("hop/<int:meeting_id>/viec-mo/", items, name="meeting-items", room=ROOM, permission=RUN),
    route("hop/<int:meeting_id>/viec-mo/<int:action_id>/", item, name="meeting-item", room=ROOM, permission=RUN),
    route("hop/<int:meeting_id>/ket-thuc/", close, name="meeting-close", room=ROOM, permission=CLOSE),
]
