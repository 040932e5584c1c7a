"""Self-reviews, remarks and replies."""
