"""Organisations of my scope, their members, and the clerk's small corrections."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from guong.access.cards import PERM as CARDS
from guong.access.cards import issue_member_card
from guong.drives.models import Drive
from guong.kernel import clock
from guong.org import selectors, services
from guong.org.enums import CELL_KINDS, COMMITTEE_KINDS, StandingKind
from guong.org.models import Unit
from guong.org.selectors import PersonFacts, UnitRow
from guong.reorganisation.selectors import JUDGE, drives_regrouped
from guong.web import flash
from guong.web.cell_books import shelves
from guong.web.forms.base import run
from guong.web.forms.org import MemberForm, PostForm, StandingForm
from guong.web.http import Request
from guong.web.routing import route

READ, PEOPLE, MANAGE = "org.unit:read", "org.person:read", "org.unit:manage"


@require_safe
def units(request: Request) -> HttpResponse:
    """The tree as far as I see it, with members and exempt."""
    rows, beside = _party_first(selectors.unit_rows(actor=request.actor, on=clock.today()))
    return render(request, "org/units.html", {"nav": "units", "rows": rows, "beside": beside})


@require_safe
def unit(request: Request, unit_id: int) -> HttpResponse:
    """One organisation: what lies below, and what may be done here."""
    found = selectors.unit(actor=request.actor, unit_id=unit_id)
    counted = selectors.unit_rows(actor=request.actor, on=clock.today(), top=found)
    rows, beside = _party_first(counted[1:])
    context = {
        "nav": "cell" if found.is_cell and _belongs(request, found) else "units", "unit": found,
        "above": selectors.above(actor=request.actor, unit=found), "rows": rows, "beside": beside, "own": counted[0] if counted else None,
        "shelves": shelves(request.actor, found), "today_drives": _regrouped(request, found), **_rights(request, found),
        "tasks_here": found.path in request.actor.scope("drives.task:do").exact,
        "may_programme": not found.is_cell and request.actor.can("directives.directive:read", found.path),
        "may_supervision": found.is_cell and request.actor.can("plans.plan:read", found.path),
    }  # fmt: skip
    return render(request, "org/unit.html", context)


def _party_first(rows: list[UnitRow]) -> tuple[list[UnitRow], list[UnitRow]]:
    """The party's own bodies and cells; and those that stand beside them: the Front, mass organisations, the government."""
    kinds = CELL_KINDS | COMMITTEE_KINDS
    return [row for row in rows if row.unit.kind in kinds], [row for row in rows if row.unit.kind not in kinds]


def _belongs(request: Request, found: Unit) -> bool:
    """Whether this is the reader's own body: its words are his to read."""
    return request.actor.can("meetings.meeting:read", found.path)


def _regrouped(request: Request, found: Unit) -> list[Drive]:
    """Open drives whose frozen tree does not know this organisation, though cells of it are counted in them."""
    if found.is_cell or not request.actor.can("figures.figures:read", found.path):
        return []
    return drives_regrouped(actor=request.actor, unit=found)


def _rights(request: Request, found: Unit) -> dict[str, bool]:
    can = request.actor.can
    return {
        "may_people": can(PEOPLE, found.path), "may_manage": can(MANAGE, found.path),
        "may_judge": found.is_cell and can(JUDGE, found.path), "may_import": can("org.member:import", found.path), "may_access": can("access.grant:read", found.path),
        "may_card": found.is_cell and can(CARDS, found.path),
        "may_open": any(can(f"access.opening:{verb}", found.path) for verb in ("ask", "break", "decide")),
    }  # fmt: skip


