"""What is withheld of small numbers about people's faults, from whom, today and on past days (D9, docs/mechanisms/tallies.md)."""
