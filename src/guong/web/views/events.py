"""Events of a drive beside the meetings of cells: the board by kind, planning one, its outcome (S35, S129)."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from guong.drives import selectors as drives
from guong.kernel import clock
from guong.meetings import perms, selectors
from guong.meetings.models import Activity
from guong.meetings.services import activities
from guong.web import flash
from guong.web.asked import asked_id
from guong.web.asked_day import asked_day
from guong.web.forms.base import run
from guong.web.forms.events import CallOffForm, EventForm, HeldEventForm
from guong.web.http import Request
from guong.web.routing import route

_PAGES = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def board(request: Request, drive_id: int) -> HttpResponse:
    """Units counted by kind of event below a body (`?to-chuc=`), as of a day (`?ngay=`); `?loai=` names who has not."""
    drive = drives.drive(actor=request.actor, drive_id=drive_id)
    day, mistake = asked_day(request)
    seen = selectors.event_board(
        actor=request.actor,
        drive=drive,
        unit_id=asked_id(request, "to-chuc"),
        kind=request.GET.get("loai", ""),
        day=day,
    )
    today = clock.today()
    context = {
        "nav": "drives", "drive": drive, "board": seen, "today": today, "mistake": mistake,
        "typed": request.GET.get("ngay", "") if mistake else seen.day.isoformat(), "past": seen.day != today,
        "chosen": next((one for one in seen.kinds if one.kind == seen.kind), None),
        "up": f"{reverse('events', args=[drive.pk])}?to-chuc={seen.above.unit_id}" if seen.above else "",
        "keep": {"to-chuc": seen.top.unit_id if seen.top else "", "loai": seen.kind},
        "overdue": {one.pk for one in seen.coming if one.to_on < today},
    }  # fmt: skip
    return render(request, "events/board.html", context, status=422 if mistake else 200)


@_PAGES
def new(request: Request, drive_id: int, unit_id: int) -> HttpResponse:
    """A body plans an event of a drive; `?loai=` fills in the kind."""
    drive = drives.drive(actor=request.actor, drive_id=drive_id)
    unit = selectors.event_body(actor=request.actor, drive=drive, unit_id=unit_id)
    form = EventForm(request.POST or None, initial={"kind": request.GET.get("loai", ""), "place": ""})
    posted = request.method == "POST"
    if posted and form.is_valid():
        made = run(form, activities.plan_activity, actor=request.actor, drive=drive, unit=unit, facts=form.facts())
        if made is not None:
            flash.say(request, _("Planned. When it is over, write what came out of it: then it is counted."))
            return redirect("event", made.pk)
    context = {"nav": "drives", "drive": drive, "unit": unit, "form": form}
    return render(request, "events/new.html", context, status=422 if posted else 200)


@_PAGES
def page(request: Request, activity_id: int) -> HttpResponse:
    """One event; POST is its outcome, a change, or why it is called off (`act`)."""
    found = selectors.activity(actor=request.actor, activity_id=activity_id)
    writes = request.actor.can(perms.ACTIVITY_WRITE, found.unit.path)
    forms, status = _forms(request, found), 200
    if request.method == "POST":
        selectors.activity(actor=request.actor, activity_id=activity_id, perm=perms.ACTIVITY_WRITE)
        if _act(request, found, forms):
            return redirect("event", found.pk)
        status = 422
    context = {
        "nav": "drives", "one": found, "drive": found.drive, "writes": writes, "today": clock.today(),
        "began": found.from_on <= clock.today(), "forms": forms,
    }  # fmt: skip
    return render(request, "events/page.html", context, status=status)


def _forms(request: Request, found: Activity) -> dict[str, Any]:
    """The three forms of the page; what was typed stands in the one that was sent."""
    act = request.POST.get("act", "") if request.method == "POST" else ""
    facts = {name: getattr(found, name) for name in ("kind", "name", "from_on", "to_on", "place", "audience")}
    if found.to_on == found.from_on:
        facts["to_on"] = None
    stored = {"hold": {"outcome": found.outcome, "people": found.people}, "change": facts, "off": {}}
    kept = {} if act in stored else request.POST.dict()  # sent for no form of this page: its words still stand there
    made = {"hold": HeldEventForm, "change": EventForm, "off": CallOffForm}
    return {
        name: form(request.POST if act == name else None, initial={**stored[name], **kept})
        for name, form in made.items()
    }


def _act(request: Request, found: Activity, forms: dict[str, Any]) -> bool:
    act = request.POST.get("act", "")
    form = forms.get(act)
    if form is None or not form.is_valid():
        return False
    if act == "hold":
        done = run(form, activities.hold_activity, actor=request.actor, activity=found, **form.cleaned_data)
        said = _("Written down. It is counted from its day on.")
    elif act == "change":
        done = run(form, activities.change_activity, actor=request.actor, activity=found, facts=form.facts())
        said = _("Changed.")
    else:
        done = run(form, activities.cancel_activity, actor=request.actor, activity=found, **form.cleaned_data)
        said = _("Called off. The reason stands on the page.")
    if done is not None:
        flash.say(request, said)
    return done is not None


READ, WRITE = perms.ACTIVITY_READ, perms.ACTIVITY_WRITE
routes: list[URLPattern] = [
    route("dot/<int:drive_id>/hoat-dong/", board, name="events", room="meetings", permission=READ),
    route("dot/<int:drive_id>/hoat-dong/moi/<int:unit_id>/", new, name="event-new", room="meetings", permission=WRITE),
    route("hoat-dong/<int:activity_id>/", page, name="event", room="meetings", permission=READ),
]
