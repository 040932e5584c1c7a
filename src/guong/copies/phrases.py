"""What is everybody's: the set phrases of the collection, and what one cell says together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from guong.copies import rules
from guong.copies.alike import alike, mostly_shared
from guong.copies.blanks import Blanks
from guong.copies.fold import Numbers, Places
from guong.copies.grams import Key
from guong.copies.postings import Postings, shortened
from guong.copies.sorting import distinct, runs
from guong.copies.stock import Stock, of_cells, stock_in_full

Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Phrases:
    """`stock`: all fingerprints of the set phrases, as far as they were counted in full; a likely one counts as a phrase only while it is
    short · `sure`, `likely`: kept ones.

    `cells`: fingerprints that belong to a cell (`of_cells`), sorted · `open_rows`: rows of the postings that may still show a copy ·
    `uniformity`: see `collection.Comparison` · `count`: texts, which says how far numbers are compared.
    """

    stock: Stock
    sure: Numbers
    likely: Numbers
    cells: Numbers
    open_rows: Flags
    uniformity: dict[int, float]
    count: int

    @staticmethod
    def of(said: Numbers, likely: Numbers | None = None) -> Phrases:
        """Set phrases, and likely ones, that are known by their kept fingerprints alone."""
        none = np.zeros(0, np.uint64)
        maybe = none if likely is None else distinct(shortened(likely, 1))
        return Phrases(Stock(none, none, none), distinct(shortened(said, 1)), maybe, none, np.zeros(0, bool), {}, 1)


@dataclass(frozen=True, slots=True)
class _Frequent:
    """Rows of fingerprints that stand in several texts: row, text, fingerprint; and as whom each text counts."""

    at: Places
    texts: Places
    group: Places
    standing: Places


def find_phrases(
    rows: Postings, twins: Places, where: Places, texts: Sequence[str], blanks: Blanks, key: Key
) -> Phrases:
    """Count in how many texts each fingerprint stands; texts that are mostly alike count once. `where`: cells, or below 0. `twins`: the first text of the same words."""
    frequent = _frequent(rows, twins)
    sizes = _counted(frequent, len(rows.prints))
    sure = sizes > rules.sure_limit(rows.count)
    likely = (sizes > rules.stock_limit(rows.count)) & ~sure
    open_rows = ~sure[rows.group]
    cells, uniformity = _cells(rows, where, frequent, sure, open_rows)
    stock = stock_in_full(texts, frequent.standing, where, blanks, key)
    return Phrases(stock, rows.prints[sure], rows.prints[likely], cells, open_rows, uniformity, rows.count)


def _frequent(rows: Postings, twins: Places) -> _Frequent:
    several = rows.sizes >= min(rules.STOCK_LEAST, rules.CELL_LEAST)
    at = np.flatnonzero(several[rows.group])
    found, own = mostly_shared(rows)
    standing = alike(rows.texts[found], rows.prints[rows.group[found]], own, twins)
    return _Frequent(at, rows.texts[at], rows.group[at], standing)


def _counted(frequent: _Frequent, groups: int, kinds: Places | None = None) -> Places:
    """Texts of each fingerprint (or of each of `kinds`), those alike once."""
    kind = frequent.group if kinds is None else kinds
    standing = frequent.standing
    joined = np.zeros(len(standing), bool)
    joined[standing[standing != np.arange(len(standing))]] = True
    together = joined[standing[frequent.texts]]
    some = np.flatnonzero(together)
    codes = distinct(kind[some] * len(standing) + standing[frequent.texts[some]])
    alone = np.bincount(kind[~together], minlength=groups)
    return alone + np.bincount(codes // max(1, len(standing)), minlength=groups)


def _cells(
    rows: Postings, where: Places, frequent: _Frequent, sure: Flags, open_rows: Flags
) -> tuple[Numbers, dict[int, float]]:
    """What belongs to each cell, and how uniform it writes. Closes the rows of what belongs to a cell."""
    members = np.bincount(where[where >= 0])
    limits = np.array([rules.cell_limit(int(size)) for size in members], np.int64)
    often = rows.sizes > limits[members > 0].min(initial=rows.count)  # what fewer texts say is said by no whole cell
    kept = np.flatnonzero((where[frequent.texts] >= 0) & (often & ~sure)[frequent.group])
    cell = where[frequent.texts[kept]]
    code = frequent.group[kept] * len(members) + cell
    order = np.argsort(code, kind="stable")
    kept, cell = kept[order], cell[order]
    _, begins = runs(code[order])
    said = np.diff(begins)
    which = np.repeat(np.arange(len(said)), said)
    part = _Frequent(frequent.at[kept], frequent.texts[kept], frequent.group[kept], frequent.standing)
    told = _counted(part, len(said), which)
    limit = limits[cell[begins[:-1]]]
    common = (told > limit)[which]
    open_rows[part.at[common]] = False
    found = of_cells(rows.prints[part.group[common]], cell[common])
    return distinct(found), _even(rows, where, sure, part.texts[(said > limit)[which]])


def _even(rows: Postings, where: Places, sure: Flags, shared: Places) -> dict[int, float]:
    """The average share of each cell, over its texts that have words of their own."""
    own = np.bincount(rows.texts[~sure[rows.group]], minlength=rows.count)
    share = np.bincount(shared, minlength=rows.count) / np.maximum(own, 1)
    counted = np.flatnonzero((where >= 0) & (own > 0))
    sizes = np.bincount(where[counted])
    sums = np.bincount(where[counted], weights=share[counted])
    return {int(cell): float(sums[cell] / sizes[cell]) for cell in np.flatnonzero(sizes >= rules.CELL_LEAST)}
