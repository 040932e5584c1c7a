"""The door: signing in, the first time with a card, signing out."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth import authenticate, logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from guong.accounts import tries
from guong.accounts.models import Account
from guong.accounts.provider import provider
from guong.accounts.services import note_bad_card, open_with_card
from guong.kernel.actor import SystemActor
from guong.web import flash
from guong.web.demo_door import ACCOUNTS
from guong.web.forms.base import run
from guong.web.forms.sign_in import CardForm, SignInForm
from guong.web.routing import PUBLIC, route
from guong.web.sign_in_session import half_open, proceed, safe_next, to_step


def address_of(request: HttpRequest) -> str:
    """The visitor's address: behind the proxy that GUONG_HTTPS declares, the last one it wrote."""
    forwarded = request.headers.get("X-Forwarded-For", "") if settings.HTTPS else ""
    return forwarded.split(",")[-1].strip() or str(request.META.get("REMOTE_ADDR", ""))


def wait_sentence(seconds: int) -> str:
    minutes = -(-seconds // 60)
    if seconds <= 60:
        return ngettext(
            "Too many wrong tries. Wait %(n)s second, then try again.",
            "Too many wrong tries. Wait %(n)s seconds, then try again.",
            seconds,
        ) % {"n": seconds}
    return ngettext(
        "Too many wrong tries. Wait %(n)s minute, then try again.",
        "Too many wrong tries. Wait %(n)s minutes, then try again.",
        minutes,
    ) % {"n": minutes}


@never_cache
@sensitive_post_parameters("password")
def sign_in(request: HttpRequest) -> HttpResponse:
    """Name and password; in the demonstration also one button per role."""
    if request.method != "POST":
        half = half_open(request)
        if half is not None and not half.again and "khac" not in request.GET:
            return to_step(half.account)
        return _sign_in_page(request, SignInForm(initial={"username": request.GET.get("ten", "")[:60]}))
    form = SignInForm(request.POST)
    if not form.is_valid():
        return _sign_in_page(request, form, status=422)
    name, address = form.cleaned_data["username"], address_of(request)
    waiting = tries.seconds_to_wait(name, address)
    if waiting:
        form.add_error(None, wait_sentence(waiting))
        return _sign_in_page(request, form, status=429)
    account = authenticate(request, username=name.strip().lower(), password=form.cleaned_data["password"])
    if not isinstance(account, Account):
        tries.note_failure(name, address)
        form.add_error(None, _("This name and password do not fit. Check both; small and capital letters differ."))
        return _sign_in_page(request, form, status=422)
    tries.forget(name, address)
    return proceed(request, account, "password")


def _sign_in_page(request: HttpRequest, form: SignInForm, status: int = 200) -> HttpResponse:
    to = safe_next(request)
    context = {
        "form": form, "next": to, "next_query": urlencode({"next": to}), "provider": provider(),
        "roles": ACCOUNTS if settings.DEMO else [],
    }  # fmt: skip
    return render(request, "shell/sign_in.html", context, status=status)


@never_cache
@sensitive_post_parameters("code", "password", "again")
def first_time(request: HttpRequest) -> HttpResponse:
    """The first time, with a printed card: choose a password and come in."""
    if request.method != "POST":
        return _card_page(request, CardForm(initial={"username": request.GET.get("ten", "")[:60]}))
    form = CardForm(request.POST)
    if not form.is_valid():
        return _card_page(request, form, status=422)
    typed = form.cleaned_data
    name, address = typed["username"], address_of(request)
    waiting = tries.seconds_to_wait(name, address)
    if waiting:
        form.add_error(None, wait_sentence(waiting))
        return _card_page(request, form, status=429)
    account = run(
        form, open_with_card, actor=SystemActor("sign-in card"), username=name, code=typed["code"],
        password=typed["password"],
    )  # fmt: skip
    if account is None:
        if "code" in form.errors:
            note_bad_card(name)
            tries.note_failure(name, address)
        return _card_page(request, form, status=422)
    tries.forget(name, address)
    flash.say(request, _("Welcome. From now on you sign in with your name and this password."))
    return proceed(request, account, "card")


def _card_page(request: HttpRequest, form: CardForm, status: int = 200) -> HttpResponse:
    return render(request, "shell/first_time.html", {"form": form}, status=status)


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session."""
    logout(request)
    flash.say(request, _("You are signed out."))
    answer = redirect("sign-in")
    answer["Clear-Site-Data"] = '"cache", "storage"'  # what this browser kept of pages and of unsent words
    return answer


routes: list[URLPattern] = [
    route("dang-nhap/", sign_in, name="sign-in", room="web", permission=PUBLIC),
    route("dang-nhap/lan-dau/", first_time, name="first-time", room="web", permission=PUBLIC),
    route("dang-xuat/", sign_out, name="sign-out", room="web", permission=PUBLIC),
]
