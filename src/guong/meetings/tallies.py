"""What this room counts of one cell: study, in four columns that never mix (R1, R18, S92), and who came from above (S134)."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Count, Q

from guong.audit.work import once_at_end
from guong.drives.enums import RegistrationState
from guong.drives.models import Registration
from guong.drives.tallies import locked, store
from guong.meetings.enums import HERE, Level, MakeUpState
from guong.meetings.models import Guest, Invitation, MakeUp


def count(drive_id: int, unit_id: int) -> dict[str, int]:
    """Convened, attended (present or late among the convened), make-up owed (absent) and made up (confirmed), of a cell."""
    invited = Invitation.objects.filter(conference__drive_id=drive_id, unit_id=unit_id)
    owed = MakeUp.objects.filter(invitation__conference__drive_id=drive_id, invitation__unit_id=unit_id)
    return {
        **invited.aggregate(convened=Count("pk"), attended=Count("pk", filter=Q(presence__in=sorted(HERE)))),
        **owed.aggregate(makeup_owed=Count("pk"), made_up=Count("pk", filter=Q(state=MakeUpState.CONFIRMED))),
        **_attended_from_above(drive_id, unit_id),
    }


def _attended_from_above(drive_id: int, unit_id: int) -> dict[str, int]:
    """Whether the cell has held its meeting, every part of it, with somebody from a body of each level (S134)."""
    parts = Registration.objects.filter(drive_id=drive_id, unit_id=unit_id)
    guests = Guest.objects.filter(meeting__registration__in=parts.values("pk")).exclude(body_level="")
    levels = set(guests.values_list("body_level", flat=True))
    held = bool(levels) and not parts.exclude(state=RegistrationState.HELD).exists()
    return {f"held_with_{level}": int(held and level in levels) for level in Level.values}


@once_at_end
def refresh(drive_id: int, unit_id: int) -> None:
    """Count the cell again, in the transaction of the fact."""
    with locked(drive_id, unit_id) as tally:
        store(tally, count(drive_id, unit_id))


def refresh_all(drive_id: int, unit_ids: Iterable[int]) -> None:
    """Several cells, once each, in one order, so that two writers never wait for each other in a circle."""
    for unit_id in sorted(set(unit_ids)):
        refresh(drive_id, unit_id)
