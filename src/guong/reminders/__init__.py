"""Reminders some days before each date: of a drive, a registered meeting, a task of a body, a measure (S150)."""
