"""What is printed on the form, and so nobody's copy."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from guong.copies.fold import Numbers, fold
from guong.copies.grams import Key, grams
from guong.copies.sorting import among, distinct

Flags = NDArray[np.bool_]
_PEEK = 16
_LOW = np.uint64((1 << _PEEK) - 1)


@dataclass(frozen=True, slots=True)
class Blanks:
    """The fingerprints of what is printed on the form, all of them."""

    values: Numbers
    peek: Flags

    @staticmethod
    @lru_cache(maxsize=16)
    def of(template: str, key: Key) -> Blanks:
        values = distinct(grams(fold([template]).values, key))
        peek = np.zeros(1 << _PEEK, bool)
        peek[values & _LOW] = True
        return Blanks(values, peek)

    def has(self, values: Numbers) -> Flags:
        """Which of the fingerprints are the form's."""
        found: Flags = self.peek[values & _LOW]
        maybe = np.flatnonzero(found)
        found[maybe] = among(values[maybe], self.values)
        return found
