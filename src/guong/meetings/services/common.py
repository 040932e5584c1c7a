"""What the services of the evening share: the meeting locked, its state, the keys of what was applied."""

from __future__ import annotations

from uuid import UUID

from django.db.models import F
from django.utils.translation import gettext_lazy as _

from guong.access.seats import only_at
from guong.kernel import clock
from guong.kernel.actor import Actor
from guong.kernel.errors import Invalid
from guong.kernel.text import clean_text
from guong.meetings.enums import MeetingState
from guong.meetings.models import Meeting, Tap
from guong.meetings.perms import RUN

NOTE_LIMIT = 4000


def locked(actor: Actor, meeting: Meeting, perm: str = RUN) -> Meeting:
    """The meeting as it is now, locked, for whoever runs it (or holds `perm`); its stamp rises, so that other devices see that something changed."""
    rows = Meeting.objects.select_for_update(of=("self",)).select_related("unit", "drive", "registration")
    row = rows.get(pk=meeting.pk)
    actor.require(perm, row.unit.path)
    only_at(actor, row.pk, row.unit.path)
    Meeting.objects.filter(pk=row.pk).update(stamp=F("stamp") + 1)
    row.stamp += 1
    return row


def require_open(meeting: Meeting) -> None:
    """Invalid unless the meeting is under way."""
    require_state(meeting.state)


def require_state(state: str) -> None:
    """The same, of the state alone."""
    if state == MeetingState.PLANNED:
        raise Invalid(_("The meeting has not been opened yet. Open it first."))
    if state == MeetingState.CANCELLED:
        raise Invalid(_("This meeting was cancelled. Plan another one."))
    if state == MeetingState.CLOSED:
        raise Invalid(_("The meeting is closed; its record is no longer changed."))


def applied_before(meeting: Meeting, key: UUID | None) -> bool:
    """Whether this tap was applied already; a new key is kept with the meeting, which the caller holds locked (Q7)."""
    if key is None:
        return False
    _tap, made = Tap.objects.get_or_create(meeting=meeting, key=key, defaults={"at": clock.now()})
    return not made


def words_of(typed: str, field: str = "text") -> str:
    """Clean words of at most NOTE_LIMIT characters; only a note (`text`) must not be empty."""
    words = clean_text(typed)
    if not words and field == "text":
        raise Invalid(_("The note is empty. Write what was said."), field=field)
    if len(words) > NOTE_LIMIT:
        raise Invalid(_("Too long: at most %(limit)s characters."), field=field, params={"limit": NOTE_LIMIT})
    return words
