"""Study conferences and make-up: for the office, the cell secretary, and the member who was absent."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from guong.audit.work import unit_of_work
from guong.drives import selectors as drives
from guong.drives.models import Drive
from guong.files.models import StoredFile
from guong.files.selectors import open_file
from guong.files.services import store_file
from guong.kernel import clock
from guong.kernel.errors import Forbidden, Invalid
from guong.library.selectors import pack_of, reading_list
from guong.meetings import selectors
from guong.meetings.models import Conference, MakeUp
from guong.meetings.perms import STUDY_MANAGE, STUDY_READ
from guong.meetings.services import study
from guong.org.models import Unit
from guong.web import flash
from guong.web.forms.base import run
from guong.web.forms.study import BridgeForm, ConveneForm, ExtendForm, MarksForm, ProofForm, SeatsForm
from guong.web.http import Request
from guong.web.routing import SIGNED_IN, route

ROOM = "meetings"


@require_safe
def overview(request: Request, drive_id: int) -> HttpResponse:
    """Study of a drive: its conferences with their figures, my own make-up, the make-up of my cells."""
    drive = drives.drive(actor=request.actor, drive_id=drive_id)
    rows = [
        (one, selectors.study_figures(actor=request.actor, conference=one))
        for one in selectors.conferences(actor=request.actor, drive=drive)
    ]
    context = {
        "nav": "drives", "drive": drive, "rows": rows, "may_convene": selectors.may_convene(actor=request.actor, drive=drive),
        "mine": selectors.my_makeups(actor=request.actor, drive=drive), "led": selectors.led_units(actor=request.actor),
        "today": clock.today(), "readings": reading_list(actor=request.actor, drive=drive),
    }  # fmt: skip
    return render(request, "study/overview.html", context)


def new(request: Request, drive_id: int) -> HttpResponse:
    """Convene a conference of the whole drive."""
    drive = drives.drive(actor=request.actor, drive_id=drive_id)
    request.actor.require(STUDY_MANAGE, drive.scope_unit.path)
    groups = selectors.audiences(actor=request.actor, drive=drive)
    form = ConveneForm(groups, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid() and (made := _convene(request, drive, form)) is not None:
        flash.say(request, _("The conference is convened. Mark who came when it is held."))
        return redirect("conference", made.pk)
    status = 422 if request.method == "POST" else 200
    return render(request, "study/new.html", {"nav": "drives", "drive": drive, "form": form}, status=status)


def _convene(request: Request, drive: Drive, form: ConveneForm) -> Conference | None:
    data = form.cleaned_data
    people = selectors.candidates(actor=request.actor, drive=drive, who=data["who"], audience=form.audience())
    return run(
        form, study.convene, actor=request.actor, drive=drive, unit=drive.scope_unit, name=data["name"], mode=data["mode"],
        sittings=form.moments(), makeup_due_on=data["makeup_due_on"], people=people,
    )  # fmt: skip


@require_safe
def conference(request: Request, conference_id: int) -> HttpResponse:
    """One conference: sittings, the three denominators, cell by cell."""
    found = selectors.conference(actor=request.actor, conference_id=conference_id)
    manages = request.actor.can(STUDY_MANAGE, found.unit.path)
    context = {
        "nav": "drives", "conference": found, "manages": manages,
        "figures": selectors.study_figures(actor=request.actor, conference=found),
        "cells": selectors.cells_of(actor=request.actor, conference=found), "today": clock.today(),
        "pack": pack_of(actor=request.actor, conference=found),
        "points": selectors.points_of(actor=request.actor, conference=found) if found.mode != "in_person" else [],
        "others": selectors.others_of(actor=request.actor, conference=found),
    }  # fmt: skip
    return render(request, "study/conference.html", context)


def cell(request: Request, conference_id: int, unit_id: int) -> HttpResponse:
    """One cell of a conference: tap each name, one press keeps them all."""
    found = selectors.conference(actor=request.actor, conference_id=conference_id)
    unit = selectors.cell(actor=request.actor, conference=found, unit_id=unit_id)
    invited = selectors.invited(actor=request.actor, conference=found, unit=unit)
    if request.method != "POST":
        return _cell_page(request, found, unit, MarksForm(invited))
    form = MarksForm(invited, request.POST)
    if not form.is_valid():
        return _cell_page(request, found, unit, form, 422)
    marks = form.marks()
    if request.POST.get("act") == "rest":
        marked = {one[0] for one in marks}
        marks += [
            (one.person_id, "present", "", "") for one in invited if not one.presence and one.person_id not in marked
        ]
    if marks and run(form, study.mark_presence, actor=request.actor, conference=found, marks=marks) is None:
        return _cell_page(request, found, unit, form, 422)
    flash.say(request, _("Kept: %(n)s names of %(unit)s.") % {"n": len(marks), "unit": unit.name})
    return redirect("conference", found.pk)


def _cell_page(request: Request, found: Conference, unit: Unit, form: MarksForm, status: int = 200) -> HttpResponse:
    context = {
        "nav": "drives", "conference": found, "unit": unit, "form": form,
        "manages": request.actor.can(STUDY_MANAGE, found.unit.path),
    }  # fmt: skip
    return render(request, "study/cell.html", context, status=status)


@require_POST
def send(request: Request, conference_id: int) -> HttpResponse:
    """Materials to everybody who was absent and has none yet: one press."""
    found = selectors.conference(actor=request.actor, conference_id=conference_id)
    owing = selectors.owing(actor=request.actor, conference=found)
    sent = study.send_materials(actor=request.actor, conference=found, person_ids=owing)
    flash.say(request, _("Materials went to %(n)s absent members; it stands among their tasks.") % {"n": sent})
    return redirect("conference", found.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def bridges(request: Request, conference_id: int) -> HttpResponse:
    """Bridge points of an online or mixed conference: add one, seat the cells (S32)."""
    found = selectors.conference(actor=request.actor, conference_id=conference_id)
    add = seats = None
    if request.method == "POST":
        request.actor.require(STUDY_MANAGE, found.unit.path)
        if request.POST.get("act") == "seats":
            seats = _seats_form(request, found, request.POST)
            done = seats.is_valid() and _seat(request, found, seats)
        else:
            add = BridgeForm(request.POST)
            done = add.is_valid() and _add_bridge(request, found, add)
        if done:
            flash.say(request, _("Kept."))
            return redirect("study-bridges", found.pk)
    manages = request.actor.can(STUDY_MANAGE, found.unit.path)
    context = {
        "nav": "drives", "conference": found, "manages": manages, "add": add or BridgeForm(),
        "seats": seats or (_seats_form(request, found) if manages and found.bridges.all() else None),
        "points": selectors.points_of(actor=request.actor, conference=found),
    }  # fmt: skip
    return render(request, "study/bridges.html", context, status=422 if request.method == "POST" else 200)


def _add_bridge(request: Request, found: Conference, form: BridgeForm) -> bool:
    facts = form.cleaned_data
    return run(form, study.add_bridge, actor=request.actor, conference=found, **facts) is not None


def _seats_form(request: Request, found: Conference, data: Any = None) -> SeatsForm:
    cells = selectors.cells_of(actor=request.actor, conference=found)
    seats = selectors.seats_of(actor=request.actor, conference=found)
    return SeatsForm(cells, list(found.bridges.all()), seats, data)


def _seat(request: Request, found: Conference, form: SeatsForm) -> bool:
    points = form.points()
    return run(form, study.assign_bridges, actor=request.actor, conference=found, points=points) is not None


@require_POST
def remind(request: Request, conference_id: int) -> HttpResponse:
    """Remind everybody who owes make-up study: one press, at most once a day each."""
    found = selectors.conference(actor=request.actor, conference_id=conference_id, perm=STUDY_MANAGE)
    try:
        n = study.remind_makeups(actor=request.actor, conference=found)
    except Invalid as error:
        flash.say(request, str(error), tone="late")
    else:
        flash.say(request, _("%(n)s members are reminded; they see it among their tasks.") % {"n": n})
    return redirect("conference", found.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def extend(request: Request, conference_id: int) -> HttpResponse:
    """A later last day of make-up study."""
    found = selectors.conference(actor=request.actor, conference_id=conference_id, perm=STUDY_MANAGE)
    form = ExtendForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        due = form.cleaned_data["due_on"]
        if run(form, study.extend_makeup, actor=request.actor, conference=found, due_on=due) is not None:
            flash.say(request, _("Everybody has time until then."))
            return redirect("conference", found.pk)
    status = 422 if request.method == "POST" else 200
    return render(request, "study/extend.html", {"nav": "drives", "conference": found, "form": form}, status=status)


@require_safe
def makeups(request: Request, unit_id: int) -> HttpResponse:
    """Make-up study of a cell: for its secretary and its committee."""
    unit = selectors.cell_by_id(actor=request.actor, unit_id=unit_id)
    rows = [
        (one, selectors.makeup_verbs(actor=request.actor, makeup=one))
        for one in selectors.makeups_of(actor=request.actor, unit=unit)
    ]
    context = {"nav": "cell", "unit": unit, "rows": rows, "today": clock.today()}
    return render(request, "study/makeups.html", context)


def makeup(request: Request, makeup_id: int) -> HttpResponse:
    """One make-up, step by step: the member's own page, and where the cell types or confirms."""
    found = selectors.makeup(actor=request.actor, makeup_id=makeup_id)
    form = ProofForm()
    if request.method == "POST":
        form = ProofForm(request.POST, request.FILES)
        if form.is_valid() and _act(request, found, form):
            return redirect("makeup", found.pk)
    context = {
        "nav": "file" if found.person_id == request.actor.person_id else "cell", "makeup": found, "form": form,
        "own": found.person_id == request.actor.person_id, "conference": found.invitation.conference,
        "may": selectors.makeup_verbs(actor=request.actor, makeup=found), "today": clock.today(),
    }  # fmt: skip
    return render(request, "study/makeup.html", context, status=422 if form.errors else 200)


