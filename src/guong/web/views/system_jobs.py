"""Việc ban đêm: how the work by the clock goes, and what the nightly check found."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import URLPattern
from django.views.decorators.http import require_safe

from guong.jobs import selectors
from guong.jobs.perms import CHECK
from guong.web.http import Request
from guong.web.office_door import back_to
from guong.web.routing import route


@require_safe
def nightly(request: Request) -> HttpResponse:
    """Numbers and names of jobs; of the figures that differ, those of the reader's own part of the tree. Names of commands and
    of columns are for whoever looks after the machine."""
    turns = selectors.turns(actor=request.actor)
    context = {
        "nav": "settings", "turns": turns, "night": selectors.night(actor=request.actor), **back_to(request),
        "technical": request.actor.account.is_technical,
    }  # fmt: skip
    return render(request, "jobs/nightly.html", context)


routes: list[URLPattern] = [route("viec-dem/", nightly, name="nightly", room="jobs", permission=CHECK)]
