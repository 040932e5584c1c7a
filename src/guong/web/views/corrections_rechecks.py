"""Reporting what was done, judging it, and the evening of looking again."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from guong.corrections import selectors, services
from guong.corrections.enums import ActionState
from guong.corrections.perms import JUDGE, WRITE
from guong.kernel import clock
from guong.kernel.errors import NotFound
from guong.web import flash
from guong.web.forms.corrections import JudgeForm, RecheckForm, ReportForm
from guong.web.http import Request
from guong.web.routing import SIGNED_IN, route
from guong.web.views.corrections import ROOM, done, offer_judges


def report(request: Request, action_id: int) -> HttpResponse:
    """The one who does it says what was done; the secretary may type it (D12)."""
    action = selectors.action(actor=request.actor, action_id=action_id)
    own = action.owner_id == request.actor.person_id
    if not own and not request.actor.can(WRITE, action.finding.unit.path):
        raise NotFound
    form = ReportForm(request.POST or None)
    status = 200
    if request.method == "POST":
        if form.is_valid() and done(
            form, services.report_action, actor=request.actor, action=action, evidence=form.cleaned_data["evidence"],
            by=None if own else action.owner,
        ):  # fmt: skip
            flash.say(request, _("Reported. Somebody else looks whether it is corrected."))
            return redirect("finding", action.finding_id)
        status = 422
    context = {
        "nav": "cell",
        "action": action,
        "finding": action.finding,
        "form": form,
        "own": own,
        "today": clock.today(),
    }
    return render(request, "corrections/report.html", context, status=status)


def judge(request: Request, action_id: int) -> HttpResponse:
    """Confirm a report or send it back: never the one who did it."""
    action = selectors.action(actor=request.actor, action_id=action_id)
    people = selectors.people_of(actor=request.actor, unit=action.finding.unit)
    if not selectors.may_judge(actor=request.actor, unit=action.finding.unit):
        raise NotFound
    form = JudgeForm(request.POST or None)
    offer_judges(form, request.actor.person_id, people, action.owner_id)
    status = 200
    if request.method == "POST":
        if form.is_valid():
            common = {"actor": request.actor, "action": action, "by": form.chosen("by")}
            if form.cleaned_data["verdict"] == "confirm":
                judged = done(form, services.confirm_action, **common)
            else:
                judged = done(form, services.send_back_action, reason=form.cleaned_data["reason"], **common)
            if judged:
                flash.say(request, _("The judgement stands with the finding."))
                return redirect("finding-back", action.finding_id)
        status = 422
    own = action.owner_id == request.actor.person_id
    context = {
        "nav": "cell", "action": action, "finding": action.finding, "form": form, "own": own,
        "reported": action.state == ActionState.REPORTED,
    }  # fmt: skip
    return render(request, "corrections/judge.html", context, status=status)


@require_safe
def after(request: Request, finding_id: int) -> HttpResponse:
    """The finding for whoever may read it, else the body's book: a judge may see one line only."""
    try:
        selectors.finding(actor=request.actor, finding_id=finding_id)
    except NotFound:
        return redirect("findings")
    return redirect("finding", finding_id)


@require_safe
def recheck(request: Request, recheck_id: int) -> HttpResponse:
    """One evening of looking again, item by item."""
    return _recheck(request, recheck_id, None, 0)


def _recheck(request: Request, recheck_id: int, bound: RecheckForm | None, item_id: int) -> HttpResponse:
    page = selectors.recheck(actor=request.actor, recheck_id=recheck_id)
    if request.actor.can(WRITE, page.recheck.unit.path) and services.bind_rechecks(
        actor=request.actor, unit=page.recheck.unit
    ):
        page = selectors.recheck(actor=request.actor, recheck_id=recheck_id)
    rows = []
    for item in page.items:
        form = None
        if page.judges and not item.outcome and item.doer_id != request.actor.person_id:
            form = bound if bound is not None and item.pk == item_id else RecheckForm(prefix=f"i{item.pk}")
            offer_judges(form, request.actor.person_id, page.people, item.doer_id)
        rows.append((item, form))
    context = {"nav": "cell", "page": page, "recheck": page.recheck, "rows": rows, "today": clock.today()}
    return render(request, "corrections/recheck.html", context, status=200 if bound is None else 422)


@require_POST
def judge_item(request: Request, item_id: int) -> HttpResponse:
    """The answer for one line; the page comes back at the next one."""
    item = selectors.recheck_item(actor=request.actor, item_id=item_id)
    if not selectors.may_judge(actor=request.actor, unit=item.recheck.unit):
        raise NotFound
    form = RecheckForm(request.POST, prefix=f"i{item.pk}")
    people = selectors.people_of(actor=request.actor, unit=item.recheck.unit)
    offer_judges(form, request.actor.person_id, people, item.doer_id)
    if form.is_valid() and done(
        form, services.judge_item, actor=request.actor, item=item, outcome=form.cleaned_data["outcome"],
        reason=form.cleaned_data["reason"], by=form.chosen("by"), new_deadline=form.cleaned_data["new_deadline"],
    ):  # fmt: skip
        flash.say(request, _("Noted. What is not done yet goes on, and is looked at again in a month."))
        return redirect(f"{reverse('recheck', args=[item.recheck_id])}#viec-{item.pk}")
    return _recheck(request, item.recheck_id, form, item.pk)


routes: list[URLPattern] = [
    route("viec/<int:action_id>/bao-xong/", report, name="action-report", room=ROOM, permission=SIGNED_IN),
    route("viec/<int:action_id>/xac-nhan/", judge, name="action-judge", room=ROOM, permission=SIGNED_IN),
    route("khuyet-diem/<int:finding_id>/ve/", after, name="finding-back", room=ROOM, permission=SIGNED_IN),
    route("soi-lai/<int:recheck_id>/", recheck, name="recheck", room=ROOM, permission=SIGNED_IN),
    route("soi-lai/viec/<int:item_id>/", judge_item, name="recheck-judge", room=ROOM, permission=JUDGE),
]
