"""The X-ray: quality rules over findings and measures, explained to those who can mend them; never a score (D10)."""
