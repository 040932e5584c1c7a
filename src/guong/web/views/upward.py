"""Remarks to a committee: its list and its answer, the author's verdict, and what came back to the cell (R27, D14)."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from guong.corrections.perms import WRITE as FINDING_WRITE
from guong.reviews import selectors, services
from guong.reviews.enums import Addressee
from guong.reviews.models import Remark
from guong.web import flash
from guong.web.forms.base import run
from guong.web.forms.upward import AnswerForm, KeptForm, VerdictForm
from guong.web.http import Request
from guong.web.routing import SIGNED_IN, route


@require_safe
def index(request: Request) -> HttpResponse:
    """What waits for an answer of the committees for which I answer, what is late below, what was answered."""
    context = {
        "nav": "file", "waiting": selectors.upward_to_answer(actor=request.actor),
        "below": selectors.upward_late_below(actor=request.actor),
        "answered": selectors.upward_answered(actor=request.actor),
        "figures": selectors.upward_figures(actor=request.actor),
    }  # fmt: skip
    return render(request, "upward/index.html", context)


def answer(request: Request, remark_id: int) -> HttpResponse:
    """The fact and its cell, nothing else; one answer, with a promise if there is one."""
    remark, shown = selectors.upward_addressed(actor=request.actor, remark_id=remark_id)
    if request.method != "POST":
        return _page(request, shown, AnswerForm())
    form = AnswerForm(request.POST)
    if not form.is_valid() or not _answer(request, remark, form):
        return _page(request, shown, form, status=422)
    flash.say(request, _("The answer is kept. It goes back to the cell and to whoever asked."))
    return redirect("upward")


def _answer(request: Request, remark: Remark, form: AnswerForm) -> bool:
    return run(form, services.answer_upward, actor=request.actor, remark=remark, **form.cleaned_data) is not None


def _page(request: Request, shown: selectors.Upward, form: AnswerForm, status: int = 200) -> HttpResponse:
    body = shown.unit.parent if shown.addressee == Addressee.HIGHER else shown.unit
    states = not shown.unnamed and body is not None and request.actor.can(FINDING_WRITE, body.path)
    context = {"nav": "file", "one": shown, "form": form, "states": states}
    return render(request, "upward/answer.html", context, status=status)


@require_POST
def received(request: Request, remark_id: int) -> HttpResponse:
    """Say that the committee has it."""
    remark, _shown = selectors.upward_addressed(actor=request.actor, remark_id=remark_id)
    services.acknowledge_upward(actor=request.actor, remark=remark)
    flash.say(request, _("Noted as received. The author sees it."))
    return redirect("upward-answer", remark.pk)


@require_POST
def verdict(request: Request, remark_id: int) -> HttpResponse:
    """The author's own word on the answer."""
    remark = selectors.upward_mine(actor=request.actor, remark_id=remark_id)
    form = VerdictForm(request.POST)
    given = form.cleaned_data["verdict"] if form.is_valid() else ""
    if run(form, services.judge_answer, actor=request.actor, remark=remark, verdict=given) is None:
        sentence = " ".join(str(error) for errors in form.errors.values() for error in errors)
        flash.say(request, sentence, tone="late")
    else:
        flash.say(request, _("Your word on the answer is kept."))
    return redirect(f"{reverse('remarks-mine')}#len-tren-{remark.pk}")


@require_POST
def promise(request: Request, remark_id: int) -> HttpResponse:
    """The author's own word on the promise, from its day on."""
    remark = selectors.upward_mine(actor=request.actor, remark_id=remark_id)
    form = KeptForm(request.POST)
    given = form.cleaned_data["kept"] if form.is_valid() else ""
    if run(form, services.judge_promise, actor=request.actor, remark=remark, kept=given) is None:
        sentence = " ".join(str(error) for errors in form.errors.values() for error in errors)
        flash.say(request, sentence, tone="late")
    else:
        flash.say(request, _("Your word on the promise is kept."))
    return redirect(f"{reverse('remarks-mine')}#len-tren-{remark.pk}")


@require_safe
def of_unit(request: Request, unit_id: int) -> HttpResponse:
    """What came back to the cell, for every member; no author stands here."""
    unit, rows = selectors.answers_of_unit(actor=request.actor, unit_id=unit_id)
    return render(request, "upward/unit.html", {"nav": "cell", "unit": unit, "rows": rows})


routes: list[URLPattern] = [
    route("gop-y-len-tren/", index, name="upward", room="reviews", permission=SIGNED_IN),
    route("gop-y-len-tren/<int:remark_id>/", answer, name="upward-answer", room="reviews", permission=SIGNED_IN),
    route(
        "gop-y-len-tren/<int:remark_id>/da-nhan/", received,
        name="upward-received", room="reviews", permission=SIGNED_IN,
    ),
    route(
        "gop-y-len-tren/<int:remark_id>/danh-gia/", verdict, name="upward-verdict", room="reviews", permission=SIGNED_IN
    ),
    route(
        "gop-y-len-tren/<int:remark_id>/loi-hua/", promise, name="upward-promise", room="reviews", permission=SIGNED_IN
    ),
    route(
        "chi-bo/<int:unit_id>/tra-loi-gop-y/", of_unit, name="upward-unit", room="reviews",
        permission="meetings.meeting:read",
    ),
]  # fmt: skip
