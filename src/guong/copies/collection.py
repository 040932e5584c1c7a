"""Many texts at once: which pairs run alike, and how uniform a cell writes.

Steps: fingerprints of all texts, sorted as packed numbers (fingerprint, text) → what is everybody's is left out
(`phrases`) → pairs with fingerprints in common (`candidates`) → those word by word (`passages`). The cost grows with the
number of texts, not with its square. Pure: numpy and the standard library.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from guong.copies import rules
from guong.copies.blanks import Blanks
from guong.copies.candidates import candidates
from guong.copies.fold import Numbers, Places, fold_parts
from guong.copies.grams import OPEN, Key, kept
from guong.copies.own import own_words
from guong.copies.passages import Passage, common
from guong.copies.phrases import Phrases, find_phrases
from guong.copies.postings import Postings, postings
from guong.copies.sorting import runs

_TOGETHER = 2000  # texts folded, pairs compared at once: bounds the memory


@dataclass(frozen=True, slots=True)
class Pair:
    """Texts `a` < `b` have `words` equal words, which is `share` (0-1) of the shorter one's own words."""

    a: int
    b: int
    words: int
    share: float
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """`uniformity[cell]`: the part (0-1) of its own words that a text of this cell shares with 40 % of the cell, on average."""

    pairs: list[Pair]
    uniformity: dict[int, float]


def compare(
    texts: Sequence[str], *, template: str = "", cells: Sequence[int] | None = None, key: Key = OPEN
) -> Comparison:
    """Compare texts with each other. `cells[i]`: the cell of text `i` (below 0: none)."""
    blanks = Blanks.of(template, key)
    rows, twins = _read(texts, blanks, key)
    where = np.full(len(texts), -1, np.int64) if cells is None else np.asarray(cells, np.int64)
    phrases = find_phrases(rows, twins, where, texts, blanks, key)
    found = _with_twins(candidates(rows, phrases), twins)
    pairs = sorted(_confirmed(texts, found, blanks, phrases, where, key), key=lambda pair: (pair.a, pair.b))
    return Comparison(pairs, phrases.uniformity)


def _read(texts: Sequence[str], blanks: Blanks, key: Key) -> tuple[Postings, Places]:
    """Packed fingerprints of all texts without those of the template; for each text the first with the very same words."""
    values, owners, places, sums = [], [], [], []
    for first, words in fold_parts(texts):
        found = kept(words, key)
        own = ~blanks.has(found.values)
        values.append(found.values[own])
        owners.append(found.texts[own] + first)
        places.append((found.places - words.bounds[found.texts])[own])
        upto = np.concatenate([np.zeros(1, np.uint64), np.cumsum(words.values)])
        sums.append(np.where(np.diff(words.bounds) >= rules.ENOUGH_WORDS, np.diff(upto[words.bounds]), 0))
    none = np.zeros(0, np.int64)
    rows = postings(
        np.concatenate([np.zeros(0, np.uint64), *values]),
        np.concatenate([none, *owners]), np.concatenate([none, *places]), count=len(texts),
    )  # fmt: skip
    return rows, _twins(np.concatenate([np.zeros(0, np.uint64), *sums]))


def _twins(sums: Numbers) -> Places:
    """For each text the first with the same sum of words; itself for one too short to matter."""
    order = np.argsort(sums, kind="stable")
    _, begins = runs(sums[order])
    first = np.arange(len(sums))
    first[order] = np.repeat(order[begins[:-1]], np.diff(begins))
    return np.where(sums == 0, np.arange(len(sums)), first)


def _with_twins(found: NDArray[np.int64], twins: Places) -> NDArray[np.int64]:
    """The candidates, and every text with the first of the same words, however few fingerprints they have."""
    later = np.flatnonzero(twins != np.arange(len(twins)))
    both = np.concatenate([found, np.stack([twins[later], later], axis=1)])
    _, first = np.unique(both[:, 0] * max(1, len(twins)) + both[:, 1], return_index=True)
    return both[first]


def _confirmed(
    texts: Sequence[str], found: NDArray[np.int64], blanks: Blanks, phrases: Phrases, where: Places, key: Key
) -> Iterator[Pair]:
    """The candidate pairs that are worth a hint, read word by word."""
    for first in range(0, len(found), _TOGETHER):
        block = found[first : first + _TOGETHER]
        almost = []
        for pair in _pairs_of(texts, block, blanks, phrases, where, key):
            if pair.worth:
                yield pair.pair
            elif pair.pair.passages and where[pair.pair.a] != where[pair.pair.b]:
                almost.append((pair.pair.a, pair.pair.b))
        # what a cell says together is nobody's copy within it; with a passage besides, another cell has copied that too
        again = np.array(almost, np.int64).reshape(-1, 2)
        nowhere = np.full(len(texts), -1)
        yield from (p.pair for p in _pairs_of(texts, again, blanks, phrases, nowhere, key) if p.worth)


@dataclass(frozen=True, slots=True)
class _Read:
    pair: Pair
    worth: bool


def _pairs_of(
    texts: Sequence[str], block: NDArray[np.int64], blanks: Blanks, phrases: Phrases, where: Places, key: Key
) -> Iterator[_Read]:
    wanted = np.unique(block)
    read = own_words([texts[n] for n in wanted.tolist()], blanks, phrases, where[wanted], key)
    own = dict(zip(wanted.tolist(), read, strict=True))
    for a, b in block.tolist():
        shared = common(own[a], own[b])
        size = min(own[a].size, own[b].size)
        worth = rules.is_worth_a_hint(shared.words, shared.longest, shared.own, size)
        yield _Read(Pair(a, b, shared.words, shared.own / max(1, size), shared.passages), worth)
