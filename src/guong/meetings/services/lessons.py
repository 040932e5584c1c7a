"""Model meetings: what other cells may read, offered by the cell and approved from above (S3). Nothing personal in it."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from guong.audit.work import record, service
from guong.kernel import clock
from guong.kernel.actor import Actor
from guong.kernel.errors import Invalid
from guong.kernel.machine import step
from guong.kernel.text import clean_line, clean_text
from guong.meetings import events, rules  # noqa: F401  # events registers the audit codes
from guong.meetings.enums import LESSON_TABLE, LessonState, MeetingState
from guong.meetings.models import Lesson, Meeting
from guong.meetings.perms import APPROVE, RUN
from guong.meetings.querysets import body_people

LIMIT = 4000
_ORDER = _("This does not fit where the lessons stand now. Open the page again.")


@service
def offer_lesson(*, actor: Actor, meeting: Meeting, course: str, lessons: str) -> Lesson:
    """Offer the course and the lessons of a held meeting to other cells; typed again after it was sent back.

    Invalid while the meeting runs, without words, or with the name of somebody of the body in them.
    """
    row = Meeting.objects.select_for_update(of=("self",)).select_related("unit").get(pk=meeting.pk)
    actor.require(RUN, row.unit.path)
    if row.state != MeetingState.CLOSED:
        raise Invalid(_("Close the meeting first; then others may learn from it."))
    texts = {"course": clean_text(course), "lessons": clean_text(lessons)}
    for field, words in texts.items():
        if not words or len(words) > LIMIT:
            raise Invalid(
                _("Write a few sentences, at most %(limit)s characters."), field=field, params={"limit": LIMIT}
            )
        named = rules.names_in(words, body_people(row).values_list("full_name", flat=True))
        if named:
            sentence = _("Take the name “%(name)s” out: what other cells read says nothing about persons.")
            raise Invalid(sentence, field=field, params={"name": named[0]})
    lesson = Lesson.objects.filter(meeting=row).first() or Lesson(meeting=row)
    if lesson.pk:
        lesson.state = step(LESSON_TABLE, lesson.state, "offer", message=_ORDER)
    lesson.course, lesson.lessons = texts["course"], texts["lessons"]
    lesson.author_id, lesson.offered_at, lesson.back_note = actor.person_id, clock.now(), ""
    lesson.decided_by, lesson.decided_by_label, lesson.decided_at = None, "", None
    lesson.save()
    record(actor, "meetings.lesson.offered", lesson, unit_path=row.unit.path)
    return lesson


@service
def approve_lesson(*, actor: Actor, lesson: Lesson) -> Lesson:
    """The committee above opens the lessons to the other cells; never their author (R42)."""
    row = _decided(actor, lesson, "approve", "")
    record(actor, "meetings.lesson.approved", row, unit_path=row.meeting.unit.path)
    return row


@service
def return_lesson(*, actor: Actor, lesson: Lesson, reason: str) -> Lesson:
    """The committee above sends the lessons back, or closes them again, with the reason."""
    words = clean_line(reason)[:300]
    if not words:
        raise Invalid(_("Say what is to be mended, so that the cell knows."), field="reason")
    row = _decided(actor, lesson, "return", words)
    record(actor, "meetings.lesson.returned", row, unit_path=row.meeting.unit.path)
    return row


def _decided(actor: Actor, lesson: Lesson, event: str, note: str) -> Lesson:
    row = Lesson.objects.select_for_update(of=("self",)).select_related("meeting__unit__parent").get(pk=lesson.pk)
    above = row.meeting.unit.parent or row.meeting.unit
    actor.require(APPROVE, above.path)
    if actor.person_id is not None and actor.person_id == row.author_id:
        raise Invalid(_("Nobody approves what he or she wrote. Ask another member of the committee."))
    row.state = LessonState(step(LESSON_TABLE, row.state, event, message=_ORDER))
    row.back_note, row.decided_by_id = note, actor.person_id
    row.decided_by_label, row.decided_at = actor.label, clock.now()
    row.save(update_fields=["state", "back_note", "decided_by", "decided_by_label", "decided_at"])
    return row
