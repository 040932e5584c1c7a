"""Where each cell stands: what it registered, when it met, who is late (S44, S46, S98, S132, S133)."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db.models import Max, QuerySet

from guong.drives import perms, rules
from guong.drives.enums import Calls, DriveState, RegistrationState
from guong.drives.models import Drive, DriveUnit, Registration, Reminder
from guong.drives.querysets import registrations_seen
from guong.drives.selectors.lateness import named_days
from guong.drives.selectors.parts import undivided
from guong.kernel import clock
from guong.kernel.actor import Actor, refuse
from guong.kernel.errors import NotFound
from guong.kernel.numbers import Ratio
from guong.org.models import Unit
from guong.org.querysets import in_scope, subtree_q


@dataclass(frozen=True, slots=True)
class CellState:
    """One frozen cell. `late`: it let a day pass that it had named, or the window has passed (S136); `new_day`: the day it has
    named since; `reminded_at`: the last reminder."""

    unit: DriveUnit
    registrations: tuple[Registration, ...]
    late: bool
    days_late: int
    reminded_at: datetime | None
    awaited: bool = True  # else the drive awaits only those put forward, and this cell was not
    new_day: date | None = None
    divided: bool = True  # else it meets in parts, and not everybody has exactly one of them (R17)

    @property
    def first(self) -> Registration | None:
        return self.registrations[0] if self.registrations else None

    @property
    def registered(self) -> bool:
        return bool(self.registrations)

    @property
    def held(self) -> bool:
        """Every part was held, and everybody had his part (R17)."""
        return (
            self.registered and self.divided and all(row.state == RegistrationState.HELD for row in self.registrations)
        )

    @property
    def held_on(self) -> date | None:
        """The day of the last part; None until all parts are held."""
        days = [row.held_on for row in self.registrations if row.held_on]
        return max(days) if self.held and days else None

    @property
    def moved(self) -> bool:
        return any(row.moves.all() for row in self.registrations)


@dataclass(frozen=True, slots=True)
class Overview:
    """The ward's page of registrations: who is blank first, then the calendar (S46, S132, S133)."""

    cells: int
    registered: Ratio
    held: Ratio
    as_registered: Ratio
    moved: int
    blanks: list[CellState]
    late: list[CellState]  # with the meeting, the longest wait first, with the day they have named since (S136)
    to_remind: list[CellState]  # blanks not yet reminded today
    last_reminded_at: datetime | None
    calendar: list[tuple[date, list[tuple[Registration, CellState]]]]
    months: list[tuple[date, int]]  # (first of the month, registrations)


def cell_states(*, actor: Actor, drive: Drive, under: str = "") -> list[CellState]:
    """Every frozen cell in the actor's scope (at and below the frozen path `under`) with its registrations, in tree order of
    names."""
    cells = in_scope(DriveUnit.objects.filter(drive=drive, is_cell=True), actor.scope(perms.REGISTRATION_READ))
    cells = cells.filter(subtree_q(under)) if under else cells
    by_unit: dict[int, list[Registration]] = defaultdict(list)
    rows = registrations_seen(actor).filter(drive=drive).select_related("chair", "unit").prefetch_related("moves")
    rows = rows.filter(unit_id__in=cells.order_by().values("unit_id")) if under else rows
    for row in rows.order_by("part_no"):
        by_unit[row.unit_id].append(row)
    reminded = _reminded(drive)
    today = clock.today()
    open_parts = undivided(drive.pk, [unit_id for unit_id, mine in by_unit.items() if len(mine) > 1])
    return [
        replace(
            _state(cell, tuple(by_unit[cell.unit_id]), drive, today, reminded.get(cell.unit_id)),
            divided=cell.unit_id not in open_parts,
        )
        for cell in cells.select_related("unit").order_by("kind", "name_key", "pk")
    ]


