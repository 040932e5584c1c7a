"""Permissions this room asks for; access.roles says who holds them. Units and members are the office's to manage."""

READ = "org.unit:read"
MANAGE = "org.unit:manage"
FIGURES = "figures.figures:read"
