"""Checking in with the code on the wall: no place, no face, no device (D25). The secretary has the last word."""

from __future__ import annotations

import secrets

from django.db.models import F
from django.utils.translation import gettext_lazy as _

from guong.audit.work import record, record_many, service
from guong.kernel import clock
from guong.kernel.actor import Actor, refuse
from guong.kernel.errors import Conflict, Invalid, NotFound
from guong.meetings import codes, events  # noqa: F401  # events registers the audit codes
from guong.meetings.enums import HERE, Presence
from guong.meetings.models import Attendance, CheckInMiss, Meeting
from guong.meetings.querysets import AtDoor, at_door
from guong.meetings.services.common import locked, require_open, require_state


@service
def set_checkin(*, actor: Actor, meeting: Meeting, on: bool) -> Meeting:
    """Put a code on the wall, or take it away; each time a new secret, so that an old code is worth nothing."""
    row = locked(actor, meeting)
    require_open(row)
    row.checkin_secret = secrets.token_hex(16) if on else ""
    row.save(update_fields=["checkin_secret"])
    record(actor, "meetings.checkin.set", row, unit_path=row.unit.path, changes={"on": on})
    return row


@service
def check_in(*, actor: Actor, meeting_id: int, code: str) -> bool:
    """A member marks himself or herself present with the code on the wall; twice is once.

    False for a wrong code: it is counted, and after a few the secretary marks the member. NotFound for somebody outside the
    body; Invalid when there is no code, or when the secretary has marked the member absent. Hundreds come within minutes: what
    it hangs on is one question, and only who is written onto the roll locks the meeting.
    """
    person_id = actor.person_id or 0
    seen = at_door(meeting_id, person_id)
    if seen is None:
        raise NotFound
    if not seen.belongs:
        refuse(actor, seen.path)
    if seen.presence in HERE:
        return True
    _check_door(seen)
    if not codes.fits(seen.secret, code, clock.now().timestamp()):
        _miss(meeting_id, person_id)
        return False
    _write_down(actor, meeting_id, person_id, seen)
    return True


def _check_door(seen: AtDoor) -> None:
    """Invalid, with what to do instead, when nobody checks in by code now, or not this member."""
    require_state(seen.state)
    if seen.presence:
        raise Invalid(_("The secretary has marked you absent. Tell the secretary that you are here."))
    if not seen.secret:
        raise Invalid(_("There is no code on the wall. The secretary marks you when the roll is called."))
    if seen.failures >= codes.TRIES:
        raise Invalid(_("Too many wrong codes. Tell the secretary, who marks you on the roll."))


def _miss(meeting_id: int, person_id: int) -> None:
    """Count a wrong code; two at once are two."""
    CheckInMiss.objects.get_or_create(meeting_id=meeting_id, person_id=person_id)
    CheckInMiss.objects.filter(meeting=meeting_id, person=person_id).update(failures=F("failures") + 1)


def _write_down(actor: Actor, meeting_id: int, person_id: int, seen: AtDoor) -> None:
    """Lock the meeting if it stands as it was seen, then look at the roll once more: the secretary, or a second press, may have
    been quicker."""
    standing = Meeting.objects.filter(pk=meeting_id, state=seen.state, checkin_secret=seen.secret)
    if not standing.update(stamp=F("stamp") + 1):
        raise Conflict(_("The roll was just changed. Open the page again to see how it stands now."))
    if Attendance.objects.filter(meeting=meeting_id, person=person_id).exists():
        return
    Attendance.objects.create(
        meeting_id=meeting_id, person_id=person_id, presence=Presence.PRESENT, marked_at=clock.now(), by_code=True
    )
    record_many(actor, "meetings.roll.checked_in", Meeting, [(meeting_id, seen.label, seen.path, None, {})])
