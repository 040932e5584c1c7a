"""Events as an RFC 5545 calendar. The one place that knows the library."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, timedelta

from icalendar import Calendar, vDuration
from icalendar import Event as Entry

from guong.calendars.rules import Event


def calendar(name: str, events: Iterable[Event]) -> bytes:
    """A published calendar; the same events give the same bytes."""
    made = Calendar()
    made.add("prodid", "-//Guong//Lich sinh hoat//VI")
    made.add("version", "2.0")
    made.add("calscale", "GREGORIAN")
    made.add("method", "PUBLISH")
    made.add("x-wr-calname", name)
    made.add("refresh-interval", vDuration(timedelta(hours=4)), parameters={"value": "DURATION"})
    for event in events:
        made.add_component(_entry(event))
    return bytes(made.to_ical())


def _entry(event: Event) -> Entry:
    entry = Entry()
    entry.add("uid", event.uid)
    entry.add("dtstamp", event.changed.astimezone(UTC))
    entry.add("last-modified", event.changed.astimezone(UTC))
    entry.add("dtstart", event.start.astimezone(UTC))
    entry.add("dtend", event.end.astimezone(UTC))
    entry.add("summary", event.summary)
    if event.place:
        entry.add("location", event.place)
    entry.add("sequence", event.sequence)
    entry.add("status", "CANCELLED" if event.cancelled else "CONFIRMED")
    entry.add("class", "PRIVATE")
    return entry
