"""Fingerprints: keyed numbers of six words in a row, of which a fixed share is kept.

Whoever holds the fingerprints without the key cannot try words against them: a number depends on secret multipliers, and what
is stored is a keyed digest of it. Pure: numpy and the standard library.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b

import numpy as np

from guong.copies.fold import Numbers, Places, Words
from guong.copies.rules import GRAM, KEEP
from guong.copies.sorting import among

_SHIFT = np.uint64(32)
STORED = 6  # bytes of a stored fingerprint


@dataclass(frozen=True, slots=True)
class Key:
    """The secret of an installation, spread into odd multipliers, one for each word of a fingerprint and one to finish."""

    factors: tuple[np.uint64, ...]
    secret: bytes
    bound: np.uint64

    @staticmethod
    @lru_cache(maxsize=8)
    def of(secret: bytes) -> Key:
        spread = blake2b(b"guong.copies.factors", key=_short(secret), digest_size=8 * (GRAM + 1)).digest()
        factors = tuple(np.frombuffer(spread, "<u8") | np.uint64(1))
        return Key(factors, _short(secret), np.uint64(int(KEEP * 2**64)))


def _short(secret: bytes) -> bytes:
    return blake2b(secret, digest_size=32).digest()


OPEN = Key.of(b"")
"""For comparing files on the spot, where nothing is stored."""


@dataclass(frozen=True, slots=True)
class Grams:
    """Kept fingerprints of several texts: number, text it stands in, first of its words (counted over all texts)."""

    values: Numbers
    texts: Places
    places: Places


def grams(values: Numbers, key: Key) -> Numbers:
    """The number of every six words in a row. Those that cross the end of a text are among them."""
    count = len(values) - GRAM + 1
    if count <= 0:
        return np.zeros(0, np.uint64)
    total = values[:count] * key.factors[0]
    part = np.empty_like(total)
    for step in range(1, GRAM):
        np.multiply(values[step : step + count], key.factors[step], out=part)
        total += part
    np.right_shift(total, _SHIFT, out=part)
    total ^= part
    total *= key.factors[GRAM]
    return total


def grams_inside(words: Words, key: Key) -> tuple[Numbers, Places]:
    """Every fingerprint within a text, and the text it stands in."""
    values = grams(words.values, key)
    owner = np.repeat(np.arange(len(words.bounds) - 1), np.diff(words.bounds))
    inside = owner[: len(values)] == owner[GRAM - 1 :][: len(values)]
    return values[inside], owner[: len(values)][inside]


def kept(words: Words, key: Key) -> Grams:
    """The fingerprints that are kept, in the order of the texts."""
    values = grams(words.values, key)
    places = np.flatnonzero(values < key.bound)
    texts = np.searchsorted(words.bounds, places, side="right") - 1
    inside = places + GRAM <= words.bounds[texts + 1]
    places, texts = places[inside], texts[inside]
    return Grams(values[places], texts, places)


def pack(values: Numbers, key: Key) -> bytes:
    """What is stored of a text: the sorted keyed digests of its different fingerprints, six bytes each."""
    return b"".join(sorted(set(_digests(values, key))))


def digests(values: Numbers, key: Key) -> Numbers:
    """The stored number of each fingerprint, in the same order."""
    return np.frombuffer(b"".join(digest + b"\0\0" for digest in _digests(values, key)), "<u8")


def _digests(values: Numbers, key: Key) -> Iterator[bytes]:
    """Six bytes that only the key can make again."""
    for value in values.tolist():
        yield blake2b(value.to_bytes(8, "little"), key=key.secret, digest_size=STORED).digest()


def unpack(blobs: Sequence[bytes], wanted: Numbers) -> tuple[Numbers, Places]:
    """The stored fingerprints that are among the sorted wanted ones, and which blob each comes from."""
    rows = np.frombuffer(b"".join(blobs), "<u2").reshape(-1, STORED // 2)
    peek = np.zeros(1 << 16, bool)
    peek[wanted & np.uint64(0xFFFF)] = True
    maybe = np.flatnonzero(peek[rows[:, 0]])
    padded = np.zeros((len(maybe), 4), "<u2")
    padded[:, : STORED // 2] = rows[maybe]
    values = padded.view("<u8").ravel()
    hit = among(values, wanted)
    ends = np.cumsum([len(blob) // STORED for blob in blobs])
    return values[hit], np.searchsorted(ends, maybe[hit], side="right")
