"""Permissions this room asks for; access.roles says who holds them."""

READ = "corrections.finding:read"
WRITE = "corrections.finding:write"
DIVIDE = "corrections.finding:divide"
JUDGE = "corrections.finding:judge"
INDICATOR_WRITE = "org.unit:manage"  # an indicator is a typed fact of the unit, like its households
INDICATOR_READ = "figures.figures:read"
