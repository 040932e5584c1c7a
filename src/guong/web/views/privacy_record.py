"""How long words are kept, what holds them back, and what was erased."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from guong.kernel import clock
from guong.privacy import selectors
from guong.privacy.perms import HOLD, PUBLISH, RECORD
from guong.privacy.services import holding
from guong.privacy.services.publishing import publish_settings
from guong.privacy.sheet import certificate_pdf
from guong.web import flash
from guong.web.downloads import attachment
from guong.web.forms.base import run
from guong.web.forms.privacy import HoldForm, SettingsForm
from guong.web.http import Request
from guong.web.routing import route


@require_http_methods(["GET", "HEAD", "POST"])
def settings_page(request: Request) -> HttpResponse:
    """Timers and periods in force, and a new version of them."""
    unit, current, versions = selectors.settings_at(actor=request.actor)
    form = SettingsForm(current, request.POST if request.method == "POST" else None)
    if request.method == "POST":
        request.actor.require(PUBLISH, unit.path)
        if form.is_valid():
            data: dict[str, Any] = {"values": form.values(), "note": form.cleaned_data["note"]}
            if run(form, publish_settings, actor=request.actor, unit=unit, **data) is not None:
                flash.say(request, _("The new version is in force."))
                return redirect("privacy-settings")
    context = {
        "nav": "settings", "unit": unit, "current": current, "versions": versions, "form": form,
        "publishes": request.actor.can(PUBLISH, unit.path),
    }  # fmt: skip
    return render(request, "privacy/settings.html", context, status=422 if request.method == "POST" else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def holds(request: Request) -> HttpResponse:
    """Holds on erasing, and a new one."""
    found = selectors.holds(actor=request.actor)
    units = selectors.units_to_hold(actor=request.actor)
    form = HoldForm(units, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid() and _ask(request, form):
        flash.say(
            request, _("The hold stands from now on. Somebody else confirms it within a fortnight, or it lapses.")
        )
        return redirect("privacy-holds")
    context = {"nav": "settings", "holds": found, "form": form, "today": clock.today(), "me": request.actor.id}
    return render(request, "privacy/holds.html", context, status=422 if request.method == "POST" else 200)


def _ask(request: Request, form: HoldForm) -> bool:
    data, unit, person = form.cleaned_data, form.chosen(), None
    if data["person"]:
        person = selectors.person_of(actor=request.actor, unit=unit, code=data["person"])
        if person is None:
            form.add_error("person", _("Nobody with this code has taken part in this organisation."))
            return False
    made = run(
        form, holding.ask_hold, actor=request.actor, unit=unit, reason=data["reason"], until=data["until"], person=person
    )  # fmt: skip
    return made is not None


@require_POST
def hold_confirm(request: Request, hold_id: int) -> HttpResponse:
    """The yes of a second person."""
    holding.confirm_hold(actor=request.actor, hold=selectors.hold(actor=request.actor, hold_id=hold_id))
    flash.say(request, _("The hold is confirmed."))
    return redirect("privacy-holds")


@require_POST
def hold_lift(request: Request, hold_id: int) -> HttpResponse:
    """End a hold before its day."""
    holding.lift_hold(actor=request.actor, hold=selectors.hold(actor=request.actor, hold_id=hold_id))
    flash.say(request, _("The hold is lifted."))
    return redirect("privacy-holds")


@require_safe
def certificates(request: Request) -> HttpResponse:
    """What was erased, how much, by which rule."""
    found = selectors.certificates(actor=request.actor)
    page = Paginator(found, 50).get_page(request.GET.get("trang"))
    return render(request, "privacy/certificates.html", {"nav": "settings", "page": page})


@require_safe
def certificate(request: Request, certificate_id: int) -> HttpResponse:
    """One certificate on paper."""
    made = certificate_pdf(actor=request.actor, certificate_id=certificate_id)
    return attachment(made, f"chung-nhan-xoa-{certificate_id}.pdf")


routes: list[URLPattern] = [
    route("du-lieu-ca-nhan/thoi-han/", settings_page, name="privacy-settings", room="privacy", permission=RECORD),
    route("du-lieu-ca-nhan/giu-lai/", holds, name="privacy-holds", room="privacy", permission=HOLD),
    route(
        "du-lieu-ca-nhan/giu-lai/<int:hold_id>/xac-nhan/", hold_confirm, name="privacy-hold-confirm", room="privacy",
        permission=HOLD,
    ),
    route(
        "du-lieu-ca-nhan/giu-lai/<int:hold_id>/bo/", hold_lift, name="privacy-hold-lift", room="privacy", permission=HOLD
    ),
    route("du-lieu-ca-nhan/chung-nhan/", certificates, name="privacy-certificates", room="privacy", permission=RECORD),
    route(
        "du-lieu-ca-nhan/chung-nhan/<int:certificate_id>/", certificate, name="privacy-certificate", room="privacy",
        permission=RECORD,
    ),
]  # fmt: skip
