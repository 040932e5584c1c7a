"""The second step: adding, using and removing a telephone, a passkey, a printed sheet of one-time codes."""

from __future__ import annotations

import secrets

from allauth.mfa.models import Authenticator
from django.contrib.auth.hashers import check_password, make_password
from django.utils.translation import gettext_lazy as _

from guong.accounts import (
    events,  # noqa: F401  # registers the audit codes
    passkeys,
    phone,
)
from guong.accounts.enums import FactorKind, NoticeCode
from guong.accounts.models import Account, SheetCode
from guong.accounts.rules import ALPHABET, SHEET_CODES, SHEET_LENGTH, is_phone_code, plain_code
from guong.accounts.selectors import kinds_of
from guong.accounts.services.notices import hand, own, tell
from guong.audit.work import record, service
from guong.kernel import clock, text
from guong.kernel.actor import Actor
from guong.kernel.errors import Invalid, NotFound

KEYS_AT_MOST = 8


@service
def add_phone(*, actor: Actor, account: Account, secret: str, code: str) -> Authenticator:
    """Begin to ask for a telephone's codes; the first code proves that the secret arrived. One telephone per account."""
    own(actor, account)
    _lock(account)
    if FactorKind.PHONE in kinds_of(account):
        raise Invalid(_("A telephone is already set up. Remove it first, then set up the new one."))
    step = phone.fitting_step(secret, plain_code(code))
    if step is None:
        raise Invalid(
            _(
                "This code does not fit. Wait for the next one, check that the telephone's clock is right, type it again."
            ),
            field="code",
        )
    made = phone.keep(account.pk, secret, step)
    _added(actor, account, FactorKind.PHONE)
    return made


@service
def add_key(*, actor: Actor, account: Account, credential: str, name: str) -> Authenticator:
    """Keep a passkey that the browser has just made in the ceremony begun on the page before."""
    own(actor, account)
    _lock(account)
    if Authenticator.objects.filter(user_id=account.pk, type=FactorKind.KEY).count() >= KEYS_AT_MOST:
        raise Invalid(_("There are already eight passkeys. Remove one that is no longer used."))
    made = passkeys.keep(account, credential, text.clean_line(name)[:60] or str(_("My device")))
    if made is None:
        raise Invalid(_("The device did not finish. Open this page again and try once more."))
    _added(actor, account, FactorKind.KEY)
    return made


@service
def make_sheet(*, actor: Actor, account: Account) -> list[str]:
    """Ten one-time codes (XXXX-XXXX) for printing, shown once; the sheet before ends. Only hashes are kept."""
    own(actor, account)
    _lock(account)
    SheetCode.objects.filter(account=account).delete()
    raw = ["".join(secrets.choice(ALPHABET) for _i in range(SHEET_LENGTH)) for _n in range(SHEET_CODES)]
    SheetCode.objects.bulk_create(
        SheetCode(account=account, number=number, code_hash=make_password(code), made_at=clock.now())
        for number, code in enumerate(raw, start=1)
    )
    record(actor, "accounts.sheet.made", account)
    tell(account, NoticeCode.SHEET_MADE, hand(actor, account))
    return [f"{code[:4]}-{code[4:]}" for code in raw]


def _lock(account: Account) -> None:
    """One at a time changes what guards an account."""
    Account.objects.select_for_update().get(pk=account.pk)


def _added(actor: Actor, account: Account, kind: str) -> None:
    record(actor, "accounts.factor.added", account, changes={"kind": kind})
    tell(account, NoticeCode.FACTOR_ADDED, hand(actor, account))


@service
def use_code(*, actor: Actor, account: Account, code: str) -> str:
    """Use a code of the telephone or of the sheet, once. Returns the kind of step; Invalid when it does not fit."""
    own(actor, account)
    plain = plain_code(code)
    if is_phone_code(plain) and phone.use(account.pk, plain):
        return str(FactorKind.PHONE)
    if len(plain) == SHEET_LENGTH and _use_sheet(account, plain):
        return str(FactorKind.SHEET)
    raise Invalid(
        _(
            "This code does not fit, or it has been used. Take the newest code of the telephone, or the next one of the sheet."
        ),
        field="code",
    )


def _use_sheet(account: Account, plain: str) -> bool:
    for row in SheetCode.objects.select_for_update().filter(account=account, used_at=None):
        if check_password(plain, row.code_hash):
            row.used_at = clock.now()
            row.save(update_fields=["used_at"])
            return True
    return False


@service
def use_key(*, actor: Actor, account: Account, credential: str) -> str:
    """Take the answer of a passkey. Returns the kind of step; Invalid when it does not fit."""
    own(actor, account)
    if not passkeys.use(account, credential):
        raise Invalid(_("The device did not finish. Try once more, or take another second step."))
    return str(FactorKind.KEY)


@service
def note_wrong_steps(*, actor: Actor, account: Account) -> None:
    """Somebody knows the password and guesses codes: the log says so, and the owner is told."""
    record(actor, "accounts.factor.refused", account)
    tell(account, NoticeCode.WRONG_STEPS)


@service
def remove_factor(*, actor: Actor, account: Account, factor_id: int | None, required: bool) -> None:
    """Remove one's own telephone or passkey (`factor_id`), or the sheet (None). `required`: the last one must stay."""
    own(actor, account)
    _lock(account)
    rows = Authenticator.objects.filter(user_id=account.pk)
    sheet = SheetCode.objects.filter(account=account)
    kind = str(FactorKind.SHEET)
    if factor_id is not None:
        found = rows.filter(pk=factor_id).first()
        if found is None:
            raise NotFound
        kind = found.type
    elif not sheet.exists():
        raise NotFound
    left = rows.exclude(pk=factor_id).exists() or (factor_id is not None and sheet.filter(used_at=None).exists())
    if required and not left:
        raise Invalid(_("Your office needs a second step. Set up another one first, then remove this one."))
    (sheet if factor_id is None else rows.filter(pk=factor_id)).delete()
    record(actor, "accounts.factor.removed", account, changes={"kind": kind})
    tell(account, NoticeCode.FACTOR_REMOVED, hand(actor, account))
