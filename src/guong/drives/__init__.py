"""Drives, their frozen tree and roster, registration, assignments, reminders, tallies."""
