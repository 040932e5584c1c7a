"""The set phrases word for word: kept fingerprints say that there is a phrase, this says where it begins and ends."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from guong.copies import rules
from guong.copies.blanks import Blanks
from guong.copies.fold import Numbers, Places, fold_parts
from guong.copies.grams import Key, grams_inside
from guong.copies.sorting import among, runs

_ENOUGH = 3000  # texts in which what one in a hundred says is found surely enough
_OWNER = np.uint64(12)  # bits for their number
Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Stock:
    """All fingerprints, kept or not, of the set phrases: sorted, without their lowest bits. *sure* and *likely*: see `Phrases`."""

    sure: Numbers
    likely: Numbers

    def is_sure(self, values: Numbers) -> Flags:
        return among(values >> _OWNER, self.sure)

    def is_likely(self, values: Numbers) -> Flags:
        return among(values >> _OWNER, self.likely)


def stock_in_full(texts: Sequence[str], standing: Places, blanks: Blanks, key: Key) -> Stock:
    """Count the words of up to 3,000 texts, spread evenly; `standing`: texts that are mostly alike count once."""
    alone = np.flatnonzero(standing == np.arange(len(texts)))
    chosen = alone if len(alone) <= _ENOUGH else alone[np.linspace(0, len(alone) - 1, _ENOUGH).astype(np.int64)]
    found = [np.zeros(0, np.uint64)]
    for first, words in fold_parts([texts[n] for n in chosen.tolist()]):
        values, owner = grams_inside(words, key)
        own = ~blanks.has(values)
        found.append(((values[own] >> _OWNER) << _OWNER) | (owner[own] + first).astype(np.uint64))
    in_texts, _ = runs(np.sort(np.concatenate(found)))  # often in one text counts once
    values, begins = runs(in_texts >> _OWNER)
    sizes = np.diff(begins) * max(1.0, len(alone) / max(1, len(chosen)))
    limit = rules.stock_limit(len(texts))
    sure = sizes > max(limit, rules.STOCK_SURE)
    return Stock(values[sure], values[(sizes > limit) & ~sure])
