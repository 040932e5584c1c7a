"""Playing an invented person of one's own rehearsal: kept in the session, asked anew with every request."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from guong.access.actors import AccountActor
from guong.rehearsals.selectors import part_played

PART = "rehearsal_part"


class PartMiddleware:
    """`request.actor` of whoever plays is the invented person; the part is over with its rehearsal, or with the owner's right."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        actor = getattr(request, "actor", None)
        if isinstance(actor, AccountActor) and PART in request.session:
            played = part_played(actor=actor, person_id=int(request.session[PART]))
            if played is None:
                del request.session[PART]
            else:
                request.actor = played  # type: ignore[attr-defined]  # read through web.http.Request
        return self.get_response(request)
