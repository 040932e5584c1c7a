"""People who are no party members at a study conference (S55)."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from guong.meetings import selectors
from guong.meetings.models import Conference
from guong.meetings.perms import STUDY_MANAGE, STUDY_READ
from guong.meetings.services.others import convene_others
from guong.web import flash
from guong.web.forms.base import run
from guong.web.forms.study_others import OthersForm
from guong.web.http import Request
from guong.web.routing import route


@require_http_methods(["GET", "HEAD", "POST"])
def others(request: Request, conference_id: int) -> HttpResponse:
    """How many of which group each body sends, and how many came."""
    perm = STUDY_MANAGE if request.method == "POST" else STUDY_READ
    found = selectors.conference(actor=request.actor, conference_id=conference_id, perm=perm)
    manages = request.actor.can(STUDY_MANAGE, found.unit.path)
    units = selectors.senders(actor=request.actor, conference=found) if manages else []
    form, status = OthersForm(units, request.POST or None) if manages else None, 200
    if form is not None and request.method == "POST":
        if form.is_valid() and _kept(request, found, form):
            flash.say(request, _("Kept. They are counted apart from the members."))
            return redirect("study-others", found.pk)
        status = 422
    seen = selectors.others_of(actor=request.actor, conference=found)
    context = {"nav": "drives", "conference": found, "others": seen, "form": form}
    return render(request, "study/others.html", context, status=status)


def _kept(request: Request, found: Conference, form: OthersForm) -> bool:
    return run(form, convene_others, actor=request.actor, conference=found, **form.facts()) is not None


routes: list[URLPattern] = [
    route(
        "hoc-tap/<int:conference_id>/ngoai-dang/", others, name="study-others", room="meetings", permission=STUDY_READ
    ),
]
