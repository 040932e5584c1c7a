"""Which passages two texts have in common, word by word.

Only a text's own words count (`Own`): set phrases and the printed form are left out before, so a sentence of the form between
two copied ones does not tear a passage apart. Pure: numpy only.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from guong.copies.fold import Numbers, Places
from guong.copies.rules import GAP, RUN, SEED

_FACTORS = np.random.default_rng(6).integers(1 << 62, (1 << 63) - 1, SEED, np.uint64) | np.uint64(1)
_OFTEN = 4  # beyond so many places, equal runs are paired in their order: texts of one word stay linear


@dataclass(frozen=True, slots=True)
class Own:
    """One text: `words` with their places `starts`, `ends`; `printed`: which of them are the form's.

    `values`: the words that are its author's own, `at`: where they stand among `words`.
    """

    values: Numbers
    at: Places
    words: Numbers
    starts: Places
    ends: Places
    printed: NDArray[np.bool_]
    seeds: Numbers = field(init=False)
    order: Places = field(init=False)

    def __post_init__(self) -> None:
        runs = _runs(self.values)
        order = np.argsort(runs, kind="stable")
        object.__setattr__(self, "order", order)
        object.__setattr__(self, "seeds", runs[order])


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
    """Equal runs one after another: (first word in a, first word in b, words) of each."""

    runs: list[tuple[int, int, int]]
    words: int
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


def common(one: Own, other: Own) -> Common:
    """The common passages in the order of `one`. Swapping the texts swaps the answer."""
    if _later(one, other):
        found = common(other, one)
        turned = [Passage(p.b0, p.b1, p.a0, p.a1, p.words) for p in found.passages]
        return Common(found.words, found.own, tuple(sorted(turned, key=lambda p: (p.a0, p.b0))))
    chains = _chains(_segments(*_matches(one, other)))
    own, chosen = _without_repeats(chains, len(one.values), len(other.values))
    parts = sorted((_passage(chain, one, other) for chain in chosen), key=lambda p: (p.a0, p.b0))
    between = sum(part.words for part in parts) - sum(chain.words for chain in chosen)
    return Common(own + between, own, tuple(parts))


def _later(one: Own, other: Own) -> bool:
    """A fixed order of two texts by what they say, so that the answer does not depend on which is named first."""
    if len(one.values) != len(other.values):
        return len(one.values) > len(other.values)
    apart = np.flatnonzero(one.values != other.values)
    return bool(len(apart)) and bool(one.values[apart[0]] > other.values[apart[0]])


def _matches(one: Own, other: Own) -> tuple[Places, Places]:
    """Places of equal seeds."""
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
    return one.order[np.repeat(hit, counts)], other.order[np.repeat(low, counts) + within]


def _segments(a: Places, b: Places) -> Iterator[tuple[int, int, int]]:
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


def _chains(segments: Iterator[tuple[int, int, int]]) -> list[_Chain]:
    """Runs joined where at most GAP words on either side differ between them."""
    done: list[_Chain] = []
    growing: list[_Chain] = []
    for a, b, size in segments:
        still = [chain for chain in growing if a - chain.a <= GAP]
        done += [chain for chain in growing if a - chain.a > GAP and chain.words >= RUN]
        growing = still
        best: _Chain | None = None
        for chain in growing:
            if b - chain.b <= GAP and _new(chain, a, b, size) > 0 and (best is None or chain.words > best.words):
                best = chain
        if best is None:
            growing.append(_Chain([(a, b, size)], size, a + size, b + size))
            continue
        words = _new(best, a, b, size)
        cut = size - words
        best.runs.append((a + cut, b + cut, words))
        best.words += words
        best.a, best.b = a + size, b + size
    return done + [chain for chain in growing if chain.words >= RUN]


def _new(chain: _Chain, a: int, b: int, size: int) -> int:
    """How many words of a run lie behind the chain's end in both texts."""
    return size - max(0, chain.a - a, chain.b - b)


def _without_repeats(chains: list[_Chain], a_size: int, b_size: int) -> tuple[int, list[_Chain]]:
    """The longest chains first; one that says again what others said is left out."""
    if len(chains) < 2:
        return sum(chain.words for chain in chains), chains
    in_a, in_b = np.zeros(a_size, bool), np.zeros(b_size, bool)
    chosen: list[_Chain] = []
    for chain in sorted(chains, key=lambda c: (-c.words, c.runs)):
        fresh_a = sum(size - int(in_a[a : a + size].sum()) for a, _, size in chain.runs)
        fresh_b = sum(size - int(in_b[b : b + size].sum()) for _, b, size in chain.runs)
        if min(fresh_a, fresh_b) < RUN:
            continue
        for a, b, size in chain.runs:
            in_a[a : a + size] = True
            in_b[b : b + size] = True
        chosen.append(chain)
    return int(min(in_a.sum(), in_b.sum())), chosen


def _passage(chain: _Chain, one: Own, other: Own) -> Passage:
    (a0, b0, _), (a1, b1, size) = chain.runs[0], chain.runs[-1]
    first_a, first_b = int(one.at[a0]), int(other.at[b0])
    last_a, last_b = int(one.at[a1 + size - 1]), int(other.at[b1 + size - 1])
    before = _equal(one, other, range(first_a - 1, -1, -1), range(first_b - 1, -1, -1))
    after = _equal(one, other, range(last_a + 1, len(one.words)), range(last_b + 1, len(other.words)))
    words = chain.words + before + after + sum(_between(run, one, other) for run in chain.runs)
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


def _between(run: tuple[int, int, int], one: Own, other: Own) -> int:
    """Equal words of set phrases between the own words of a run. What the form prints does not count."""
    a, b, size = run
    at_a, at_b = one.at[a : a + size], other.at[b : b + size]
    if at_a[-1] - at_a[0] < size:
        return 0
    words = 0
    for place in np.flatnonzero((np.diff(at_a) > 1) & (np.diff(at_a) == np.diff(at_b))).tolist():
        of_a = slice(int(at_a[place]) + 1, int(at_a[place + 1]))
        of_b = slice(int(at_b[place]) + 1, int(at_b[place + 1]))
        same = (one.words[of_a] == other.words[of_b]) & ~one.printed[of_a] & ~other.printed[of_b]
        words += int(same.sum())
    return words
