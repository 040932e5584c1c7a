"""Rules of questions, pure (S130)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from guong.kernel import text

ALIKE = 0.4  # share of syllable pairs in common: two ways of asking the same thing
_WORD = re.compile(r"\w+")


def pairs(words: str) -> frozenset[tuple[str, str]]:
    """Neighbouring syllables of a text, without marks and case; a single syllable stands beside nothing."""
    found = _WORD.findall(text.fold(words))
    return frozenset(pairwise(found)) if len(found) > 1 else frozenset((one, "") for one in found)


def likeness(first: frozenset[tuple[str, str]], second: frozenset[tuple[str, str]]) -> float:
    """Between 0 and 1: twice what is common, of all (Dice). Letters are compared, never meaning."""
    whole = len(first) + len(second)
    return 2 * len(first & second) / whole if whole else 0.0


def groups(asked: Sequence[tuple[int, str, str]]) -> list[list[int]]:
    """Questions that ask much the same, put together: (id, topic, text) → ids, in the order in which they were asked.

    Each joins the first group of its topic whose first question is alike; the bigger groups come first.
    """
    found: list[tuple[str, frozenset[tuple[str, str]], list[int]]] = []
    for key, topic, words in asked:
        mine = pairs(words)
        home = next((ids for about, first, ids in found if about == topic and likeness(first, mine) >= ALIKE), None)
        if home is None:
            found.append((topic, mine, [key]))
        else:
            home.append(key)
    return sorted((ids for _topic, _first, ids in found), key=lambda ids: -len(ids))


def nearest(words: str, known: Iterable[tuple[int, str]], limit: int = 3) -> list[int]:
    """Ids of the texts that hold most of what was asked: at least a third of its pairs; the nearest first."""
    mine = pairs(words)
    if not mine:
        return []
    scored = [(len(mine & pairs(said)) / len(mine), key) for key, said in known]
    return [key for score, key in sorted(scored, key=lambda one: (-one[0], one[1])) if score >= 1 / 3][:limit]
