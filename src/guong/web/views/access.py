"""Who may see what in an organisation; giving and ending a right; rights that come with an office."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from guong.access import selectors, services
from guong.access.cards import PERM as CARDS
from guong.access.fieldclasses import facts_of, words_of
from guong.access.models import Grant
from guong.access.roles import Role
from guong.kernel.errors import Invalid
from guong.org import selectors as org
from guong.org.models import Unit
from guong.web import flash
from guong.web.asked import asked_page, sliced
from guong.web.forms.access import EndForm, GrantForm
from guong.web.forms.base import run
from guong.web.http import Request
from guong.web.routing import route

READ, GIVE, MATCH = "access.grant:read", "access.grant:give", "access.grant:match"


@dataclass(frozen=True, slots=True)
class RightRow:
    """One right of a person, as the page shows it."""

    grant: Grant
    role: Any
    words: list[Any]  # what the role reads of people's words
    may_end: bool
    desk: bool  # an account without a member, whose sign-in the reader manages


@dataclass(frozen=True, slots=True)
class RoleFacts:
    """What a role reads, in words."""

    role: Any
    words: list[Any]
    facts: list[Any]


@require_safe
def unit_access(request: Request, unit_id: int) -> HttpResponse:
    """Every right that reaches this organisation, person by person: from where, since when, until when, what it reads."""
    actor = request.actor
    unit = org.unit(actor=actor, unit_id=unit_id, perm=READ)
    holders = [
        (holder.account, [_right(request, grant) for grant in holder.grants])
        for holder in selectors.holders_at(actor=actor, unit=unit)
    ]
    held = {row.grant.role for _account, rows in holders for row in rows} | {Role.MEMBER.value}
    context = {
        "nav": "units", "unit": unit, "holders": holders, "may_give": actor.can(GIVE, unit.path),
        "offices": selectors.offices_over(actor=actor, unit=unit),
        "roles": [RoleFacts(role.label, words_of(role), facts_of(role)) for role in Role if role.value in held],
        "may_match": actor.can(MATCH, unit.path), **_by_office(request, unit),
    }  # fmt: skip
    return render(request, "access/unit.html", context)


def _right(request: Request, grant: Grant) -> RightRow:
    path, member = grant.unit.path, getattr(grant.account, "person", None)
    desk = member is None and request.actor.can(CARDS, path)
    return RightRow(grant, Role(grant.role).label, words_of(grant.role), request.actor.can(GIVE, path), desk)


def _by_office(request: Request, unit: Unit) -> dict[str, Any]:
    """What the member list says and the rights do not: missing ones, and those that outlived their office."""
    if not request.actor.can(MATCH, unit.path):
        return {"missing": [], "outlived": []}
    return {
        "missing": selectors.missing_by_post(actor=request.actor, unit=unit),
        "outlived": [_right(request, grant) for grant in selectors.outlived_posts(actor=request.actor, unit=unit)],
    }


@require_http_methods(["GET", "HEAD", "POST"])
def grants_by_office(request: Request, unit_id: int) -> HttpResponse:
    """Offices whose right nobody has given yet; one button gives them all, each with its own line in the log."""
    unit = org.unit(actor=request.actor, unit_id=unit_id, perm=MATCH)
    if request.method == "POST":
        given = services.give_by_post(actor=request.actor, unit=unit)
        n = len(given)
        flash.say(request, ngettext("%(n)s right is given.", "%(n)s rights are given.", n) % {"n": n})
        return redirect("grants-by-office", unit_id=unit.pk)
    found = _by_office(request, unit)
    shown, pages, page = sliced(found["missing"], asked_page(request))
    gone, _pages, _page = sliced(found["outlived"], 1)
    context = {
        "nav": "units", "unit": unit, "ready": sum(wanted.may_give for wanted in found["missing"]), **found,
        "shown": shown, "pages": pages, "page": page, "gone": gone,
    }  # fmt: skip
    return render(request, "access/by_office.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def grant_give(request: Request, unit_id: int) -> HttpResponse:
    """Give a right, with a reason; nobody gives to himself."""
    unit = org.unit(actor=request.actor, unit_id=unit_id, perm=GIVE)
    held = selectors.to_stand_in_for(actor=request.actor, unit=unit)
    form = GrantForm(held, request.POST) if request.method == "POST" else GrantForm(held)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        account = run(form, selectors.account_named, actor=request.actor, unit=unit, username=data["username"])
        grant = account and run(
            form, services.give_grant, actor=request.actor, account=account, role=data["role"], unit=unit,
            subtree=data["subtree"], reason=data["reason"], since=data["since"], until=data["until"],
            stands_in_for=data["deputy"],
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
    route("to-chuc/<int:unit_id>/quyen-theo-chuc-vu/", grants_by_office, name="grants-by-office", room="access", permission=MATCH),
    route("quyen/<int:grant_id>/ket-thuc/", grant_end, name="grant-end", room="access", permission=GIVE),
]  # fmt: skip