def _state(
    cell: DriveUnit, rows: tuple[Registration, ...], drive: Drive, today: date, reminded_at: datetime | None
) -> CellState:
    awaited = bool(rows) or drive.calls == Calls.EVERY
    waiting = [row for row in rows if row.state != RegistrationState.HELD]
    if (rows and not waiting) or not awaited or drive.state == DriveState.DRAFT:
        return CellState(cell, rows, False, 0, reminded_at, awaited)
    found = [one for row in waiting if (one := rules.standing(_named(row), today)) is not None]
    missed = min((one.missed for one in found if one.missed), default=drive.window_to)
    days = rules.days_late(today, min(missed, drive.window_to))
    named = min((one.named for one in found), default=None)
    new_day = named if days and named is not None and named >= today else None
    return CellState(cell, rows, days > 0, days, reminded_at, awaited, new_day)


def _named(row: Registration) -> list[tuple[date, date]]:
    moves = [(one.at, one.before["starts_at"], one.after["starts_at"]) for one in row.moves.all()]
    return named_days(row.registered_at, row.starts_at, moves)


def _reminded(drive: Drive, matter: str = "registration") -> dict[int, datetime]:
    rows = Reminder.objects.filter(drive=drive, matter=matter).order_by()
    return dict(rows.values("unit_id").annotate(last=Max("sent_at")).values_list("unit_id", "last"))


def overview(*, actor: Actor, drive: Drive, under: str = "") -> Overview:
    """The registrations of all cells in sight, at and below the frozen path `under`."""
    states = cell_states(actor=actor, drive=drive, under=under)
    blanks = [state for state in states if state.awaited and not state.registered]
    registered = [state for state in states if state.registered]
    held = [state for state in states if state.held]
    days: dict[date, list[tuple[Registration, CellState]]] = defaultdict(list)
    for state in states:
        for row in state.registrations:
            days[row.starts_at.astimezone(clock.ZONE).date()].append((row, state))
    calendar = [(day, sorted(days[day], key=lambda pair: pair[0].starts_at)) for day in sorted(days)]
    months = Counter({day.replace(day=1): 0 for day in days})
    for day, rows in days.items():
        months[day.replace(day=1)] += len(rows)
    return Overview(
        cells=len(states),
        registered=Ratio(len(registered), len(states)),
        held=Ratio(len(held), rules.awaited(drive.calls, len(states), len(registered))),
        as_registered=Ratio(sum(all(row.as_registered for row in state.registrations) for state in held), len(held)),
        moved=sum(state.moved for state in states),
        blanks=blanks,
        late=sorted((state for state in states if state.late), key=lambda state: -state.days_late),
        to_remind=[state for state in blanks if not _is_today(state.reminded_at)],
        last_reminded_at=max((state.reminded_at for state in blanks if state.reminded_at), default=None),
        calendar=calendar,
        months=sorted(months.items()),
    )


def _is_today(moment: datetime | None) -> bool:
    return moment is not None and moment.astimezone(clock.ZONE).date() == clock.today()


def registration(*, actor: Actor, registration_id: int) -> Registration:
    """One registration, or NotFound / Forbidden."""
    rows = Registration.objects.select_related("unit", "drive", "drive__scope_unit", "chair").prefetch_related("moves")
    found = rows.filter(pk=registration_id).first()
    if found is None:
        raise NotFound
    actor.require(perms.REGISTRATION_READ, found.unit.path)
    return found


def registrations_of(*, actor: Actor, drive: Drive, unit: Unit) -> list[Registration]:
    """What a cell of the drive registered, by part. NotFound when the unit is no cell of the drive."""
    if not actor.can(perms.REGISTRATION_READ, unit.path):
        refuse(actor, unit.path)
    if not DriveUnit.objects.filter(drive=drive, unit=unit, is_cell=True).exists():
        raise NotFound
    rows = Registration.objects.filter(drive=drive, unit=unit).select_related("chair").prefetch_related("moves")
    return list(rows.order_by("part_no"))


def reminders_for(*, actor: Actor, drive: Drive, unit: Unit) -> QuerySet[Reminder]:
    """Reminders that a cell received in a drive, the newest first."""
    actor.require(perms.REGISTRATION_READ, unit.path)
    return Reminder.objects.filter(drive=drive, unit=unit).order_by("-sent_at")
