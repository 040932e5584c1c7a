"""Materials ahead of a meeting: who has them, who has not (S43, R8)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Min, Q

from guong.drives import rulebook
from guong.drives.enums import DriveState
from guong.drives.models import Drive
from guong.kernel import clock, treepath
from guong.kernel.actor import Actor
from guong.kernel.errors import NotFound
from guong.kernel.numbers import Ratio
from guong.library import rules
from guong.library.enums import ItemKind
from guong.library.models import Item, Pack, Receipt
from guong.library.querysets import items_seen, may_tick
from guong.meetings.enums import MeetingState
from guong.meetings.models import Conference, Meeting
from guong.meetings.perms import RUN, STUDY_MANAGE
from guong.meetings.querysets import day_of
from guong.org.models import Unit
from guong.org.querysets import in_scope

BOOK_ORDER = (
    ItemKind.MATERIAL, ItemKind.LOCAL, ItemKind.REFERENCE, ItemKind.FORM, ItemKind.SAMPLE, ItemKind.VIDEO,
)  # fmt: skip
THINGS = 300
"""Lines in the contents of one book."""


@dataclass(frozen=True, slots=True)
class Target:
    """What a pack is for: its name, its first day, the last day on which materials are in time, and whether they were."""

    name: str
    first: date
    send_by: date
    in_time: bool


@dataclass(frozen=True, slots=True)
class CellReceipts:
    """One cell: who of those who are to come has the materials."""

    unit: Unit
    have: Ratio
    paper: int


def on_shelf_for(*, actor: Actor, unit: Unit) -> list[Item]:
    """What may be sent to those who come to something of `unit`: its own shelf and those above."""
    near = [*treepath.ancestors(unit.path), unit.path]
    return list(items_seen(actor).filter(unit__path__in=near).select_related("unit"))


def pack_of(*, actor: Actor, conference: Conference | None = None, meeting: Meeting | None = None) -> Pack | None:
    """The pack of something that the actor has opened by its own right; None when nothing was sent."""
    if conference is not None:
        return Pack.objects.filter(conference=conference).prefetch_related("items").first()
    return (
        Pack.objects.filter(meeting=meeting).prefetch_related("items").first()
        if meeting is not None and actor
        else None
    )


def pack(*, actor: Actor, pack_id: int) -> Pack:
    """One pack, for those to whom it was sent, for its sender, and for whoever leads a cell among them. Else NotFound."""
    rows = Pack.objects.select_related("unit", "conference__drive", "meeting__drive").prefetch_related("items__file")
    found = rows.filter(pk=pack_id).first()
    if found is None:
        raise NotFound
    mine = actor.person_id is not None and found.receipts.filter(person_id=actor.person_id).exists()
    if not mine and not _cells(actor, found):
        raise NotFound
    return found


def things_of_pack(*, actor: Actor, pack: Pack) -> list[Item]:
    """What the pack is made of for this reader, in the order of a book, at most THINGS: study material, the report of one's own
    place, the rest; musts first. Own place: what stands on the shelves from whoever sends down to the reader's cell (S42)."""
    things = {one.pk: one for one in [*pack.items.select_related("unit", "directive"), *_local(actor, pack)]}
    order = {kind: place for place, kind in enumerate(BOOK_ORDER)}
    return sorted(
        things.values(),
        key=lambda one: (order[ItemKind(one.kind)], not one.required, one.unit.path, one.put_at, one.pk),
    )[:THINGS]


def _local(actor: Actor, pack: Pack) -> list[Item]:
    target = pack.conference or pack.meeting
    if target is None or target.drive_id is None:
        return []
    mine = my_receipt(actor=actor, pack=pack)
    near = [*treepath.ancestors(mine.unit.path), mine.unit.path] if mine else []
    paths = sorted({pack.unit.path, *(path for path in near if treepath.contains(pack.unit.path, path))})
    rows = items_seen(actor).filter(kind=ItemKind.LOCAL, drive_id=target.drive_id, unit__path__in=paths)
    return list(rows.select_related("unit", "directive")[:THINGS])


