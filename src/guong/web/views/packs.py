"""Materials ahead of a conference or a meeting, and who has them; all of them as one book (S42, S43, R8)."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from guong.library import selectors, services
from guong.library.models import Pack
from guong.meetings import selectors as meetings
from guong.meetings.models import Conference, Meeting
from guong.meetings.perms import RUN, STUDY_MANAGE
from guong.papers.book import book_pdf
from guong.web import flash
from guong.web.downloads import attachment
from guong.web.forms.base import run
from guong.web.forms.library import PaperForm, SendForm
from guong.web.http import Request
from guong.web.routing import SIGNED_IN, route

ROOM = "library"


@require_http_methods(["GET", "HEAD", "POST"])
def of_conference(request: Request, conference_id: int) -> HttpResponse:
    """Choose what goes ahead to those convened."""
    found = meetings.conference(actor=request.actor, conference_id=conference_id, perm=STUDY_MANAGE)
    return _send(request, conference=found, unit_path=found.unit.path)


@require_http_methods(["GET", "HEAD", "POST"])
def of_meeting(request: Request, meeting_id: int) -> HttpResponse:
    """Choose what goes ahead to those who are to come to a meeting."""
    found = meetings.meeting(actor=request.actor, meeting_id=meeting_id)
    return _send(request, meeting=found, unit_path=found.unit.path)


def _send(
    request: Request, *, unit_path: str, conference: Conference | None = None, meeting: Meeting | None = None
) -> HttpResponse:
    request.actor.require(STUDY_MANAGE if conference else RUN, unit_path)
    thing: Conference | Meeting | None = conference or meeting
    assert thing is not None
    known = selectors.pack_of(actor=request.actor, conference=conference, meeting=meeting)
    things = selectors.on_shelf_for(actor=request.actor, unit=thing.unit)
    begun = {"items": [str(one.pk) for one in known.items.all()]} if known else {}
    form = SendForm(things, request.POST if request.method == "POST" else None, initial=begun)
    if request.method == "POST" and form.is_valid():
        sent = {"conference": conference, "meeting": meeting, "items": form.chosen()}
        pack = run(form, services.send_ahead, actor=request.actor, **sent)
        if pack is not None:
            flash.say(request, _("Sent. It stands among the tasks of everybody who is to come."))
            return redirect("pack", pack.pk)
    context = {
        "nav": "drives" if conference else "meetings", "conference": conference, "meeting": meeting, "form": form,
        "pack": known, "things": things,
    }  # fmt: skip
    return render(request, "library/send.html", context, status=422 if request.method == "POST" else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def page(request: Request, pack_id: int) -> HttpResponse:
    """The materials; POST: I have them. For senders and cells also who has them."""
    found = selectors.pack(actor=request.actor, pack_id=pack_id)
    if request.method == "POST":
        services.receive(actor=request.actor, pack=found)
        flash.say(request, _("Noted: you have the materials."))
        return redirect("pack", found.pk)
    context = {
        "nav": "meetings", "pack": found, "target": selectors.target_of_pack(actor=request.actor, pack=found),
        "mine": selectors.my_receipt(actor=request.actor, pack=found),
        "cells": selectors.cells_of_pack(actor=request.actor, pack=found), "sends": _sends(request, found),
    }  # fmt: skip
    return render(request, "library/pack.html", context)


@require_safe
def book(request: Request, pack_id: int) -> HttpResponse:
    """The materials as one book, printed or kept: contents with page numbers, then file after file."""
    found = selectors.pack(actor=request.actor, pack_id=pack_id)
    made = book_pdf(
        actor=request.actor, pack=found,
        address=lambda item_id: request.build_absolute_uri(reverse("library-item", args=[item_id])),
    )  # fmt: skip
    return attachment(made, f"tai-lieu-{found.pk}.pdf")


def _sends(request: Request, pack: Pack) -> bool:
    return request.actor.can(STUDY_MANAGE if pack.conference_id else RUN, pack.unit.path)


@require_http_methods(["GET", "HEAD", "POST"])
def cell(request: Request, pack_id: int, unit_id: int) -> HttpResponse:
    """Who of one cell has the materials; paper is ticked by hand."""
    found = selectors.pack(actor=request.actor, pack_id=pack_id)
    unit, rows = selectors.owing_of_cell(actor=request.actor, pack=found, unit_id=unit_id)
    form = PaperForm(rows, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        n = run(form, services.note_receipts, actor=request.actor, pack=found, person_ids=form.ids())
        if n is not None:
            flash.say(request, _("Kept: paper handed to %(n)s.") % {"n": n})
            return redirect("pack", found.pk)
    context = {
        "nav": "meetings", "pack": found, "unit": unit, "rows": [one for one in rows if one.way], "form": form,
        "waiting": [one for one in rows if not one.way], "target": selectors.target_of_pack(actor=request.actor, pack=found),
    }  # fmt: skip
    return render(request, "library/pack_cell.html", context, status=422 if request.method == "POST" else 200)


routes: list[URLPattern] = [
    route(
        "tai-lieu/hoi-nghi/<int:conference_id>/",
        of_conference,
        name="pack-conference",
        room=ROOM,
        permission=STUDY_MANAGE,
    ),
    route("tai-lieu/buoi/<int:meeting_id>/", of_meeting, name="pack-meeting", room=ROOM, permission=RUN),
    route("tai-lieu/<int:pack_id>/", page, name="pack", room=ROOM, permission=SIGNED_IN),
    route("tai-lieu/<int:pack_id>/cuon/", book, name="pack-book", room=ROOM, permission=SIGNED_IN),
    route("tai-lieu/<int:pack_id>/chi-bo/<int:unit_id>/", cell, name="pack-cell", room=ROOM, permission=SIGNED_IN),
]
