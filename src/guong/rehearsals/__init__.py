"""Rehearsals: a whole drive run with invented people, apart from everything real (docs/mechanisms/rehearsals.md)."""
