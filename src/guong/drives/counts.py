"""What this room counts of one cell."""

from __future__ import annotations

from guong.audit.work import once_at_end
from guong.drives.enums import RegistrationState
from guong.drives.models import Participant, Registration
from guong.drives.tallies import locked, store
from guong.org.enums import StandingKind


def count(drive_id: int, unit_id: int) -> dict[str, int]:
    """Roster and registration columns of a cell, from the rows."""
    roster = list(Participant.objects.filter(drive_id=drive_id, unit_id=unit_id).values_list("standing", "eligible"))
    parts = list(Registration.objects.filter(drive_id=drive_id, unit_id=unit_id).values_list("state", "as_registered"))
    held = bool(parts) and all(state == RegistrationState.HELD for state, _ in parts)
    return {
        "total": len(roster),
        "exempt": sum(standing == StandingKind.EXEMPT for standing, _ in roster),
        "eligible": sum(eligible for _, eligible in roster),
        "parts": len(parts),
        "registered": int(bool(parts)),
        "held": int(held),
        "held_as_registered": int(held and all(kept for _, kept in parts)),
    }


@once_at_end
def refresh(drive_id: int, unit_id: int) -> None:
    """Store them, the row locked first."""
    with locked(drive_id, unit_id) as tally:
        store(tally, count(drive_id, unit_id))
