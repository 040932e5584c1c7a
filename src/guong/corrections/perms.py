"""Permissions this room asks for; access.roles says who holds them."""

READ = "corrections.finding:read"
WRITE = "corrections.finding:write"
DIVIDE = "corrections.finding:divide"
JUDGE = "corrections.finding:judge"
INDICATOR_WRITE = "org.unit:manage"  # an indicator is a typed fact of the unit, like its households
RULES_PUBLISH = "drives.rules:publish"  # lists that hold for everything below are published like its rules
INDICATOR_READ = "figures.figures:read"
