"""Reminders before the days of a drive and of measures."""
