"""Permissions of this room."""

CHECK = "jobs.check:read"
