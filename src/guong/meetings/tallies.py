"""What this room counts of one cell: study, in four columns that never mix (R1, R18, S92)."""

from __future__ import annotations

from collections.abc import Iterable

from guong.audit.work import once_at_end
from guong.drives.tallies import locked, store
from guong.meetings.enums import HERE, MakeUpState
from guong.meetings.models import Invitation, MakeUp


def count(drive_id: int, unit_id: int) -> dict[str, int]:
    """Convened, attended (present or late among the convened), make-up owed (absent) and made up (confirmed), of a cell."""
    invited = Invitation.objects.filter(conference__drive_id=drive_id, unit_id=unit_id)
    owed = MakeUp.objects.filter(invitation__conference__drive_id=drive_id, invitation__unit_id=unit_id)
    return {
        "convened": invited.count(),
        "attended": invited.filter(presence__in=sorted(HERE)).count(),
        "makeup_owed": owed.count(),
        "made_up": owed.filter(state=MakeUpState.CONFIRMED).count(),
    }


@once_at_end
def refresh(drive_id: int, unit_id: int) -> None:
    """Count the cell again, in the transaction of the fact."""
    with locked(drive_id, unit_id) as tally:
        store(tally, count(drive_id, unit_id))


def refresh_all(drive_id: int, unit_ids: Iterable[int]) -> None:
    """Several cells, once each, in one order, so that two writers never wait for each other in a circle."""
    for unit_id in sorted(set(unit_ids)):
        refresh(drive_id, unit_id)
