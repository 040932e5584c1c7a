"""Minutes: drafted from the record, read and objected to, answered, signed, opened again (D3, D4)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from guong.kernel.errors import NotFound
from guong.meetings import selectors
from guong.meetings.models import Meeting, Minutes, MinutesOpinion
from guong.meetings.perms import READ, RUN
from guong.meetings.services import signing
from guong.papers.services import draft_minutes
from guong.web import flash
from guong.web.forms.base import run
from guong.web.forms.minutes import AnswerForm, OpinionForm, ReopenForm, SignForm
from guong.web.http import Request
from guong.web.routing import route
from guong.web.views.meeting_parts import at_seat

ROOM = "meetings"


def minutes(request: Request, meeting_id: int) -> HttpResponse:
    """The newest minutes; the secretary drafts them from what the meeting recorded."""
    meeting = at_seat(request, meeting_id)
    if request.method == "POST":
        return _draft(request, meeting)
    return _page(request, meeting)


def _page(request: Request, meeting: Meeting, status: int = 200, **forms: Any) -> HttpResponse:
    newest = selectors.newest_minutes(actor=request.actor, meeting=meeting)
    reading = selectors.reading(actor=request.actor, minutes=newest) if newest else None
    context = {
        "nav": "meetings", "meeting": meeting, "minutes": newest, "body": newest.body if newest else None,
        "runs": request.actor.can(RUN, meeting.unit.path),
        "reading": reading, "opinion_form": OpinionForm(), "reopen_form": ReopenForm(), "sign_form": SignForm(), **forms,
        "objections": _objections(reading, forms.get("answer_form"), forms.get("answering")),
    }  # fmt: skip
    return render(request, "meetings/minutes.html", context, status=status)


def _objections(
    reading: selectors.Reading | None, tried: AnswerForm | None, answering: int | None
) -> list[tuple[MinutesOpinion, AnswerForm]]:
    """Each objection with the form that answers it; the one that was refused keeps what was typed."""
    return [
        (one, tried if tried is not None and one.pk == answering else AnswerForm(auto_id=f"answer-{one.pk}-%s"))
        for one in (reading.objections if reading else [])
    ]


def _draft(request: Request, meeting: Meeting) -> HttpResponse:
    made = draft_minutes(actor=request.actor, meeting=meeting)
    flash.say(request, _("Minutes, version %(n)s. An earlier version is never overwritten.") % {"n": made.number})
    return redirect("minutes", meeting.pk)


def _newest(request: Request, meeting_id: int) -> tuple[Meeting, Minutes]:
    meeting = selectors.meeting(actor=request.actor, meeting_id=meeting_id)
    newest = selectors.newest_minutes(actor=request.actor, meeting=meeting)
    if newest is None:
        raise NotFound
    return meeting, newest


def _kept(
    request: Request, meeting: Meeting, name: str, form: Form, act: Callable[..., object], said: str, *,
    answering: int | None = None, **given: Any,
) -> HttpResponse:  # fmt: skip
    """Call a service with what a valid form holds and come back to the minutes; else the page with the form as it was typed.

    `name`: under which the page knows the form. `answering`: which objection it answers.
    `given`: what the service takes besides the form's own fields.
    """
    if form.is_valid() and run(form, act, actor=request.actor, **given, **form.cleaned_data) is not None:
        flash.say(request, said)
        return redirect("minutes", meeting.pk)
    return _page(request, meeting, 422, answering=answering, **{name: form})


@require_POST
def say(request: Request, meeting_id: int) -> HttpResponse:
    """What a member thinks of the minutes: agree, seen, declined."""
    meeting, newest = _newest(request, meeting_id)
    form, said = OpinionForm(request.POST), _("Kept with the minutes.")
    return _kept(request, meeting, "opinion_form", form, signing.say_of_minutes, said, minutes=newest)


@require_POST
def answer(request: Request, opinion_id: int) -> HttpResponse:
    """Answer an objection in the name of the cell."""
    request.actor = selectors.seated(actor=request.actor, minutes__opinions=opinion_id)
    found = selectors.opinion(actor=request.actor, opinion_id=opinion_id)
    meeting = selectors.meeting(actor=request.actor, meeting_id=found.minutes.meeting_id)
    form = AnswerForm(request.POST, auto_id=f"answer-{found.pk}-%s")
    said = _("The answer stands with the objection.")
    return _kept(
        request, meeting, "answer_form", form, signing.answer_objection, said, answering=found.pk, opinion=found
    )


@require_POST
def sign(request: Request, meeting_id: int) -> HttpResponse:
    """Sign as keeper or chair, or note that the sheet was signed on paper."""
    meeting, newest = _newest(request, meeting_id)
    form = SignForm(request.POST)
    return _kept(request, meeting, "sign_form", form, signing.sign_minutes, _("Signed."), minutes=newest)


@require_POST
def reopen(request: Request, meeting_id: int) -> HttpResponse:
    """Open signed minutes again, with the reason."""
    meeting, newest = _newest(request, meeting_id)
    form = ReopenForm(request.POST)
    said = _("The minutes are open again. Draft the new version; everybody reads and signs it anew.")
    return _kept(request, meeting, "reopen_form", form, signing.reopen_minutes, said, minutes=newest)


routes: list[URLPattern] = [
    route("hop/<int:meeting_id>/bien-ban/", minutes, name="minutes", room=ROOM, permission=READ),
    route("hop/<int:meeting_id>/bien-ban/y-kien/", say, name="minutes-say", room=ROOM, permission=READ),
    route("hop/<int:meeting_id>/bien-ban/ky/", sign, name="minutes-sign", room=ROOM, permission=READ),
    route("hop/<int:meeting_id>/bien-ban/mo-lai/", reopen, name="minutes-reopen", room=ROOM, permission=RUN),
    route("y-kien-bien-ban/<int:opinion_id>/", answer, name="minutes-answer", room=ROOM, permission=RUN),
]
