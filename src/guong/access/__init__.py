"""Roles, grants and scopes: the ONE place that says who may see what."""
