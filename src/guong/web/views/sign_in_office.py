"""At the office: how a member stands with signing in, taking a card back, a reset face to face, letters for a whole cell."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from guong.access import offices
from guong.access.cards import PERM
from guong.accounts.enums import FactorKind
from guong.kernel import clock
from guong.org import selectors as org
from guong.org.models import Person
from guong.papers.letters import cell_letters_pdf
from guong.web import flash
from guong.web.forms.base import run
from guong.web.forms.second_factor import LettersForm, ReasonForm, ResetForm
from guong.web.http import Request
from guong.web.routing import route


def _person(request: Request, person_id: int) -> Person:
    return org.person_facts(actor=request.actor, person_id=person_id, on=clock.today(), perm=PERM).person


@never_cache
@require_safe
def member_sign_in(request: Request, person_id: int) -> HttpResponse:
    """The state of one member's sign-in, and what the office may do about it."""
    return _page(request, _person(request, person_id))


def _page(
    request: Request, person: Person, reset: ResetForm | None = None, close: ReasonForm | None = None
) -> HttpResponse:
    state = offices.sign_in_state(actor=request.actor, person=person)
    context = {
        "nav": "units", "state": state, "person": person, "kinds": [FactorKind(kind).label for kind in sorted(state.kinds)],
        "reset": reset or ResetForm(prefix="reset"), "close": close or ReasonForm(prefix="close"),
    }  # fmt: skip
    return render(request, "sign_in/office.html", context, status=422 if reset or close else 200)


@require_POST
def card_revoke(request: Request, person_id: int) -> HttpResponse:
    """Take back a card that was lost."""
    offices.revoke_member_card(actor=request.actor, person=_person(request, person_id))
    flash.say(request, _("The card is taken back; nobody can use it any more."))
    return redirect("member-sign-in", person_id=person_id)


@never_cache
@require_POST
def sign_in_reset(request: Request, person_id: int) -> HttpResponse:
    """Face to face: a new card, shown once; the old password ends."""
    person = _person(request, person_id)
    form = ResetForm(request.POST, prefix="reset")
    card = None
    if form.is_valid():
        data = form.cleaned_data
        card = run(
            form, offices.reset_member, actor=request.actor, person=person, reason=data["reason"],
            drop_factors=data["drop_factors"],
        )  # fmt: skip
    if card is None:
        return _page(request, person, reset=form)
    facts = org.person_facts(actor=request.actor, person_id=person_id, on=clock.today(), perm=PERM)
    return render(request, "org/card.html", {"nav": "units", "facts": facts, "person": person, "card": card})


@require_POST
def account_close(request: Request, person_id: int) -> HttpResponse:
    """Close the account, or open it again."""
    person = _person(request, person_id)
    form = ReasonForm(request.POST, prefix="close")
    reopen = request.POST.get("act") == "reopen"
    if form.is_valid():
        reason = form.cleaned_data["reason"]
        run(form, offices.close_member, actor=request.actor, person=person, reason=reason, reopen=reopen)
    if form.errors:
        return _page(request, person, close=form)
    flash.say(
        request, _("The account is open again.") if reopen else _("The account is closed; every session has ended.")
    )
    return redirect("member-sign-in", person_id=person_id)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def cell_letters(request: Request, unit_id: int) -> HttpResponse:
    """Choose members; the answer is one PDF with a letter for each. Whoever has no password yet is chosen already."""
    unit = org.unit(actor=request.actor, unit_id=unit_id, perm=PERM)
    states = offices.cell_states(actor=request.actor, unit=unit)
    form = LettersForm(states, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        address = request.build_absolute_uri(reverse("first-time"))
        made = run(
            form, cell_letters_pdf, actor=request.actor, unit=unit, person_ids=form.cleaned_data["people"],
            address=address,
        )  # fmt: skip
        if made is not None:
            response = HttpResponse(made, content_type="application/pdf")
            response["Content-Disposition"] = f'attachment; filename="thu-moi-{unit.pk}.pdf"'
            return response
    context = {"nav": "units", "unit": unit, "form": form, "states": states}
    return render(request, "sign_in/letters.html", context, status=422 if request.method == "POST" else 200)


routes: list[URLPattern] = [
    route(
        "dang-vien/<int:person_id>/dang-nhap/", member_sign_in, name="member-sign-in", room="accounts", permission=PERM
    ),
    route(
        "dang-vien/<int:person_id>/the-dang-nhap/thu-hoi/", card_revoke, name="card-revoke", room="accounts",
        permission=PERM,
    ),
    route(
        "dang-vien/<int:person_id>/dang-nhap/cap-lai/", sign_in_reset, name="sign-in-reset", room="accounts",
        permission=PERM,
    ),
    route(
        "dang-vien/<int:person_id>/dang-nhap/dong-mo/", account_close, name="account-close", room="accounts",
        permission=PERM,
    ),
    route("to-chuc/<int:unit_id>/thu-moi/", cell_letters, name="cell-letters", room="accounts", permission=PERM),
]  # fmt: skip
