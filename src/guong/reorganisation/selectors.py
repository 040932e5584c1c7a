"""Reads of this room."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from guong.corrections.models import Action
from guong.corrections.querysets import live_actions, unfinished
from guong.drives.enums import DriveState
from guong.drives.models import Drive, DriveUnit, Tally
from guong.drives.rulebook import current, value
from guong.kernel import clock, treepath
from guong.kernel.actor import Actor
from guong.kernel.dates import add_working_days
from guong.kernel.errors import NotFound
from guong.meetings.perms import RUN
from guong.meetings.querysets import day_of, leads
from guong.org.models import Membership, Person, Unit
from guong.org.querysets import in_scope, subtree_q
from guong.reorganisation.enums import EventState
from guong.reorganisation.models import Introduction, Reorganisation, Succession, Transfer
from guong.reorganisation.perms import FIGURES, MANAGE, READ
from guong.reorganisation.rules import follow

JUDGE = "corrections.finding:judge"


def events_of(*, actor: Actor, unit: Unit) -> QuerySet[Reorganisation]:
    """Events in the part of the tree below a unit, the newest first."""
    actor.require(READ, unit.path)
    rows = in_scope(
        Reorganisation.objects.filter(subtree_q(unit.path, "under__path")), actor.scope(READ), "under__path"
    )
    return rows.select_related("under")


def event(*, actor: Actor, event_id: int, perm: str = READ) -> Reorganisation:
    """One event, or NotFound / Forbidden."""
    found = Reorganisation.objects.filter(pk=event_id).select_related("under").first()
    if found is None:
        raise NotFound
    actor.require(perm, found.under.path)
    return found


@dataclass(frozen=True, slots=True)
class Lineage:
    """What a unit followed, and what follows it."""

    before: list[Succession]
    after: list[Succession]


def lineage(*, actor: Actor, unit: Unit) -> Lineage:
    """Predecessors and successors of a unit with their events."""
    actor.require(READ, unit.path)
    rows = Succession.objects.select_related("event", "predecessor", "successor").order_by("event__on", "pk")
    return Lineage(list(rows.filter(successor=unit)), list(rows.filter(predecessor=unit)))


def units_below(*, actor: Actor, top: Unit) -> list[Unit]:
    """Open units below a unit that the actor manages, in tree order: what a form may choose from."""
    actor.require(MANAGE, top.path)
    rows = in_scope(Unit.objects.filter(subtree_q(top.path), closed_on=None), actor.scope(MANAGE), "path")
    return list(rows.exclude(pk=top.pk).order_by("path"))


def places_for(*, actor: Actor) -> list[Unit]:
    """Open units that the actor manages, in tree order: where something may be put."""
    return list(in_scope(Unit.objects.filter(closed_on=None), actor.scope(MANAGE), "path").order_by("path"))


def cells_for(*, actor: Actor) -> list[Unit]:
    """Open cells that the actor manages and that keep a member list, in the order of their names."""
    cells = [unit for unit in places_for(actor=actor) if unit.is_cell and not unit.name_only]
    return sorted(cells, key=lambda unit: unit.name_key)


def records_today(unit_ids: list[int]) -> dict[int, int]:
    """{unit id: where its records are kept today}. For rooms above that already hold a right on the units."""
    keepers = dict(Succession.objects.filter(keeps_records=True).values_list("predecessor_id", "successor_id"))
    return follow(keepers, unit_ids)


@dataclass(frozen=True, slots=True)
class TodayRow:
    """A cell as the drive froze it, where it stands today, and its counts of process."""

    frozen_name: str
    today: Unit
    counts: dict[str, int]


COUNTED = ("total", "eligible", "convened", "attended", "registered", "held", "reviews_handed_in", "plans_accepted")
"""Counts of process only: nothing about answers or faults, which stay under the protection of the frozen tree (D9)."""


@dataclass(frozen=True, slots=True)
class Today:
    """The part of a drive that today lies below a unit."""

    rows: list[TodayRow]
    total: dict[str, int]


def today(*, actor: Actor, drive: Drive, unit: Unit) -> Today:
    """Figures of process of a drive along today's tree: each frozen cell under the unit that keeps its records now.

    The published figures stand in the frozen tree and are not touched by this. NotFound when no cell of the drive is below.
    """
    actor.require(FIGURES, unit.path)
    keepers = dict(Succession.objects.filter(keeps_records=True).values_list("predecessor_id", "successor_id"))
    below = set(Unit.objects.filter(subtree_q(unit.path), closed_on=None).values_list("pk", flat=True))
    ended = [old for old in keepers if follow(keepers, [old])[old] in below]
    counted = Tally.objects.filter(
        Q(unit__in=Unit.objects.filter(subtree_q(unit.path), closed_on=None)) | Q(unit_id__in=ended), drive=drive
    )
    names = dict(DriveUnit.objects.filter(drive=drive, is_cell=True).values_list("unit_id", "name"))
    rows = [row for row in counted.order_by("path").values("unit_id", *COUNTED) if row["unit_id"] in names]
    if not rows:
        raise NotFound
    where = follow(keepers, [row["unit_id"] for row in rows])
    units = {one.pk: one for one in Unit.objects.filter(pk__in=set(where.values())).select_related("parent")}
    shown = [
        TodayRow(names[row["unit_id"]], units[where[row["unit_id"]]], {key: row[key] for key in COUNTED})
        for row in rows
    ]
    shown.sort(key=lambda row: (row.today.path, row.frozen_name))
    return Today(shown, {key: sum(row.counts[key] for row in shown) for key in COUNTED})


def own_transfers(*, actor: Actor) -> QuerySet[Transfer]:
    """The actor's own moves, the newest first."""
    rows = Transfer.objects.filter(person_id=actor.person_id or 0)
    return rows.select_related("person", "from_unit", "to_unit")