def _act(request: Request, found: MakeUp, form: ProofForm) -> bool:
    """Do the step whose button was pressed; whether it was done."""
    act = request.POST.get("act")
    if act == "study":
        done = run(form, study.note_studied, actor=request.actor, makeup=found)
        said = _("Noted: studied. Now add a photo of the notes or a few words.")
    elif act == "confirm":
        done = run(form, study.confirm_makeup, actor=request.actor, makeup=found)
        said = _("Confirmed. It counts as made up, apart from attendance.")
    else:
        if not _may(request, found, "prove"):
            form.add_error(None, _("The proof is asked for after the study is noted. Press “I have studied” first."))
            return False
        done = run(form, lambda: _prove(request, found, form))
        said = _("Thank you. The cell sees it and confirms.")
    if done is not None:
        flash.say(request, said)
    return done is not None


def _may(request: Request, found: MakeUp, verb: str) -> bool:
    return verb in selectors.makeup_verbs(actor=request.actor, makeup=found)


def _prove(request: Request, found: MakeUp, form: ProofForm) -> MakeUp:
    """Photo and note together: a refused note leaves no photo behind."""
    with unit_of_work():
        kept = _keep(request, found, form)
        return study.give_proof(actor=request.actor, makeup=found, file=kept, note=form.cleaned_data["note"])


