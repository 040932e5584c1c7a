"""One way to declare a URL: every route names its room and the permission it stands on (`guong urls` prints them).

The permission is enforced by the selector or service that the view calls (law 6: one door); the route adds the sign-in.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import quote

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, get_resolver, path, reverse

PUBLIC = "public"  # no sign-in
SIGNED_IN = "signed-in"  # any account; shows what is one's own

View = Callable[..., Any]


def route(pattern: str, view: View, *, name: str, room: str, permission: str) -> URLPattern:
    """A URL. `permission` is PUBLIC, SIGNED_IN, or a permission of access.roles."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if permission != PUBLIC and not request.user.is_authenticated:
            return HttpResponseRedirect(f"{reverse('sign-in')}?next={quote(request.get_full_path())}")
        response: HttpResponse = view(request, *args, **kwargs)
        return response

    guarded.room = room  # type: ignore[attr-defined]
    guarded.permission = permission  # type: ignore[attr-defined]
    return path(pattern, guarded, name=name)


def declared() -> list[dict[str, str]]:
    """Every URL of the product: pattern in path() form, name, room, permission; in the order in which they are tried."""
    return [
        {
            "pattern": str(entry.pattern),
            "name": entry.name or "",
            "room": getattr(entry.callback, "room", ""),
            "permission": getattr(entry.callback, "permission", ""),
        }
        for entry in get_resolver().url_patterns
        if isinstance(entry, URLPattern)
    ]
