"""What stands in a calendar: meetings of a body, or of one person; never who speaks, never what about whom."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from django.db.models import Count, Max, Q, QuerySet
from django.utils.translation import gettext as _

from guong.calendars.models import Feed
from guong.calendars.rules import Event, public_place, sequence
from guong.drives import rulebook
from guong.drives.enums import DriveState, RegistrationState
from guong.drives.models import Assignment, PartMember, Registration
from guong.kernel import clock
from guong.kernel.actor import Actor
from guong.kernel.errors import NotFound
from guong.meetings.enums import MeetingKind, MeetingState
from guong.meetings.models import Invitation, Meeting
from guong.org.models import Membership, Post, Unit
from guong.org.querysets import in_scope, subtree_q, valid_on

BACK, AHEAD = timedelta(days=60), timedelta(days=400)
LARGEST = 1000  # meetings in one calendar, the nearest in time to come first
READ = "drives.registration:read"


def feeds(*, actor: Actor) -> QuerySet[Feed]:
    """The actor's own addresses that still answer."""
    return Feed.objects.filter(account_id=actor.id or 0, revoked_at=None).select_related("unit").order_by("unit", "pk")


def feed(*, actor: Actor, feed_id: int) -> Feed:
    """One of the actor's own, revoked or not, or NotFound."""
    found = Feed.objects.filter(pk=feed_id, account_id=actor.id or 0).select_related("unit").first()
    if found is None:
        raise NotFound
    return found


def feed_units(*, actor: Actor) -> list[Unit]:
    """Bodies named in the actor's rights whose registrations he reads: those he may subscribe to."""
    scope = actor.scope(READ)
    own = Q(path__in=sorted(scope.exact | scope.subtrees))
    return [one for one in Unit.objects.filter(own, closed_on=None).order_by("path") if one.is_cell or one.is_committee]


def events(*, actor: Actor, unit: Unit | None) -> list[Event]:
    """The meetings of a feed as its reader may see them today, by time; nothing when the right has ended."""
    found = _of_unit(actor, unit) if unit is not None else _of_person(actor)
    return sorted(found, key=lambda one: (one.start, one.uid))


def _window(rows: QuerySet[Registration]) -> QuerySet[Registration]:
    now = clock.now()
    near = rows.filter(
        starts_at__gte=now - BACK,
        starts_at__lte=now + AHEAD,
        drive__rehearsal=False,
        drive__state__in=[DriveState.OPEN, DriveState.CLOSED],
    )
    told = near.annotate(times=Count("moves"), told=Max("moves__at")).select_related("unit", "drive__ruleset")
    return told.order_by("-starts_at")[:LARGEST]


def _of_unit(actor: Actor, unit: Unit) -> Iterator[Event]:
    if not actor.can(READ, unit.path):
        return
    rows = in_scope(Registration.objects.filter(subtree_q(unit.path, "unit__path")), actor.scope(READ))
    for row in _window(rows):
        yield _registered(row)
    if actor.can("meetings.meeting:read", unit.path):
        yield from _planned([unit.pk])


def _of_person(actor: Actor) -> Iterator[Event]:
    if actor.person_id is None:
        return
    today = clock.today()
    cells = set(Membership.objects.filter(valid_on(today), person_id=actor.person_id).values_list("unit_id", flat=True))
    parts = dict(PartMember.objects.filter(person_id=actor.person_id).values_list("drive_id", "part_no"))
    for row in _window(Registration.objects.filter(unit_id__in=cells)):
        if parts.get(row.drive_id, row.part_no) == row.part_no:
            yield _registered(row)
    yield from _sent(actor.person_id, cells)
    bodies = set(Post.objects.filter(valid_on(today), person_id=actor.person_id).values_list("unit_id", flat=True))
    yield from _planned(cells | bodies)
    yield from _study(actor.person_id)


def _sent(person_id: int, cells: set[int]) -> Iterator[Event]:
    """Meetings to which a member of the committee is sent (S100); ended assignments take them back."""
    times: dict[tuple[int, int], list[datetime | None]] = defaultdict(list)
    for drive_id, unit_id, ended in Assignment.objects.filter(person_id=person_id).values_list(
        "drive_id", "unit_id", "ended_at"
    ):
        times[drive_id, unit_id].append(ended)
    rows = Registration.objects.filter(unit_id__in={unit for _drive, unit in times} - cells)
    for row in _window(rows):
        mine = times.get((row.drive_id, row.unit_id))
        if mine is None:
            continue
        over = [moment for moment in mine if moment is not None]
        assigned = len(over) < len(mine)
        if assigned or max(over) <= row.starts_at:
            yield _registered(row, ended=len(over), assigned=assigned, told=max(over, default=None), sent=True)


def _registered(
    row: Registration, *, ended: int = 0, assigned: bool = True, told: datetime | None = None, sent: bool = False
) -> Event:
    missed = row.state == RegistrationState.MISSED
    words = _("Attend: %(unit)s") if sent else _("Thematic meeting: %(unit)s")
    minutes = rulebook.value(row.drive.ruleset, "thematic_minutes")
    moments = [row.registered_at, row.told, told]  # type: ignore[attr-defined]  # annotated in _window
    return Event(
        uid=f"{'du' if sent else 'ky'}-{row.pk}@guong", summary=words % {"unit": row.unit.name}, place=public_place(row.place),
        start=row.starts_at, end=row.starts_at + timedelta(minutes=minutes),
        changed=max(moment for moment in moments if moment is not None),
        sequence=sequence(moves=row.times, missed=missed, ended=ended, assigned=assigned),  # type: ignore[attr-defined]
        cancelled=missed or not assigned,
    )  # fmt: skip


def _planned(units: Iterable[int]) -> Iterator[Event]:
    """Meetings that no registration stands for: regular ones, second looks, conferences of the committee.

    One that was moved or called off says so with a higher number. One that came from a registration and was called off was
    never in the calendar under its own name: the registration is.
    """
    now = clock.now()
    rows = Meeting.objects.filter(unit_id__in=set(units), registration=None, starts_at__gte=now - BACK)
    rows = rows.exclude(state=MeetingState.CANCELLED, kind=MeetingKind.THEMATIC)
    for row in rows.select_related("unit").order_by("starts_at")[:LARGEST]:
        off = row.state == MeetingState.CANCELLED
        yield Event(
            uid=f"hop-{row.pk}@guong", summary=f"{MeetingKind(row.kind).label}: {row.unit.name}", place=public_place(row.place),
            start=row.starts_at, end=row.starts_at + timedelta(minutes=90), changed=row.told_at or row.starts_at,
            sequence=sequence(moves=row.moves, missed=off), cancelled=off,
        )  # fmt: skip


def _study(person_id: int) -> Iterator[Event]:
    now = clock.now()
    rows = Invitation.objects.filter(person_id=person_id, sitting__starts_at__gte=now - BACK).select_related("sitting")
    for row in rows.order_by("sitting__starts_at")[:LARGEST]:
        if row.sitting is not None:
            yield Event(
                uid=f"hoc-{row.sitting_id}@guong", summary=_("Study conference"), place=public_place(row.sitting.place),
                start=row.sitting.starts_at, end=row.sitting.starts_at + timedelta(hours=3), changed=row.sitting.starts_at,
                sequence=0, cancelled=False,
            )  # fmt: skip
