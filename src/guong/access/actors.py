"""The real actor: an account with the grants that are valid today, and what its membership implies."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from guong.access.models import Grant
from guong.access.querysets import valid_grants
from guong.access.roles import OPENED_PERMS, ROLE_PERMS, Role
from guong.access.rules import scope_of
from guong.accounts.models import Account
from guong.kernel import clock
from guong.kernel.actor import Actor, Nobody, refuse
from guong.kernel.scope import NOTHING, Scope
from guong.org.models import Membership, Person, Unit
from guong.org.querysets import valid_on


class AccountActor:
    """Grants and membership are read once per actor; make a new actor per request or command."""

    reason = ""

    def __init__(self, account: Account, today: date) -> None:
        self.account = account
        self.id: int | None = account.pk
        self.today = today
        self._units: dict[str, Unit | None] = {}
        self._scopes: dict[str, Scope] = {}

    @cached_property
    def person(self) -> Person | None:
        return Person.objects.filter(account_id=self.account.pk).first()

    @property
    def person_id(self) -> int | None:
        return self.person.pk if self.person else None

    @property
    def label(self) -> str:
        return self.account.label

    @cached_property
    def _held(self) -> list[tuple[str, str, bool]]:
        """(role, path, subtree) of every grant valid today, the membership's own among them."""
        mine = Grant.objects.filter(valid_grants(self.today), account_id=self.account.pk)
        grants = mine.values_list("role", "unit__path", "subtree")
        held = [(role, path, subtree) for role, path, subtree in grants]
        if self.person_id is not None:
            bodies = Membership.objects.filter(valid_on(self.today), person_id=self.person_id)
            held += [(Role.MEMBER.value, path, False) for path in bodies.values_list("unit__path", flat=True)]
        return held

    def roles(self) -> set[str]:
        """Roles held anywhere, for choosing what the navigation shows; never for deciding a right."""
        return {role for role, _, _ in self._held}

    def seats(self) -> list[tuple[str, str]]:
        """(role, path) of everything held, for choosing whose page this is; never for deciding a right."""
        return [(role, path) for role, path, _ in self._held]

    def unit_at(self, path: str) -> Unit | None:
        """A unit of a seat with its parent, read once per actor: the frame of a page and the page ask for the same one."""
        if path not in self._units:
            self._units[path] = Unit.objects.select_related("parent").filter(path=path).first()
        return self._units[path]

    def scope(self, perm: str) -> Scope:
        if perm not in self._scopes:
            self._scopes[perm] = scope_of(self._held, perm, ROLE_PERMS)
        return self._scopes[perm]

    @cached_property
    def _seen(self) -> Scope:
        return Scope(
            subtrees=frozenset(path for _, path, subtree in self._held if subtree),
            exact=frozenset(path for _, path, subtree in self._held if not subtree),
        )

    def can(self, perm: str, path: str) -> bool:
        return self.scope(perm).covers(path)

    def sees(self, path: str) -> bool:
        return self._seen.covers(path)

    def require(self, perm: str, path: str) -> None:
        if not self.can(perm, path):
            refuse(self, path)


@dataclass(frozen=True, slots=True)
class OpenedActor:
    """Whoever reads one person's opened file: the rights of the table for that file in its body, and nothing of his own.

    `person_id` stays empty, so that nothing counts as one's own and every read is logged; the reason of the opening goes into
    each line of the log. Made by `access.selectors.opened_actor` only; its pages ask for things of `of_person_id` only.
    """

    id: int | None
    label: str
    reason: str
    path: str
    of_person_id: int
    person_id: None = None

    def scope(self, perm: str) -> Scope:
        return Scope(exact=frozenset({self.path})) if perm in OPENED_PERMS else NOTHING

    def can(self, perm: str, path: str) -> bool:
        return self.scope(perm).covers(path)

    def sees(self, path: str) -> bool:
        return path == self.path

    def require(self, perm: str, path: str) -> None:
        if not self.can(perm, path):
            refuse(self, path)


def actor_for(account: object) -> Actor:
    """The actor of a signed-in account, or Nobody for an anonymous visitor or a closed account."""
    if isinstance(account, Account) and account.is_active:
        return AccountActor(account, clock.today())
    return Nobody()
