"""Summaries of the bodies above the cells: gathered, folded after commit, read (docs/mechanisms/tallies.md)."""

from guong.figures.summaries.folding import fold
from guong.figures.summaries.reading import Whole, branches_of, whole
from guong.figures.summaries.refreshing import refresh_summaries, summary_drift

__all__ = ["Whole", "branches_of", "fold", "refresh_summaries", "summary_drift", "whole"]
