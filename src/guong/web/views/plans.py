"""My personal plan: write, present, submit, mend; say yes to what was typed for me."""

from __future__ import annotations

from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from guong.kernel import clock
from guong.kernel.errors import Conflict, Invalid
from guong.kernel.numbers import typed_int
from guong.plans import selectors, services
from guong.plans.models import Plan
from guong.plans.selectors import OwnPlan
from guong.web import flash
from guong.web.forms.base import run
from guong.web.forms.plans import PlanForm
from guong.web.http import Request
from guong.web.plan_view import shown
from guong.web.routing import SIGNED_IN, route


@require_safe
def mine(request: Request) -> HttpResponse:
    """My plans of all drives, drives that ask one of me, and remarks of the Front that wait."""
    context = {
        "nav": "file",
        "plans": selectors.my_plans(actor=request.actor),
        "drives": selectors.my_open_drives(actor=request.actor),
        "remarks": selectors.remarks_waiting(actor=request.actor),
        "assessments": selectors.assessments_waiting(actor=request.actor),
        "places": selectors.places(actor=request.actor),
    }
    return render(request, "plans/mine.html", context)


@require_POST
def start(request: Request, drive_id: int) -> HttpResponse:
    drive = selectors.my_open_drive(actor=request.actor, drive_id=drive_id)
    person = request.actor.person
    assert person is not None  # my_open_drive finds nothing for an account without a person
    plan = services.start_plan(actor=request.actor, drive=drive, person=person)
    return redirect("plan-edit", plan_id=plan.pk)


def edit(request: Request, plan_id: int) -> HttpResponse:
    """The editor. Works without JavaScript: one button saves, one adds a line, one submits."""
    own = selectors.own_plan(actor=request.actor, plan_id=plan_id)
    if not own.writable:
        return redirect("plan", plan_id=plan_id)
    if own.plan.waits_for_yes:
        return redirect("plan-confirm", plan_id=plan_id)
    if request.method != "POST":
        return _editor(request, own, PlanForm(own.plan.draft, more=int("them" in request.GET)))
    form = PlanForm(own.plan.draft, request.POST)
    drop = request.POST.get("drop", "")
    content = form.content(drop=typed_int(drop))
    try:
        saved = run(
            form, services.save_plan, actor=request.actor, plan=own.plan, content=content, stamp=form.posted_stamp()
        )
        if saved is not None:
            return _after_save(request, own, saved, form)
    except Conflict:
        return _conflict(request, own, form)
    return _editor(request, own, form, status=422)


def _after_save(request: Request, own: OwnPlan, saved: Plan, form: PlanForm) -> HttpResponse:
    """What the pressed button asks for, once the words are safe."""
    act = request.POST.get("act", "")
    edit_url = redirect("plan-edit", plan_id=saved.pk)
    if act == "add":
        edit_url["Location"] += "?them=1#rows"
    elif act == "findings":
        services.add_findings(actor=request.actor, plan=saved)
    elif act == "submit":
        if run(form, services.submit_plan, actor=request.actor, plan=saved) is None:
            return _editor(request, selectors.own_plan(actor=request.actor, plan_id=saved.pk), form, status=422)
        flash.say(request, _("Your plan is submitted. The cell committee reads it and answers here."))
        return redirect("plan", plan_id=saved.pk)
    elif act == "present":
        return _present(request, own, saved, form)
    else:
        flash.say(request, _("Saved at %(time)s.") % {"time": _hour(saved)})
    return edit_url


def _present(request: Request, own: OwnPlan, saved: Plan, form: PlanForm) -> HttpResponse:
    chosen = request.POST.get("meeting", "")
    meeting = next((one for one in own.meetings if str(one.pk) == chosen), None)
    if meeting is None:
        form.add_error(None, _("Choose the meeting in which you presented it."))
    elif run(form, services.present_plan, actor=request.actor, plan=saved, meeting=meeting) is not None:
        flash.say(request, _("Noted as presented. Now you may submit the plan."))
        return redirect("plan-edit", plan_id=saved.pk)
    return _editor(request, selectors.own_plan(actor=request.actor, plan_id=saved.pk), form, status=422)


def _editor(request: Request, own: OwnPlan, form: PlanForm, status: int = 200) -> HttpResponse:
    stamp = form.posted_stamp() if form.is_bound and status == 422 else own.plan.stamp
    context = {
        "nav": "file", "own": own, "plan": own.plan, "form": form, "lines": form.lines(), "stamp": max(stamp, own.plan.stamp),
        "saved_time": _hour(own.plan) if own.plan.saved_at else "", "last_return": own.returns[0] if own.returns else None,
        "points": selectors.points(own.returns[0]) if own.returns else [],
    }  # fmt: skip
    return render(request, "plans/edit.html", context, status=status)


def _conflict(request: Request, own: OwnPlan, form: PlanForm) -> HttpResponse:
    """Two windows: both texts side by side, and a choice. Nothing typed is lost, nothing is overwritten."""
    plan = selectors.own_plan(actor=request.actor, plan_id=own.plan.pk).plan
    context = {
        "nav": "file", "plan": plan, "form": form, "lines": form.lines(), "kept": shown(plan.draft), "stamp": plan.stamp,
        "saved_time": _hour(plan),
    }  # fmt: skip
    return render(request, "plans/conflict.html", context, status=409)


@require_POST
def autosave(request: Request, plan_id: int) -> JsonResponse:
    """Keep what is typed, from the page's script: {"saved": "19:42", "stamp": 7}, or 409 / 422 with a sentence."""
    own = selectors.own_plan(actor=request.actor, plan_id=plan_id)
    form = PlanForm(own.plan.draft, request.POST)
    try:
        saved = services.save_plan(
            actor=request.actor, plan=own.plan, content=form.content(), stamp=form.posted_stamp()
        )
    except Conflict as error:
        return JsonResponse({"conflict": str(error)}, status=409)
    except Invalid as error:
        return JsonResponse({"error": str(error)}, status=422)
    return JsonResponse({"saved": _hour(saved), "stamp": saved.stamp})


def confirm(request: Request, plan_id: int) -> HttpResponse:
    """What was typed for me: read it, say yes, or go on writing (D26)."""
    own = selectors.own_plan(actor=request.actor, plan_id=plan_id)
    if not own.plan.waits_for_yes:
        return redirect("plan-edit", plan_id=plan_id)
    if request.method == "POST":
        stamp = request.POST.get("stamp", "")
        services.confirm_plan(actor=request.actor, plan=own.plan, stamp=typed_int(stamp, own.plan.stamp))
        flash.say(request, _("Thank you. From now on these are your words."))
        return redirect("plan-edit", plan_id=plan_id)
    context = {"nav": "file", "plan": own.plan, "content": shown(own.plan.draft)}
    return render(request, "plans/confirm.html", context)


def _hour(plan: Plan) -> str:
    moment = plan.saved_at or clock.now()
    return moment.astimezone(clock.ZONE).strftime("%H:%M")


routes: list[URLPattern] = [
    route("ke-hoach/", mine, name="plans-mine", room="plans", permission=SIGNED_IN),
    route("ke-hoach/dot/<int:drive_id>/bat-dau/", start, name="plan-start", room="plans", permission=SIGNED_IN),
    route("ke-hoach/<int:plan_id>/viet/", edit, name="plan-edit", room="plans", permission=SIGNED_IN),
    route("ke-hoach/<int:plan_id>/luu/", autosave, name="plan-autosave", room="plans", permission=SIGNED_IN),
    route("ke-hoach/<int:plan_id>/dong-y/", confirm, name="plan-confirm", room="plans", permission=SIGNED_IN),
]
