"""Short texts that run alike, by their letters: pairs of neighbouring words in common. Pure: numpy and the standard library.

The same folding of letters as in `guong.copies`, which compares whole reports: marks, digits and capitals do not matter. It knows
letters, not meanings (D24).
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from guong.copies.fold import fold

NEAR = 0.34  # part of the shorter text's pairs of words that the other one has as well
ENOUGH = 4  # pairs in common: fewer say nothing


def pairs_of(texts: Sequence[str]) -> list[frozenset[tuple[int, int]]]:
    """The pairs of neighbouring folded words of each text."""
    words = fold(texts)
    values, bounds = words.values.tolist(), words.bounds.tolist()
    rows = [values[start:end] for start, end in itertools.pairwise(bounds)]
    return [frozenset(itertools.pairwise(row)) for row in rows]


def nearest(text: str, others: Sequence[str], most: int = 5) -> list[tuple[int, float]]:
    """Places in `others` of the texts that run like `text`, the nearest first, with the part (0-1) in common."""
    own, *rest = pairs_of([text, *others])
    found = []
    for place, theirs in enumerate(rest):
        common, least = len(own & theirs), min(len(own), len(theirs))
        if common >= ENOUGH and common / least >= NEAR:
            found.append((place, common / least))
    return sorted(found, key=lambda one: (-one[1], one[0]))[:most]
