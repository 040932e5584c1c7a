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
from guong.copies.rules import GRAM, KEEP, STOCK_WORDS
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
    sure = among(prints, phrases.sure) | among(of_cells(prints, where[owner[places]]), phrases.cells)
    blank |= _covered(places[sure], owner, close=_CLOSE)
    every = np.flatnonzero(inside)
    likely = _short(every, stock.is_likely(values[every]), full[every], owner)
    blank |= _covered(every[likely], owner, close=GRAM)
    often = _short(places, among(prints, phrases.likely), sure, owner, each=int(1 / KEEP))
    return printed, blank | _covered(places[often], owner, close=_CLOSE)


def _short(places: Places, likely: Flags, sure: Flags, owner: Places, each: int = 1) -> Flags:
    """Which fingerprints are said by enough for a phrase and stand in no long row, one after another within one text.

    Long is a row of which the likely ones, each standing for `each` words, make STOCK_WORDS. Two phrases that stand beside each other by
    chance are no row: few say what spans both.
    """
    said = likely | sure
    some = np.flatnonzero(said)
    if not len(some):
        return said
    text = owner[places[some]]
    first = np.flatnonzero(np.concatenate([[True], (np.diff(some) > 1) | (text[1:] != text[:-1])]))
    words = each * np.add.reduceat(~sure[some], first, dtype=np.int64) + GRAM - 1
    said[some] = np.repeat(words < STOCK_WORDS, np.diff(np.append(first, len(some))))
    return said


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
        found.append(Own(words.values[text], words.starts[text], words.ends[text], printed[text], own[text]))
    return found
