"""The few errors that services raise. Faces turn them into pages, JSON or exit codes; nobody else catches them.

Each carries a sentence for the user that says what is wrong *and how to mend it*, and optionally the field it belongs to.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


class GuongError(Exception):
    """Base of all errors that a user may cause."""


class NotFound(GuongError):
    """The object does not exist, or is not yours: the two are never told apart (Z7)."""


class Forbidden(GuongError):
    """You see the object but do not hold the right for this verb."""


class Restricted(Forbidden):
    """The person whose words these are asked that they not be used for now, and the office agreed. Says so in a sentence."""


class Invalid(GuongError):
    """The input breaks a rule. `message` is a (lazily) translated sentence; `field` names the form field, if one is to blame."""

    def __init__(self, message: Any, *, field: str | None = None, params: Mapping[str, Any] | None = None) -> None:
        self.message = message
        self.field = field
        self.params = dict(params or {})
        super().__init__(message)

    def __str__(self) -> str:
        text = str(self.message)
        return text % self.params if self.params else text


class Conflict(Invalid):
    """Somebody (or another tab) changed the same thing first: offer a choice, never overwrite (Q7)."""
