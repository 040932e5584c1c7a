"""Codes of a telephone's application (TOTP, RFC 6238): allauth computes them; a code that was used never fits again."""

from __future__ import annotations

from hmac import compare_digest

from allauth.mfa import app_settings
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, generate_totp_secret, hotp_value
from allauth.mfa.utils import decrypt, encrypt

from guong.kernel import clock

USED = "last_counter"


def new_secret() -> str:
    """160 random bits in base 32."""
    return str(generate_totp_secret())


def fitting_step(secret: str, code: str, after: int = -1) -> int | None:
    """The half minute, later than `after`, whose code this is; None when it fits none of now, one before and one after."""
    if not secret:
        return None
    here = int(clock.now().timestamp()) // app_settings.TOTP_PERIOD
    fits = None
    for step in range(here - app_settings.TOTP_TOLERANCE, here + app_settings.TOTP_TOLERANCE + 1):
        same = compare_digest(format_hotp_value(hotp_value(secret, step)), code)
        if same and step > after:
            fits = step
    return fits


def keep(account_id: int, secret: str, step: int) -> Authenticator:
    """Store a telephone; its secret is sealed."""
    made = Authenticator(user_id=account_id, type=Authenticator.Type.TOTP, data={"secret": encrypt(secret), USED: step})
    made.save(force_insert=True)
    return made


def use(account_id: int, code: str) -> bool:
    """Whether the code is right and new; it is then used. Inside a transaction: the row is locked."""
    row = Authenticator.objects.select_for_update().filter(user_id=account_id, type=Authenticator.Type.TOTP).first()
    if row is None:
        return False
    step = fitting_step(decrypt(row.data["secret"]), code, int(row.data.get(USED, -1)))
    if step is None:
        return False
    row.data[USED] = step
    row.last_used_at = clock.now()
    row.save(update_fields=["data", "last_used_at"])
    return True
