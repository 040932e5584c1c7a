"""Model meetings: what other cells may read of an evening, offered by its cell, approved from above (S3)."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from guong.kernel.errors import Forbidden
from guong.meetings import selectors
from guong.meetings.enums import LessonState
from guong.meetings.perms import RUN
from guong.meetings.services import lessons as services
from guong.web import flash
from guong.web.forms.base import run
from guong.web.forms.meetings import LessonForm, ReturnForm
from guong.web.http import Request
from guong.web.routing import SIGNED_IN, route
from guong.web.views.meeting_parts import ROOM, mine


@require_safe
def index(request: Request) -> HttpResponse:
    """Lessons of the cells under the same committee, and those that wait for me."""
    return render(
        request, "meetings/lessons.html", {"nav": "meetings", "lessons": selectors.lessons(actor=request.actor)}
    )


def offer(request: Request, meeting_id: int) -> HttpResponse:
    """Write what others may learn from a held meeting."""
    meeting = mine(request, meeting_id)
    standing = selectors.lesson_of(actor=request.actor, meeting_id=meeting.pk)
    initial = {"course": standing.course, "lessons": standing.lessons} if standing else {}
    form = LessonForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        made = run(form, services.offer_lesson, actor=request.actor, meeting=meeting, **form.cleaned_data)
        if made is not None:
            flash.say(request, _("Sent to the committee above; once it approves, the other cells may read it."))
            return redirect("lesson", made.pk)
    context = {"nav": "meetings", "meeting": meeting, "form": form, "lesson": standing}
    return render(request, "meetings/lesson_edit.html", context, status=422 if form.is_bound else 200)


def lesson(request: Request, lesson_id: int) -> HttpResponse:
    """Read one; whoever decides above approves it or sends it back."""
    found = selectors.lesson(actor=request.actor, lesson_id=lesson_id)
    may = selectors.may_decide(actor=request.actor, lesson=found)
    approves = request.POST.get("act") == "approve"
    form = ReturnForm(request.POST if request.method == "POST" and not approves else None)
    if request.method == "POST":
        if not may:
            raise Forbidden
        if approves:
            services.approve_lesson(actor=request.actor, lesson=found)
            flash.say(request, _("The other cells may read it now."))
            return redirect("lesson", found.pk)
        sends = form.is_valid()
        if (
            sends
            and run(form, services.return_lesson, actor=request.actor, lesson=found, **form.cleaned_data) is not None
        ):
            flash.say(request, _("Sent back with the reason."))
            return redirect("lesson", found.pk)
    context = {
        "nav": "meetings", "lesson": found, "meeting": found.meeting, "may": may, "form": form,
        "runs": request.actor.can(RUN, found.meeting.unit.path), "waits": found.state == LessonState.OFFERED,
    }  # fmt: skip
    return render(request, "meetings/lesson.html", context, status=422 if request.method == "POST" else 200)


routes: list[URLPattern] = [
    route("hop/bai-hoc/", index, name="lessons", room=ROOM, permission=SIGNED_IN),
    route("hop/<int:meeting_id>/bai-hoc/", offer, name="lesson-offer", room=ROOM, permission=RUN),
    route("hop/bai-hoc/<int:lesson_id>/", lesson, name="lesson", room=ROOM, permission=SIGNED_IN),
]