@require_safe
def unit_members(request: Request, unit_id: int) -> HttpResponse:
    """The roster of one organisation, in the order of names; search with or without marks."""
    found = selectors.unit(actor=request.actor, unit_id=unit_id, perm=PEOPLE)
    query = request.GET.get("tim", "")[:80]
    rows = selectors.roster(actor=request.actor, unit=found, on=clock.today(), query=query)
    labels = dict(StandingKind.choices)
    people = [(row, labels.get(row.standing, "")) for row in rows]
    context = {"nav": "units", "unit": found, "people": people, "query": query, **_rights(request, found)}
    return render(request, "org/members.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def member_add(request: Request, unit_id: int) -> HttpResponse:
    """Add one member; many come in by a list."""
    found = selectors.unit(actor=request.actor, unit_id=unit_id, perm=MANAGE)
    form = MemberForm(request.POST) if request.method == "POST" else MemberForm()
    if request.method == "POST" and form.is_valid():
        person = run(form, services.add_member, actor=request.actor, unit=found, **form.cleaned_data)
        if person is not None:
            flash.say(request, _("%(name)s is in the roster.") % {"name": person.full_name})
            return redirect("person", person_id=person.pk)
    status = 422 if request.method == "POST" else 200
    return render(request, "org/member_add.html", {"nav": "units", "unit": found, "form": form}, status=status)


@require_safe
def person(request: Request, person_id: int) -> HttpResponse:
    """What an office list holds about a person, dated; no words."""
    return _person(request, selectors.person_facts(actor=request.actor, person_id=person_id, on=clock.today()))


def _person(
    request: Request, facts: PersonFacts, standing: StandingForm | None = None, post: PostForm | None = None
) -> HttpResponse:
    manage = request.actor.can(MANAGE, facts.unit.path)
    labels = dict(StandingKind.choices)
    context = {
        "nav": "units", "facts": facts, "person": facts.person, "may_manage": manage,
        "may_card": request.actor.can(CARDS, facts.unit.path),
        "may_promise": request.actor.can("reviews.promise:write", facts.unit.path),
        "standing_label": labels.get(facts.standing, ""),
        "standing_form": standing or StandingForm(initial={"kind": facts.standing}),
        "post_form": (post or PostForm(_places(request, facts), auto_id="post-%s")) if manage else None,
    }  # fmt: skip
    return render(request, "org/person.html", context, status=422 if standing or post else 200)


def _places(request: Request, facts: PersonFacts) -> list[Unit]:
    """Where the actor may record an office for this person: the own cell, and what lies above it."""
    above = selectors.above(actor=request.actor, unit=facts.unit)
    return [unit for unit in [facts.unit, *reversed(above)] if request.actor.can(MANAGE, unit.path)]


@require_POST
def person_standing(request: Request, person_id: int) -> HttpResponse:
    """Record a standing from a day."""
    facts = selectors.person_facts(actor=request.actor, person_id=person_id, on=clock.today(), perm=MANAGE)
    form = StandingForm(request.POST)
    if form.is_valid():
        kind, since = form.cleaned_data["kind"], form.cleaned_data["since"]
        run(form, services.set_standing, actor=request.actor, person=facts.person, kind=kind, since=since)
    if not form.is_valid() or form.errors:
        return _person(request, facts, standing=form)
    flash.say(request, _("The standing is recorded."))
    return redirect("person", person_id=person_id)


@require_POST
def person_post(request: Request, person_id: int) -> HttpResponse:
    """Record an office."""
    facts = selectors.person_facts(actor=request.actor, person_id=person_id, on=clock.today(), perm=MANAGE)
    form = PostForm(_places(request, facts), request.POST, auto_id="post-%s")
    if form.is_valid():
        kind, since = form.cleaned_data["kind"], form.cleaned_data["since"]
        run(
            form,
            services.give_post,
            actor=request.actor,
            person=facts.person,
            unit=form.place(),
            kind=kind,
            since=since,
        )
    if form.errors:
        return _person(request, facts, post=form)
    flash.say(request, _("The office is recorded."))
    return redirect("person", person_id=person_id)


@require_POST
def post_end(request: Request, post_id: int) -> HttpResponse:
    """End an office."""
    found = selectors.post(actor=request.actor, post_id=post_id)
    services.end_post(actor=request.actor, post=found)
    flash.say(request, _("The office has ended."))
    return redirect("person", person_id=found.person_id)


@require_http_methods(["GET", "HEAD", "POST"])
def person_card(request: Request, person_id: int) -> HttpResponse:
    """Print a sign-in card. The code is shown once, on the answer itself, and kept nowhere."""
    facts = selectors.person_facts(actor=request.actor, person_id=person_id, on=clock.today(), perm=CARDS)
    context = {
        "nav": "units", "person": facts.person, "card": None, "name": facts.person.full_name, "unit_name": facts.unit.name,
        "here": reverse("person", args=[person_id]),
    }  # fmt: skip
    if request.method == "POST":
        context["card"] = issue_member_card(actor=request.actor, person=facts.person)
    response = render(request, "org/card.html", context)
    response["Cache-Control"] = "no-store"
    return response


routes: list[URLPattern] = [
    route("to-chuc/", units, name="units", room="org", permission=READ),
    route("to-chuc/<int:unit_id>/", unit, name="unit", room="org", permission=READ),
    route("to-chuc/<int:unit_id>/dang-vien/", unit_members, name="unit-members", room="org", permission=PEOPLE),
    route("to-chuc/<int:unit_id>/them-dang-vien/", member_add, name="member-add", room="org", permission=MANAGE),
    route("dang-vien/<int:person_id>/", person, name="person", room="org", permission=PEOPLE),
    route("dang-vien/<int:person_id>/dien/", person_standing, name="person-standing", room="org", permission=MANAGE),
    route("dang-vien/<int:person_id>/chuc-vu/", person_post, name="person-post", room="org", permission=MANAGE),
    route("chuc-vu/<int:post_id>/ket-thuc/", post_end, name="post-end", room="org", permission=MANAGE),
    route(
        "dang-vien/<int:person_id>/the-dang-nhap/", person_card, name="person-card", room="accounts", permission=CARDS
    ),
]
