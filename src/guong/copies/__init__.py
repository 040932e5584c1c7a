"""Where two texts run word for word alike: a hint to the author, never an accusation, never a score (S148, S149, D24)."""
