"""Which self-review is presented at a meeting: the row, without opening its words."""

from __future__ import annotations

from guong.kernel.actor import Actor
from guong.kernel.errors import NotFound
from guong.meetings.models import Meeting
from guong.reviews.enums import SPOKEN
from guong.reviews.models import SelfReview


def review_to_present(*, actor: Actor, meeting: Meeting, review_id: int) -> SelfReview:
    """A self-review of the meeting's body, for whoever runs the meeting; NotFound otherwise. No word of it is read."""
    actor.require("meetings.meeting:run", meeting.unit.path)
    rows = SelfReview.objects.filter(pk=review_id, unit=meeting.unit_id)
    found = rows.filter(drive=meeting.drive_id).first() if meeting.drive_id is not None else rows.first()
    if found is None:
        raise NotFound
    return found


def presented_people(*, actor: Actor, meeting: Meeting) -> dict[int, tuple[int, str]]:
    """person id → (review id, state) of the body's self-reviews in the meeting's drive, "presented" also after, for whoever runs the meeting."""
    actor.require("meetings.meeting:run", meeting.unit.path)
    rows = SelfReview.objects.filter(unit=meeting.unit_id, drive=meeting.drive_id or 0)
    return {
        person: (pk, "presented" if state in SPOKEN else state)
        for pk, person, state in rows.values_list("pk", "person_id", "state")
    }
