"""The numbers of this room: what is kept, what is not counted as copied, and from where on two texts are worth a hint.

No framework. Sources: S148, S149; the sizes were measured (docs/mechanisms/copies.md).
"""

from __future__ import annotations

from enum import StrEnum

GRAM = 6
"""Words in a fingerprint: six syllables, about four Vietnamese words."""
KEEP = 1 / 4
"""Share of the fingerprints that are kept; the others are never stored nor compared."""

SEED = 5
"""Equal words in a row from which a passage may grow."""
GAP = 8
"""Words that may differ between two equal runs of one passage."""
RUN = 12
"""Equal words that make a passage."""
ENOUGH_WORDS = 30
ENOUGH_IN_ONE = 18
ALONE_ENOUGH = 27
ENOUGH_SHARE = 0.06
"""A pair is shown from 30 equal words, 18 of them in one passage, or from one passage of 27; and this share of the shorter text's own
words."""

SPAN_WORDS = 14
SPAN_SHARE = 0.03
"""Words that kept fingerprints in common must cover, also of the shorter text, before two texts are read word by word."""
PAIRED = 24
"""Texts with one fingerprint that are compared each with each; with more, each with the first only: cost stays linear."""

STOCK_SHARE = 0.01
STOCK_LEAST = 4
STOCK_SOME = 8
STOCK_TEXTS = 3000
STOCK_SURE = 24
STOCK_WORDS = 60
"""What over 1 % of the texts say (at least 4 of them; 8 are enough, and more only as the square root of what goes beyond 3,000 texts) may
be a set phrase; it is none if it runs on for 60 words, unless over 24 texts and 1 % say it."""
CELL_SHARE = 0.40
CELL_LEAST = 4
"""What 40 % of one cell say (at least 4 of its texts) belongs to the cell."""
FREQUENT_TEXT = 0.4
COVERED_TEXT = 0.75
SAME_AS_FIRST = 0.2
"""Texts of which two fifths stand in others too, strewn over three quarters of them, and a fifth in one certain other, count once when
set phrases are counted: what was copied a hundred times is not a phrase. (Two copies of one text with one word in ten changed
share a quarter.)"""
FORM_TEXTS = 25
FORM_SHARE = 0.80
FORM_REST = 10
FORM_REST_SHARE = 0.12
"""What four fifths of at least 25 texts say is taken for a printed form when texts are looked at that are mostly the same, in every text
with ten kept fingerprints, and an eighth of them, besides."""


class Weight(StrEnum):
    """Of a hint: some passages; half of the text, as it is set; so much that its author is asked to write it anew."""

    SOME = "some"
    NOTICE = "notice"
    REWRITE = "rewrite"


def is_worth_a_hint(words: int, longest: int, own: int, of: int) -> bool:
    """Whether `words` equal words, `longest` in one passage, `own` of them the authors' own, are shown, of the `of` own words of the
    shorter text."""
    long = longest >= ALONE_ENOUGH or (words >= ENOUGH_WORDS and longest >= ENOUGH_IN_ONE)
    return long and own >= ENOUGH_SHARE * of


def weight(share: float, *, notice: int, rewrite: int) -> Weight:
    """How strongly the hint is worded (R30): `notice`, `rewrite` in hundredths, settings of the drive. Never more than words."""
    if 100 * share >= rewrite:
        return Weight.REWRITE
    return Weight.NOTICE if 100 * share >= notice else Weight.SOME


def stock_limit(texts: int) -> int:
    """In how many texts (those alike count once) words may stand before they may be a set phrase."""
    some = STOCK_SOME * max(1.0, texts / STOCK_TEXTS) ** 0.5
    return min(int(some) - 1, max(STOCK_LEAST - 1, int(STOCK_SHARE * texts)))


def sure_limit(texts: int) -> int:
    """In how many texts words may stand before they are a set phrase however long they are."""
    return max(STOCK_SURE, int(STOCK_SHARE * texts))


def cell_limit(texts: int) -> int:
    """In how many texts of one cell words may stand before they are the cell's own."""
    return max(CELL_LEAST - 1, -(-int(CELL_SHARE * 100 * texts) // 100) - 1)
