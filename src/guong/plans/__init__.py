"""Personal plans: decisions, routing, posting, monitoring."""
