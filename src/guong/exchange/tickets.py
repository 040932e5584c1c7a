"""The hidden code in a row of an exported list: it names a person, for one organisation, and cannot be made up."""

from __future__ import annotations

from django.core import signing
from django.utils.crypto import constant_time_compare

from guong.org.models import Unit

_SALT = "guong.exchange.ticket"
_LONGEST = 80


def write(under: Unit, person_pk: int) -> str:
    """The code of a person in the list of `under`, such as "812.9iJ…"."""
    return f"{person_pk}.{_mark(under, person_pk)}"


def read(under: Unit, ticket: str) -> int | None:
    """The person's number; None for a code that was not given out for `under`."""
    number, _dot, mark = ticket.partition(".")
    if len(ticket) > _LONGEST or not (ticket.isascii() and number.isdigit() and len(number) < 19):
        return None
    return int(number) if constant_time_compare(mark, _mark(under, int(number))) else None


def _mark(under: Unit, person_pk: int) -> str:
    """A short signature: the list is no way in, the actor's scope is checked besides."""
    return signing.Signer(salt=_SALT).signature(f"{under.pk}:{person_pk}")[:16]
