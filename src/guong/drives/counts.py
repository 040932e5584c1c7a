"""What this room counts of one body: roster and registration of a cell, and its place in the chain and among the visits."""

from __future__ import annotations

from django.db.models import F, Q

from guong.audit.work import once_at_end
from guong.drives import rules
from guong.drives.enums import RegistrationState
from guong.drives.models import DriveUnit, OwnDocument, Participant, PartMember, Registration, Visit
from guong.drives.tallies import locked, store
from guong.org.enums import COMMITTEE_KINDS, StandingKind


def count(drive_id: int, unit_id: int) -> dict[str, int]:
    """Every column of this room, from the rows."""
    people = Participant.objects.filter(drive_id=drive_id, unit_id=unit_id)
    roster = list(people.values_list("standing", "eligible", "person_id"))
    rows = Registration.objects.filter(drive_id=drive_id, unit_id=unit_id)
    parts = list(rows.values_list("state", "as_registered", "part_no"))
    held = bool(parts) and all(state == RegistrationState.HELD for state, _kept, _no in parts)
    if held and len(parts) > 1:  # R17: done only when everybody has his part, too
        placed = PartMember.objects.filter(drive_id=drive_id, unit_id=unit_id).values_list("person_id", "part_no")
        eligible = [pk for _standing, owes, pk in roster if owes]
        held = rules.coverage(eligible, [no for _state, _kept, no in parts], placed).whole
    return {
        "total": len(roster),
        "exempt": sum(standing == StandingKind.EXEMPT for standing, _owes, _pk in roster),
        "eligible": sum(owes for _standing, owes, _pk in roster),
        "parts": len(parts),
        "registered": int(bool(parts)),
        "held": int(held),
        "held_as_registered": int(held and all(kept for _state, kept, _no in parts)),
        **_place(drive_id, unit_id),
    }


def _place(drive_id: int, unit_id: int) -> dict[str, int]:
    """Whether the chain must pass this body and whether it is to be visited, and what came of both."""
    near = DriveUnit.objects.filter(Q(unit_id=unit_id) | Q(unit_id=F("drive__scope_unit_id")), drive_id=drive_id)
    rows = {row[0]: row[1:] for row in near.values_list("unit_id", "path", "kind", "is_cell", "drive__scope_unit_id")}
    if unit_id not in rows:
        return {}
    path, kind, is_cell, top_id = rows[unit_id]
    place = rules.place(path, rows[top_id][0], is_cell=is_cell, is_committee=kind in COMMITTEE_KINDS)
    own = (
        []
        if is_cell
        else OwnDocument.objects.filter(drive_id=drive_id, unit_id=unit_id).values_list("urging", flat=True)
    )
    urging = list(own)
    return {
        "links": int(place.link),
        "issued": int(place.link and not all(urging)),
        "urgings": sum(urging),
        "visits_due": int(place.due),
        "visited": int(place.due and Visit.objects.filter(drive_id=drive_id, unit_id=unit_id).exists()),
    }


@once_at_end
def refresh(drive_id: int, unit_id: int) -> None:
    """Store them, the row locked first."""
    with locked(drive_id, unit_id) as tally:
        store(tally, count(drive_id, unit_id))
