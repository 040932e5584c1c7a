"""How plans are kept: the monthly assessment with the members' answers, and the signed commitment sheets of a cell."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from guong.kernel.errors import Invalid
from guong.plans import selectors, services
from guong.plans.perms import RUN
from guong.web import flash
from guong.web.forms.base import run
from guong.web.forms.keeping import AssessForm, PledgesForm
from guong.web.forms.plans import WordsForm
from guong.web.http import Request
from guong.web.routing import SIGNED_IN, route

_PAGE = require_http_methods(["GET", "HEAD", "POST"])


@_PAGE
def assess(request: Request, meeting_id: int) -> HttpResponse:
    """The plans of the cell with a line each, as the meeting goes through them (S117)."""
    page = selectors.assess_page(actor=request.actor, meeting_id=meeting_id)
    form = AssessForm(page, request.POST if request.method == "POST" else None)
    if request.method == "POST":
        said = form.said()
        done = run(form, services.assess_plans, actor=request.actor, meeting=page.meeting, said=said)
        if done is not None:
            text = ngettext("One line is kept.", "%(n)s lines are kept.", len(done)) % {"n": len(done)}
            flash.say(request, text if done else _("Nothing has changed."))
            return redirect("plans-assess", meeting_id=meeting_id)
    context = {"nav": "meetings", "page": page, "form": form, "rows": form.rows()}
    return render(request, "plans/assess.html", context, status=422 if form.is_bound else 200)


@_PAGE
def answer(request: Request, assessment_id: int) -> HttpResponse:
    """My answer to what a meeting said of my plan, once (D2)."""
    line = selectors.assessment_to_answer(actor=request.actor, assessment_id=assessment_id)
    form = WordsForm(
        request.POST if request.method == "POST" else None, label=_("My answer"),
        hint=_("It always stands under the line; nobody can leave it out."),
    )  # fmt: skip
    if request.method == "POST":
        text = request.POST.get("text", "")
        if run(form, services.reply_assessment, actor=request.actor, assessment=line, text=text) is not None:
            flash.say(request, _("Your answer stands under the line."))
            return redirect("plan", plan_id=line.plan_id)
    context = {"nav": "file", "line": line, "form": form}
    return render(request, "plans/assessment_answer.html", context, status=422 if form.errors else 200)


@require_POST
def pledges(request: Request, unit_id: int, drive_id: int) -> HttpResponse:
    """Note whose commitment sheet has come back signed (S47)."""
    drive, unit = selectors.place(actor=request.actor, drive_id=drive_id, unit_id=unit_id)
    form = PledgesForm(request.POST)
    if not form.is_valid():
        raise Invalid(" ".join(str(text) for texts in form.errors.values() for text in texts))
    found = services.note_pledges(
        actor=request.actor, drive=drive, unit=unit, plan_ids=form.plan_ids(), signed_on=form.cleaned_data["signed_on"]
    )
    flash.say(
        request,
        ngettext("One signed sheet is noted.", "%(n)s signed sheets are noted.", len(found)) % {"n": len(found)},
    )
    return redirect("plans-unit", unit_id=unit_id, drive_id=drive_id)


routes: list[URLPattern] = [
    route("hop/<int:meeting_id>/danh-gia-ke-hoach/", assess, name="plans-assess", room="plans", permission=RUN),
    route(
        "ke-hoach/danh-gia/<int:assessment_id>/tra-loi/", answer, name="assessment-answer", room="plans",
        permission=SIGNED_IN,
    ),
    route(
        "ke-hoach/chi-bo/<int:unit_id>/dot/<int:drive_id>/cam-ket/", pledges, name="plans-pledges", room="plans",
        permission=RUN,
    ),
]  # fmt: skip
