"""Sealing with the owner's own secret: Argon2id makes a key of it, AES-GCM seals. What is sealed for one person and place opens nowhere else."""

from __future__ import annotations

import os
import secrets

from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

KEY_BYTES, SALT_BYTES, NONCE_BYTES = 32, 16, 12
PROOF = NONCE_BYTES + KEY_BYTES + 16
"""Bytes of a wrapped key; behind it stands an empty seal by which the key is known again."""
TIME_COST, MEMORY_KIB, LANES = 3, 64 * 1024, 1
_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"  # none that is read for another


def new_key() -> bytes:
    return secrets.token_bytes(KEY_BYTES)


def new_salt() -> bytes:
    return os.urandom(SALT_BYTES)


def spare_code() -> str:
    """Twenty letters in groups of five: 100 bits."""
    letters = [secrets.choice(_LETTERS) for _ in range(20)]
    return "-".join("".join(letters[at : at + 5]) for at in range(0, 20, 5))


def key_of(secret: str, salt: bytes) -> bytes:
    """The key that a secret makes. Slow on purpose (64 MiB of memory): guessing is dear."""
    return hash_secret_raw(
        secret.encode(), salt, time_cost=TIME_COST, memory_cost=MEMORY_KIB, parallelism=LANES, hash_len=KEY_BYTES,
        type=Type.ID,
    )  # fmt: skip


def seal(key: bytes, words: bytes, place: str) -> bytes:
    """`words` sealed; `place` names where they belong and must be said again to open them."""
    nonce = os.urandom(NONCE_BYTES)
    return nonce + AESGCM(key).encrypt(nonce, words, place.encode())


def unseal(key: bytes, sealed: bytes, place: str) -> bytes | None:
    """The words; None with a wrong key, a wrong place, or a changed byte."""
    if len(key) != KEY_BYTES:
        return None
    try:
        return AESGCM(key).decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], place.encode())
    except (InvalidTag, ValueError):
        return None


def place_of(kind: str, person_id: int) -> str:
    """What a sealed thing is bound to."""
    return f"guong:{kind}:{person_id}"
