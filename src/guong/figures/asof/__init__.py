"""Recounting a drive as it stood at the end of a past day, from the dated rows (S133, S120)."""

from guong.figures.asof.recount import counts_on, overdue_and_done_on

__all__ = ["counts_on", "overdue_and_done_on"]
