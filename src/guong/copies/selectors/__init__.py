"""Reads of this room: hints to the author before hand-in; pairs of a cell to whoever reads its reviews."""

from guong.copies.selectors.cell import Alike, CellCopies, PairTexts, cell_copies, pair_texts
from guong.copies.selectors.far import Far, far_of_cell, far_texts, my_far
from guong.copies.selectors.mine import Hint, Source, hints

__all__ = [
    "Alike", "CellCopies", "Far", "Hint", "PairTexts", "Source", "cell_copies", "far_of_cell", "far_texts", "hints", "my_far",
    "pair_texts",
]  # fmt: skip
