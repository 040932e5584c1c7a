"""The year-end rating: points by a published scheme, three steps, tallies of a secret vote, petition, the list (R32-R38, R45)."""
