"""The Front's pages (and the committee's): copies received, one copy, a remark; and the member's answer."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from guong.kernel.errors import NotFound
from guong.plans import selectors, services
from guong.plans.enums import RouteCode
from guong.plans.perms import COPY, DELIVER, MONITOR
from guong.web import flash
from guong.web.forms.base import run
from guong.web.forms.plans import WordsForm
from guong.web.http import Request
from guong.web.plan_view import shown
from guong.web.routing import SIGNED_IN, route


@require_safe
def copies(request: Request) -> HttpResponse:
    """The copies sent to the bodies I watch for; nothing else of anybody."""
    if not request.actor.scope(COPY):
        raise NotFound
    context = {
        "nav": "plans", "copies": selectors.copies_for(actor=request.actor),
        "remarks": selectors.remarks_made(actor=request.actor), "monitor": bool(request.actor.scope(MONITOR)),
        "bodies": selectors.bodies_i_watch_for(actor=request.actor),
    }  # fmt: skip
    return render(request, "monitoring/copies.html", context)


def copy(request: Request, delivery_id: int) -> HttpResponse:
    """One plan as it was accepted, the remarks on it, and the form for a new one."""
    delivery, remarks = selectors.open_copy(actor=request.actor, delivery_id=delivery_id)
    form = WordsForm(
        request.POST if request.method == "POST" else None, label=_("What you saw"),
        hint=_("A fact first: what, when, where. Good things too. The comrade reads it and answers here."),
    )  # fmt: skip
    watches = delivery.route == RouteCode.FRONT
    at = delivery.recipient.path if delivery.recipient else ""
    if request.method == "POST":
        text = request.POST.get("text", "")
        if run(form, services.monitor_remark, actor=request.actor, delivery=delivery, text=text) is not None:
            flash.say(request, _("Sent to the comrade, who will answer here."))
            return redirect("monitor-copy", delivery_id=delivery_id)
    context = {
        "nav": "plans", "delivery": delivery, "plan": delivery.plan, "content": shown(delivery.revision.content),
        "remarks": remarks, "form": form, "may_note": watches or request.actor.can(DELIVER, at), "watches": watches and request.actor.person_id != delivery.plan.person_id,
    }  # fmt: skip
    return render(request, "monitoring/copy.html", context, status=422 if form.errors else 200)


def reply(request: Request, remark_id: int) -> HttpResponse:
    """My answer to a remark of the Front, once."""
    remark = selectors.remark_to_answer(actor=request.actor, remark_id=remark_id)
    form = WordsForm(
        request.POST if request.method == "POST" else None, label=_("My answer"),
        hint=_("It always stands under the remark; nobody can leave it out."),
    )  # fmt: skip
    if request.method == "POST":
        text = request.POST.get("text", "")
        if run(form, services.reply_monitor, actor=request.actor, remark=remark, text=text) is not None:
            flash.say(request, _("Your answer is sent to the Front."))
            return redirect("plan", plan_id=remark.delivery.plan_id)
    context = {"nav": "file", "remark": remark, "plan": remark.delivery.plan, "form": form}
    return render(request, "monitoring/reply.html", context, status=422 if form.errors else 200)


routes: list[URLPattern] = [
    route("giam-sat/", copies, name="monitor-plans", room="plans", permission=COPY),
    route("giam-sat/<int:delivery_id>/", copy, name="monitor-copy", room="plans", permission=COPY),
    route("giam-sat/nhan-xet/<int:remark_id>/", reply, name="monitor-reply", room="plans", permission=SIGNED_IN),
]
