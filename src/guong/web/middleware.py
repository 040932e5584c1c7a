"""The actor of a request, and errors as pages."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import gettext as _

from guong.access.actors import actor_for
from guong.kernel.errors import Conflict, Forbidden, GuongError, Invalid, NotFound

security = logging.getLogger("guong.security")
GetResponse = Callable[[HttpRequest], HttpResponse]


class LanguageMiddleware:
    """The language chosen on this device, else Vietnamese: what the browser prefers does not count, for many a machine in
    an office was set up in English and its reader was not."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        with translation.override(chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE):
            response = self.get_response(request)
            response.headers.setdefault("Content-Language", translation.get_language() or "vi")
        return response


class ActorMiddleware:
    """`request.actor`: made anew for every request, so that an ended grant ends at once."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.actor = actor_for(request.user)  # type: ignore[attr-defined]  # read through web.http.Request
        response = self.get_response(request)
        if request.user.is_authenticated and not response.has_header("Cache-Control"):
            response["Cache-Control"] = "private, no-store"  # personal pages never rest in a shared cache
        return response


class AddressMiddleware:
    """Addresses that nobody types: a number that no column can hold names nothing (the same answer as for any absent id), and a
    NUL, which PostgreSQL cannot even look for, is refused."""

    LARGEST = 2**63 - 1

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        if "%00" in request.META.get("QUERY_STRING", "") or "\0" in request.path:
            return render(request, "errors/400.html", {"message": ""}, status=400)
        if any(isinstance(value, int) and value > self.LARGEST for value in kwargs.values()):
            return render(request, "errors/404.html", {"message": ""}, status=404)
        return None


def _note_refusal(request: HttpRequest, error: GuongError) -> None:
    """A line for whoever watches the machine: what was refused to which account (ASVS 16.3.2). Never what was typed."""
    kind = type(error).__name__
    security.warning("refused %s: %s %s, account %s", kind, request.method, request.path, request.user.pk or "-")


class ErrorPagesMiddleware:
    """Turns the errors of services into pages with a sentence. A form view catches Invalid itself and keeps what was typed."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if not isinstance(error, GuongError):
            return None
        if isinstance(error, NotFound | Forbidden):
            _note_refusal(request, error)
        if isinstance(error, NotFound):
            status, message = 404, ""
        elif isinstance(error, Forbidden):
            status, message = 403, str(error)
        elif isinstance(error, Conflict):
            status, message = 409, str(error)
        elif isinstance(error, Invalid):
            status, message = 400, str(error)
        else:
            status, message = 400, _("This could not be done.")
        return render(request, f"errors/{status}.html", {"message": message}, status=status)
