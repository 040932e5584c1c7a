"""Who may see what in an organisation; giving and ending a right."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from guong.access import selectors, services
from guong.access.roles import Role
from guong.kernel.errors import Invalid
from guong.org import selectors as org
from guong.web import flash
from guong.web.forms.access import EndForm, GrantForm
from guong.web.forms.base import run
from guong.web.http import Request
from guong.web.routing import route

READ, GIVE = "access.grant:read", "access.grant:give"


@require_safe
def unit_access(request: Request, unit_id: int) -> HttpResponse:
    """Every right that reaches this organisation: who, why, until when."""
    unit = org.unit(actor=request.actor, unit_id=unit_id, perm=READ)
    grants = selectors.grants_at(actor=request.actor, unit=unit)
    rows = [(grant, Role(grant.role).label, _may_end(request, grant.unit.path)) for grant in grants]
    context = {"nav": "units", "unit": unit, "rows": rows, "may_give": request.actor.can(GIVE, unit.path)}
    return render(request, "access/unit.html", context)


def _may_end(request: Request, path: str) -> bool:
    return request.actor.can(GIVE, path)


@require_http_methods(["GET", "HEAD", "POST"])
def grant_give(request: Request, unit_id: int) -> HttpResponse:
    """Give a right, with a reason; nobody gives to himself."""
    unit = org.unit(actor=request.actor, unit_id=unit_id, perm=GIVE)
    form = GrantForm(request.POST) if request.method == "POST" else GrantForm()
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        account = run(form, selectors.account_named, actor=request.actor, unit=unit, username=data["username"])
        grant = account and run(
            form, services.give_grant, actor=request.actor, account=account, role=data["role"], unit=unit,
            subtree=data["subtree"], reason=data["reason"], until=data["until"],
        )  # fmt: skip
        if grant:
            flash.say(request, _("The right is given; it holds at once."))
            return redirect("unit-access", unit_id=unit.pk)
    status = 422 if request.method == "POST" else 200
    return render(request, "access/give.html", {"nav": "units", "unit": unit, "form": form}, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def grant_end(request: Request, grant_id: int) -> HttpResponse:
    """End a right at once, with a reason."""
    grant = selectors.grant(actor=request.actor, grant_id=grant_id)
    if grant.ended_at is not None:
        raise Invalid(_("This right has already ended."))
    form = EndForm(request.POST) if request.method == "POST" else EndForm()
    if request.method == "POST" and form.is_valid():
        ended = run(form, services.end_grant, actor=request.actor, grant=grant, reason=form.cleaned_data["reason"])
        if ended is not None:
            flash.say(request, _("The right has ended."))
            return redirect("unit-access", unit_id=grant.unit_id)
    context = {"nav": "units", "grant": grant, "role": Role(grant.role).label, "form": form}
    return render(request, "access/end.html", context, status=422 if request.method == "POST" else 200)


routes: list[URLPattern] = [
    route("to-chuc/<int:unit_id>/ai-duoc-xem/", unit_access, name="unit-access", room="access", permission=READ),
    route("to-chuc/<int:unit_id>/trao-quyen/", grant_give, name="grant-give", room="access", permission=GIVE),
    route("quyen/<int:grant_id>/ket-thuc/", grant_end, name="grant-end", room="access", permission=GIVE),
]
