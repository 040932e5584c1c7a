"""Who comes to which part of a cell's meeting, and who stands in none or in two (S135, R17)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from guong.drives import perms, rules
from guong.drives.models import Drive, DriveUnit, Participant, PartMember, Registration
from guong.kernel.actor import Actor, refuse
from guong.kernel.errors import NotFound
from guong.org.models import Unit


@dataclass(frozen=True, slots=True)
class Parts:
    """A cell's meeting in parts. `placing`: {person id: part numbers}; `stored`: whether a list was kept."""

    registrations: tuple[Registration, ...]
    people: tuple[Participant, ...]
    placing: dict[int, set[int]]
    coverage: rules.Coverage
    stored: bool


def parts(*, actor: Actor, drive: Drive, unit: Unit, typed: Sequence[tuple[int, int]] | None = None) -> Parts:
    """The division of a cell; `typed` shows what somebody is about to keep instead. NotFound for no cell of the drive."""
    if not actor.can(perms.REGISTRATION_READ, unit.path):
        refuse(actor, unit.path)
    actor.require("org.person:read", unit.path)
    if not DriveUnit.objects.filter(drive=drive, unit=unit, is_cell=True).exists():
        raise NotFound
    rows = tuple(Registration.objects.filter(drive=drive, unit=unit).order_by("part_no"))
    roster = Participant.objects.filter(drive=drive, unit=unit).select_related("person")
    people = tuple(roster.order_by("person__name_key", "person_id"))
    stored = list(PartMember.objects.filter(drive=drive, unit=unit).values_list("person_id", "part_no"))
    known = {one.person_id for one in people}
    pairs = stored if typed is None else [pair for pair in typed if pair[0] in known]
    placing: dict[int, set[int]] = defaultdict(set)
    for person, part in pairs:
        placing[person].add(part)
    eligible = [one.person_id for one in people if one.eligible]
    found = rules.coverage(eligible, [row.part_no for row in rows], pairs)
    return Parts(rows, people, dict(placing), found, bool(stored))


def proposed(shown: Parts) -> list[tuple[int, int]]:
    """The eligible in the order of names, cut into even parts. For rooms above that read the division already."""
    eligible = [one.person_id for one in shown.people if one.eligible]
    return rules.even_split(eligible, [row.part_no for row in shown.registrations])


def part_people(drive_id: int, unit_id: int, part_no: int) -> set[int] | None:
    """Ids of those who come to one part; None while the cell is not divided. For rooms above that hold a right on the cell."""
    rows = list(PartMember.objects.filter(drive_id=drive_id, unit_id=unit_id).values_list("person_id", "part_no"))
    return {person for person, part in rows if part == part_no} if rows else None


def undivided(drive_id: int, unit_ids: Iterable[int], before: datetime | None = None) -> set[int]:
    """Which of these cells, that meet in several parts, have not given each eligible member one part (R17).

    `before`: as it stood at that moment. For rooms above that hold a right on the cells.
    """
    ids = list(unit_ids)
    if not ids:
        return set()
    numbers, places = defaultdict(set), defaultdict(list)
    meetings = Registration.objects.filter(drive_id=drive_id, unit_id__in=ids)
    members = PartMember.objects.filter(drive_id=drive_id, unit_id__in=ids)
    if before is not None:
        meetings, members = meetings.filter(registered_at__lt=before), members.filter(put_at__lt=before)
    for unit_id, part in meetings.values_list("unit_id", "part_no"):
        numbers[unit_id].add(part)
    for unit_id, person, part in members.values_list("unit_id", "person_id", "part_no"):
        places[unit_id].append((person, part))
    owing = defaultdict(list)
    roster = Participant.objects.filter(drive_id=drive_id, unit_id__in=ids, eligible=True)
    for unit_id, person in roster.values_list("unit_id", "person_id"):
        owing[unit_id].append(person)
    return {pk for pk in ids if not rules.coverage(owing[pk], numbers[pk], places[pk]).whole}
