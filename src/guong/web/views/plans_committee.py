"""The cell committee's pages: who stands where, reading one plan, returning or accepting it, typing for a member."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from guong.kernel.errors import Conflict, Invalid
from guong.plans import selectors, services
from guong.plans.perms import DECIDE, DELIVER, READ, RUN
from guong.plans.selectors import PlanPage
from guong.web import flash
from guong.web.forms.base import run
from guong.web.forms.keeping import PledgesForm
from guong.web.forms.plans import PlanForm, ReturnForm
from guong.web.http import Request
from guong.web.plan_view import changes, shown
from guong.web.routing import SIGNED_IN, route


@require_safe
def unit_plans(request: Request, unit_id: int, drive_id: int) -> HttpResponse:
    """The members of a cell who owe a plan, in the order of names, with the figures."""
    drive, unit = selectors.place(actor=request.actor, drive_id=drive_id, unit_id=unit_id)
    context = {
        "nav": "cell", "page": selectors.plans_of_unit(actor=request.actor, drive=drive, unit=unit),
        "runs": request.actor.can(RUN, unit.path), "pledge_form": PledgesForm(),
    }  # fmt: skip
    return render(request, "plans/unit.html", context)


@require_POST
def present(request: Request, unit_id: int, drive_id: int) -> HttpResponse:
    """Whoever runs the meeting notes who has presented: the ticked members, in the chosen meeting."""
    drive, unit = selectors.place(actor=request.actor, drive_id=drive_id, unit_id=unit_id)
    page = selectors.plans_of_unit(actor=request.actor, drive=drive, unit=unit)
    meeting = next((one for one in page.meetings if str(one.pk) == request.POST.get("meeting", "")), None)
    if meeting is None:
        raise Invalid(_("Choose the meeting in which the plans were presented. It has to have begun."))
    plans = selectors.plans_to_present(actor=request.actor, unit=unit, drive=drive, ids=request.POST.getlist("plan"))
    done = 0
    for plan in plans:
        try:
            services.present_plan(actor=request.actor, plan=plan, meeting=meeting)
            done += 1
        except Invalid as error:
            flash.say(request, f"{plan.person.full_name}: {error}", tone="wait")
    flash.say(request, _("Noted: %(n)s plans presented.") % {"n": done})
    return redirect("plans-unit", unit_id=unit_id, drive_id=drive_id)


@require_safe
def read(request: Request, plan_id: int) -> HttpResponse:
    """One submitted plan: for its owner, and for the committee, who return or accept it."""
    page = selectors.open_plan(actor=request.actor, plan_id=plan_id)
    return _reading(request, page, ReturnForm(page.deciders, me=request.actor.person_id))


def _reading(request: Request, page: PlanPage, form: ReturnForm, status: int = 200) -> HttpResponse:
    context = {
        "nav": "file" if page.own else "cell", "page": page, "plan": page.plan, "content": shown(page.revision.content),
        "changes": changes(page.changes), "form": form,
        "returns": [(one, selectors.points(one)) for one in page.returns],
        "may_note": not page.own and request.actor.can(DELIVER, page.plan.unit.path),
    }  # fmt: skip
    return render(request, "plans/read.html", context, status=status)


@require_POST
def send_back(request: Request, plan_id: int) -> HttpResponse:
    page = selectors.open_plan(actor=request.actor, plan_id=plan_id)
    form = ReturnForm(page.deciders, request.POST)
    done = run(
        form, services.return_plan, actor=request.actor, plan=page.plan, reason=request.POST.get("reason", ""),
        checklist=request.POST.getlist("checklist"), by=form.reader(),
    )  # fmt: skip
    if done is None:
        return _reading(request, page, form, status=422)
    flash.say(request, _("Returned. The comrade reads your reason on his or her first page."))
    return redirect("plans-unit", unit_id=page.plan.unit_id, drive_id=page.plan.drive_id)


@require_POST
def accept(request: Request, plan_id: int) -> HttpResponse:
    page = selectors.open_plan(actor=request.actor, plan_id=plan_id)
    form = ReturnForm(page.deciders, request.POST)
    if run(form, services.accept_plan, actor=request.actor, plan=page.plan, by=form.reader()) is None:
        return _reading(request, page, form, status=422)
    flash.say(request, _("Accepted. The copies have gone where they belong."))
    return redirect("plans-unit", unit_id=page.plan.unit_id, drive_id=page.plan.drive_id)


def type_for(request: Request, unit_id: int, drive_id: int, person_id: int) -> HttpResponse:
    """Type from the sheet of a member who writes by hand; the words wait for the member's yes (D26)."""
    drive, unit = selectors.place(actor=request.actor, drive_id=drive_id, unit_id=unit_id)
    person, plan = selectors.member_to_help(actor=request.actor, drive=drive, unit=unit, person_id=person_id)
    draft = plan.draft if plan else {}
    form = PlanForm(draft, request.POST if request.method == "POST" else None, more=int("them" in request.GET))
    status = 200
    if request.method == "POST":
        status = 422
        try:
            typed = run(
                form, services.type_plan_for, actor=request.actor, drive=drive, person=person, content=form.content(),
                stamp=form.posted_stamp() if plan else None,
            )  # fmt: skip
        except Conflict as error:
            form.add_error(None, str(error))
            typed = None
        if typed is not None and request.POST.get("act") == "add":
            answer = redirect("plan-type-for", unit_id=unit_id, drive_id=drive_id, person_id=person_id)
            answer["Location"] += "?them=1#rows"
            return answer
        if typed is not None:
            flash.say(request, _("Kept. It waits for the yes of comrade %(name)s.") % {"name": person.full_name})
            return redirect("plans-unit", unit_id=unit_id, drive_id=drive_id)
    context = {
        "nav": "cell", "person": person, "drive": drive, "unit": unit, "form": form, "lines": form.lines(),
        "stamp": plan.stamp if plan else 0,
    }  # fmt: skip
    return render(request, "plans/type_for.html", context, status=status)


@require_POST
def receipt(request: Request, delivery_id: int) -> HttpResponse:
    """Note that a copy has arrived, then go back to where one came from."""
    delivery = selectors.delivery(actor=request.actor, delivery_id=delivery_id)
    services.note_receipt(actor=request.actor, delivery=delivery)
    flash.say(request, _("The receipt is noted."))
    if request.POST.get("back") == "plan":
        return redirect("plan", plan_id=delivery.plan_id)
    return redirect("monitor-copy", delivery_id=delivery.pk)


routes: list[URLPattern] = [
    route(
        "ke-hoach/chi-bo/<int:unit_id>/dot/<int:drive_id>/", unit_plans, name="plans-unit", room="plans", permission=READ
    ),
    route(
        "ke-hoach/chi-bo/<int:unit_id>/dot/<int:drive_id>/trinh-bay/", present, name="plans-present", room="plans",
        permission="meetings.meeting:run",
    ),
    route(
        "ke-hoach/chi-bo/<int:unit_id>/dot/<int:drive_id>/nhap-giup/<int:person_id>/", type_for, name="plan-type-for",
        room="plans", permission=DECIDE,
    ),
    route("ke-hoach/<int:plan_id>/", read, name="plan", room="plans", permission=SIGNED_IN),
    route("ke-hoach/<int:plan_id>/gui-lai/", send_back, name="plan-return", room="plans", permission=DECIDE),
    route("ke-hoach/<int:plan_id>/nhan/", accept, name="plan-accept", room="plans", permission=DECIDE),
    route("noi-nhan/<int:delivery_id>/da-nhan/", receipt, name="plan-receipt", room="plans", permission=DELIVER),
]  # fmt: skip
