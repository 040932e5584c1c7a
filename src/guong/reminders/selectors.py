"""Which days are to be announced today, and which have been, for those whom they concern (S150)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, prefetch_related_objects

from guong.corrections.enums import ActionState
from guong.corrections.models import Action
from guong.drives import rulebook
from guong.drives import selectors as drives
from guong.drives.enums import DriveState, RegistrationState
from guong.drives.models import BodyTask, Drive, DriveUnit, Milestone, Phase, Registration
from guong.kernel import clock
from guong.kernel.actor import Actor, SystemActor
from guong.kernel.errors import Forbidden
from guong.reminders import rules
from guong.reminders.enums import Matter
from guong.reminders.models import DayReminder

Key = tuple[str, int]  # matter, target
KEYS = ("remind_first_days", "remind_second_days", "remind_last_days")


@dataclass(frozen=True, slots=True)
class Due:
    """One date that is to be announced now."""

    drive: Drive
    matter: str
    target: int
    day: date
    days_before: int


@dataclass(frozen=True, slots=True)
class Announced:
    """A reminder as its reader sees it: of which drive, at which cell (None: the drive's own day), what it is called."""

    reminder: DayReminder
    drive: Drive
    cell: DriveUnit | None
    name: str


def due(*, actor: Actor, today: date) -> list[Due]:
    """Every date of the drives under way that is to be announced today and has not been. Only for the program itself."""
    if not isinstance(actor, SystemActor):
        raise Forbidden
    found = []
    for drive in Drive.objects.filter(state=DriveState.OPEN, rehearsal=False).select_related("ruleset"):
        marks = [rulebook.value(drive.ruleset, key) for key in KEYS]
        for matter, target, day in _dates(drive, today):
            mark = rules.mark_due(day, today, marks)
            if mark is not None:
                found.append(Due(drive, matter, target, day, mark))
    rows = DayReminder.objects.filter(day__gte=today)
    done = set(rows.values_list("matter", "target", "day", "days_before"))
    return [one for one in found if (one.matter, one.target, one.day, one.days_before) not in done]


def _dates(drive: Drive, today: date) -> Iterator[tuple[str, int, date]]:
    """(matter, target, day) of everything in a drive that has a day to come and is still awaited."""
    yield Matter.FIRST_DAY, drive.pk, drive.window_from
    yield Matter.LAST_DAY, drive.pk, drive.window_to
    phases = Phase.objects.filter(drive=drive, to_on__gte=today)
    yield from ((Matter.PHASE, pk, day) for pk, day in phases.values_list("pk", "to_on"))
    days = Milestone.objects.filter(drive=drive, from_on__gte=today)
    yield from ((Matter.MILESTONE, pk, day) for pk, day in days.values_list("pk", "from_on"))
    waiting = [RegistrationState.REGISTERED, RegistrationState.MOVED]
    meetings = Registration.objects.filter(drive=drive, state__in=waiting).values_list("pk", "starts_at")
    yield from ((Matter.MEETING, pk, at.astimezone(clock.ZONE).date()) for pk, at in meetings)
    owed = BodyTask.objects.filter(order__drive=drive, order__withdrawn_at=None, reported_at=None)
    orders = owed.filter(order__due_on__gte=today).values_list("order_id", "order__due_on").order_by().distinct()
    yield from ((Matter.TASK, pk, day) for pk, day in orders)
    measures = Action.objects.filter(finding__drive=drive, state=ActionState.OPEN, deadline__gte=today)
    yield from ((Matter.MEASURE, pk, day) for pk, day in measures.values_list("pk", "deadline").order_by())


def newest(*, matter: str, targets: Iterable[int], today: date) -> dict[int, DayReminder]:
    """{target: its newest reminder of a day to come}. For rooms above that hold a right on every one of the targets."""
    return {target: row for (_matter, target), row in _newest({(matter, one) for one in targets}, today).items()}


def _newest(keys: Set[Key], today: date) -> dict[Key, DayReminder]:
    """One question for all of them; none when nothing is asked for."""
    which = Q(pk__in=[])
    for matter in {key[0] for key in keys}:
        which |= Q(matter=matter, target__in=[target for kind, target in keys if kind == matter])
    rows = DayReminder.objects.filter(which, day__gte=today).order_by("-days_before") if keys else []
    return {(row.matter, row.target): row for row in rows}


def announced(*, actor: Actor, today: date) -> list[Announced]:
    """Reminders about the actor's own cells: their registered meetings, and the days of the drives in which they stand.

    The last day for meetings says nothing to a cell that has met, the first day nothing to one that has registered.
    """
    cells = drives.own_cells(actor=actor)
    if not cells or not DayReminder.objects.filter(day__gte=today).exists():
        return []
    prefetch_related_objects([drive for drive, _cell in cells], "phases", "milestones")
    rows: dict[tuple[int, int], list[Registration]] = defaultdict(list)
    mine = Registration.objects.filter(unit__in=[cell.unit_id for _drive, cell in cells])
    for row in mine.filter(drive__in={drive.pk for drive, _cell in cells}):
        rows[row.drive_id, row.unit_id].append(row)
    named = {(drive, cell): _named(drive, rows[drive.pk, cell.unit_id]) for drive, cell in cells}
    told = _newest({key for names in named.values() for key in names}, today)
    found: dict[Key, Announced] = {}
    for (drive, cell), names in named.items():
        for key, name in names.items():
            if key in told:
                own = None if key[0] in {Matter.PHASE, Matter.MILESTONE} else cell
                found.setdefault(key, Announced(told[key], drive, own, name))
    return list(found.values())


def _named(drive: Drive, rows: Sequence[Registration]) -> dict[Key, str]:
    """{what has a day for a cell: what it is called}."""
    names = {(Matter.MEETING.value, row.pk): str(row.place) for row in rows if row.state != RegistrationState.HELD}
    names |= {(Matter.PHASE.value, one.pk): one.name for one in drive.phases.all()}
    names |= {(Matter.MILESTONE.value, one.pk): one.name for one in drive.milestones.all()}
    if not rows:
        names[Matter.FIRST_DAY.value, drive.pk] = ""
    if not rows or any(row.state != RegistrationState.HELD for row in rows):
        names[Matter.LAST_DAY.value, drive.pk] = ""
    return names
