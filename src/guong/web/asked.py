"""What an address asks for besides its ids and a day: a body (`?to-chuc=`), the number of a page (`?trang=`)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from guong.web.http import Request

R = TypeVar("R")
PAGE = 100
"""So many rows stand on a page of a list that may be as long as a province."""


def asked_id(request: Request, name: str) -> int | None:
    """An id of the address; None when there is none that makes sense."""
    typed = request.GET.get(name, "")
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 12 else None


def asked_page(request: Request) -> int:
    """The number of a page; the first one when the number makes no sense."""
    typed = request.GET.get("trang", "")
    return int(typed) if typed.isascii() and typed.isdigit() and 0 < int(typed[:6]) < 10_000 else 1


def sliced(rows: Sequence[R], page: int) -> tuple[Sequence[R], list[int], int]:
    """The rows of one page (the last one when there is no such page), the numbers of all pages, the number shown."""
    pages = list(range(1, max(1, -(-len(rows) // PAGE)) + 1))
    shown = min(page, pages[-1])
    return rows[(shown - 1) * PAGE : shown * PAGE], pages, shown
