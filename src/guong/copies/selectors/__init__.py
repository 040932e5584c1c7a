"""Reads of this room: hints to the author before hand-in; pairs of a cell to whoever reads its reviews."""

from guong.copies.selectors.cell import Alike, CellCopies, PairTexts, cell_copies, pair_texts
from guong.copies.selectors.mine import Hint, Source, hints

__all__ = ["Alike", "CellCopies", "Hint", "PairTexts", "Source", "cell_copies", "hints", "pair_texts"]
