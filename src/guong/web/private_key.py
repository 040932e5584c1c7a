"""Where the key of an open private book is: in its owner's browser, for half an hour, sent to these pages only. Never on the machine."""

from __future__ import annotations

import base64
import binascii

from django.conf import settings
from django.http import HttpResponse

from guong.web.http import Request

COOKIE = "guong_private"
PATH = "/so-rieng/"
SECONDS = 30 * 60


def key_in(request: Request) -> bytes:
    """The key that the browser sent; empty when there is none."""
    try:
        return base64.urlsafe_b64decode(request.COOKIES.get(COOKIE, "")[:100].encode("ascii", "ignore"))
    except (binascii.Error, ValueError):
        return b""


def give_key(response: HttpResponse, key: bytes) -> HttpResponse:
    """Leave the key with the browser; no script can read it."""
    response.set_cookie(
        COOKIE, base64.urlsafe_b64encode(key).decode(), max_age=SECONDS, path=PATH, httponly=True, samesite="Strict",
        secure=settings.SESSION_COOKIE_SECURE,
    )  # fmt: skip
    return response


def take_key(response: HttpResponse) -> HttpResponse:
    """Take it away again: the book is shut."""
    response.delete_cookie(COOKIE, path=PATH, samesite="Strict")
    return response


def unseen(response: HttpResponse) -> HttpResponse:
    """Nothing of these pages stays in any cache."""
    response["Cache-Control"] = "private, no-store"
    return response
