"""The key of this installation's fingerprints, drawn from its secret."""

from __future__ import annotations

from hashlib import blake2b

from django.conf import settings

from guong.copies.grams import Key


def installation_key() -> Key:
    """Another secret makes other fingerprints: those of before are left out until they are made again."""
    return Key.of(blake2b(settings.SECRET_KEY.encode(), person=b"guong.copies", digest_size=32).digest())


def mark(key: Key) -> str:
    """By what a stored row knows its key again."""
    return blake2b(b"mark", key=key.secret, digest_size=8).hexdigest()
