"""Agendas handed down and adapted within limits (S126, S146)."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from guong.drives import selectors as drives
from guong.kernel import treepath
from guong.library import perms, selectors, services
from guong.library.models import Frame
from guong.meetings.agenda import TEMPLATES
from guong.meetings.enums import MeetingKind
from guong.org.models import Unit
from guong.web import flash
from guong.web.forms.base import run
from guong.web.forms.library import AdaptForm, FrameForm
from guong.web.http import Request
from guong.web.routing import route

ROOM = "library"


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: Request) -> HttpResponse:
    """Hand an agenda down; it begins with the one that the program ships."""
    units = [one for one in selectors.shelves(actor=request.actor) if one.is_committee]
    if not units:
        request.actor.require(perms.WRITE, "")
    kind = request.GET.get("loai", "")
    kind = kind if kind in TEMPLATES else MeetingKind.THEMATIC.value
    given = [
        {"kind": one, "title": title, "minutes": n, "least": max(1, n - 5), "most": n + 30, "fixed": one != "other"}
        for one, title, n in TEMPLATES[kind]
    ]
    total = sum(one[2] for one in TEMPLATES[kind])
    begun = {"kind": kind, "unit": str(units[0].pk), "least": total, "most": 2 * total, "may_add": True}
    form = FrameForm(units, list(drives.drives(actor=request.actor)), given, request.POST or None, initial=begun)
    if request.method == "POST" and form.is_valid():
        made = run(form, services.hand_down, actor=request.actor, **form.facts())
        if made is not None:
            flash.say(request, _("Handed down. Meetings planned below from now on begin with it."))
            return redirect("frame", made.pk)
    status = 422 if request.method == "POST" else 200
    return render(request, "library/frame_new.html", {"nav": "directives", "form": form}, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def page(request: Request, frame_id: int) -> HttpResponse:
    """One agenda with its limits; below it, POST keeps the own version."""
    frame = selectors.frame(actor=request.actor, frame_id=frame_id)
    units = _below(request, frame)
    form = None
    if units:
        begun = {"unit": str(units[0].pk), "name": frame.name}
        form = AdaptForm(units, frame.steps, request.POST or None, initial=begun)
    if request.method == "POST":
        if form is None:
            request.actor.require(perms.WRITE, frame.unit.path)
        elif form.is_valid() and (made := run(form, services.adapt, actor=request.actor, above=frame, **form.facts())):
            flash.say(request, _("Your own version is kept. Your next meetings begin with it."))
            return redirect("frame", made.pk)
    context = {"nav": "directives", "frame": frame, "form": form, "total": sum(one["minutes"] for one in frame.steps)}
    return render(request, "library/frame.html", context, status=422 if request.method == "POST" else 200)


def _below(request: Request, frame: Frame) -> list[Unit]:
    """The actor's bodies below whoever handed it down."""
    mine = selectors.shelves(actor=request.actor)
    return [one for one in mine if one.pk != frame.unit_id and treepath.contains(frame.unit.path, one.path)]


routes: list[URLPattern] = [
    route("thu-vien/chuong-trinh/moi/", new, name="frame-new", room=ROOM, permission=perms.WRITE),
    route("thu-vien/chuong-trinh/<int:frame_id>/", page, name="frame", room=ROOM, permission=perms.READ),
]
