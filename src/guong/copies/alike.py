"""Texts that are mostly the same, found without comparing each with each."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from guong.copies.fold import Numbers, Places
from guong.copies.rules import FREQUENT_TEXT, SAME_AS_FIRST
from guong.copies.sorting import among, distinct, runs

_ROUNDS = 16
_FACTORS = np.random.default_rng(4).integers(1 << 62, (1 << 63) - 1, _ROUNDS, np.uint64) | np.uint64(1)

_MANY = 64
_QUARTER = np.uint64(1 << 62)
"""Of a text with many fingerprints a quarter of them is compared."""


def alike(texts: Places, prints: Numbers, own: Places, twins: Places) -> Places:
    """For each text the first text it is mostly the same as, or itself.

    `texts`, `prints`: rows of the fingerprints that stand in several texts · `own[t]`: fingerprints of text `t` · `twins`: known before. A text is
    looked up by the smallest of its frequent fingerprints in sixteen different orders, then compared with the first so found.
    """
    standing = twins.copy()
    heavy = np.bincount(texts, minlength=len(own)) >= np.maximum(1, FREQUENT_TEXT * own)
    at = np.flatnonzero(heavy[texts])
    if not len(at):
        return standing
    at = at[np.argsort(texts[at], kind="stable")]
    texts, prints = texts[at], prints[at]
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
