"""Working groups, visits, inspections, and what the visited body has done since (S52, S86, S114, S123)."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from guong.drives import perms, selectors, services
from guong.drives.enums import DriveState
from guong.drives.models import Visit
from guong.kernel import clock
from guong.web import flash
from guong.web.forms.base import run
from guong.web.forms.guidance import AnswerForm, GroupForm, VisitForm, visit_initial
from guong.web.http import Request
from guong.web.routing import route


@require_safe
def overview(request: Request, drive_id: int) -> HttpResponse:
    """Who was sent out, where they have been, and where nobody has been yet."""
    drive = selectors.drive(actor=request.actor, drive_id=drive_id)
    running = drive.state == DriveState.OPEN
    context = {
        "nav": "drives", "drive": drive, "seen": selectors.guidance(actor=request.actor, drive=drive),
        "assigns": running and request.actor.can(perms.ASSIGNMENT_WRITE, drive.scope_unit.path),
        "writes": running and selectors.bodies_to_visit(actor=request.actor, drive=drive).exists(), "today": clock.today(),
    }  # fmt: skip
    return render(request, "visits/overview.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: Request, drive_id: int) -> HttpResponse:
    """Write a visit down."""
    drive = selectors.drive(actor=request.actor, drive_id=drive_id)
    bodies = list(selectors.bodies_to_visit(actor=request.actor, drive=drive))
    if not bodies:
        request.actor.require(perms.VISIT_WRITE, drive.scope_unit.path)
    form = VisitForm(
        bodies, selectors.open_groups(drive), selectors.envoys(drive=drive), request.POST or None,
        initial=visit_initial(request.GET.get("to-chuc", ""), request.GET.get("loai", "")),
    )  # fmt: skip
    status = 200
    if request.method == "POST":
        if form.is_valid():
            made = run(form, services.note_visit, actor=request.actor, drive=drive, **form.facts())
            if made is not None:
                flash.say(request, _("Written down. The visited body reads it too."))
                return redirect("visit", made.pk)
        status = 422
    return render(request, "visits/new.html", {"nav": "drives", "drive": drive, "form": form}, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def page(request: Request, visit_id: int) -> HttpResponse:
    """One visit; POST is the answer of the visited body."""
    found = selectors.visit(actor=request.actor, visit_id=visit_id)
    form, status = _answer_form(request, found), 200
    if request.method == "POST":
        request.actor.require(perms.REGISTRATION_WRITE, found.unit.path)
        form = AnswerForm(request.POST)
        if form.is_valid():
            done = run(form, services.answer_visit, actor=request.actor, visit=found, **form.cleaned_data)
            if done is not None:
                flash.say(request, _("Your answer stands beside what was asked."))
                return redirect("visit", found.pk)
        status = 422
    context = {"nav": "drives", "visit": found, "drive": found.drive, "form": form, "today": clock.today()}
    return render(request, "visits/page.html", context, status=status)


def _answer_form(request: Request, found: Visit) -> AnswerForm | None:
    waits = bool(found.asked) and found.answered_at is None
    return AnswerForm() if waits and request.actor.can(perms.REGISTRATION_WRITE, found.unit.path) else None


@require_http_methods(["GET", "HEAD", "POST"])
def group_new(request: Request, drive_id: int) -> HttpResponse:
    """Set up a working group."""
    drive = selectors.drive(actor=request.actor, drive_id=drive_id, perm=perms.ASSIGNMENT_WRITE)
    people = selectors.envoys(drive=drive)
    form, status = GroupForm(people, request.POST or None), 200
    if request.method == "POST":
        if form.is_valid():
            made = run(form, services.set_up_group, actor=request.actor, drive=drive, **form.facts())
            if made is not None:
                flash.say(request, _("The group is set up."))
                return redirect("visits", drive.pk)
        status = 422
    context = {"nav": "drives", "drive": drive, "form": form, "people": people}
    return render(request, "visits/group.html", context, status=status)


@require_POST
def group_end(request: Request, group_id: int) -> HttpResponse:
    """The group's work is over."""
    found = selectors.group(actor=request.actor, group_id=group_id)
    services.end_group(actor=request.actor, group=found)
    flash.say(request, _("The work of the group has ended; what it visited stays."))
    return redirect("visits", found.drive_id)


READ, WRITE, ASSIGN = perms.REGISTRATION_READ, perms.VISIT_WRITE, perms.ASSIGNMENT_WRITE
routes: list[URLPattern] = [
    route("dot/<int:drive_id>/tham/", overview, name="visits", room="drives", permission=READ),
    route("dot/<int:drive_id>/tham/moi/", new, name="visit-new", room="drives", permission=WRITE),
    route("tham/<int:visit_id>/", page, name="visit", room="drives", permission=READ),
    route("dot/<int:drive_id>/to-cong-tac/", group_new, name="group-new", room="drives", permission=ASSIGN),
    route("to-cong-tac/<int:group_id>/thoi/", group_end, name="group-end", room="drives", permission=ASSIGN),
]
