"""Who is on stage: the system, the accounts of the cast, and actors for a moved clock."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from guong.access.actors import AccountActor
from guong.accounts.models import Account
from guong.kernel import clock
from guong.kernel.actor import Actor, SystemActor
from guong.org.models import Person


@dataclass
class Stage:
    """`actor("bithu-cb7")` acts with the rights that the account holds at the (moved) clock's day."""

    system: SystemActor
    accounts: dict[str, Account] = field(default_factory=dict)
    _actors: dict[tuple[str, date], AccountActor] = field(default_factory=dict)

    def actor(self, login: str) -> AccountActor:
        if login not in self.accounts:
            self.accounts[login] = Account.objects.get(username=login)
        key = (login, clock.today())
        if key not in self._actors:
            self._actors[key] = AccountActor(self.accounts[login], clock.today())
        return self._actors[key]

    def confirmer(self, secretary: Person, person: Person) -> Actor:
        """Who records a confirmation: the secretary's account, but never in the secretary's own matter."""
        if secretary.pk == person.pk or secretary.account is None:
            return self.system
        return self.actor(secretary.account.username)
