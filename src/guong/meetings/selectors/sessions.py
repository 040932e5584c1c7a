"""Sessions of bodies that are no cells, in a drive: who registered one, who held one, as of a day (S39, S74, S27, S133).

A session is a meeting tied to the drive without a registration of a cell: the figures of cells do not know it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, QuerySet

from guong.drives.enums import DriveState
from guong.drives.models import Drive, DriveUnit
from guong.kernel import clock, treepath
from guong.kernel.actor import Actor
from guong.kernel.numbers import Ratio
from guong.meetings import branches, rules
from guong.meetings.enums import MeetingState
from guong.meetings.models import Meeting
from guong.meetings.perms import RUN
from guong.meetings.querysets import day_of
from guong.org.enums import COMMITTEE_KINDS, UnitKind
from guong.org.models import Unit

GROUPS: dict[str, frozenset[str]] = {
    "committee": frozenset(COMMITTEE_KINDS),
    "front": frozenset({UnitKind.FRONT.value, UnitKind.FRONT_COMMITTEE.value}),
    "mass": frozenset({UnitKind.MASS.value}),
    "agency": frozenset(
        {UnitKind.BOARD.value, UnitKind.INSPECTION.value, UnitKind.COUNCIL.value, UnitKind.GOVERNMENT.value}
    ),
}


@dataclass(frozen=True, slots=True)
class Session:
    """A session as it stood at the end of the day: its hour and place, never what was said there."""

    meeting_id: int
    starts_on: date
    kind_label: str
    place: str
    state: str  # "held" or "registered"


@dataclass(frozen=True, slots=True)
class BodyLine:
    """A body, its sessions, what it has come to ("held", "registered", ""), whether other bodies stand below, and whether
    the reader registers for it."""

    unit: DriveUnit
    sessions: tuple[Session, ...]
    state: str
    below: bool
    runs: bool


@dataclass(frozen=True, slots=True)
class BodyGroup:
    """Bodies of one kind: how many registered a session (or held it already), how many held it."""

    key: str
    registered: Ratio
    held: Ratio
    lines: tuple[BodyLine, ...]


@dataclass(frozen=True, slots=True)
class SessionBoard:
    """A body with those directly below it, by group; cells are not among them."""

    top: DriveUnit | None
    above: DriveUnit | None
    day: date
    groups: tuple[BodyGroup, ...]


def session_board(*, actor: Actor, drive: Drive, unit_id: int | None = None, day: date | None = None) -> SessionBoard:
    """Bodies of the frozen tree and their sessions as of a day (today when not said); NotFound for a body out of sight."""
    on = day or clock.today()
    seen = branches.seen(actor, drive)
    top = branches.top_of(seen, unit_id)
    bodies = seen.filter(is_cell=False)
    shown = ([top] if top is not None else []) + branches.children(bodies, top) + _beside_cells(seen, top)
    below = branches.parents(bodies, top)
    found = sessions_of(drive, [one.unit_id for one in shown], on)
    lines = [_line(actor, drive, one, found.get(one.unit_id, ()), below) for one in shown]
    return SessionBoard(top=top, above=branches.above(seen, top), day=on, groups=tuple(_groups(lines)))


def _beside_cells(seen: QuerySet[DriveUnit], top: DriveUnit | None) -> list[DriveUnit]:
    """Bodies that hang on a cell directly below `top`, such as the Front committee of a residential group."""
    if top is None:
        return []
    cells = set(branches.at(seen.filter(is_cell=True), top, 1).values_list("path", flat=True))
    rows = branches.at(seen.filter(is_cell=False), top, 2).order_by("kind", "name_key", "pk")
    return [one for one in rows if treepath.parent(one.path) in cells]


def _line(
    actor: Actor, drive: Drive, unit: DriveUnit, sessions: tuple[Session, ...], below: frozenset[str]
) -> BodyLine:
    states = {one.state for one in sessions}
    return BodyLine(
        unit=unit,
        sessions=sessions,
        state="held" if "held" in states else "registered" if states else "",
        below=unit.path in below,
        runs=drive.state == DriveState.OPEN and actor.can(RUN, unit.unit.path),
    )


def _groups(lines: list[BodyLine]) -> list[BodyGroup]:
    found = []
    for key, kinds in GROUPS.items():
        mine = tuple(one for one in lines if one.unit.kind in kinds)
        if mine:
            signed, met = sum(bool(one.state) for one in mine), sum(one.state == "held" for one in mine)
            found.append(BodyGroup(key, Ratio(signed, len(mine)), Ratio(met, len(mine)), mine))
    return found


def sessions_of(drive: Drive, unit_ids: list[int], day: date) -> dict[int, tuple[Session, ...]]:
    """{unit id: its sessions in the drive as they stood at the end of the day}. For rooms above that have asked for the right."""
    rows = Meeting.objects.filter(drive=drive, registration=None, unit__in=unit_ids).order_by("starts_at", "pk")
    found: dict[int, tuple[Session, ...]] = {}
    for row in rows:
        state = rules.session_state(
            day_of(row.planned_at or row.starts_at),
            day_of(row.cancelled_at) if row.cancelled_at else None,
            _held_on(row),
            day,
        )
        if state:
            one = Session(row.pk, day_of(row.starts_at), str(row.get_kind_display()), row.place, state)
            found[row.unit_id] = (*found.get(row.unit_id, ()), one)
    return found


def _held_on(row: Meeting) -> date | None:
    """The day on which a closed meeting was held."""
    return day_of(row.opened_at or row.starts_at) if row.closed_at is not None else None


def sessions_missing(*, actor: Actor) -> list[tuple[Drive, Unit]]:
    """Bodies named in the actor's own rights, no cells, that take part in a drive under way and have registered no session in it."""
    own = sorted(actor.scope(RUN).exact)
    rows = DriveUnit.objects.filter(
        ~Exists(_standing()), is_cell=False, drive__state=DriveState.OPEN, drive__rehearsal=False, unit__path__in=own
    )
    return [(row.drive, row.unit) for row in rows.select_related("drive", "unit").order_by("drive__starts_on", "path")]


def _standing() -> QuerySet[Meeting]:
    """Sessions of the body and drive of the outer row that were not called off."""
    mine = Meeting.objects.filter(drive=OuterRef("drive"), unit=OuterRef("unit"), registration=None)
    return mine.exclude(state=MeetingState.CANCELLED)
