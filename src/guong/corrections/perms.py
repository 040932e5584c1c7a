"""Permissions this room asks for; access.roles says who holds them."""

READ = "corrections.finding:read"
WRITE = "corrections.finding:write"
DIVIDE = "corrections.finding:divide"
JUDGE = "corrections.finding:judge"
