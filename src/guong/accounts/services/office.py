"""What the secretary or the office does face to face: take a card back, reset a sign-in, close an account."""

from __future__ import annotations

from allauth.mfa.models import Authenticator
from django.utils.translation import gettext_lazy as _

from guong.accounts import events  # noqa: F401  # registers the audit codes
from guong.accounts.enums import NoticeCode
from guong.accounts.models import Account, SheetCode
from guong.accounts.services.cards import issue_card
from guong.accounts.services.notices import tell
from guong.accounts.services.sessions import drop_sessions
from guong.audit.work import record, service
from guong.kernel import clock, text
from guong.kernel.actor import Actor
from guong.kernel.errors import Forbidden, Invalid

PERM = "accounts.account:manage"


def said_why(given: str) -> str:
    """The reason for the log; Invalid without one."""
    reason = text.clean_line(given)
    if not reason:
        raise Invalid(_("Say why: the reason is kept in the log."), field="reason")
    return reason


def not_oneself(actor: Actor, account: Account) -> None:
    """Forbidden when the account is the actor's own: another office does this for him."""
    if actor.id is not None and actor.id == account.pk:
        raise Forbidden


@service
def revoke_card(*, actor: Actor, unit_path: str, account: Account) -> int:
    """Take back every card that was not used yet. Returns how many."""
    actor.require(PERM, unit_path)
    now = clock.now()
    waiting = account.cards.filter(used_at=None, revoked_at=None, expires_at__gt=now)
    count = waiting.update(revoked_at=now, expires_at=now)
    if not count:
        raise Invalid(_("There is no card that could still be used."))
    record(actor, "accounts.card.revoked", account, unit_path=unit_path)
    return count


@service
def reset_sign_in(*, actor: Actor, unit_path: str, account: Account, reason: str, drop_factors: bool) -> str:
    """Face to face: the old password and every session end, a new card opens the account. Returns the card's code.

    The second steps stay unless `drop_factors`; either way a reason is asked, logged, and the owner told at the next sign-in.
    """
    actor.require(PERM, unit_path)
    not_oneself(actor, account)
    reason = said_why(reason)
    if drop_factors:
        Authenticator.objects.filter(user_id=account.pk).delete()
        SheetCode.objects.filter(account=account).delete()
        record(actor, "accounts.factor.removed", account, unit_path=unit_path, reason=reason, changes={"kind": "all"})
        tell(account, NoticeCode.FACTORS_CLEARED, actor.label)
    account.set_unusable_password()
    account.save(update_fields=["password"])
    drop_sessions(account)
    record(actor, "accounts.account.reset", account, unit_path=unit_path, reason=reason)
    tell(account, NoticeCode.RESET, actor.label)
    return issue_card(actor=actor, unit_path=unit_path, account=account)


@service
def close_account(*, actor: Actor, unit_path: str, account: Account, reason: str) -> None:
    """Nobody signs in by this account any more; its sessions end at once. Its rights and its history stay as they are."""
    actor.require(PERM, unit_path)
    not_oneself(actor, account)
    reason = said_why(reason)
    if not account.is_active:
        raise Invalid(_("This account is closed already."))
    account.is_active = False
    account.save(update_fields=["is_active"])
    now = clock.now()
    account.cards.filter(used_at=None, revoked_at=None).update(revoked_at=now, expires_at=now)
    drop_sessions(account)
    record(actor, "accounts.account.closed", account, unit_path=unit_path, reason=reason)


@service
def reopen_account(*, actor: Actor, unit_path: str, account: Account, reason: str) -> None:
    """Open a closed account again, with the password and the second steps it had."""
    actor.require(PERM, unit_path)
    not_oneself(actor, account)
    reason = said_why(reason)
    if account.is_active:
        raise Invalid(_("This account is open."))
    account.is_active = True
    account.save(update_fields=["is_active"])
    record(actor, "accounts.account.reopened", account, unit_path=unit_path, reason=reason)
    tell(account, NoticeCode.REOPENED, actor.label)
