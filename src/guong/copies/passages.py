"""Which passages two texts have in common, word by word.

Texts are laid beside each other without what the form prints, so a printed line between two copied ones does not tear a passage
apart. Set phrases are read too, but only a text's own words (`Own`) begin a passage, make it count and measure its gaps. Pure: numpy
only.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from guong.copies.fold import Numbers, Places
from guong.copies.rules import GAP, RUN, SEED

_FACTORS = np.random.default_rng(6).integers(1 << 62, (1 << 63) - 1, SEED, np.uint64) | np.uint64(1)
_OFTEN = 4  # beyond so many places, equal runs are paired in their order: texts of one word stay linear
Flags = NDArray[np.bool_]
Run = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Own:
    """One text: its words, which of them the form prints, and which are its author's own, neither printed nor set phrases.

    `starts`, `ends`: where each word stands. Made of it: `at` the words that are not printed, `values` their numbers, `mine` which of
    these are the author's own, `before[n]` how many own ones stand before the `n`-th, `size` how many there are.
    """

    words: Numbers
    starts: Places
    ends: Places
    printed: Flags
    own: Flags
    at: Places = field(init=False)
    values: Numbers = field(init=False)
    mine: Flags = field(init=False)
    before: Places = field(init=False)
    size: int = field(init=False)
    seeds: Numbers = field(init=False)
    order: Places = field(init=False)

    def __post_init__(self) -> None:
        at = np.flatnonzero(~self.printed)
        values, mine = self.words[at], self.own[at]
        before = np.zeros(len(at) + 1, np.int64)
        np.cumsum(mine, out=before[1:])
        runs = _runs(values)
        order = np.argsort(runs, kind="stable")
        made = {"at": at, "values": values, "mine": mine, "before": before, "size": int(before[-1])}
        for name, value in {**made, "order": order, "seeds": runs[order]}.items():
            object.__setattr__(self, name, value)

    def touched(self, places: Places) -> Flags:
        """Which seeds have a word of the author's own."""
        found: Flags = self.before[places + SEED] > self.before[places]
        return found


@dataclass(frozen=True, slots=True)
class Passage:
    """Characters `a0:a1` of the one text and `b0:b1` of the other say the same in `words` words."""

    a0: int
    a1: int
    b0: int
    b1: int
    words: int


@dataclass(slots=True)
class _Chain:
    """Equal runs one after another: (first word in a, first word in b, words) of each; `own` words of them; the end in both."""

    runs: list[Run]
    own: int
    a: int
    b: int


def _runs(values: Numbers) -> Numbers:
    count = len(values) - SEED + 1
    if count <= 0:
        return np.zeros(0, np.uint64)
    total: Numbers = values[:count] * _FACTORS[0]
    for step in range(1, SEED):
        total += values[step : step + count] * _FACTORS[step]
    return total


@dataclass(frozen=True, slots=True)
class Common:
    """What two texts have in common: equal words in passages, those of them that are the authors' own, each counted once."""

    words: int
    own: int
    passages: tuple[Passage, ...]

    @property
    def longest(self) -> int:
        """Equal words of the longest passage."""
        return max((passage.words for passage in self.passages), default=0)


def common(one: Own, other: Own) -> Common:
    """The common passages in the order of `one`. Swapping the texts swaps the answer."""
    if _later(one, other):
        found = common(other, one)
        turned = [Passage(p.b0, p.b1, p.a0, p.a1, p.words) for p in found.passages]
        return Common(found.words, found.own, tuple(sorted(turned, key=lambda p: (p.a0, p.b0))))
    chains = _chains(_segments(*_matches(one, other)), one, other)
    words, own, chosen = _without_repeats(chains, one, other)
    parts = sorted((_passage(chain, one, other) for chain in chosen), key=lambda p: (p.a0, p.b0))
    beside = sum(part.words for part in parts) - sum(size for chain in chosen for _, _, size in chain.runs)
    return Common(words + beside, own, tuple(parts))


def _later(one: Own, other: Own) -> bool:
    """A fixed order of two texts by what they say, so that the answer does not depend on which is named first."""
    if len(one.values) != len(other.values):
        return len(one.values) > len(other.values)
    apart = np.flatnonzero(one.values != other.values)
    return bool(len(apart)) and bool(one.values[apart[0]] > other.values[apart[0]])


def _matches(one: Own, other: Own) -> tuple[Places, Places]:
    """Places of equal seeds that are not set phrases in both texts."""
    if not len(one.seeds) or not len(other.seeds):
        return np.zeros(0, np.int64), np.zeros(0, np.int64)
    low = np.searchsorted(other.seeds, one.seeds)
    hit = np.flatnonzero(other.seeds[np.minimum(low, len(other.seeds) - 1)] == one.seeds)
    low, wanted = low[hit], one.seeds[hit]
    counts = np.searchsorted(other.seeds, wanted, side="right") - low
    rank = hit - np.searchsorted(one.seeds, wanted)
    often = counts > _OFTEN
    keep = ~often | (rank < counts)
    low = np.where(often, low + rank, low)[keep]
    counts = np.where(often, 1, counts)[keep]
    hit = hit[keep]
    within = np.arange(int(counts.sum())) - np.repeat(np.cumsum(counts) - counts, counts)
    a, b = one.order[np.repeat(hit, counts)], other.order[np.repeat(low, counts) + within]
    worth = one.touched(a) | other.touched(b)
    return a[worth], b[worth]


