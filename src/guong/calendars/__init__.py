"""Calendars that a telephone subscribes to: one for each person, one for a body (S26, S132)."""
