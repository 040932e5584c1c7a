"""The report of a body on itself: drafted, read by its members for some days, answered, finalised (S5, R13)."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from guong.kernel.errors import Conflict, Invalid
from guong.meetings import selectors as meetings
from guong.papers import collective as papers
from guong.reviews import selectors, services
from guong.reviews.enums import ReportState
from guong.reviews.models import CollectiveReport
from guong.web import flash
from guong.web.downloads import attachment
from guong.web.forms.base import run
from guong.web.forms.review_ending import OpinionAnswerForm, OpinionForm
from guong.web.forms.review_words import together
from guong.web.forms.reviews import ReviewForm, written
from guong.web.http import Request
from guong.web.routing import route

BODY, WRITE = "meetings.meeting:read", "reviews.report:write"


@require_safe
def of_unit(request: Request, unit_id: int, drive_id: int) -> HttpResponse:
    """Which reports the body writes, and how far each is."""
    drive, unit, lines, drafts = selectors.reports_of_unit(actor=request.actor, drive_id=drive_id, unit_id=unit_id)
    asked = selectors.suggestions_to_body(actor=request.actor, drive_id=drive_id, unit=unit)
    context = {"nav": "cell", "drive": drive, "unit": unit, "lines": lines, "drafts": drafts, "asked": asked}
    return render(request, "collective/unit.html", context)


@require_POST
def begin(request: Request, unit_id: int, drive_id: int, kind: str) -> HttpResponse:
    """Begin a report from the figures and the open matters of the body."""
    drive, unit, _lines, _drafts = selectors.reports_of_unit(actor=request.actor, drive_id=drive_id, unit_id=unit_id)
    report = papers.begin_report(actor=request.actor, drive=drive, unit=unit, kind=kind)
    return redirect("collective-edit", report.pk)


def edit(request: Request, report_id: int) -> HttpResponse:
    """The committee's editor."""
    report = selectors.report(actor=request.actor, report_id=report_id)
    if request.method != "POST":
        opened = selectors.open_report(actor=request.actor, report_id=report_id)
        if not opened.drafts or report.state != ReportState.DRAFT:
            return redirect("collective-read", report.pk)
        return _editor(request, report, ReviewForm.showing(report.template.sections, report.draft, report.stamp))
    form = ReviewForm(report.template.sections, request.POST)
    try:
        saved = services.save_report(
            actor=request.actor, report=report, content=form.content(), stamp=form.posted_stamp()
        )
        if request.POST.get("act") == "circulate":
            services.circulate_report(actor=request.actor, report=saved)
            flash.say(request, _("Every member can read the draft now and say what he or she thinks of it."))
            return redirect("collective-read", report.pk)
    except Conflict as error:
        fresh = selectors.report(actor=request.actor, report_id=report_id)
        both = ReviewForm.showing(report.template.sections, together(fresh.draft, form.content()), fresh.stamp)
        return _editor(request, fresh, both, status=409, said=str(error))
    except Invalid as error:
        form.blame(error)
        return _editor(request, selectors.report(actor=request.actor, report_id=report_id), form, status=422)
    flash.say(request, _("The draft is saved."))
    return redirect("collective-edit", report.pk)


def _editor(
    request: Request, report: CollectiveReport, form: ReviewForm, status: int = 200, said: str = ""
) -> HttpResponse:
    context = {
        "nav": "cell",
        "report": report,
        "form": form,
        "parts": form.parts(),
        "stamp": report.stamp,
        "said": said,
    }
    return render(request, "collective/edit.html", context, status=status)


def read(request: Request, report_id: int) -> HttpResponse:
    """The text, the opinions with their answers, and my own opinion."""
    opened = selectors.open_report(actor=request.actor, report_id=report_id)
    if request.method != "POST":
        return _reading(request, opened, OpinionForm())
    form = OpinionForm(request.POST)
    text = form.cleaned_data["text"] if form.is_valid() and request.POST.get("act") != "read" else ""
    if not form.is_valid() or run(
        form, services.say_of_report, actor=request.actor, report=opened.report, text=text
    ) is None:  # fmt: skip
        return _reading(request, opened, form, status=422)
    flash.say(request, _("Thank you. The committee sees that you have read it."))
    return redirect("collective-read", report_id)


def _reading(request: Request, opened: selectors.OpenedReport, form: OpinionForm, status: int = 200) -> HttpResponse:
    context: dict[str, Any] = {
        "nav": "cell", "opened": opened, "report": opened.report, "form": form,
        "parts": written(opened.report.template.sections, opened.content),
    }  # fmt: skip
    return render(request, "collective/read.html", context, status=status)


@require_POST
def act(request: Request, report_id: int) -> HttpResponse:
    """Draw the draft back, or finalise it."""
    report = selectors.report(actor=request.actor, report_id=report_id)
    if request.POST.get("act") == "finalise":
        services.finalise_report(actor=request.actor, report=report)
        flash.say(request, _("Finalised. It is read out first in the meeting."))
        return redirect("collective-read", report.pk)
    services.draw_back_report(actor=request.actor, report=report)
    flash.say(request, _("Drawn back. Change it, then give it to the members again."))
    return redirect("collective-edit", report.pk)


@require_POST
def present(request: Request, meeting_id: int, report_id: int) -> HttpResponse:
    """Note in the meeting under way that the report was read out."""
    meeting = meetings.meeting(actor=request.actor, meeting_id=meeting_id)
    report = selectors.report(actor=request.actor, report_id=report_id)
    services.present_report(actor=request.actor, report=report, meeting=meeting)
    flash.say(request, _("Noted: the report was read out first."))
    return redirect("collective-read", report.pk)


def answer(request: Request, opinion_id: int) -> HttpResponse:
    """The committee answers one opinion."""
    opinion = selectors.opinion(actor=request.actor, opinion_id=opinion_id)
    form = OpinionAnswerForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        if run(form, services.answer_opinion, actor=request.actor, opinion=opinion, **given) is not None:
            flash.say(request, _("The answer stands under the opinion."))
            return redirect("collective-read", opinion.report_id)
    status = 422 if request.method == "POST" else 200
    return render(request, "collective/answer.html", {"nav": "cell", "one": opinion, "form": form}, status=status)


@require_safe
def paper(request: Request, report_id: int) -> HttpResponse:
    made = papers.collective_docx(actor=request.actor, report_id=report_id)
    return attachment(made, f"bao-cao-tap-the-{report_id}.docx")


_UNIT = "to-chuc/<int:unit_id>/dot/<int:drive_id>/bao-cao-tap-the/"
routes: list[URLPattern] = [
    route(_UNIT, of_unit, name="collective", room="reviews", permission=BODY),
    route(f"{_UNIT}<slug:kind>/", begin, name="collective-begin", room="reviews", permission=WRITE),
    route("bao-cao-tap-the/<int:report_id>/", read, name="collective-read", room="reviews", permission=BODY),
    route("bao-cao-tap-the/<int:report_id>/viet/", edit, name="collective-edit", room="reviews", permission=WRITE),
    route("bao-cao-tap-the/<int:report_id>/buoc/", act, name="collective-act", room="reviews", permission=WRITE),
    route(
        "bao-cao-tap-the/<int:report_id>/bao-cao.docx", paper, name="collective-docx", room="papers", permission=BODY
    ),
    route(
        "hop/<int:meeting_id>/bao-cao-tap-the/<int:report_id>/", present,
        name="collective-present", room="reviews", permission="meetings.meeting:run",
    ),
    route(
        "bao-cao-tap-the/y-kien/<int:opinion_id>/", answer, name="collective-answer", room="reviews", permission=WRITE
    ),
]  # fmt: skip
