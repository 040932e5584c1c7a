"""Papers as spreadsheets."""

from guong.papers.xlsx.report import render

__all__ = ["render"]
