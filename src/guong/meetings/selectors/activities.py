"""Events of a drive: counted by kind over the bodies directly below a body, as of a day, and who has not (S35, S129, S133)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, QuerySet

from guong.drives.enums import DriveState
from guong.drives.models import Drive, DriveUnit
from guong.kernel import clock
from guong.kernel.actor import Actor, refuse
from guong.kernel.errors import NotFound
from guong.kernel.numbers import Ratio
from guong.meetings import branches, rules
from guong.meetings.enums import ActivityKind, ActivityState
from guong.meetings.models import Activity
from guong.meetings.perms import ACTIVITY_READ, ACTIVITY_WRITE
from guong.org.models import Unit
from guong.org.querysets import in_scope, subtree_q


@dataclass(frozen=True, slots=True)
class KindLine:
    """One kind: how many of the bodies directly below held one; how many were held in the whole branch, by how many bodies."""

    kind: str
    label: str
    bodies: Ratio
    held: int
    holders: int


@dataclass(frozen=True, slots=True)
class Doer:
    """A body directly below with its own events of the chosen kind, and whether bodies stand below it in turn."""

    unit: DriveUnit
    events: tuple[Activity, ...]
    below: bool
    writes: bool  # whether the reader plans events of this body


@dataclass(frozen=True, slots=True)
class EventBoard:
    """`top` None: the reader sees single cells only. `kind` "": any kind. `done`/`left`: who held one by `day`, who has not."""

    top: DriveUnit | None
    writes: bool  # for `top` itself
    above: DriveUnit | None
    day: date
    kind: str
    kinds: tuple[KindLine, ...]
    done: tuple[Doer, ...]
    left: tuple[Doer, ...]
    coming: tuple[Activity, ...]
    latest: tuple[Activity, ...]


def activity(*, actor: Actor, activity_id: int, perm: str = ACTIVITY_READ) -> Activity:
    """One event, or NotFound / Forbidden."""
    found = Activity.objects.select_related("unit", "drive", "drive__scope_unit").filter(pk=activity_id).first()
    if found is None:
        raise NotFound
    if not actor.can(ACTIVITY_READ, found.unit.path):
        refuse(actor, found.unit.path)
    actor.require(perm, found.unit.path)
    return found


def event_body(*, actor: Actor, drive: Drive, unit_id: int) -> Unit:
    """A body of the drive for which the actor plans events, or NotFound / Forbidden."""
    found = DriveUnit.objects.filter(drive=drive, unit_id=unit_id).select_related("unit").first()
    if found is None:
        raise NotFound
    actor.require(ACTIVITY_WRITE, found.unit.path)
    return found.unit


def events_to_settle(*, actor: Actor) -> list[Activity]:
    """Planned events whose last day has passed, of the very bodies named in the actor's rights: their outcome is missing."""
    own = sorted(actor.scope(ACTIVITY_WRITE).exact)
    tops = sorted(actor.scope(ACTIVITY_WRITE).subtrees)
    rows = Activity.objects.filter(state=ActivityState.PLANNED, to_on__lt=clock.today(), unit__path__in=[*own, *tops])
    return list(rows.select_related("unit", "drive").order_by("to_on", "pk"))


def event_board(
    *, actor: Actor, drive: Drive, unit_id: int | None = None, kind: str = "", day: date | None = None
) -> EventBoard:
    """The events of a drive below a frozen body (the topmost in sight when not said), as of a day (today when not said).

    NotFound for a body outside the drive or out of sight; an unknown kind counts as any.
    """
    on = day or clock.today()
    chosen = kind if kind in ActivityKind.values else ""
    seen = branches.seen(actor, drive)
    top = branches.top_of(seen, unit_id)
    events = in_scope(Activity.objects.filter(drive=drive), actor.scope(ACTIVITY_READ)).select_related("unit")
    if top is not None:
        inside = DriveUnit.objects.filter(subtree_q(top.path), drive=drive).values("unit_id")
        events = events.filter(unit__in=inside)
    done = events.filter(state=ActivityState.HELD, from_on__lte=on)
    coming = events.filter(state=ActivityState.PLANNED).order_by("from_on", "pk")
    children = branches.children(seen, top)
    doers = _doers(actor, drive, top, children, done, chosen)
    latest = done.filter(kind=chosen) if chosen else done
    return EventBoard(
        top=top, writes=_writes(actor, drive, top), above=branches.above(seen, top), day=on, kind=chosen, kinds=_kinds(done, children, on),
        done=tuple(one for one in doers if one.events), left=tuple(one for one in doers if not one.events),
        coming=tuple(coming[:branches.SHOWN]), latest=tuple(latest.order_by("-from_on", "-pk")[:branches.SHOWN]),
    )  # fmt: skip


def _writes(actor: Actor, drive: Drive, top: DriveUnit | None) -> bool:
    return top is not None and drive.state == DriveState.OPEN and actor.can(ACTIVITY_WRITE, top.unit.path)


def _kinds(done: QuerySet[Activity], children: list[DriveUnit], day: date) -> tuple[KindLine, ...]:
    ids = [one.unit_id for one in children]
    own = list(done.filter(unit__in=ids).order_by().values_list("unit_id", "kind", "from_on"))
    counted = done.order_by().values("kind").annotate(events=Count("pk"), bodies=Count("unit", distinct=True))
    sums = {row["kind"]: row for row in counted}
    nothing = {"events": 0, "bodies": 0}
    return tuple(
        KindLine(
            kind=one.value,
            label=str(one.label),
            bodies=Ratio(len(rules.holders(ids, own, one.value, day)), len(ids)),
            held=row["events"],
            holders=row["bodies"],
        )
        for one in ActivityKind
        for row in [sums.get(one.value, nothing)]
    )


def _doers(
    actor: Actor, drive: Drive, top: DriveUnit | None, children: list[DriveUnit], done: QuerySet[Activity], kind: str
) -> list[Doer]:
    rows = done.filter(unit__in=[one.unit_id for one in children]).order_by("from_on", "pk")
    events: dict[int, list[Activity]] = {}
    for one in rows.filter(kind=kind) if kind else rows:
        events.setdefault(one.unit_id, []).append(one)
    parents = branches.parents(DriveUnit.objects.filter(drive=drive), top)
    running = drive.state == DriveState.OPEN
    return [
        Doer(
            unit=one,
            events=tuple(events.get(one.unit_id, ())),
            below=not one.is_cell and one.path in parents,
            writes=running and actor.can(ACTIVITY_WRITE, one.unit.path),
        )
        for one in children
    ]
