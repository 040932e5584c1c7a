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
from guong.copies.sorting import among, distinct, runs

_FEW = 3000  # up to so many texts the words of all of them are counted in full
_ENOUGH = 1500  # of more texts: in so many of them what one in a hundred says is found surely enough
_OWNER = np.uint64(12)  # bits for their number
_APART, _SPREAD = np.uint64(0xC2B2AE3D27D4EB4F), np.uint64(0x9E3779B97F4A7C15)
Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Stock:
    """All fingerprints, kept or not, of the set phrases: sorted, without their lowest bits. *sure* and *likely*: see `Phrases`."""

    sure: Numbers
    likely: Numbers
    cells: Numbers  # of a cell (`of_cells`)

    def is_sure(self, values: Numbers) -> Flags:
        return among(values >> _OWNER, self.sure)

    def is_of_cell(self, values: Numbers, cells: Places) -> Flags:
        return among(of_cells(values >> _OWNER, cells), self.cells)

    def is_likely(self, values: Numbers) -> Flags:
        return among(values >> _OWNER, self.likely)


def of_cells(prints: Numbers, cells: Places) -> Numbers:
    """A fingerprint and a cell as one number."""
    return (prints + cells.astype(np.uint64) * _APART) * _SPREAD


def stock_in_full(texts: Sequence[str], standing: Places, where: Places, blanks: Blanks, key: Key) -> Stock:
    """Count the words of all texts, or of 1,500 spread evenly; `standing`: texts that are mostly alike count once."""
    alone = np.flatnonzero(standing == np.arange(len(texts)))
    few = len(texts) <= _FEW
    chosen = alone if few else alone[np.linspace(0, len(alone) - 1, min(_ENOUGH, len(alone))).astype(np.int64)]
    values, sizes = _counted([texts[n] for n in chosen.tolist()], np.arange(len(chosen)), blanks, key)
    sure = sizes * max(1.0, len(alone) / max(1, len(chosen))) > rules.sure_limit(len(texts))
    likely = (sizes > rules.stock_limit(len(texts))) & ~sure
    of_some, often = _cells_in_full(texts, standing, where, blanks, key)
    return Stock(values[sure], distinct(np.concatenate([values[likely], often])), of_some)


def _cells_in_full(
    texts: Sequence[str], standing: Places, where: Places, blanks: Blanks, key: Key
) -> tuple[Numbers, Numbers]:
    """What cells say, as numbers of a fingerprint and its cell; and what enough of one cell say for a short phrase anywhere."""
    found, often = [np.zeros(0, np.uint64)], [np.zeros(0, np.uint64)]
    order = np.argsort(where, kind="stable")
    cells, begins = runs(where[order])
    for cell, first, end in zip(cells.tolist(), begins[:-1].tolist(), begins[1:].tolist(), strict=True):
        members = order[first:end] if cell >= 0 else order[:0]
        if len(members) >= rules.CELL_LEAST:
            values, sizes = _counted([texts[n] for n in members.tolist()], standing[members], blanks, key)
            said = values[sizes > rules.cell_limit(len(members))]
            found.append(of_cells(said, np.full(len(said), cell)))
            often.append(values[sizes > min(rules.STOCK_SOME - 1, rules.cell_limit(len(members)))])
    return distinct(np.concatenate(found)), np.concatenate(often)


def _counted(texts: list[str], standing: Places, blanks: Blanks, key: Key) -> tuple[Numbers, Places]:
    """Every fingerprint without its lowest bits, and in how many texts it stands; those of one `standing` count once."""
    found = [np.zeros(0, np.uint64)]
    for first, words in fold_parts(texts):
        values, owner = grams_inside(words, key)
        own = ~blanks.has(values)
        found.append(((values[own] >> _OWNER) << _OWNER) | standing[owner[own] + first].astype(np.uint64))
    in_texts, _ = runs(np.sort(np.concatenate(found)))  # often in one text counts once
    values, begins = runs(in_texts >> _OWNER)
    return values, np.diff(begins)
