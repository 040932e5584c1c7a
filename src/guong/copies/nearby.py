"""One text against many stored fingerprints: who is near, in a few milliseconds. Pure: numpy and the standard library."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from guong.copies import rules
from guong.copies.blanks import Blanks
from guong.copies.fold import Numbers, fold
from guong.copies.grams import Key, digests, kept, pack, unpack
from guong.copies.own import own_words
from guong.copies.passages import Common, common
from guong.copies.phrases import Phrases
from guong.copies.sorting import distinct

_LEAST = 3  # fingerprints in common from which a text is read
_MOST = 12  # texts that are read for one hint, those with most in common first


@dataclass(frozen=True, slots=True)
class Near:
    """`texts`: which stored texts to read, by their number; `said`: fingerprints that many of them have, which are no copy."""

    texts: list[int]
    said: Numbers


def prints_of(text: str, template: str, key: Key) -> Numbers:
    """The different kept fingerprints of a text without those of the form, sorted."""
    found = kept(fold([text]), key).values
    return distinct(found[~Blanks.of(template, key).has(found)])


def stored(text: str, template: str, key: Key) -> bytes:
    """What is kept of a text (under a thousand bytes for an ordinary one)."""
    return pack(prints_of(text, template, key), key)


def near(prints: Numbers, blobs: Sequence[bytes], of_cell: Sequence[bool], key: Key) -> Near:
    """The stored texts with enough in common, set phrases of all of them and words of the cell left out."""
    names = digests(prints, key)
    order = np.argsort(names)
    theirs, owner = unpack(blobs, names[order])
    which = order[np.searchsorted(names[order], theirs)]
    inside = np.asarray(of_cell, bool)
    everywhere = np.bincount(which, minlength=len(prints)) > rules.stock_limit(len(blobs))
    of_the_cell = np.bincount(which[inside[owner]], minlength=len(prints)) > rules.cell_limit(int(inside.sum()) + 1)
    open_prints = ~(everywhere | of_the_cell)
    counts = np.bincount(owner[open_prints[which]], minlength=len(blobs))
    first = np.argsort(-counts, kind="stable")[:_MOST]
    return Near([int(n) for n in first if counts[n] >= _LEAST], prints[~open_prints])


def read(
    one: str, others: Sequence[str], *, template: str, said: Numbers, key: Key, maybe: Numbers | None = None
) -> list[tuple[Common, float] | None]:
    """What a text has in common with each of a few others, and which part of its own words that is.

    None where it is not worth a hint. `said`: fingerprints that count as set phrases; `maybe`: those that do in short rows only.
    """
    found = read_sizes(one, others, template=template, said=said, key=key, maybe=maybe)
    return [(shared, shared.own / max(1, mine)) if shared else None for shared, mine, _theirs in found]


def read_sizes(
    one: str, others: Sequence[str], *, template: str, said: Numbers, key: Key, maybe: Numbers | None = None
) -> list[tuple[Common | None, int, int]]:
    """As `read`: what is in common, and how many own words each of the two has."""
    where: NDArray[np.int64] = np.full(1 + len(others), -1)
    mine, *theirs = own_words([one, *others], Blanks.of(template, key), Phrases.of(said, maybe), where, key)
    return [(_worth(common(mine, other), min(mine.size, other.size)), mine.size, other.size) for other in theirs]


def _worth(found: Common, of: int) -> Common | None:
    return found if rules.is_worth_a_hint(found.words, found.longest, found.own, of) else None
