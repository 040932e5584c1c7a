"""Reads about accounts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from allauth.mfa.models import Authenticator
from django.contrib.sessions.models import Session
from django.utils import timezone

from guong.accounts.enums import FactorKind
from guong.accounts.models import Account, Identity, OpenSession, SheetCode, SignInCard, SignInNotice
from guong.kernel import clock
from guong.kernel.actor import Actor
from guong.kernel.errors import NotFound

SEEN = "seen"


@dataclass(frozen=True, slots=True)
class Factor:
    """One second step of an account. `pk` is None for the sheet; `left`: unused codes of the sheet."""

    pk: int | None
    kind: FactorKind
    name: str
    since: datetime
    used: datetime | None
    left: int = 0


@dataclass(frozen=True, slots=True)
class Device:
    """A session that is open somewhere."""

    pk: int
    device: str
    started: datetime
    seen: datetime | None
    here: bool


def open_account(username: str) -> Account | None:
    """The account of a sign-in name, if it is open. For the sign-in page alone: no actor exists there yet, and no right is needed."""
    found: Account | None = Account.objects.filter(username=username.strip().lower(), is_active=True).first()
    return found


def half_open_account(account_id: int) -> Account | None:
    """The account that stands between its password and its second step. For the sign-in page alone: no right is needed."""
    found: Account | None = Account.objects.filter(pk=account_id, is_active=True).first()
    return found


def linked_account(issuer: str, subject: str) -> Account | None:
    """The open account that the office linked with this identity. For the sign-in page alone: no right is needed."""
    found: Identity | None = (
        Identity.objects.select_related("account")
        .filter(issuer=issuer, subject=subject, account__is_active=True)
        .first()
    )
    return None if found is None else found.account


def linked_since(account_id: int, issuer: str) -> datetime | None:
    """Since when an account is linked with an identity of this provider. For rooms above and the owner's own page."""
    found: datetime | None = (
        Identity.objects.filter(account_id=account_id, issuer=issuer).values_list("linked_at", flat=True).first()
    )
    return found


def kinds_of(account: Account) -> set[str]:
    """Kinds of second step that an account can use now. For rooms above and the door; shows nothing of anybody's words."""
    kinds = set(Authenticator.objects.filter(user_id=account.pk).values_list("type", flat=True))
    if SheetCode.objects.filter(account=account, used_at=None).exists():
        kinds.add(FactorKind.SHEET.value)
    return kinds


def my_factors(*, actor: Actor) -> list[Factor]:
    """The actor's own second steps, the oldest first."""
    found = []
    for row in Authenticator.objects.filter(user_id=actor.id or 0).order_by("created_at", "pk"):
        kind = FactorKind(row.type)
        name = str(row.data.get("name", "")) if kind == FactorKind.KEY else ""
        found.append(Factor(row.pk, kind, name, row.created_at, row.last_used_at))
    codes = list(SheetCode.objects.filter(account_id=actor.id or 0).order_by("number"))
    if codes:
        used = max((code.used_at for code in codes if code.used_at), default=None)
        left = sum(code.used_at is None for code in codes)
        found.append(Factor(None, FactorKind.SHEET, "", codes[0].made_at, used, left))
    return found


def my_devices(*, actor: Actor, here: str) -> list[Device]:
    """The actor's own open sessions, the newest first. `here`: the key of the session that asks."""
    rows = list(OpenSession.objects.filter(account_id=actor.id or 0).order_by("-started_at", "-pk"))
    alive = Session.objects.filter(session_key__in=[row.key for row in rows], expire_date__gt=timezone.now())
    seen = {session.session_key: session.get_decoded() for session in alive}
    return [
        Device(row.pk, row.device, row.started_at, _moment(seen[row.key].get(SEEN)), row.key == here)
        for row in rows
        if row.key in seen
    ]


def _moment(seconds: object) -> datetime | None:
    return datetime.fromtimestamp(seconds, clock.ZONE) if isinstance(seconds, int) else None


def my_notices(*, actor: Actor, newest: int = 10) -> list[SignInNotice]:
    """What happened lately to what guards the actor's own account."""
    return list(SignInNotice.objects.filter(account_id=actor.id or 0).order_by("-at", "-pk")[:newest])


def waiting_card(*, actor: Actor, unit_path: str, account: Account) -> SignInCard | None:
    """The card that could still be used, for whoever manages accounts there."""
    actor.require("accounts.account:manage", unit_path)
    cards = account.cards.filter(used_at=None, revoked_at=None, expires_at__gt=clock.now())
    found: SignInCard | None = cards.order_by("-issued_at").first()
    return found


def account_of(*, actor: Actor, account_id: int) -> Account:
    """The actor's own account; NotFound for another."""
    if actor.id != account_id:
        raise NotFound
    return Account.objects.get(pk=account_id)  # type: ignore[no-any-return]