def _cells(actor: Actor, found: Pack) -> list[Unit]:
    units = Unit.objects.filter(pk__in=found.receipts.values("unit_id")).order_by("name_key")
    if actor.can(STUDY_MANAGE if found.conference_id else RUN, found.unit.path):
        return list(units)
    return [unit for unit in units if may_tick(actor, found, unit)]


def cells_of_pack(*, actor: Actor, pack: Pack) -> list[CellReceipts]:
    """Cell by cell, those for which the actor acts."""
    units = _cells(actor, pack)
    counted = pack.receipts.filter(unit__in=units).values("unit_id").order_by()
    rows = {
        row["unit_id"]: row
        for row in counted.annotate(
            n=Count("pk"), have=Count("pk", filter=~Q(way="")), paper=Count("pk", filter=Q(way="paper"))
        )
    }
    return [
        CellReceipts(unit, Ratio(rows[unit.pk]["have"], rows[unit.pk]["n"]), rows[unit.pk]["paper"]) for unit in units
    ]


def owing_of_cell(*, actor: Actor, pack: Pack, unit_id: int) -> tuple[Unit, list[Receipt]]:
    """Everybody of one cell with whether he or she has the materials, in the order of names; NotFound for another's cell."""
    unit = next((one for one in _cells(actor, pack) if one.pk == unit_id), None)
    if unit is None:
        raise NotFound
    rows = pack.receipts.filter(unit=unit).select_related("person")
    return unit, list(rows.order_by("person__name_key", "person_id"))


def my_packs(*, actor: Actor) -> list[Receipt]:
    """Materials that the actor is to have and has not said so yet, of what is still to come."""
    rows = Receipt.objects.filter(person_id=actor.person_id or 0, way="")
    rows = rows.select_related(
        "pack__conference__drive__ruleset", "pack__meeting__drive__ruleset", "pack__meeting__unit"
    ).prefetch_related("pack__conference__sittings")
    return [row for row in rows if target_of_pack(actor=actor, pack=row.pack).first >= clock.today()]


def my_receipt(*, actor: Actor, pack: Pack) -> Receipt | None:
    """The actor's own line in a pack, if he or she is to have it."""
    return pack.receipts.filter(person_id=actor.person_id or 0).first()


def target_of_pack(*, actor: Actor, pack: Pack) -> Target:
    """What a pack is for, with the days of R8; for a pack that the actor has opened."""
    drive: Drive | None
    if actor is not None and pack.conference is not None:
        first = min((day_of(one.starts_at) for one in pack.conference.sittings.all()), default=day_of(pack.sent_at))
        name, drive = pack.conference.name, pack.conference.drive
    else:
        meeting = pack.meeting
        assert meeting is not None
        first, name, drive = (
            day_of(meeting.starts_at),
            f"{meeting.get_kind_display()}, {meeting.unit.name}",
            meeting.drive,
        )
    key = "materials_days_before"
    days = rulebook.value(drive.ruleset, key) if drive else rulebook.KEYS[key].default
    return Target(name, first, rules.last_day_to_send(first, days), rules.in_time(day_of(pack.sent_at), first, days))


def packs_to_send(*, actor: Actor) -> list[tuple[Conference | Meeting, date]]:
    """What the actor convened or runs, still to come and without materials, with the last day on which they are in time (R8)."""
    now = clock.now()
    found: list[tuple[Conference | Meeting, date]] = []
    if actor.scope(STUDY_MANAGE):
        rows = in_scope(Conference.objects.filter(pack=None, drive__state=DriveState.OPEN), actor.scope(STUDY_MANAGE))
        for one in (
            rows.annotate(first=Min("sittings__starts_at")).filter(first__gt=now).select_related("drive__ruleset")
        ):
            days = rulebook.value(one.drive.ruleset, "materials_days_before")
            found.append((one, rules.last_day_to_send(day_of(one.first), days)))
    if actor.scope(RUN):
        meetings = in_scope(Meeting.objects.filter(pack=None, state=MeetingState.PLANNED), actor.scope(RUN))
        for meeting in meetings.filter(starts_at__gt=now).select_related("drive__ruleset", "unit"):
            key = "materials_days_before"
            days = rulebook.value(meeting.drive.ruleset, key) if meeting.drive else rulebook.KEYS[key].default
            found.append((meeting, rules.last_day_to_send(day_of(meeting.starts_at), days)))
    return found
