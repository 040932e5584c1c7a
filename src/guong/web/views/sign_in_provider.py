"""At the door, through the provider of the office: out to it, and back. Without a provider these addresses do not exist."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import URLPattern, reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from guong.accounts import rules, selectors, tries
from guong.accounts.models import Account
from guong.accounts.provider import Provider, arrive, depart, provider
from guong.kernel.errors import Invalid
from guong.web import flash
from guong.web.routing import PUBLIC, route
from guong.web.sign_in_session import ask_again, be_sure, now, proceed, safe_next
from guong.web.views.shell import address_of, wait_sentence

TRIP = "provider_trip"
NAME = "|provider"  # no sign-in name has a bar: what is slowed down is an address, nobody's name


def _named() -> Provider:
    who = provider()
    if who is None:
        raise Http404
    return who


def _back(request: HttpRequest, sentence: object) -> HttpResponse:
    """To the page from which one set out, with what went wrong."""
    flash.say(request, str(sentence), tone="late")
    return redirect("be-sure" if request.user.is_authenticated else "sign-in")


@never_cache
@require_safe
def provider_begin(request: HttpRequest) -> HttpResponse:
    """Out to the provider. Whoever is inside already is asked there to show again who he is."""
    who = _named()
    if waiting := tries.seconds_to_wait(NAME, address_of(request)):
        return _back(request, wait_sentence(waiting))
    again = request.user.is_authenticated
    try:
        address, trip = depart(who, _callback(request), fresh=again)
    except Invalid as error:
        return _back(request, error)
    request.session[TRIP] = {**trip, "to": safe_next(request), "at": now()}
    return HttpResponseRedirect(address)


def _callback(request: HttpRequest) -> str:
    return request.build_absolute_uri(reverse("provider-back"))


@never_cache
@require_safe
def provider_back(request: HttpRequest) -> HttpResponse:
    """Back from the provider: in, on to the second step, or a page that says with what to go to the office."""
    who = _named()
    trip: dict[str, Any] | None = request.session.pop(TRIP, None)
    if trip is None or now() - trip["at"] >= rules.HALF_OPEN or trip["fresh"] != request.user.is_authenticated:
        return redirect("sign-in")
    try:
        subject = arrive(who, _callback(request), trip, request.GET.dict())
    except Invalid as error:
        tries.note_failure(NAME, address_of(request))
        return _back(request, error)
    account = selectors.linked_account(who.issuer, subject)
    if account is None or (trip["fresh"] and account != request.user):
        tries.note_failure(NAME, address_of(request))
        return render(request, "sign_in/provider_unknown.html", {"who": who, "subject": subject}, status=403)
    return _sure(request, account, trip["to"]) if trip["fresh"] else proceed(request, account, "provider", trip["to"])


def _sure(request: HttpRequest, account: Account, to: str) -> HttpResponse:
    """The one who is inside showed again who he is; the second step is asked once more too."""
    if selectors.kinds_of(account):
        ask_again(request, account, to)
        return redirect("second-step")
    be_sure(request)
    return HttpResponseRedirect(to)


routes: list[URLPattern] = [
    route("dang-nhap/nha-cung-cap/", provider_begin, name="provider-begin", room="accounts", permission=PUBLIC),
    route("dang-nhap/nha-cung-cap/ve/", provider_back, name="provider-back", room="accounts", permission=PUBLIC),
]
