"""Roll-ups of tallies, the official numbers, and the recount that checks them."""
