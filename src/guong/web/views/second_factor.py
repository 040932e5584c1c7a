"""Setting up a second step: at the door for whoever has none yet, or from inside for whoever has just shown who he is."""

from __future__ import annotations

from dataclasses import dataclass

import segno
from allauth.mfa.adapter import get_adapter
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from guong.accounts import passkeys, phone, services
from guong.accounts.devices import device_words
from guong.accounts.enums import FactorKind
from guong.accounts.models import Account
from guong.accounts.selectors import kinds_of
from guong.kernel.actor import Actor
from guong.web import flash
from guong.web.forms.base import run
from guong.web.forms.second_factor import KeyForm, PhoneForm
from guong.web.routing import PUBLIC, route
from guong.web.sign_in_session import (
    DOOR,
    SECRET,
    HalfOpen,
    factor_added,
    half_open,
    is_sure,
    may_build,
    sheet_in_hand,
    step_done,
)


@dataclass(frozen=True, slots=True)
class Builder:
    """Who may set up a second step now. `half` is None from inside."""

    account: Account
    actor: Actor
    half: HalfOpen | None


def _builder(request: HttpRequest) -> Builder | HttpResponse:
    """Who sets up, or where to go first."""
    half = half_open(request)
    if half is not None and not half.again:
        return Builder(half.account, DOOR, half) if may_build(half) else redirect("second-step")
    if not isinstance(request.user, Account):
        return redirect("sign-in")
    if not is_sure(request):
        return redirect(f"{reverse('be-sure')}?{urlencode({'next': request.path})}")
    return Builder(request.user, request.actor, None)  # type: ignore[attr-defined]  # set by ActorMiddleware


def _done(request: HttpRequest, who: Builder, kind: str) -> HttpResponse:
    request.session.pop(SECRET, None)
    flash.say(request, _("The second step is set up. From now on it is asked when you sign in."))
    if who.half is not None:
        return step_done(request, who.half, kind)
    factor_added(request, kind)
    return redirect("my-sign-in")


@never_cache
@require_safe
def setup(request: HttpRequest) -> HttpResponse:
    """The three ways, side by side."""
    who = _builder(request)
    if isinstance(who, HttpResponse):
        return who
    context = {"who": who, "has_phone": FactorKind.PHONE in kinds_of(who.account)}
    return render(request, "sign_in/setup.html", context)


@never_cache
@sensitive_post_parameters("code")
@require_http_methods(["GET", "HEAD", "POST"])
def phone_setup(request: HttpRequest) -> HttpResponse:
    """A picture to photograph, drawn on this machine; the first code proves that it arrived."""
    who = _builder(request)
    if isinstance(who, HttpResponse):
        return who
    posted = request.method == "POST"
    secret = request.session.get(SECRET, "")
    if not posted or not secret:
        secret = request.session[SECRET] = secret or phone.new_secret()
    form = PhoneForm(request.POST) if posted else PhoneForm()
    if posted and form.is_valid():
        code = form.cleaned_data["code"]
        if run(form, services.add_phone, actor=who.actor, account=who.account, secret=secret, code=code) is not None:
            return _done(request, who, FactorKind.PHONE)
    address = get_adapter().build_totp_url(who.account, secret)
    picture = segno.make(address, error="m").svg_data_uri(scale=5, border=3, dark="#000", light="#fff")
    spoken = " ".join(secret[start : start + 4] for start in range(0, len(secret), 4))
    context = {"form": form, "who": who, "picture": picture, "secret": spoken, "address": address}
    return render(request, "sign_in/phone.html", context, status=422 if posted else 200)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def key_setup(request: HttpRequest) -> HttpResponse:
    """A passkey of this device, or of one that is plugged in or held to it."""
    who = _builder(request)
    if isinstance(who, HttpResponse):
        return who
    posted = request.method == "POST"
    called = device_words(request.headers.get("User-Agent", ""))
    form = KeyForm(request.POST) if posted else KeyForm(initial={"name": called})
    if posted and form.is_valid():
        typed = form.cleaned_data
        made = run(
            form, services.add_key, actor=who.actor, account=who.account, credential=typed["credential"],
            name=typed["name"],
        )  # fmt: skip
        if made is not None:
            return _done(request, who, FactorKind.KEY)
    context = {"form": form, "who": who, "options": passkeys.creation_options(who.account)}
    return render(request, "sign_in/key.html", context, status=422 if posted else 200)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sheet_setup(request: HttpRequest) -> HttpResponse:
    """Ten codes to print or copy by hand, shown on this answer alone; at the door one of them is asked next."""
    who = _builder(request)
    if isinstance(who, HttpResponse):
        return who
    codes: list[str] = []
    if request.method == "POST":
        codes = services.make_sheet(actor=who.actor, account=who.account)
        sheet_in_hand(request)
        factor_added(request, FactorKind.SHEET)
    return render(request, "sign_in/sheet.html", {"who": who, "codes": codes})


routes: list[URLPattern] = [
    route("dang-nhap/lap-buoc-hai/", setup, name="factor-setup", room="accounts", permission=PUBLIC),
    route("dang-nhap/lap-buoc-hai/dien-thoai/", phone_setup, name="factor-phone", room="accounts", permission=PUBLIC),
    route("dang-nhap/lap-buoc-hai/khoa/", key_setup, name="factor-key", room="accounts", permission=PUBLIC),
    route("dang-nhap/lap-buoc-hai/to-ma/", sheet_setup, name="factor-sheet", room="accounts", permission=PUBLIC),
]
