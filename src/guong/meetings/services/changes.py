"""A planned meeting changed or cancelled, and one that was held on paper and is typed in (law 9, D26)."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from guong.audit.work import record, service
from guong.drives.enums import MeetingMode
from guong.drives.services import move_registration
from guong.kernel import clock
from guong.kernel.actor import Actor
from guong.kernel.errors import Invalid
from guong.kernel.machine import step
from guong.kernel.text import clean_line
from guong.meetings import events  # noqa: F401  # registers the audit codes
from guong.meetings.enums import MEETING_TABLE
from guong.meetings.models import Meeting
from guong.meetings.perms import PLAN
from guong.meetings.querysets import may_speak
from guong.meetings.services.common import locked
from guong.org.models import Person

_BEGUN = _("Only a meeting that is still planned can be changed or cancelled.")


@service
def change_meeting(
    *, actor: Actor, meeting: Meeting, starts_at: datetime, place: str, mode: str, chair: Person | None = None,
    secretary: Person | None = None, reason: str = "",
) -> Meeting:  # fmt: skip
    """Change day, hour, place, mode or people of a planned meeting. What the cell registered moves with it, with the reason (S44)."""
    row = locked(actor, meeting, PLAN)
    row.state = step(MEETING_TABLE, row.state, "change", message=_BEGUN)
    place = clean_line(place)[:200]
    if not place:
        raise Invalid(_("Say where the meeting is held."), field="place")
    if mode not in MeetingMode.values:
        raise Invalid(_("Choose how the meeting is held: in person, online, or both."), field="mode")
    _check_people(row, chair, secretary)
    before = (row.starts_at, row.place, row.mode)
    row.starts_at, row.place, row.mode, row.chair, row.secretary = starts_at, place, mode, chair, secretary
    if before[:2] != (starts_at, place):
        row.moves, row.told_at = row.moves + 1, clock.now()
    row.save(update_fields=["starts_at", "place", "mode", "chair", "secretary", "moves", "told_at"])
    if row.registration is not None and before != (starts_at, place, mode):
        move_registration(
            actor=actor,
            registration=row.registration,
            starts_at=starts_at,
            place=place,
            mode=mode,
            reason=reason,
            chair=chair,
        )
    changes = {"starts_at": [before[0].isoformat(), starts_at.isoformat()], "place": [before[1], place]}
    record(actor, "meetings.meeting.changed", row, unit_path=row.unit.path, changes=changes)
    return row


def _check_people(meeting: Meeting, chair: Person | None, secretary: Person | None) -> None:
    for field, person in (("chair", chair), ("secretary", secretary)):
        if person is not None and not may_speak(meeting, person):
            raise Invalid(
                _("%(name)s does not belong to this body or to the one above. Choose from the list."),
                field=field, params={"name": person.full_name},
            )  # fmt: skip


@service
def cancel_meeting(*, actor: Actor, meeting: Meeting, reason: str) -> Meeting:
    """Call off a planned meeting, with the reason; what the cell registered waits for another one."""
    row = locked(actor, meeting, PLAN)
    words = clean_line(reason)[:300]
    if not words:
        raise Invalid(_("Say why the meeting is called off: members read it."), field="reason")
    row.state = step(MEETING_TABLE, row.state, "cancel", message=_BEGUN)
    row.cancel_reason, row.registration, row.told_at = words, None, clock.now()
    row.cancelled_at = row.told_at
    row.save(update_fields=["state", "cancel_reason", "registration", "told_at", "cancelled_at"])
    record(actor, "meetings.meeting.cancelled", row, unit_path=row.unit.path)
    return row


@service
def note_held(*, actor: Actor, meeting: Meeting, began_at: datetime) -> Meeting:
    """Say that a planned meeting was held on paper and is typed in now: it opens as of `began_at`, marked with who typed it when.

    Roll, notes, remarks, votes and the answers on open items are then typed like in a meeting under way, and it is closed
    with the hour at which it ended. Invalid for an hour in the future.
    """
    row = locked(actor, meeting)
    if began_at > clock.now():
        raise Invalid(_("It has not begun yet at that hour. Write when it really began."), field="began_at")
    row.state = step(MEETING_TABLE, row.state, "open", message=_("This meeting has already been opened."))
    row.opened_at, row.on_paper, row.typed_by_label, row.typed_at = began_at, True, actor.label, clock.now()
    row.save(update_fields=["state", "opened_at", "on_paper", "typed_by_label", "typed_at"])
    record(actor, "meetings.meeting.typed", row, unit_path=row.unit.path, changes={"began_at": began_at.isoformat()})
    return row
