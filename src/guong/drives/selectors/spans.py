"""Registered meetings as minutes: what the rule of clashes reads (S45)."""

from __future__ import annotations

from guong.drives import roster, rulebook
from guong.drives.enums import MeetingMode
from guong.drives.models import Drive, Registration


def spans(drive: Drive, rows: tuple[Registration, ...]) -> tuple[roster.Span, ...]:
    """Each as long as a thematic meeting lasts at least (R6); online there is no way to go. For rooms above, no words."""
    minutes = rulebook.value(drive.ruleset, "thematic_minutes")
    return tuple(
        roster.Span(start, start + minutes, "" if row.mode == MeetingMode.ONLINE else row.place.casefold())
        for row in rows
        for start in [int(row.starts_at.timestamp()) // 60]
    )
