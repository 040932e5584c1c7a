"""The calendar of the drive around the day on which it is poured, and moments as the two databases store them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

_BACK, _AHEAD = 70, 10  # the window in which cells meet, in days from today


@dataclass(frozen=True, slots=True)
class Days:
    """`zone` ends every moment: PostgreSQL wants it said, the embedded database keeps bare UTC."""

    today: date
    zone: str

    @property
    def opened(self) -> date:
        return self.today - timedelta(days=_BACK + 15)

    @property
    def window_from(self) -> date:
        return self.today - timedelta(days=_BACK)

    @property
    def window_to(self) -> date:
        return self.today + timedelta(days=_AHEAD)

    @property
    def ends(self) -> date:
        return self.today + timedelta(days=60)

    def held(self, part: float) -> date:
        """A day from the first of the window to yesterday; `part` in [0, 1)."""
        return self.window_from + timedelta(days=int(part * _BACK))

    def ahead(self, part: float) -> date:
        """A day from tomorrow to the last of the window."""
        return self.today + timedelta(days=1 + int(part * (_AHEAD - 1)))

    def evening(self, day: date) -> str:
        """Half past seven in Viet Nam."""
        return f"{day.isoformat()} 12:30:00{self.zone}"

    def late_evening(self, day: date) -> str:
        """A quarter past nine in Viet Nam."""
        return f"{day.isoformat()} 14:15:00{self.zone}"

    def morning(self, day: date) -> str:
        """Nine in the morning in Viet Nam."""
        return f"{day.isoformat()} 02:00:00{self.zone}"
