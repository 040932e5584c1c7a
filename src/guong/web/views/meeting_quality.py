"""The points of a meeting (R11): a form for its chair and secretary, where the rules switch it on."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern
from django.utils.translation import gettext as _

from guong.kernel.errors import NotFound
from guong.meetings import selectors
from guong.meetings.perms import RUN
from guong.meetings.services.quality import score_meeting
from guong.web import flash
from guong.web.forms.base import run
from guong.web.forms.meetings import QualityForm
from guong.web.http import Request
from guong.web.routing import route
from guong.web.views.meeting_parts import ROOM, mine


def quality(request: Request, meeting_id: int) -> HttpResponse:
    """One number for each criterion; what they come to is shown at once and compared with nothing."""
    meeting = mine(request, meeting_id)
    found = selectors.quality(actor=request.actor, meeting=meeting)
    if found is None:
        raise NotFound
    form = QualityForm(
        found.most, found.named, request.POST if request.method == "POST" else None,
        initial=found.score.points if found.score else {},
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        made = run(form, score_meeting, actor=request.actor, meeting=meeting, points=form.cleaned_data)
        if made is not None:
            said = _("Kept: %(total)s of 100 points, %(grade)s.")
            flash.say(request, said % {"total": made.total, "grade": made.get_grade_display().lower()})
            return redirect("meeting", meeting.pk)
    context = {"nav": "meetings", "meeting": meeting, "form": form, "found": found, "sum": sum(found.most.values())}
    return render(request, "meetings/quality.html", context, status=422 if form.errors else 200)


routes: list[URLPattern] = [
    route("hop/<int:meeting_id>/cham-diem/", quality, name="meeting-quality", room=ROOM, permission=RUN),
]
