"""What of a text is its author's own: without the printed form, set phrases, and what the whole cell says."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from guong.copies.blanks import Blanks, Flags
from guong.copies.fold import Places, Words, fold_parts
from guong.copies.grams import Key, grams
from guong.copies.passages import Own
from guong.copies.phrases import Phrases
from guong.copies.postings import shortened
from guong.copies.rules import GRAM, STOCK_WORDS
from guong.copies.sorting import among
from guong.copies.stock import of_cells

_CLOSE = 2 * GRAM
"""Kept fingerprints of one phrase stand about four words apart; up to so many words they are taken for one phrase."""


def own_words(texts: Sequence[str], blanks: Blanks, phrases: Phrases, where: Places, key: Key) -> list[Own]:
    """The own words of each text. `where[i]`: the cell of text `i`, below 0 for none."""
    found: list[Own] = []
    for first, words in fold_parts(texts):
        printed, blank = _blank(words, blanks, phrases, where[first:], key)
        found += _split(words, printed, ~blank)
    return found


def _blank(words: Words, blanks: Blanks, phrases: Phrases, where: Places, key: Key) -> tuple[Flags, Flags]:
    """The words that the form prints, and all those that are not the author's own."""
    values = grams(words.values, key)
    owner = np.repeat(np.arange(len(words.bounds) - 1), np.diff(words.bounds))
    inside = owner[: len(values)] == owner[GRAM - 1 :][: len(values)]
    stock = phrases.stock
    form = blanks.has(values)
    printed = _covered(np.flatnonzero(form & inside), owner, close=0)
    full = form | stock.is_sure(values)
    if len(stock.cells):
        full |= stock.is_of_cell(values, where[owner[: len(values)]])
    blank = _covered(np.flatnonzero(full & inside), owner, close=GRAM)
    places = np.flatnonzero((values < key.bound) & inside)
    prints = shortened(values[places], phrases.count)
    common = among(prints, phrases.sure) | among(of_cells(prints, where[owner[places]]), phrases.cells)
    blank |= _covered(places[common], owner, close=_CLOSE)
    likely = (full | stock.is_likely(values)) & inside
    often = common | among(prints, phrases.likely)
    blank |= _covered(_short(np.flatnonzero(likely), np.flatnonzero(inside), owner), owner, close=GRAM)
    blank |= _covered(_short(places[often], places, owner), owner, close=_CLOSE)
    return printed, blank


def _short(some: Places, of: Places, owner: Places) -> Places:
    """Those of `some` places that are not part of a long row: one after another in `of`, within one text, over STOCK_WORDS words.

    Two phrases that stand beside each other by chance are no long row: what spans both of them is said by few.
    """
    if not len(some):
        return some
    at = np.searchsorted(of, some)
    turn = np.flatnonzero(np.concatenate([[True], (np.diff(at) > 1) | (owner[some[1:]] != owner[some[:-1]])]))
    last = np.append(turn[1:], len(some)) - 1
    words = some[last] - some[turn] + GRAM
    return some[np.repeat(words < STOCK_WORDS, last - turn + 1)]


def _covered(places: Places, owner: Places, *, close: int) -> Flags:
    """The words that fingerprints cover, and those between two of one text that begin at most `close` words apart."""
    step = np.zeros(len(owner) + 1, np.int32)
    if len(places):
        ends = places + GRAM
        near = (np.diff(places) <= close) & (owner[places[1:]] == owner[places[:-1]])
        ends[:-1][near] = places[1:][near]
        step[places] += 1  # each place, and so each end, is there once
        step[ends] -= 1
    return np.cumsum(step[:-1]) > 0


def _split(words: Words, printed: Flags, own: Flags) -> list[Own]:
    found = []
    for first, last in zip(words.bounds[:-1].tolist(), words.bounds[1:].tolist(), strict=True):
        text = slice(first, last)
        at = np.flatnonzero(own[text])
        values = words.values[text]
        found.append(Own(values[at], at, values, words.starts[text], words.ends[text], printed[text]))
    return found
