"""Texts that are mostly the same, found without comparing each with each."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from guong.copies import rules
from guong.copies.fold import Numbers, Places
from guong.copies.postings import PLACES, Postings
from guong.copies.rules import SAME_AS_FIRST
from guong.copies.sorting import among, distinct, runs

_ROUNDS = 16
_FACTORS = np.random.default_rng(4).integers(1 << 62, (1 << 63) - 1, _ROUNDS, np.uint64) | np.uint64(1)

_MANY = 64
_QUARTER = np.uint64(1 << 62)
"""Of a text with many fingerprints a quarter of them is compared."""
_CLOSE = 24
"""Words between two fingerprints that stand in other texts too, up to which what lies between them is taken for a changed word."""
Flags = NDArray[np.bool_]


def mostly_shared(rows: Postings) -> tuple[Places, Places]:
    """Rows of fingerprints that many have, of the texts that are theirs nearly from end to end; and how many fingerprints count in
    each text.

    A text with stretches of its own between the words of a form is not such a text: a copy has its changed words strewn all over it.
    """
    often = (rows.sizes > rules.stock_limit(rows.count))[rows.group]
    counted = _without_form(rows)
    own = np.bincount(rows.texts[counted], minlength=rows.count)
    much = np.bincount(rows.texts[often & counted], minlength=rows.count) >= np.maximum(1, rules.FREQUENT_TEXT * own)
    at = np.flatnonzero(much[rows.texts] & counted)
    at = at[np.argsort(rows.texts[at] * PLACES + rows.places[at])]
    within = _between(rows.texts[at] * (2 * PLACES) + rows.places[at], often[at])
    whole = np.bincount(rows.texts[at[within]], minlength=rows.count) >= np.maximum(1, rules.COVERED_TEXT * own)
    return at[whole[rows.texts[at]] & often[at]], own


def _without_form(rows: Postings) -> Flags:
    """Leaves out what nearly all texts say, as a form does; not of texts that say hardly anything else."""
    if rows.count < rules.FORM_TEXTS:
        return np.ones(len(rows.texts), bool)
    form = (rows.sizes > rules.FORM_SHARE * rows.count)[rows.group]
    every, rest = (np.bincount(rows.texts[some], minlength=rows.count) for some in (slice(None), ~form))
    more = rest >= np.maximum(rules.FORM_REST, rules.FORM_REST_SHARE * every)
    counted: Flags = ~(form & more[rows.texts])
    return counted


def _between(places: Places, often: Flags) -> Flags:
    """Which places lie at or between two frequent ones that stand near each other. `places`: growing numbers."""
    far = np.int64(1) << 60
    before = np.maximum.accumulate(np.where(often, places, -far))
    after = np.minimum.accumulate(np.where(often, places, far)[::-1])[::-1]
    found: Flags = after - before <= _CLOSE
    return found


def alike(texts: Places, prints: Numbers, own: Places, twins: Places) -> Places:
    """For each text the first text it is mostly the same as, or itself.

    `texts`, `prints`, `own`: see `mostly_shared`, the rows in the order of texts · `twins`: known before. A text is looked up by the
    smallest of its frequent fingerprints in sixteen different orders, then compared with the first so found.
    """
    standing = twins.copy()
    if not len(texts):
        return standing
    who, begins = runs(texts)
    checked = np.flatnonzero((own[texts] < _MANY) | (prints * _FACTORS[-1] < _QUARTER))
    weights = np.where(own < _MANY, 1, 4)
    for factor in _FACTORS:
        first = _first_with(np.minimum.reduceat(prints * factor, begins[:-1]), who)
        joined = np.flatnonzero(first != who)
        enough = _share_enough(texts[checked], prints[checked], who[joined], first[joined], own / weights)
        joined = joined[enough]
        _join(standing, who[joined].tolist(), first[joined].tolist())
    return _roots(standing)


def _first_with(marks: Numbers, who: Places) -> Places:
    """For each text the first one with the same mark."""
    order = np.argsort(marks, kind="stable")
    _, begins = runs(marks[order])
    first = np.empty_like(who)
    first[order] = np.repeat(who[order[begins[:-1]]], np.diff(begins))
    return first


def _share_enough(texts: Places, prints: Numbers, who: Places, first: Places, own: NDArray[np.float64]) -> Places:
    """Places in `who` of the texts that share enough of themselves with their first."""
    of = np.full(len(own), -1, np.int64)
    of[who] = first
    is_first = np.zeros(len(own), bool)
    is_first[first] = True
    theirs = np.flatnonzero(is_first[texts])
    known = distinct(prints[theirs] * _FACTORS[0] + texts[theirs].astype(np.uint64))
    mine = np.flatnonzero(of[texts] >= 0)
    common = among(prints[mine] * _FACTORS[0] + of[texts[mine]].astype(np.uint64), known)
    counts = np.bincount(texts[mine[common]], minlength=len(own))
    return np.flatnonzero(counts[who] >= SAME_AS_FIRST * own[who])


def _join(standing: Places, texts: list[int], firsts: list[int]) -> None:
    for text, first in zip(texts, firsts, strict=True):
        a, b = _root(standing, text), _root(standing, first)
        standing[max(a, b)] = min(a, b)


def _root(standing: Places, text: int) -> int:
    while standing[text] != text:
        standing[text] = standing[standing[text]]
        text = int(standing[text])
    return text


def _roots(standing: Places) -> Places:
    while (standing[standing] != standing).any():
        standing = standing[standing]
    return standing