def _segments(a: Places, b: Places) -> Iterator[Run]:
    """Equal runs as long as they go, by their first word in `a`."""
    if not len(a):
        return iter(())
    shift = b - a
    order = np.argsort(shift * (int(a.max()) + 1) + a)
    a, shift = a[order], shift[order]
    breaks = np.flatnonzero((np.diff(a) > SEED) | (np.diff(shift) != 0)) + 1
    first = np.concatenate([[0], breaks])
    last = np.concatenate([breaks - 1, [len(a) - 1]])
    begin, size = a[first], a[last] - a[first] + SEED
    order = np.lexsort((shift[first], begin)) if len(begin) > 1 else np.zeros(1, np.int64)
    begins = begin[order].tolist()
    return zip(begins, (begin + shift[first])[order].tolist(), size[order].tolist(), strict=True)


def _chains(segments: Iterator[Run], one: Own, other: Own) -> list[_Chain]:
    """Runs joined where at most GAP own words on either side differ between them."""
    done: list[_Chain] = []
    growing: list[_Chain] = []
    of_a, of_b = one.before, other.before
    for a, b, size in segments:
        upto_a, upto_b = of_a[a] - GAP, of_b[b] - GAP
        still = [chain for chain in growing if of_a[chain.a] >= upto_a]
        if len(still) < len(growing):
            done += [chain for chain in growing if of_a[chain.a] < upto_a and chain.own >= RUN]
            growing = still
        best: _Chain | None = None
        for chain in growing:
            if of_b[chain.b] >= upto_b and _new(chain, a, b, size) > 0 and (best is None or chain.own > best.own):
                best = chain
        if best is None:
            best = _Chain([], 0, a, b)
            growing.append(best)
        words = _new(best, a, b, size)
        cut = size - words
        best.runs.append((a + cut, b + cut, words))
        best.own += int((one.mine[a + cut : a + size] & other.mine[b + cut : b + size]).sum())
        best.a, best.b = a + size, b + size
    return done + [chain for chain in growing if chain.own >= RUN]


def _new(chain: _Chain, a: int, b: int, size: int) -> int:
    """How many words of a run lie behind the chain's end in both texts."""
    return size - max(0, chain.a - a, chain.b - b)


def _without_repeats(chains: list[_Chain], one: Own, other: Own) -> tuple[int, int, list[_Chain]]:
    """Equal words, own ones of them, and the chains: those with most own words first; one that says again what others said is left out."""
    in_a, in_b = np.zeros((2, len(one.values)), bool), np.zeros((2, len(other.values)), bool)
    chosen: list[_Chain] = []
    for chain in sorted(chains, key=lambda c: (-c.own, c.runs)):
        fresh_a = chain.own - sum(int(in_a[1, a : a + size].sum()) for a, _, size in chain.runs)
        fresh_b = chain.own - sum(int(in_b[1, b : b + size].sum()) for _, b, size in chain.runs)
        if min(fresh_a, fresh_b) < RUN:
            continue
        for a, b, size in chain.runs:
            own = one.mine[a : a + size] & other.mine[b : b + size]
            in_a[0, a : a + size] = in_b[0, b : b + size] = True
            in_a[1, a : a + size] |= own
            in_b[1, b : b + size] |= own
        chosen.append(chain)
    words, own_words = np.minimum(in_a.sum(axis=1), in_b.sum(axis=1)).tolist()
    return words, own_words, chosen


def _passage(chain: _Chain, one: Own, other: Own) -> Passage:
    (a0, b0, _), (a1, b1, size) = chain.runs[0], chain.runs[-1]
    first_a, first_b = int(one.at[a0]), int(other.at[b0])
    last_a, last_b = int(one.at[a1 + size - 1]), int(other.at[b1 + size - 1])
    before = _equal(one, other, range(first_a - 1, -1, -1), range(first_b - 1, -1, -1))
    after = _equal(one, other, range(last_a + 1, len(one.words)), range(last_b + 1, len(other.words)))
    words = before + after + sum(size for _, _, size in chain.runs) + _between(chain.runs, one, other)
    return Passage(
        int(one.starts[first_a - before]), int(one.ends[last_a + after]),
        int(other.starts[first_b - before]), int(other.ends[last_b + after]), words,
    )  # fmt: skip


def _equal(one: Own, other: Own, places_a: range, places_b: range) -> int:
    """How far two texts go on alike with set phrases."""
    words = 0
    for a, b in zip(places_a, places_b, strict=False):
        if one.words[a] != other.words[b] or one.printed[a] or other.printed[b]:
            break
        words += 1
    return words


def _between(chain: list[Run], one: Own, other: Own) -> int:
    """Equal words of set phrases between runs that stand equally far apart in both texts."""
    words = 0
    for (a, b, size), (next_a, next_b, _) in pairwise(chain):
        if next_a - a == next_b - b and next_a > a + size:
            words += int((one.values[a + size : next_a] == other.values[b + size : next_b]).sum())
    return words
