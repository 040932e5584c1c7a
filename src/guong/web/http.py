"""The request as our views know it."""

from __future__ import annotations

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from guong.access.actors import AccountActor


class Request(HttpRequest):
    """For annotations: a request of a signed-in account."""

    actor: AccountActor
    htmx: HtmxDetails


def is_partial(request: HttpRequest) -> bool:
    """The one predicate for htmx: a swap is asked for, not a whole page."""
    htmx: HtmxDetails | None = getattr(request, "htmx", None)
    return htmx is not None and bool(htmx) and not htmx.boosted
