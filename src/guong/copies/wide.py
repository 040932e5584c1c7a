"""A block of texts against all stored fingerprints of a drive: who is near, far beyond the ward. Pure: numpy and the standard library.

Memory: the block's fingerprints and where they stand in the others; the others come past in small parts and are never held.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from guong.copies import rules
from guong.copies.fold import Numbers, Places
from guong.copies.grams import STORED, unpack
from guong.copies.sorting import distinct, runs

LEAST = 4
"""Fingerprints in common from which two texts are read: about fourteen words."""
Part = Sequence[tuple[int, str, bytes]]
"""(number of the text, its ward, its fingerprints); the numbers grow."""


@dataclass(frozen=True, slots=True)
class Neighbours:
    """`pairs`: (earlier text, text of the block) of different wards; `sure`, `likely`: stored fingerprints that are set phrases."""

    pairs: list[tuple[int, int]]
    sure: Numbers
    likely: Numbers


def neighbours(block: Part, everything: Iterable[Part]) -> Neighbours:
    """Who of all handed in earlier has enough in common with each text of the block."""
    values, owner = _rows([blob for _, _, blob in block])
    wanted = distinct(values)
    wards, numbers = {number: ward for number, ward, _ in block}, np.array([number for number, _, _ in block], np.int64)
    which, texts, count = _found(wanted, everything, wards)
    seen = np.bincount(which, minlength=len(wanted))
    sure = seen > rules.sure_limit(count)
    likely = (seen > rules.stock_limit(count)) & ~sure
    at = np.searchsorted(wanted, values)
    open_rows = (seen <= rules.PAIRED)[at]
    order = np.argsort(at[open_rows], kind="stable")
    kinds, holders = at[open_rows][order], numbers[owner[open_rows]][order]
    few = np.flatnonzero((seen <= rules.PAIRED)[which])
    low, high = (np.searchsorted(kinds, which[few], side=side) for side in ("left", "right"))
    many = high - low
    within = np.arange(int(many.sum())) - np.repeat(np.cumsum(many) - many, many)
    mine = holders[np.repeat(low, many) + within]
    other = np.repeat(texts[few], many)
    return Neighbours(_enough(other, mine, wards), wanted[sure], wanted[likely])


def _rows(blobs: Sequence[bytes]) -> tuple[Numbers, Places]:
    """All fingerprints, and which blob each comes from."""
    rows = np.frombuffer(b"".join(blobs), "<u2").reshape(-1, STORED // 2)
    padded = np.zeros((len(rows), 4), "<u2")
    padded[:, : STORED // 2] = rows
    sizes = [len(blob) // STORED for blob in blobs]
    return padded.view("<u8").ravel(), np.repeat(np.arange(len(blobs)), sizes)


def _found(wanted: Numbers, everything: Iterable[Part], wards: dict[int, str]) -> tuple[Places, Places, int]:
    """Of every wanted fingerprint (by its place) the texts in which it stands, and how many texts there are."""
    which, texts, count = [np.zeros(0, np.int64)], [np.zeros(0, np.int64)], 0
    for part in everything:
        values, owner = unpack([blob for _, _, blob in part], wanted)
        which.append(np.searchsorted(wanted, values))
        texts.append(np.array([number for number, _, _ in part], np.int64)[owner])
        wards.update((number, ward) for number, ward, _ in part)
        count += len(part)
    return np.concatenate(which), np.concatenate(texts), count


def _enough(earlier: Places, later: Places, wards: dict[int, str]) -> list[tuple[int, int]]:
    before = earlier < later
    codes, begins = runs(np.sort((later[before] << 32) | earlier[before]))
    near = codes[np.diff(begins) >= LEAST].tolist()
    pairs = [(code & 0xFFFFFFFF, code >> 32) for code in near]
    return [(a, b) for a, b in pairs if wards[a] != wards[b]]
