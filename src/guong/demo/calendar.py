"""Days counted from today."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from guong.kernel import clock


class Calendar:
    """Days relative to today."""

    def __init__(self, today: date) -> None:
        self.today = today

    def day(self, offset: int) -> date:
        return self.today + timedelta(days=offset)

    def at(self, offset: int, hour: int = 9, minute: int = 0) -> datetime:
        day = self.day(offset)
        return clock.local(day.year, day.month, day.day, hour, minute)
