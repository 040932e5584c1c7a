"""Whose sign-in needs a second step."""

from __future__ import annotations

from guong.access.actors import AccountActor
from guong.access.roles import Role
from guong.accounts.models import Account
from guong.kernel import clock


def holds_office(actor: AccountActor) -> bool:
    """Whether the actor reads other people's files or manages something: every role that somebody gave, and the machine's keeper.

    Being a member is not an office. A role that is added later counts as one until somebody says otherwise here.
    """
    return actor.account.is_technical or bool(actor.roles() - {Role.MEMBER.value})


def account_holds_office(account: Account) -> bool:
    """The same for an account that is only coming in."""
    return holds_office(AccountActor(account, clock.today()))
