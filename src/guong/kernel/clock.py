"""The only source of "now". Rules never call it: they take `today` as an argument.

`at(moment)` moves the clock for a block; the demonstration and the tests use it to live through a past drive. It is a
context variable, so that a moved clock never leaks into another thread's request.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
_moved: ContextVar[datetime | None] = ContextVar("guong_clock", default=None)


def now() -> datetime:
    """The present moment, aware, in UTC."""
    return _moved.get() or datetime.now(UTC)


def today() -> date:
    """The present day in Viet Nam."""
    return now().astimezone(ZONE).date()


def local(year: int, month: int, day: int, hour: int = 0, minute: int = 0) -> datetime:
    """A moment by the wall clock of Viet Nam."""
    return datetime(year, month, day, hour, minute, tzinfo=ZONE)


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """Run a block at another moment. `moment` must be aware."""
    if moment.tzinfo is None:
        raise ValueError("clock.at needs an aware datetime")
    token = _moved.set(moment)
    try:
        yield
    finally:
        _moved.reset(token)
