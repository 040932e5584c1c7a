"""Passkeys (WebAuthn): the ceremony is fido2's by way of allauth; whatever a browser sends that does not fit is one refusal.

The challenge rests in the session of the request at hand (`allauth.core.context`), once.
"""

from __future__ import annotations

import json
import struct
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.internal import auth
from cryptography.exceptions import InvalidSignature
from django.core.exceptions import ValidationError

from guong.accounts.models import Account
from guong.kernel import clock

UNFIT = (
    TypeError, ValueError, KeyError, IndexError, AttributeError, OverflowError, struct.error, InvalidSignature,
    ValidationError, RuntimeError,
)  # fmt: skip
"""What the libraries raise on a credential that is foreign, torn or forged."""


def creation_options(account: Account) -> str:
    """JSON for `navigator.credentials.create`; begins a ceremony."""
    return json.dumps(auth.begin_registration(account, False))


def request_options(account: Account) -> str:
    """JSON for `navigator.credentials.get`; begins a ceremony."""
    return json.dumps(auth.begin_authentication(account))


def _parsed(credential: str) -> dict[str, Any]:
    found = json.loads(credential)
    if not isinstance(found, dict):
        raise TypeError
    return found


def keep(account: Account, credential: str, name: str) -> Authenticator | None:
    """Store a new passkey, or None when what the browser sent does not fit the ceremony that was begun."""
    try:
        parsed = _parsed(credential)
        auth.parse_registration_response(parsed)
        auth.complete_registration(parsed)
    except UNFIT:
        return None
    made: Authenticator = auth.WebAuthn.add(account, name, parsed).instance
    return made


def use(account: Account, credential: str) -> bool:
    """Whether one of the account's passkeys answered the challenge."""
    try:
        parsed = _parsed(credential)
        auth.parse_authentication_response(parsed)
        row: Authenticator = auth.complete_authentication(account, parsed)
    except UNFIT:
        return False
    row.last_used_at = clock.now()
    row.save(update_fields=["last_used_at"])
    return True
