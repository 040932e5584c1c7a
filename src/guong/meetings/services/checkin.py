"""Checking in with the code on the wall: no place, no face, no device (D25). The secretary has the last word."""

from __future__ import annotations

import secrets

from django.db.models import F
from django.utils.translation import gettext_lazy as _

from guong.audit.work import record, service
from guong.kernel import clock
from guong.kernel.actor import Actor
from guong.kernel.errors import Invalid, NotFound
from guong.meetings import codes, events  # noqa: F401  # events registers the audit codes
from guong.meetings.enums import HERE, Presence
from guong.meetings.models import Attendance, CheckInMiss, Meeting
from guong.meetings.querysets import body_people
from guong.meetings.services.common import locked, require_open
from guong.org.models import Person


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
def check_in(*, actor: Actor, meeting: Meeting, code: str) -> Attendance | None:
    """A member marks himself or herself present with the code on the wall; twice is once.

    None for a wrong code: it is counted, and after a few the secretary marks the member. NotFound for somebody outside the
    body; Invalid when there is no code, or when the secretary has marked the member absent.
    """
    row = Meeting.objects.select_for_update(of=("self",)).select_related("unit").get(pk=meeting.pk)
    person = body_people(row).filter(pk=actor.person_id or 0).first()
    if person is None:
        raise NotFound
    require_open(row)
    mark = row.attendances.filter(person=person).first()
    if mark is not None and mark.presence in HERE:
        return mark
    if mark is not None:
        raise Invalid(_("The secretary has marked you absent. Tell the secretary that you are here."))
    if not row.checkin_secret:
        raise Invalid(_("There is no code on the wall. The secretary marks you when the roll is called."))
    if not _guessed(row, person, code):
        return None
    made = Attendance.objects.create(
        meeting=row, person=person, presence=Presence.PRESENT, marked_at=clock.now(), by_code=True
    )
    Meeting.objects.filter(pk=row.pk).update(stamp=F("stamp") + 1)
    record(actor, "meetings.roll.checked_in", row, unit_path=row.unit.path)
    return made


def _guessed(meeting: Meeting, person: Person, code: str) -> bool:
    """Whether the code is right; a wrong one is counted. Invalid after too many."""
    missed = CheckInMiss.objects.filter(meeting=meeting, person=person).first()
    if missed is not None and missed.failures >= codes.TRIES:
        raise Invalid(_("Too many wrong codes. Tell the secretary, who marks you on the roll."))
    if codes.fits(meeting.checkin_secret, code, clock.now().timestamp()):
        return True
    if missed is None:
        CheckInMiss.objects.create(meeting=meeting, person=person, failures=1)
    else:
        CheckInMiss.objects.filter(pk=missed.pk).update(failures=F("failures") + 1)
    return False
