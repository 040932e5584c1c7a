"""One organisation by hand: added, renamed, its typed figures, its committee's division of work; a member's facts corrected."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from guong.kernel import clock
from guong.org import selectors, services
from guong.org.models import Unit
from guong.web import flash
from guong.web.forms.base import run
from guong.web.forms.org_units import ChangeUnitForm, NewUnitForm, PersonForm, PortfolioForm, ProfileForm
from guong.web.http import Request
from guong.web.routing import route

ROOM, READ, MANAGE, PEOPLE = "org", "org.unit:read", "org.unit:manage", "org.person:read"
_BOTH = ["GET", "HEAD", "POST"]


def _show(request: Request, template: str, form: Any, **context: Any) -> HttpResponse:
    status = 422 if request.method == "POST" else 200
    return render(request, template, {"nav": "units", "form": form, **context}, status=status)


def _posted(request: Request) -> Any:
    return request.POST if request.method == "POST" else None


@require_http_methods(_BOTH)
def unit_add(request: Request, unit_id: int) -> HttpResponse:
    """Add one organisation below another; many come in with a list."""
    parent = selectors.unit(actor=request.actor, unit_id=unit_id, perm=MANAGE)
    form = NewUnitForm(_posted(request), blocks=selectors.blocks(actor=request.actor))
    if request.method == "POST" and form.is_valid():
        made = run(form, services.create_unit, actor=request.actor, parent=parent, **form.cleaned_data)
        if made is not None:
            flash.say(request, _("“%(name)s” is in the tree.") % {"name": made.name})
            return redirect("unit", unit_id=made.pk)
    return _show(request, "org/unit_add.html", form, unit=parent)


@require_http_methods(_BOTH)
def unit_change(request: Request, unit_id: int) -> HttpResponse:
    """Rename it, or change its kind, its level's word or its block; the earlier name stays under its days."""
    unit = selectors.unit(actor=request.actor, unit_id=unit_id, perm=MANAGE)
    said = {name: getattr(unit, name) for name in ("name", "kind", "level", "block", "name_only")}
    form = ChangeUnitForm(_posted(request), initial=said, blocks=selectors.blocks(actor=request.actor))
    if request.method == "POST" and form.is_valid():
        changed = run(form, services.change_unit, actor=request.actor, unit=unit, **form.cleaned_data)
        if changed is not None:
            flash.say(request, _("Changed. Earlier names stay under their days."))
            return redirect("unit", unit_id=unit.pk)
    past = selectors.past_of(actor=request.actor, unit=unit)
    return _show(request, "org/unit_change.html", form, unit=unit, past=past)


@require_http_methods(_BOTH)
def unit_profile(request: Request, unit_id: int) -> HttpResponse:
    """Households and people as the office types them, by day (S88). Whoever sees the organisation reads them."""
    writes = request.method == "POST"
    unit = selectors.unit(actor=request.actor, unit_id=unit_id, perm=MANAGE if writes else READ)
    form = ProfileForm(_posted(request), initial={"as_of": clock.today()})
    if writes and form.is_valid():
        typed = run(form, services.set_profile, actor=request.actor, unit=unit, **form.cleaned_data)
        if typed is not None:
            flash.say(request, _("The figures are kept under their day."))
            return redirect("unit-profile", unit_id=unit.pk)
    rows = selectors.profiles(actor=request.actor, unit=unit)
    return _show(request, "org/profile.html", form, unit=unit, rows=rows, may=request.actor.can(MANAGE, unit.path))


@require_http_methods(_BOTH)
def unit_portfolios(request: Request, unit_id: int) -> HttpResponse:
    """Which member of the committee answers for which field (S76)."""
    writes = request.method == "POST"
    unit = selectors.unit(actor=request.actor, unit_id=unit_id, perm=MANAGE if writes else PEOPLE)
    may = request.actor.can(MANAGE, unit.path)
    form = PortfolioForm(*_offered(request, unit), _posted(request)) if may else None
    if writes and form is not None and form.is_valid():
        given = run(form, services.give_portfolio, actor=request.actor, unit=unit, **form.chosen())
        if given is not None:
            flash.say(request, _("The field is given."))
            return redirect("unit-portfolios", unit_id=unit.pk)
    rows = selectors.portfolio_rows(actor=request.actor, unit=unit)
    return _show(request, "org/portfolios.html", form, unit=unit, rows=rows, may=may)


def _offered(request: Request, unit: Unit) -> tuple[Any, Any]:
    people = selectors.office_holders(actor=request.actor, unit=unit, on=clock.today())
    return people, selectors.cells_below(actor=request.actor, top=unit)


@require_POST
def portfolio_end(request: Request, portfolio_id: int) -> HttpResponse:
    """The field passes to somebody else."""
    found = selectors.portfolio(actor=request.actor, portfolio_id=portfolio_id)
    services.end_portfolio(actor=request.actor, portfolio=found)
    flash.say(request, _("Ended. Give the field to whoever follows."))
    return redirect("unit-portfolios", unit_id=found.unit_id)


@require_http_methods(_BOTH)
def person_change(request: Request, person_id: int) -> HttpResponse:
    """Correct what the list says of a member."""
    facts = selectors.person_facts(actor=request.actor, person_id=person_id, on=clock.today(), perm=MANAGE)
    said = {name: getattr(facts.person, name) for name in PersonForm.base_fields}
    form = PersonForm(_posted(request), initial=said)
    if request.method == "POST" and form.is_valid():
        changed = run(form, services.change_member, actor=request.actor, person=facts.person, **form.cleaned_data)
        if changed is not None:
            flash.say(request, _("Corrected."))
            return redirect("person", person_id=person_id)
    return _show(request, "org/person_change.html", form, person=facts.person)


routes: list[URLPattern] = [
    route("to-chuc/<int:unit_id>/them-to-chuc/", unit_add, name="unit-add", room=ROOM, permission=MANAGE),
    route("to-chuc/<int:unit_id>/sua/", unit_change, name="unit-change", room=ROOM, permission=MANAGE),
    route("to-chuc/<int:unit_id>/so-lieu-nhap/", unit_profile, name="unit-profile", room=ROOM, permission=READ),
    route("to-chuc/<int:unit_id>/phan-cong/", unit_portfolios, name="unit-portfolios", room=ROOM, permission=PEOPLE),
    route("linh-vuc/<int:portfolio_id>/ket-thuc/", portfolio_end, name="portfolio-end", room=ROOM, permission=MANAGE),
    route("dang-vien/<int:person_id>/sua/", person_change, name="person-change", room=ROOM, permission=MANAGE),
]
