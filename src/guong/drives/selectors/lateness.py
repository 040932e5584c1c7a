"""Which cells let their day pass, and what new day they have named since (S136). For rooms above that hold a right on them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet

from guong.drives import rules
from guong.drives.models import Drive, DriveUnit, Registration, RegistrationMove
from guong.kernel import clock
from guong.org.querysets import subtree_q


def standings(drive: Drive, unit_ids: Sequence[int], on: date) -> dict[int, rules.Standing]:
    """{unit id: standing} of the cells whose registered meeting was not held by the end of `on`; of a meeting in parts the
    worst day missed and the next day named. For rooms above that hold a right on the cells."""
    return _by_unit(_waiting(drive, on).filter(unit_id__in=unit_ids), on)


def late_cells(drive: Drive, top: str, on: date) -> int:
    """How many cells at and below the frozen path `top` had let a named day pass by the end of `on` and not met since.

    After the drive's last day for meetings everybody who is awaited and has not met is late: the caller knows those numbers.
    For rooms above that hold a right on the part.
    """
    below = DriveUnit.objects.filter(subtree_q(top), drive=drive, is_cell=True).values("unit_id")
    moved = RegistrationMove.objects.filter(registration=OuterRef("pk"))
    start = datetime.combine(on, time(), clock.ZONE)
    rows = _waiting(drive, on).filter(Q(starts_at__lt=start) | Exists(moved), unit_id__in=below)
    return sum(one.missed is not None for one in _by_unit(rows, on).values())


def _waiting(drive: Drive, on: date) -> QuerySet[Registration]:
    """Registrations made by the end of `on` and not held by then."""
    end = datetime.combine(on + timedelta(days=1), time(), clock.ZONE)
    rows = Registration.objects.filter(drive=drive, registered_at__lt=end)
    return rows.filter(Q(held_on=None) | Q(held_on__gt=on)).order_by()


def _by_unit(rows: QuerySet[Registration], on: date) -> dict[int, rules.Standing]:
    parts: dict[int, list[rules.Standing]] = defaultdict(list)
    moved = Exists(RegistrationMove.objects.filter(registration=OuterRef("pk")))
    found = list(rows.annotate(moved=moved).values_list("pk", "unit_id", "registered_at", "starts_at", "moved"))
    moves = _moves([row[0] for row in found if row[4]])
    for pk, unit_id, registered_at, starts_at, _was_moved in found:
        standing = rules.standing(named_days(registered_at, starts_at, moves.get(pk, [])), on)
        if standing is not None:
            parts[unit_id].append(standing)
    return {
        unit_id: rules.Standing(
            min((one.missed for one in mine if one.missed), default=None), min(one.named for one in mine)
        )
        for unit_id, mine in parts.items()
    }


def _moves(pks: Sequence[int]) -> dict[int, list[tuple[datetime, str, str]]]:
    """{registration id: [(when moved, from, to)]}, oldest first; the moments as they were written down (ISO)."""
    moves: dict[int, list[tuple[datetime, str, str]]] = defaultdict(list)
    for start in range(0, len(pks), 500):
        rows = RegistrationMove.objects.filter(registration_id__in=pks[start : start + 500]).order_by("at", "pk")
        for pk, at, before, after in rows.values_list("registration_id", "at", "before", "after"):
            moves[pk].append((at, before["starts_at"], after["starts_at"]))
    return moves


def named_days(
    registered_at: datetime, starts_at: datetime, moves: Sequence[tuple[datetime, str, str]]
) -> list[tuple[date, date]]:
    """(day made, day named) of a registration and of its moves, oldest first. For rooms above that hold a right on the cell."""
    first = datetime.fromisoformat(moves[0][1]) if moves else starts_at
    made = [(registered_at, first), *((at, datetime.fromisoformat(after)) for at, _before, after in moves)]
    return [(_day(at), _day(named)) for at, named in made]


def _day(moment: datetime) -> date:
    return moment.astimezone(clock.ZONE).date()
