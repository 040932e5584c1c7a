"""Indicators of a unit: what is watched beside its findings, before and after (R31)."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from guong.corrections import selectors
from guong.corrections.perms import INDICATOR_READ, INDICATOR_WRITE, WRITE
from guong.corrections.services.indicators import define_indicator, note_indicator, tie_indicator
from guong.kernel.errors import Forbidden, NotFound
from guong.org import selectors as org
from guong.web import flash
from guong.web.forms.base import run
from guong.web.forms.indicators import IndicatorForm, ValueForm
from guong.web.http import Request
from guong.web.routing import route


@require_http_methods(["GET", "HEAD", "POST"])
def unit_indicators(request: Request, unit_id: int) -> HttpResponse:
    """The indicators of a unit; the office adds one."""
    unit = org.unit(actor=request.actor, unit_id=unit_id)
    rows = selectors.indicators(actor=request.actor, unit=unit)
    may, form, status = request.actor.can(INDICATOR_WRITE, unit.path), IndicatorForm(request.POST or None), 200
    if request.method == "POST":
        if not may:
            raise Forbidden
        if form.is_valid() and (
            made := run(form, define_indicator, actor=request.actor, unit=unit, **form.cleaned_data)
        ):
            flash.say(request, _("The indicator is watched from now on. Note its first value."))
            return redirect("indicator", made.pk)
        status = 422
    context = {"nav": "units", "unit": unit, "rows": rows, "may": may, "form": form}
    return render(request, "corrections/indicators.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def indicator(request: Request, indicator_id: int) -> HttpResponse:
    """Note the value of a period."""
    found = selectors.indicator(actor=request.actor, indicator_id=indicator_id)
    form, status = ValueForm(found.kind, request.POST or None), 200
    if request.method == "POST":
        if (
            form.is_valid()
            and run(form, note_indicator, actor=request.actor, indicator=found, **form.cleaned_data) is not None
        ):
            flash.say(request, _("The value is noted, with its source and who typed it."))
            return redirect("unit-indicators", found.unit_id)
        status = 422
    shown = next(
        one for one in selectors.indicators(actor=request.actor, unit=found.unit) if one.indicator.pk == found.pk
    )
    context = {"nav": "units", "unit": found.unit, "one": shown, "form": form}
    return render(request, "corrections/indicator.html", context, status=status)


@require_POST
def watch(request: Request, finding_id: int) -> HttpResponse:
    """Tie an indicator of the unit to a finding of its collective."""
    row = selectors.finding(actor=request.actor, finding_id=finding_id)
    _tied, free = selectors.watched_beside(actor=request.actor, finding=row)
    wanted = next((one.indicator for one in free if str(one.indicator.pk) == request.POST.get("indicator")), None)
    if wanted is None:
        raise NotFound
    tie_indicator(actor=request.actor, indicator=wanted, finding=row)
    flash.say(request, _("The indicator stands beside the finding."))
    return redirect("finding", finding_id)


routes: list[URLPattern] = [
    route("khuyet-diem/<int:finding_id>/chi-so/", watch, name="finding-watch", room="corrections", permission=WRITE),
    route(
        "to-chuc/<int:unit_id>/chi-so/",
        unit_indicators,
        name="unit-indicators",
        room="corrections",
        permission=INDICATOR_READ,
    ),
    route("chi-so/<int:indicator_id>/", indicator, name="indicator", room="corrections", permission=INDICATOR_WRITE),
]
