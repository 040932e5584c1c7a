"""One comrade's file opened for a time: asking, letting in or refusing, reading, ending (inspection; D27)."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from guong.access import selectors, services
from guong.access.enums import OpeningState
from guong.access.models import Opening
from guong.access.selectors.openings import ASK, DECIDE
from guong.corrections import selectors as corrections
from guong.kernel.errors import NotFound
from guong.plans import selectors as plans
from guong.reviews import selectors as reviews
from guong.web import flash, plan_view
from guong.web.forms.access import DecideForm, OpeningForm
from guong.web.forms.base import run
from guong.web.http import Request
from guong.web.routing import SIGNED_IN, route


def _kinds(request: Request) -> list[str]:
    """Kinds of opening that the actor may ask for somewhere."""
    return [kind for kind, perm in ASK.items() if request.actor.scope(perm)]


@require_safe
def openings(request: Request) -> HttpResponse:
    """What I asked for, what waits for my word, what is or was open in my part of the tree."""
    kinds, decides = _kinds(request), bool(request.actor.scope(DECIDE))
    if not kinds and not decides:
        raise NotFound
    context = {
        "nav": "units", "may_ask": bool(kinds), "decides": decides,
        "asked": [_row(one) for one in selectors.openings_asked(actor=request.actor)],
        "waiting": [_row(one) for one in selectors.openings_to_decide(actor=request.actor)],
        "told": [_row(one) for one in selectors.openings_told(actor=request.actor)] if decides else [],
    }  # fmt: skip
    return render(request, "access/openings.html", context)


def _row(opening: Opening) -> dict[str, Any]:
    """An opening with how it stands now: the clock ends it without anybody's doing."""
    live = selectors.is_live(opening)
    over = opening.state == OpeningState.OPEN and not live
    label = OpeningState.ENDED.label if over else OpeningState(opening.state).label
    return {"opening": opening, "live": live, "waits": opening.state == OpeningState.ASKED, "label": label}


@require_http_methods(["GET", "HEAD", "POST"])
def opening_ask(request: Request) -> HttpResponse:
    """Ask to open one comrade's file, with a reason and for some days."""
    kinds = _kinds(request)
    if not kinds:
        raise NotFound
    places = {unit.pk: unit for kind in kinds for unit in selectors.places_to_ask(actor=request.actor, kind=kind)}
    form = OpeningForm(kinds, list(places.values()), *([request.POST] if request.method == "POST" else []))
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        person = run(
            form,
            selectors.person_to_open,
            actor=request.actor,
            unit=data["unit"],
            kind=data["kind"],
            named=data["named"],
        )
        opening = person and run(
            form, services.ask_opening, actor=request.actor, kind=data["kind"], person=person, reason=data["reason"],
            days=data["days"],
        )  # fmt: skip
        if opening:
            flash.say(request, _("Asked. The file opens when a second person of the committee says yes."))
            return redirect("opening", opening_id=opening.pk)
    status = 422 if request.method == "POST" else 200
    return render(request, "access/opening_ask.html", {"nav": "units", "form": form}, status=status)


@require_safe
def opening(request: Request, opening_id: int) -> HttpResponse:
    """One request: who, whose file, why, for how long, by whose word."""
    found = selectors.opening(actor=request.actor, opening_id=opening_id)
    return _page(request, found, DecideForm())


def _page(request: Request, found: Opening, form: DecideForm, status: int = 200) -> HttpResponse:
    mine = found.asked_by_id == request.actor.id
    context = {"nav": "units", "mine": mine, "form": form, **_row(found)}
    return render(request, "access/opening.html", context, status=status)


@require_POST
def opening_decide(request: Request, opening_id: int) -> HttpResponse:
    """The second person's word."""
    found = selectors.opening(actor=request.actor, opening_id=opening_id)
    form = DecideForm(request.POST)
    if form.is_valid():
        refuses = form.cleaned_data["decision"] == "refuse"
        act = services.refuse_opening if refuses else services.approve_opening
        if run(form, act, actor=request.actor, opening=found, note=form.cleaned_data["note"]):
            said = _("The file stays closed.") if refuses else _("The file is open; the comrade is told.")
            flash.say(request, said)
            return redirect("opening", opening_id=found.pk)
    return _page(request, found, form, status=422)


@require_POST
def opening_end(request: Request, opening_id: int) -> HttpResponse:
    """Withdraw a request, or close the file before its time."""
    found = selectors.opening(actor=request.actor, opening_id=opening_id)
    act = services.withdraw_opening if found.state == OpeningState.ASKED else services.end_opening
    act(actor=request.actor, opening=found)
    flash.say(request, _("The file is closed."))
    return redirect("openings")


@require_safe
def opened_file(request: Request, opening_id: int) -> HttpResponse:
    """What the table lets the reader read of one comrade in one body; each read is logged with the reason and shown to him."""
    found = selectors.opening(actor=request.actor, opening_id=opening_id)
    reader = selectors.opened_actor(actor=request.actor, opening=found)
    whose: dict[str, Any] = {"actor": reader, "unit": found.unit, "person_id": reader.of_person_id}
    context = {
        "nav": "units", "opening": found, "texts": [_text(one) for one in reviews.handed_in_of(**whose)],
        "remarks": reviews.said_to(**whose), "findings": corrections.findings_of(**whose),
        "plans": [(one, plan_view.shown(one.content), said) for one, said in plans.plans_of_person(**whose)],
    }  # fmt: skip
    return render(request, "access/opened.html", context)


def _text(revision: Any) -> dict[str, Any]:
    sections = revision.review.template.sections
    shown = [(one["title"], revision.content.get(one["key"], "")) for one in sections]
    return {"revision": revision, "sections": [pair for pair in shown if pair[1]]}


routes: list[URLPattern] = [
    route("mo-ho-so/", openings, name="openings", room="access", permission=SIGNED_IN),
    route("mo-ho-so/xin/", opening_ask, name="opening-ask", room="access", permission=SIGNED_IN),
    route("mo-ho-so/<int:opening_id>/", opening, name="opening", room="access", permission=SIGNED_IN),
    route("mo-ho-so/<int:opening_id>/quyet-dinh/", opening_decide, name="opening-decide", room="access", permission=DECIDE),
    route("mo-ho-so/<int:opening_id>/ket-thuc/", opening_end, name="opening-end", room="access", permission=SIGNED_IN),
    route("mo-ho-so/<int:opening_id>/doc/", opened_file, name="opened-file", room="access", permission=SIGNED_IN),
]  # fmt: skip
