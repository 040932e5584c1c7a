"""Which fingerprint stands in which texts: one sorted array of packed numbers."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from guong.copies.fold import Numbers, Places
from guong.copies.rules import KEEP
from guong.copies.sorting import runs

_SPARE = np.uint64(int(1 / KEEP).bit_length() - 1)  # the top bits of a kept fingerprint are all nought


@dataclass(frozen=True, slots=True)
class Postings:
    """Rows sorted by fingerprint, then by text; each pair of the two once.

    `texts[r]` the text of row `r`, `places[r]` its word there (counted round after PLACES words) · `group[r]` its fingerprint, counted from 0 · `first[g]:first[g + 1]` the rows of
    fingerprint `g` · `prints[g]` its number as far as it is compared · `count` texts there are.
    """

    texts: Places
    places: Places
    group: Places
    first: Places
    prints: Numbers
    count: int

    @property
    def sizes(self) -> Places:
        """Texts that hold each fingerprint."""
        return np.diff(self.first)


_PLACE_BITS = 14
PLACES = 1 << _PLACE_BITS


def _text_bits(count: int) -> int:
    """Bits that hold a text's number."""
    return max(1, (count - 1).bit_length())


def shortened(values: Numbers, count: int) -> Numbers:
    """Fingerprints without the lowest bits, whose room text and place take. With 100,000 texts 33 bits are left of a kept one:
    enough, because no pair is shown before it was read word by word."""
    return (values << _SPARE) >> np.uint64(_text_bits(count) + _PLACE_BITS)


def postings(values: Numbers, texts: Places, places: Places, *, count: int) -> Postings:
    """Sort fingerprints with their texts; `places`: first word of each, counted from any beginning of its text."""
    low, lower = np.uint64(_PLACE_BITS), np.uint64(_text_bits(count) + _PLACE_BITS)
    packed = shortened(values, count) << lower
    packed |= texts.astype(np.uint64) << low
    packed |= places.astype(np.uint64) & np.uint64(PLACES - 1)
    packed.sort()
    once = packed >> low
    packed = packed[np.concatenate([np.ones(min(1, len(once)), bool), once[1:] != once[:-1]])]
    prints, first = runs(packed >> lower)
    sizes = np.diff(first)
    standing = (packed >> low).astype(np.int64) & ((1 << _text_bits(count)) - 1)
    where = packed.astype(np.int64) & (PLACES - 1)
    return Postings(standing, where, np.repeat(np.arange(len(sizes)), sizes), first, prints, count)
