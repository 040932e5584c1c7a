"""The regular meeting of a month beside a thematic one: it is never replaced by it, nor held at the same hour (R7)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import QuerySet, Sum

from guong.kernel import clock
from guong.kernel.actor import Actor
from guong.meetings import rules
from guong.meetings.enums import MeetingKind, MeetingState
from guong.meetings.models import Meeting
from guong.meetings.perms import RUN
from guong.meetings.querysets import day_of
from guong.org.enums import CELL_KINDS


@dataclass(frozen=True, slots=True)
class Alone:
    """A thematic meeting of a month in which its cell has planned and held no regular one. `last`: the month's last day."""

    meeting: Meeting
    last: date


def _month(day: date) -> tuple[datetime, datetime]:
    """The first moment of the month of a day, and that of the next month."""
    first = day.replace(day=1)
    after = (first + timedelta(days=32)).replace(day=1)
    return datetime.combine(first, time(), clock.ZONE), datetime.combine(after, time(), clock.ZONE)


def _alive(day: date) -> QuerySet[Meeting]:
    start, end = _month(day)
    return Meeting.objects.filter(starts_at__gte=start, starts_at__lt=end).exclude(state=MeetingState.CANCELLED)


def stands_alone(meeting: Meeting) -> bool:
    """Whether a cell's thematic meeting has no regular one beside it in its month. For rooms above that hold the meeting."""
    if meeting.kind != MeetingKind.THEMATIC or not meeting.unit.is_cell:
        return False
    month = _alive(day_of(meeting.starts_at))
    return not month.filter(unit_id=meeting.unit_id, kind=MeetingKind.REGULAR).exists()


def alone(*, actor: Actor, today: date) -> list[Alone]:
    """Thematic meetings of this month in the cells whose meetings the actor runs, where the regular one is missing."""
    _start, end = _month(today)
    own = sorted(actor.scope(RUN).exact)
    rows = _alive(today).filter(unit__path__in=own, unit__kind__in=sorted(CELL_KINDS))
    kept = set(rows.filter(kind=MeetingKind.REGULAR).values_list("unit_id", flat=True))
    last = (end - timedelta(days=1)).date()
    found = {
        one.unit_id: Alone(one, last)
        for one in rows.filter(kind=MeetingKind.THEMATIC).select_related("unit").order_by("-starts_at", "-pk")
        if one.unit_id not in kept
    }
    return list(found.values())


def merged(meeting: Meeting, least: int) -> bool:
    """Whether another meeting of the same body runs at the same time: combined ones are held one after the other.

    `least`: minutes of a meeting without an agenda. For rooms above that hold the meeting."""
    day = datetime.combine(day_of(meeting.starts_at), time(), clock.ZONE)
    others = Meeting.objects.filter(
        unit_id=meeting.unit_id, starts_at__gte=day, starts_at__lt=day + timedelta(days=1)
    ).exclude(state=MeetingState.CANCELLED)  # fmt: skip
    rows = others.annotate(lasts=Sum("steps__minutes")).order_by("starts_at", "pk")
    spans = {one.pk: (int(one.starts_at.timestamp()) // 60, one.lasts or least) for one in rows}
    mine = spans.pop(meeting.pk, None)
    return mine is not None and rules.overlaps(mine, spans.values())
