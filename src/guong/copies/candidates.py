"""Pairs of texts with enough fingerprints in common to be read word by word."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from guong.copies import rules
from guong.copies.fold import Places
from guong.copies.phrases import Phrases
from guong.copies.postings import PLACES, Postings
from guong.copies.rules import GRAM, KEEP, PAIRED
from guong.copies.sorting import runs

_NEAR = 16  # kept fingerprints of one copied passage begin at most so many words apart, as a rule
Codes = NDArray[np.int64]


def candidates(rows: Postings, phrases: Phrases) -> Codes:
    """Rows (a, b), a < b, sorted. A fingerprint of over PAIRED texts pairs each with the first of them only."""
    if not rows.count:
        return np.zeros((0, 2), np.int64)
    shared = _shared(rows, phrases)
    codes, words = _spans(np.concatenate([np.zeros(0, np.int64), *_pairs(rows, shared)]))
    a, b = codes // rows.count, codes % rows.count
    own = np.bincount(rows.texts[phrases.open_rows], minlength=rows.count) / KEEP
    share = np.minimum(
        rules.SPAN_SHARE * np.minimum(own[a], own[b]), PLACES // 4
    )  # places of a long text are counted round
    worth = words >= np.maximum(rules.SPAN_WORDS, share)
    return np.stack([a[worth], b[worth]], axis=1)


def _shared(rows: Postings, phrases: Phrases) -> Places:
    """The rows that may pair: neither set phrases, nor words of the text's own cell, nor words of one text alone."""
    at = np.flatnonzero(phrases.open_rows)
    group = rows.group[at]
    first = np.flatnonzero(np.concatenate([np.ones(min(1, len(at)), bool), group[1:] != group[:-1]]))
    sizes = np.diff(np.append(first, len(at)))
    return at[np.repeat(sizes > 1, sizes)]


def _pairs(rows: Postings, shared: Places) -> Iterator[Codes]:
    """(a, b, place in a) as single numbers: neighbours, next but one and so on within each fingerprint."""
    texts, places = rows.texts[shared], rows.places[shared]
    _, begins = runs(rows.group[shared])
    sizes = np.diff(begins)
    size, begin = np.repeat(sizes, sizes), np.repeat(begins[:-1], sizes)
    place = np.arange(len(shared)) - begin

    def code(a: Places, b: Places) -> Codes:
        return (texts[a] * rows.count + texts[b]) * PLACES + places[a]

    many = np.flatnonzero((size > PAIRED) & (place > 0))
    yield code(begin[many], many)
    few = np.flatnonzero(size <= PAIRED)
    for lag in range(1, PAIRED):
        few = few[place[few] + lag < size[few]]
        if not len(few):
            return
        yield code(few, few + lag)


def _spans(codes: Codes) -> tuple[Codes, Places]:
    """The different pairs, and about how many words each has in common: those between fingerprints that stand near."""
    codes.sort()
    pair = codes // PLACES
    found, begins = runs(pair)
    if not len(found):
        return found, begins[:0]
    step = np.full(len(codes), GRAM)
    gap = np.diff(codes)
    step[1:] = np.where(gap <= _NEAR, gap, GRAM)
    step[begins[:-1]] = GRAM
    return found, np.add.reduceat(step, begins[:-1])
