"""Minutes: drafted from the record, read and objected to, answered, signed, opened again (D3, D4)."""

from __future__ import annotations

from typing import Any

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

ROOM = "meetings"


def minutes(request: Request, meeting_id: int) -> HttpResponse:
    """The newest minutes; the secretary drafts them from what the meeting recorded."""
    meeting = selectors.meeting(actor=request.actor, meeting_id=meeting_id)
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


@require_POST
def say(request: Request, meeting_id: int) -> HttpResponse:
    """What a member thinks of the minutes: agree, seen, declined."""
    meeting, newest = _newest(request, meeting_id)
    form = OpinionForm(request.POST)
    if (
        form.is_valid()
        and run(form, signing.say_of_minutes, actor=request.actor, minutes=newest, **form.cleaned_data) is not None
    ):
        flash.say(request, _("Kept with the minutes."))
        return redirect("minutes", meeting.pk)
    return _page(request, meeting, 422, opinion_form=form)


@require_POST
def answer(request: Request, opinion_id: int) -> HttpResponse:
    """Answer an objection in the name of the cell."""
    found = selectors.opinion(actor=request.actor, opinion_id=opinion_id)
    form = AnswerForm(request.POST, auto_id=f"answer-{found.pk}-%s")
    if (
        form.is_valid()
        and run(form, signing.answer_objection, actor=request.actor, opinion=found, **form.cleaned_data) is not None
    ):
        flash.say(request, _("The answer stands with the objection."))
        return redirect("minutes", found.minutes.meeting_id)
    meeting = selectors.meeting(actor=request.actor, meeting_id=found.minutes.meeting_id)
    return _page(request, meeting, 422, answer_form=form, answering=found.pk)


@require_POST
def sign(request: Request, meeting_id: int) -> HttpResponse:
    """Sign, or note a signature on the printed sheet."""
    meeting, newest = _newest(request, meeting_id)
    form = SignForm(request.POST)
    if (
        form.is_valid()
        and run(form, signing.sign_minutes, actor=request.actor, minutes=newest, **form.cleaned_data) is not None
    ):
        flash.say(request, _("Signed."))
        return redirect("minutes", meeting.pk)
    return _page(request, meeting, 422, sign_form=form)


@require_POST
def reopen(request: Request, meeting_id: int) -> HttpResponse:
    """Open signed minutes again, with the reason."""
    meeting, newest = _newest(request, meeting_id)
    form = ReopenForm(request.POST)
    if (
        form.is_valid()
        and run(form, signing.reopen_minutes, actor=request.actor, minutes=newest, **form.cleaned_data) is not None
    ):
        flash.say(request, _("The minutes are open again. Draft the new version; everybody reads and signs it anew."))
        return redirect("minutes", meeting.pk)
    return _page(request, meeting, 422, reopen_form=form)


routes: list[URLPattern] = [
    route("hop/<int:meeting_id>/bien-ban/", minutes, name="minutes", room=ROOM, permission=READ),
    route("hop/<int:meeting_id>/bien-ban/y-kien/", say, name="minutes-say", room=ROOM, permission=READ),
    route("hop/<int:meeting_id>/bien-ban/ky/", sign, name="minutes-sign", room=ROOM, permission=READ),
    route("hop/<int:meeting_id>/bien-ban/mo-lai/", reopen, name="minutes-reopen", room=ROOM, permission=RUN),
    route("y-kien-bien-ban/<int:opinion_id>/", answer, name="minutes-answer", room=ROOM, permission=RUN),
]
