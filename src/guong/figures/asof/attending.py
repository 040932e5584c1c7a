"""Held meetings that somebody from a higher body attended, by the level of that body (S134)."""

from __future__ import annotations

from datetime import date, datetime

from guong.drives.models import Drive, Registration
from guong.figures.asof.drive_rows import columns as drive_columns
from guong.meetings.enums import Level
from guong.meetings.models import Guest


def columns(drive: Drive, unit_ids: list[int], on: date, end: datetime) -> dict[str, dict[int, int]]:
    """A guest counts with the day of the meeting; the cell must have held every part by then."""
    held = drive_columns(drive, unit_ids, on, end)["held"]
    met = Registration.objects.filter(drive=drive, unit_id__in=unit_ids, held_on__lte=on)
    guests = Guest.objects.filter(meeting__registration__in=met.values("pk")).exclude(body_level="")
    seen = set(guests.values_list("meeting__unit_id", "body_level"))
    return {
        f"held_with_{level}": {unit_id: 1 for unit_id, found in seen if found == level and held.get(unit_id)}
        for level in Level.values
    }
