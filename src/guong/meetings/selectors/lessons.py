"""Model meetings that other cells may read (S3)."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from guong.kernel.actor import Actor
from guong.kernel.errors import NotFound
from guong.meetings.enums import LessonState
from guong.meetings.models import Lesson
from guong.meetings.perms import APPROVE, RUN
from guong.meetings.selectors.evening import bodies
from guong.org.querysets import scope_q


def _rows(actor: Actor) -> QuerySet[Lesson]:
    """Lessons the actor may open: approved ones of the neighbours under the same committee; one's own; those to decide on."""
    mine = bodies(actor=actor)
    around = {one.parent_id for one in mine if one.parent_id} | {one.pk for one in mine}
    approved = Q(state=LessonState.APPROVED) & Q(meeting__unit__parent_id__in=around)
    own = scope_q(actor.scope(RUN), "meeting__unit__path")
    decides = scope_q(actor.scope(APPROVE), "meeting__unit__parent__path")
    rows = Lesson.objects.filter(approved | own | decides)
    return rows.select_related("meeting__unit__parent", "meeting__drive", "author")


def lessons(*, actor: Actor) -> list[Lesson]:
    """Those that wait first, then the newest."""
    rows = list(_rows(actor))
    return sorted(rows, key=lambda one: one.state != LessonState.OFFERED)


def lesson(*, actor: Actor, lesson_id: int) -> Lesson:
    """One of them, or NotFound."""
    found = _rows(actor).filter(pk=lesson_id).first()
    if found is None:
        raise NotFound
    return found


def lesson_of(*, actor: Actor, meeting_id: int) -> Lesson | None:
    """What was offered of a meeting, for whoever may open it."""
    return _rows(actor).filter(meeting_id=meeting_id).first()


def may_decide(*, actor: Actor, lesson: Lesson) -> bool:
    """Whether the actor decides on it: the committee above, never the author."""
    above = lesson.meeting.unit.parent or lesson.meeting.unit
    return actor.can(APPROVE, above.path) and (actor.person_id is None or actor.person_id != lesson.author_id)


def lessons_to_decide(*, actor: Actor) -> list[Lesson]:
    """Offered ones that wait for the actor."""
    waiting = _rows(actor).filter(state=LessonState.OFFERED)
    return [one for one in waiting if may_decide(actor=actor, lesson=one)]
