"""Study conferences, meetings, attendance, notes and minutes."""
