"""What an address asks for besides its ids and a day: a body (`?to-chuc=`), the number of a page (`?trang=`)."""

from __future__ import annotations

from guong.web.http import Request


def asked_id(request: Request, name: str) -> int | None:
    """An id of the address; None when there is none that makes sense."""
    typed = request.GET.get(name, "")
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 12 else None


def asked_page(request: Request) -> int:
    """The number of a page; the first one when the number makes no sense."""
    typed = request.GET.get("trang", "")
    return int(typed) if typed.isascii() and typed.isdigit() and 0 < int(typed[:6]) < 10_000 else 1
