"""Accounts and the printed one-time cards that open them."""

from __future__ import annotations

import re
import secrets
from datetime import timedelta

from django.contrib.auth.hashers import check_password, make_password
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from guong.accounts import events  # noqa: F401  # registers the audit codes
from guong.accounts.models import Account, SignInCard
from guong.accounts.rules import ALPHABET, plain_code
from guong.accounts.services.sessions import drop_sessions
from guong.audit.work import record, service
from guong.kernel import clock, text
from guong.kernel.actor import Actor, SystemActor
from guong.kernel.errors import Invalid

CARD_DAYS = 14
CARD_TRIES = 5
_USERNAME = re.compile(r"^[a-z0-9][a-z0-9._-]{1,59}$")


@service
def create_account(*, actor: Actor, unit_path: str, username: str, label: str, is_technical: bool = False) -> Account:
    """Create an account without a password; a card opens it. Whoever manages accounts at `unit_path` may do so."""
    actor.require("accounts.account:manage", unit_path)
    username = text.clean_line(username).lower()
    if not _USERNAME.match(username):
        raise Invalid(
            _("A sign-in name has 2 to 60 small letters a-z, digits, dots or dashes, without marks or spaces."),
            field="username",
        )
    if Account.objects.filter(username=username).exists():
        raise Invalid(
            _("The sign-in name %(name)s is taken. Choose another."), field="username", params={"name": username}
        )
    account = Account(
        username=username, label=text.clean_line(label), is_technical=is_technical, created_at=clock.now()
    )
    account.set_unusable_password()
    account.save(force_insert=True)
    record(actor, "accounts.account.created", account, unit_path=unit_path)
    return account


@service
def issue_card(*, actor: Actor, unit_path: str, account: Account) -> str:
    """A new one-time code (XXXX-XXXX-XXXX) for printing; earlier unused cards end. Only the hash is kept."""
    actor.require("accounts.account:manage", unit_path)
    raw = "".join(secrets.choice(ALPHABET) for _i in range(12))
    account.cards.filter(used_at=None).update(expires_at=clock.now())
    SignInCard.objects.create(
        account=account, code_hash=make_password(raw), issued_at=clock.now(), issued_by_label=actor.label,
        expires_at=clock.now() + timedelta(days=CARD_DAYS),
    )  # fmt: skip
    record(actor, "accounts.card.issued", account, unit_path=unit_path)
    return f"{raw[:4]}-{raw[4:8]}-{raw[8:]}"


@service
def open_with_card(*, actor: Actor, username: str, code: str, password: str) -> Account:
    """Use a card to set a password. One answer for every kind of refusal, so that names cannot be fished for."""
    card = (
        SignInCard.objects.select_for_update(of=("self",))
        .select_related("account")
        .filter(account__username=username.strip().lower(), account__is_active=True, used_at=None, revoked_at=None)
        .filter(expires_at__gt=clock.now(), failures__lt=CARD_TRIES)
        .order_by("-issued_at")
        .first()
    )
    if card is None:
        make_password(code)  # as long as looking at a card takes
    if card is None or not check_password(plain_code(code), card.code_hash):
        raise Invalid(
            _("This name and card do not fit, or the card is used or too old. Check both, or ask for a new card."),
            field="code",
        )
    try:
        validate_password(password, card.account)
    except ValidationError as error:
        raise Invalid(" ".join(error.messages), field="password") from None
    card.used_at = clock.now()
    card.save(update_fields=["used_at"])
    card.account.set_password(password)
    card.account.save(update_fields=["password"])
    drop_sessions(card.account)
    record(actor, "accounts.card.used", card.account)
    return card.account


def note_bad_card(username: str) -> None:
    """Count a wrong code in a transaction of its own, so that the refusal does not undo the count."""
    from_name = SignInCard.objects.filter(account__username=username.strip().lower(), used_at=None)
    from_name.filter(failures__lt=CARD_TRIES).update(failures=F("failures") + 1)  # many guesses at once all count


@service
def note_sign_in(*, actor: Actor, account: Account, by: str, factor: str = "") -> None:
    """Write that somebody signed in, by which door (password, card, demonstration) and with which second step."""
    account.last_login = clock.now()
    account.save(update_fields=["last_login"])
    record(actor, "accounts.session.started", account, changes={"by": by, "factor": factor})


@service
def set_password(*, actor: Actor, account: Account, password: str) -> None:
    """Set a password directly: the system's own way, for the first office and the demonstration."""
    if not isinstance(actor, SystemActor):
        actor.require("accounts.account:manage", "")
    account.set_password(password)
    account.save(update_fields=["password"])
