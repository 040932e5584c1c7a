"""Who acts. Every service and every selector takes an `actor`; there is no current user anywhere else."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from guong.kernel.errors import Forbidden, NotFound
from guong.kernel.scope import EVERYTHING, NOTHING, Scope


class Actor(Protocol):
    """What the lower floors know of a user. `access` makes the real one from grants."""

    @property
    def id(self) -> int | None:
        """Account id; None for the system."""

    @property
    def person_id(self) -> int | None:
        """The person behind the account, if there is one: decides what is "my own"."""

    @property
    def label(self) -> str:
        """Name and office as text, copied into the audit log."""

    @property
    def reason(self) -> str:
        """Why the system (or a time-limited reader) acts; empty for ordinary acts."""

    def scope(self, perm: str) -> Scope:
        """Where the permission `area.noun:verb` is held."""

    def can(self, perm: str, path: str) -> bool:
        """Whether the permission is held at the unit with this path."""

    def sees(self, path: str) -> bool:
        """Whether the actor holds any permission at this unit: decides between 404 and 403."""

    def require(self, perm: str, path: str) -> None:
        """Raise NotFound if the unit is foreign, Forbidden if it is seen but the verb is not held."""


def refuse(actor: Actor, path: str) -> None:
    """Raise the right refusal for a unit at which a permission is missing."""
    if actor.sees(path):
        raise Forbidden
    raise NotFound


@dataclass(frozen=True, slots=True)
class SystemActor:
    """The program itself (command line, demonstration). Needs a reason, which stands in the audit log."""

    reason: str
    id: None = None
    person_id: None = None

    def __post_init__(self) -> None:
        if not self.reason.strip():
            raise ValueError("a system actor needs a reason")

    @property
    def label(self) -> str:
        return "Hệ thống"

    def scope(self, perm: str) -> Scope:
        return EVERYTHING

    def can(self, perm: str, path: str) -> bool:
        return True

    def sees(self, path: str) -> bool:
        return True

    def require(self, perm: str, path: str) -> None:
        return None


@dataclass(frozen=True, slots=True)
class Nobody:
    """An anonymous visitor: no scope at all."""

    id: None = None
    person_id: None = None
    label: str = ""
    reason: str = ""

    def scope(self, perm: str) -> Scope:
        return NOTHING

    def can(self, perm: str, path: str) -> bool:
        return False

    def sees(self, path: str) -> bool:
        return False

    def require(self, perm: str, path: str) -> None:
        raise NotFound
