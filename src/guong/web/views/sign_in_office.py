"""At the office: how somebody stands with signing in, taking a card back, a reset face to face, a link with the provider, letters for a whole cell."""

from __future__ import annotations

from collections.abc import Callable

from django.forms import BaseForm
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import URLPattern, reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from guong.access import offices
from guong.access.cards import PERM
from guong.accounts.enums import FactorKind
from guong.accounts.provider import provider
from guong.kernel import clock
from guong.kernel.errors import NotFound
from guong.org import selectors as org
from guong.org.models import Person
from guong.papers.letters import cell_letters_pdf
from guong.web import flash
from guong.web.forms.base import run
from guong.web.forms.second_factor import LettersForm, LinkForm, ReasonForm, ResetForm
from guong.web.http import Request
from guong.web.routing import route


def _person(request: Request, person_id: int) -> Person:
    return org.person_facts(actor=request.actor, person_id=person_id, on=clock.today(), perm=PERM).person


@never_cache
@require_safe
def member_sign_in(request: Request, person_id: int) -> HttpResponse:
    """The state of one member's sign-in, and what the office may do about it."""
    return _page(request, _person(request, person_id))


@never_cache
@require_POST
def member_act(request: Request, person_id: int, act: str) -> HttpResponse:
    """One of the acts below on a member's sign-in."""
    return _act(request, _person(request, person_id), act)


def _held(request: Request, unit_id: int, account_id: int) -> offices.Held:
    unit = org.unit(actor=request.actor, unit_id=unit_id, perm=PERM)
    return offices.held_account(actor=request.actor, unit=unit, account_id=account_id)


@never_cache
@require_safe
def account_sign_in(request: Request, unit_id: int, account_id: int) -> HttpResponse:
    """The same for an account without a member: an office's, a Front monitor's."""
    return _page(request, _held(request, unit_id, account_id))


@never_cache
@require_POST
def account_act(request: Request, unit_id: int, account_id: int, act: str) -> HttpResponse:
    """One of the acts below on the sign-in of an account without a member."""
    return _act(request, _held(request, unit_id, account_id), act)


def _page(request: Request, whose: offices.Whose, **forms: BaseForm) -> HttpResponse:
    state = offices.sign_in_state(actor=request.actor, whose=whose)
    context = {
        "nav": "units", "state": state, "person": state.person, "provider": provider(), "here": _address(whose),
        "kinds": [FactorKind(kind).label for kind in sorted(state.kinds)], "act": _address(whose, "act"),
        "reset": ResetForm(prefix="reset"), "close": ReasonForm(prefix="close"), "link": LinkForm(prefix="link"), **forms,
    }  # fmt: skip
    return render(request, "sign_in/office.html", context, status=422 if forms else 200)


def _address(whose: offices.Whose, act: str = "") -> str:
    if isinstance(whose, Person):
        return reverse("member-act" if act else "member-sign-in", args=[whose.pk, *([act] if act else [])])
    ids = [whose.unit.pk, whose.account.pk]
    return reverse("account-act" if act else "account-sign-in", args=[*ids, *([act] if act else [])])


def _act(request: Request, whose: offices.Whose, act: str) -> HttpResponse:
    if act not in ACTS:
        raise NotFound
    return ACTS[act](request, whose)


def _back(request: Request, whose: offices.Whose, sentence: str) -> HttpResponse:
    flash.say(request, sentence)
    return HttpResponseRedirect(_address(whose))


def _revoke(request: Request, whose: offices.Whose) -> HttpResponse:
    """Take back a card that was lost."""
    offices.revoke_card_of(actor=request.actor, whose=whose)
    return _back(request, whose, _("The card is taken back; nobody can use it any more."))


def _reset(request: Request, whose: offices.Whose) -> HttpResponse:
    """Face to face: a new card, shown once; the old password ends."""
    form, card = ResetForm(request.POST, prefix="reset"), None
    if form.is_valid():
        card = run(form, offices.reset_sign_in_of, actor=request.actor, whose=whose, **form.cleaned_data)
    if card is None:
        return _page(request, whose, reset=form)
    context = {"nav": "units", "card": card, "name": card.name, "unit_name": card.unit_name, "here": _address(whose)}
    return render(request, "org/card.html", context)


def _close(request: Request, whose: offices.Whose, reopen: bool = False) -> HttpResponse:
    """Close the account, or open it again."""
    form = ReasonForm(request.POST, prefix="close")
    if form.is_valid():
        run(form, offices.close_account_of, actor=request.actor, whose=whose, reopen=reopen, **form.cleaned_data)
    if form.errors:
        return _page(request, whose, close=form)
    said = _("The account is open again.") if reopen else _("The account is closed; every session has ended.")
    return _back(request, whose, said)


def _link(request: Request, whose: offices.Whose) -> HttpResponse:
    """Let somebody come in by the provider of the office too."""
    form = LinkForm(request.POST, prefix="link")
    if form.is_valid():
        run(form, offices.link_account_of, actor=request.actor, whose=whose, **form.cleaned_data)
    if form.errors:
        return _page(request, whose, link=form)
    return _back(request, whose, _("The account is linked."))


def _unlink(request: Request, whose: offices.Whose) -> HttpResponse:
    """No provider opens the account any more."""
    form = ReasonForm(request.POST, prefix="link")
    if form.is_valid():
        run(form, offices.unlink_account_of, actor=request.actor, whose=whose, **form.cleaned_data)
    if form.errors:
        return _page(request, whose, link=form)
    return _back(request, whose, _("The link is taken away; every session has ended."))


def _reopen(request: Request, whose: offices.Whose) -> HttpResponse:
    return _close(request, whose, reopen=True)


ACTS: dict[str, Callable[[Request, offices.Whose], HttpResponse]] = {
    "thu-hoi-the": _revoke, "cap-lai": _reset, "dong": _close, "mo-lai": _reopen, "lien-ket": _link, "bo-lien-ket": _unlink,
}  # fmt: skip
"""What can be done, by the last word of the address."""


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
        "dang-vien/<int:person_id>/dang-nhap/<slug:act>/", member_act, name="member-act", room="accounts", permission=PERM
    ),
    route(
        "to-chuc/<int:unit_id>/tai-khoan/<int:account_id>/", account_sign_in, name="account-sign-in", room="accounts",
        permission=PERM,
    ),
    route(
        "to-chuc/<int:unit_id>/tai-khoan/<int:account_id>/<slug:act>/", account_act, name="account-act", room="accounts",
        permission=PERM,
    ),
    route("to-chuc/<int:unit_id>/thu-moi/", cell_letters, name="cell-letters", room="accounts", permission=PERM),
]  # fmt: skip
