"""The short code on the wall with which members check in: pure, made from a secret of the meeting and the clock (D25)."""

from __future__ import annotations

import hmac
from hashlib import sha256

WINDOW = 90  # seconds for which a code stands on the wall; the one before it is taken too
TRIES = 5  # wrong codes of one member at one meeting; then the secretary marks him or her


def code_at(secret: str, seconds: float) -> str:
    """Six digits that hold at a moment (seconds since 1970)."""
    window = int(seconds) // WINDOW
    digest = hmac.new(secret.encode(), str(window).encode(), sha256).digest()
    return f"{int.from_bytes(digest[:8], 'big') % 1_000_000:06d}"


def fits(secret: str, typed: str, seconds: float) -> bool:
    """Whether digits typed now are the code on the wall, or the one just before it."""
    digits = "".join(one for one in typed if one in "0123456789")
    valid = (code_at(secret, seconds), code_at(secret, seconds - WINDOW))
    return bool(secret) and len(digits) == 6 and any(hmac.compare_digest(digits, one) for one in valid)
