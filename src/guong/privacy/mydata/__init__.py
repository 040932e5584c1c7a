"""Everything about one member, gathered from the rooms by their own selectors (D23)."""
