"""My sign-in: second steps, devices, password; and showing again who one is before any of it changes."""

from __future__ import annotations

from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import URLPattern, reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from guong.access.second_step import holds_office
from guong.accounts import selectors, services, tries
from guong.accounts.models import Account
from guong.accounts.provider import Provider, provider
from guong.kernel.errors import Invalid
from guong.web import flash
from guong.web.forms.base import run
from guong.web.forms.second_factor import AgainForm, PasswordForm
from guong.web.http import Request
from guong.web.routing import SIGNED_IN, route
from guong.web.sign_in_session import ask_again, be_sure, is_sure, safe_next
from guong.web.views.shell import address_of, wait_sentence


def _linked_provider(account: Account) -> Provider | None:
    """The provider by which this account is opened too; None for most."""
    who = provider()
    return who if who is not None and selectors.linked_since(account.pk, who.issuer) else None


@never_cache
@require_safe
def my_sign_in(request: Request) -> HttpResponse:
    """What guards my account, where I am signed in, and what happened lately."""
    actor = request.actor
    context = {
        "factors": selectors.my_factors(actor=actor),
        "devices": selectors.my_devices(actor=actor, here=str(request.session.session_key)),
        "notices": selectors.my_notices(actor=actor), "office": holds_office(actor), "username": actor.account.username,
        "provider": _linked_provider(actor.account),
    }  # fmt: skip
    return render(request, "sign_in/mine.html", context)


def _first(request: HttpRequest, back: str) -> HttpResponse | None:
    """To the page that asks for the password again, unless it was just given."""
    return None if is_sure(request) else redirect(f"{reverse('be-sure')}?{urlencode({'next': back})}")


@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def be_sure_page(request: Request) -> HttpResponse:
    """The password again, and the second step if there is one."""
    form = AgainForm(request.POST) if request.method == "POST" else AgainForm()
    to = safe_next(request)
    account, address = request.actor.account, address_of(request)
    context = {"form": form, "next": to, "next_query": urlencode({"next": to}), "provider": _linked_provider(account)}
    if request.method != "POST":
        return render(request, "sign_in/again.html", context)
    waiting = tries.seconds_to_wait(account.username, address)
    if waiting:
        form.add_error(None, wait_sentence(waiting))
        return render(request, "sign_in/again.html", context, status=429)
    if not form.is_valid() or not account.check_password(form.cleaned_data["password"]):
        if form.is_valid():
            tries.note_failure(account.username, address)
            form.add_error("password", _("This is not your present password."))
        return render(request, "sign_in/again.html", context, status=422)
    tries.forget(account.username, address)
    if selectors.kinds_of(account):
        ask_again(request, account, to)
        return redirect("second-step")
    be_sure(request)
    return HttpResponseRedirect(to)


@never_cache
@sensitive_post_parameters("old", "password", "again")
@require_http_methods(["GET", "HEAD", "POST"])
def password(request: Request) -> HttpResponse:
    """A new password; every other session ends."""
    form = PasswordForm(request.POST) if request.method == "POST" else PasswordForm()
    if request.method == "POST" and form.is_valid():
        typed, here = form.cleaned_data, str(request.session.session_key)
        account, address = request.actor.account, address_of(request)
        waiting = tries.seconds_to_wait(account.username, address)
        if waiting:
            form.add_error(None, wait_sentence(waiting))
            return render(request, "sign_in/password.html", {"form": form}, status=429)
        changed = run(
            form, services.change_password, actor=request.actor, account=account, old=typed["old"],
            new=typed["password"], but=here,
        )  # fmt: skip
        if changed is not None:
            update_session_auth_hash(request, changed)
            _new_key(request, here)
            flash.say(request, _("The password is changed. Everywhere else you are signed out."))
            return redirect("my-sign-in")
        if "old" in form.errors:
            tries.note_failure(account.username, address)
    return render(request, "sign_in/password.html", {"form": form}, status=422 if request.method == "POST" else 200)


def _new_key(request: Request, old: str) -> None:
    """`update_session_auth_hash` gave the session a new key."""
    services.move_session(
        actor=request.actor, account=request.actor.account, old=old, new=str(request.session.session_key)
    )


@require_POST
def factor_remove(request: Request, factor_id: int) -> HttpResponse:
    """Remove a telephone or a passkey; 0 is the sheet."""
    first = _first(request, reverse("my-sign-in"))
    if first is not None:
        return first
    actor = request.actor
    try:
        services.remove_factor(
            actor=actor, account=actor.account, factor_id=factor_id or None, required=holds_office(actor)
        )
    except Invalid as error:
        flash.say(request, error, tone="late")
    else:
        flash.say(request, _("The second step is removed."))
    return redirect("my-sign-in")


@require_POST
def session_end(request: Request, session_id: int) -> HttpResponse:
    """End one of my sessions; 0 ends all others. The password is asked before, unless it was just given."""
    first = _first(request, reverse("my-sign-in"))
    if first is not None:
        return first
    actor, here = request.actor, str(request.session.session_key)
    count = services.end_sessions(actor=actor, account=actor.account, session_id=session_id or None, but=here)
    flash.say(request, ngettext("%(n)s session is ended.", "%(n)s sessions are ended.", count) % {"n": count})
    return redirect("my-sign-in")


routes: list[URLPattern] = [
    route("tai-khoan/", my_sign_in, name="my-sign-in", room="accounts", permission=SIGNED_IN),
    route("tai-khoan/xac-nhan/", be_sure_page, name="be-sure", room="accounts", permission=SIGNED_IN),
    route("tai-khoan/mat-khau/", password, name="my-password", room="accounts", permission=SIGNED_IN),
    route(
        "tai-khoan/buoc-hai/<int:factor_id>/bo/", factor_remove, name="factor-remove", room="accounts",
        permission=SIGNED_IN,
    ),
    route(
        "tai-khoan/phien/<int:session_id>/ket-thuc/", session_end, name="session-end", room="accounts",
        permission=SIGNED_IN,
    ),
]  # fmt: skip
