"""Sessions: opening by a door, ending from another device, and what a changed password does to them."""

from __future__ import annotations

from datetime import timedelta

from django.contrib.auth.password_validation import validate_password
from django.contrib.sessions.models import Session
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from guong.accounts import events  # noqa: F401  # registers the audit codes
from guong.accounts.enums import NoticeCode
from guong.accounts.models import Account, OpenSession
from guong.accounts.rules import SESSIONS_AT_MOST
from guong.accounts.services.notices import own, tell
from guong.audit.work import record, service
from guong.kernel import clock
from guong.kernel.actor import Actor, SystemActor
from guong.kernel.errors import Invalid, NotFound


@service
def open_session(*, actor: Actor, account: Account, key: str, device: str) -> OpenSession:
    """Keep that a session was opened, so that its owner can see and end it. Rows of sessions that are gone leave; of more
    than ten the oldest end."""
    own(actor, account)
    rows = OpenSession.objects.filter(account=account)
    alive = Session.objects.filter(session_key__in=rows.values("key")).values("session_key")
    rows.exclude(key__in=alive).delete()
    newest = list(rows.order_by("-started_at", "-pk").values_list("pk", flat=True)[: SESSIONS_AT_MOST - 1])
    _drop(rows.exclude(pk__in=newest))
    return OpenSession.objects.create(account=account, key=key, started_at=clock.now(), device=device[:80])


@service
def move_session(*, actor: Actor, account: Account, old: str, new: str) -> None:
    """A session got a new key."""
    own(actor, account)
    OpenSession.objects.filter(account=account, key=old).update(key=new)


@service
def end_sessions(*, actor: Actor, account: Account, session_id: int | None = None, but: str = "") -> int:
    """End one session of one's own, or all but the one with the key `but`. They end at once. Returns how many."""
    own(actor, account)
    rows = OpenSession.objects.filter(account=account).exclude(key=but)
    if session_id is not None:
        rows = rows.filter(pk=session_id)
        if not rows.exists():
            raise NotFound
    ended = _drop(rows)
    record(actor, "accounts.session.ended", account, changes={"sessions": ended})
    return ended


@service
def end_all_sessions(*, actor: Actor, account: Account | None) -> int:
    """Sign out one account, or everybody: the machine's own way, for whoever holds its command line. Returns how many."""
    if not isinstance(actor, SystemActor):
        raise NotFound
    rows = OpenSession.objects.all() if account is None else OpenSession.objects.filter(account=account)
    ended = _drop(rows)
    if account is None:
        Session.objects.all().delete()  # half-open ones too
    target = account or Account.objects.order_by("pk").first()
    if target is not None:
        record(actor, "accounts.session.ended", target, changes={"sessions": ended, "all": account is None})
    return ended


@service
def clear_sessions(*, actor: Actor) -> int:
    """Take away sessions whose time is over, and what was kept of them: they opened nothing any more. Returns how many."""
    if not isinstance(actor, SystemActor):
        raise NotFound
    gone, _kinds = Session.objects.filter(expire_date__lt=clock.now()).delete()
    begun = OpenSession.objects.filter(started_at__lt=clock.now() - timedelta(days=1))  # one that is just opening stays
    begun.exclude(key__in=Session.objects.values("session_key")).delete()
    return gone


def drop_sessions(account: Account) -> int:
    """End all sessions of an account, for a service that has the right to. Returns how many."""
    return _drop(OpenSession.objects.filter(account=account))


def _drop(rows: QuerySet[OpenSession]) -> int:
    keys = list(rows.values_list("key", flat=True))
    Session.objects.filter(session_key__in=keys).delete()
    OpenSession.objects.filter(key__in=keys).delete()
    return len(keys)


@service
def change_password(*, actor: Actor, account: Account, old: str, new: str, but: str) -> Account:
    """Change one's own password. Every other session ends; `but` is the key of the one that asks."""
    own(actor, account)
    if not account.check_password(old):
        raise Invalid(_("This is not your present password."), field="old")
    if old == new:
        raise Invalid(_("This is the password you have now. Choose another."), field="password")
    try:
        validate_password(new, account)
    except ValidationError as error:
        raise Invalid(" ".join(error.messages), field="password") from None
    account.set_password(new)
    account.save(update_fields=["password"])
    record(actor, "accounts.password.changed", account)
    tell(account, NoticeCode.PASSWORD_CHANGED, actor.label)
    end_sessions(actor=actor, account=account, but=but)
    return account
