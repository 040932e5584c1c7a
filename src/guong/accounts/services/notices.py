"""Telling an account's owner what happened to what guards it."""

from __future__ import annotations

from guong.accounts.models import Account, SignInNotice
from guong.audit.work import service
from guong.kernel import clock
from guong.kernel.actor import Actor, SystemActor
from guong.kernel.errors import NotFound


def own(actor: Actor, account: Account) -> None:
    """NotFound unless the account is the actor's own, or the door acts for somebody who is just coming in."""
    if not isinstance(actor, SystemActor) and actor.id != account.pk:
        raise NotFound


def hand(actor: Actor, account: Account) -> str:
    """Who did it, for the owner: at the door it is the owner."""
    return account.label if isinstance(actor, SystemActor) else actor.label


def tell(account: Account, code: str, by_label: str = "") -> None:
    """Keep a sentence for the owner. Inside a service of this room."""
    SignInNotice.objects.create(account=account, code=code, at=clock.now(), by_label=by_label)


@service
def take_notices(*, actor: Actor, account: Account) -> list[SignInNotice]:
    """What the owner has not been told yet, oldest first; told from now on."""
    own(actor, account)
    waiting = list(SignInNotice.objects.filter(account=account, shown_at=None).order_by("at", "pk"))
    SignInNotice.objects.filter(pk__in=[notice.pk for notice in waiting]).update(shown_at=clock.now())
    return waiting