@dataclass(frozen=True, slots=True)
class Move:
    """A move as its reader may see it. `carried`: measures that are still open, without what was said (D29)."""

    transfer: Transfer
    own: bool
    carried: list[Action]


def move(*, actor: Actor, transfer_id: int) -> Move:
    """One move: for the member, and for the offices of the old and the new cell (who see no measures). NotFound otherwise."""
    found = Transfer.objects.filter(pk=transfer_id).select_related("person", "from_unit", "to_unit").first()
    if found is None:
        raise NotFound
    own = found.person_id == actor.person_id
    paths = [unit.path for unit in (found.to_unit, found.from_unit) if unit is not None]
    if not own and not any(actor.can("org.person:read", path) for path in paths):
        actor.require("org.person:read", paths[0])
    return Move(found, own, list(_open_measures(found.person_id)) if own else [])


def _open_measures(person_id: int) -> QuerySet[Action]:
    rows = unfinished(live_actions()).filter(owner_id=person_id)
    return rows.select_related("owner").order_by("deadline", "pk")


def brought_along(*, actor: Actor, unit: Unit) -> list[Action]:
    """Open measures that members brought from another cell, for whoever judges here: measure and day, never the finding."""
    actor.require(JUDGE, unit.path)
    members = Membership.objects.filter(unit=unit, to_on=None).values("person_id")
    rows = unfinished(live_actions()).filter(owner_id__in=members).exclude(finding__unit=unit)
    moved = Transfer.objects.filter(to_unit=unit).values("person_id")
    rows = rows.filter(owner_id__in=moved, finding__person__isnull=False)
    return list(rows.select_related("owner").order_by("owner__name_key", "deadline"))


def brought_action(*, actor: Actor, unit: Unit, action_id: int) -> Action:
    """One of `brought_along`, or NotFound."""
    found = next((one for one in brought_along(actor=actor, unit=unit) if one.pk == action_id), None)
    if found is None:
        raise NotFound
    return found


def introductions_to(*, actor: Actor) -> list[Introduction]:
    """Members who were introduced to committees that the actor manages and who wait, the oldest first."""
    rows = in_scope(Introduction.objects.filter(state="sent"), actor.scope(MANAGE), "to_unit__path")
    return list(rows.select_related("person", "from_unit", "to_unit"))


def waiting_introduction(*, actor: Actor, person: Person) -> Introduction | None:
    """The introduction of a member that waits for the other side, for the office that sent it."""
    found = Introduction.objects.filter(person=person, state="sent").select_related("from_unit", "to_unit").first()
    return found if found is not None and actor.can(MANAGE, found.from_unit.path) else None


def papers_late(*, actor: Actor, unit: Unit) -> list[Introduction]:
    """Members of a body whose papers have been under way for longer than the rules say, for its committee: a flag, no act (R4)."""
    if not leads(actor, unit, RUN):
        return []
    days = value(current(unit.path), "papers_working_days")
    rows = Introduction.objects.filter(from_unit=unit, state="sent").select_related("person", "to_unit")
    return [row for row in rows if add_working_days(day_of(row.sent_at), days) < clock.today()]


@dataclass(frozen=True, slots=True)
class Introduced:
    """An introduction as one side sees it. `cells`: where the receiving side may put the comrade; empty on the other."""

    row: Introduction
    receives: bool
    sends: bool
    cells: list[Unit]


def introduction(*, actor: Actor, introduction_id: int) -> Introduced:
    """One introduction, for the offices of both sides. NotFound for anybody else."""
    rows = Introduction.objects.select_related("person", "from_unit", "to_unit", "transfer__to_unit")
    row = rows.filter(pk=introduction_id).first()
    if row is None:
        raise NotFound
    receives, sends = actor.can(MANAGE, row.to_unit.path), actor.can(MANAGE, row.from_unit.path)
    if not receives and not sends:
        raise NotFound
    cells = (
        [cell for cell in cells_for(actor=actor) if treepath.contains(row.to_unit.path, cell.path)] if receives else []
    )
    return Introduced(row, receives, sends, cells)


def prepared(*, actor: Actor, until: date) -> QuerySet[Reorganisation]:
    """Events whose day has come and that wait for a confirmation where the actor manages."""
    rows = in_scope(
        Reorganisation.objects.filter(state=EventState.DRAFT, on__lte=until), actor.scope(MANAGE), "under__path"
    )
    return rows.select_related("under").order_by("on", "pk")


def drives_regrouped(*, actor: Actor, unit: Unit) -> list[Drive]:
    """Drives that froze their trees before this unit stood, while cells now below it are counted in them; the newest first."""
    actor.require(FIGURES, unit.path)
    known = DriveUnit.objects.filter(unit=unit).values("drive_id")
    below = Unit.objects.filter(subtree_q(unit.path))
    counted = Tally.objects.filter(unit__in=below).values("drive_id")
    rows = Drive.objects.filter(pk__in=counted).exclude(state=DriveState.DRAFT).exclude(pk__in=known)
    return list(rows.order_by("-starts_on", "pk"))
