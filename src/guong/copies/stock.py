"""The set phrases word for word: kept fingerprints say that there is a phrase, this says where it begins and ends."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from guong.copies import rules
from guong.copies.blanks import Blanks
from guong.copies.fold import Numbers, Places, fold_parts
from guong.copies.grams import Key, grams_inside
from guong.copies.sorting import runs

_ENOUGH = 3000  # texts in which what one in a hundred says is found surely enough


@dataclass(frozen=True, slots=True)
class Stock:
    """All fingerprints, kept or not, of the set phrases: sorted. See `phrases.Phrases` for *sure* and *likely*."""

    sure: Numbers
    likely: Numbers


def stock_in_full(texts: Sequence[str], standing: Places, blanks: Blanks, key: Key) -> Stock:
    """Count the words of up to 3,000 texts, spread evenly; `standing`: texts that are mostly alike count once."""
    alone = np.flatnonzero(standing == np.arange(len(texts)))
    chosen = alone if len(alone) <= _ENOUGH else alone[np.linspace(0, len(alone) - 1, _ENOUGH).astype(np.int64)]
    found = [np.zeros(0, np.uint64)]
    for _, words in fold_parts([texts[n] for n in chosen.tolist()]):
        values, owner = grams_inside(words, key)
        own = ~blanks.has(values)
        found.append(_once_each(values[own], owner[own]))
    values, first = runs(np.sort(np.concatenate(found)))
    sizes = np.diff(first) * max(1.0, len(alone) / max(1, len(chosen)))
    limit = rules.stock_limit(len(texts))
    sure = sizes > max(limit, rules.STOCK_SURE)
    return Stock(values[sure], values[(sizes > limit) & ~sure])


def _once_each(values: Numbers, owner: Places) -> Numbers:
    """A fingerprint counts once in a text, however often it stands there."""
    order = np.lexsort((values, owner))
    values, owner = values[order], owner[order]
    if not len(values):
        return values
    new = (values[1:] != values[:-1]) | (owner[1:] != owner[:-1])
    once: Numbers = values[np.concatenate([[True], new])]
    return once