def _keep(request: Request, found: MakeUp, form: ProofForm) -> StoredFile | None:
    """Store the photo, if one was chosen."""
    upload = form.upload()
    if upload is None:
        return None
    unit = found.invitation.unit
    if not request.actor.sees(unit.path):
        raise Forbidden
    return store_file(
        actor=request.actor, unit_path=unit.path, name=upload.name or "", data=upload.read(), purpose="photo"
    )


@require_safe
def proof(request: Request, makeup_id: int) -> HttpResponse:
    """The photo itself: for the member and the cell that confirms."""
    stored = selectors.proof(actor=request.actor, makeup_id=makeup_id)
    response = HttpResponse(open_file(stored), content_type=stored.media_type)
    response["Content-Disposition"] = "inline"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


routes: list[URLPattern] = [
    route("dot/<int:drive_id>/hoc-tap/", overview, name="study", room=ROOM, permission=SIGNED_IN),
    route("dot/<int:drive_id>/hoc-tap/moi/", new, name="study-new", room=ROOM, permission=STUDY_MANAGE),
    route("hoc-tap/<int:conference_id>/", conference, name="conference", room=ROOM, permission=STUDY_READ),
    route(
        "hoc-tap/<int:conference_id>/chi-bo/<int:unit_id>/",
        cell,
        name="conference-cell",
        room=ROOM,
        permission=STUDY_READ,
    ),
    route("hoc-tap/<int:conference_id>/gui-tai-lieu/", send, name="study-send", room=ROOM, permission=STUDY_MANAGE),
    route("hoc-tap/<int:conference_id>/diem-cau/", bridges, name="study-bridges", room=ROOM, permission=STUDY_READ),
    route("hoc-tap/<int:conference_id>/nhac/", remind, name="study-remind", room=ROOM, permission=STUDY_MANAGE),
    route("hoc-tap/<int:conference_id>/gia-han/", extend, name="study-extend", room=ROOM, permission=STUDY_MANAGE),
    route("chi-bo/<int:unit_id>/hoc-bu/", makeups, name="makeups", room=ROOM, permission=SIGNED_IN),
    route("hoc-bu/<int:makeup_id>/", makeup, name="makeup", room=ROOM, permission=SIGNED_IN),
    route("hoc-bu/<int:makeup_id>/anh/", proof, name="makeup-proof", room=ROOM, permission=SIGNED_IN),
]
