"""How the pages are read: language, light or dark, large type. Kept in cookies of this device; works without JavaScript."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern
from django.views.decorators.http import require_POST

from guong.web.frame import LARGE_COOKIE, THEME_COOKIE, THEMES
from guong.web.routing import PUBLIC, route
from guong.web.sign_in_session import safe_next

YEAR = 365 * 24 * 3600


def _remember(response: HttpResponse, name: str, value: str) -> None:
    response.set_cookie(name, value, max_age=YEAR, samesite="Lax", secure=settings.HTTPS, httponly=True)


@require_POST
def appearance(request: HttpRequest) -> HttpResponse:
    """Light, dark or as the device; large type on or off. Unknown values change nothing."""
    response = HttpResponseRedirect(safe_next(request))
    if request.POST.get("theme") in THEMES:
        _remember(response, THEME_COOKIE, str(request.POST["theme"]))
    if request.POST.get("large") in {"0", "1"}:
        _remember(response, LARGE_COOKIE, str(request.POST["large"]))
    return response


@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Vietnamese or English."""
    response = HttpResponseRedirect(safe_next(request))
    if request.POST.get("language") in dict(settings.LANGUAGES):
        _remember(response, settings.LANGUAGE_COOKIE_NAME, str(request.POST["language"]))
    return response


routes: list[URLPattern] = [
    route("giao-dien/", appearance, name="appearance", room="web", permission=PUBLIC),
    route("ngon-ngu/", language, name="language", room="web", permission=PUBLIC),
]
