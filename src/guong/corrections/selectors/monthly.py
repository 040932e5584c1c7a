"""What a regular meeting asks after: every open measure of its body, with what was said of it here (R23)."""

from __future__ import annotations

from dataclasses import dataclass

from guong.corrections import rules
from guong.corrections.models import Action, MonthlyAnswer, RecheckItem
from guong.corrections.perms import READ
from guong.corrections.querysets import live_actions, unfinished
from guong.corrections.selectors.actions import open_items
from guong.kernel import clock
from guong.kernel.actor import Actor
from guong.meetings.models import Meeting
from guong.org.models import Unit

MEETING_READ = "meetings.meeting:read"


@dataclass(frozen=True, slots=True)
class MonthlyItem:
    """One open measure and what this meeting said of it (None: not asked after yet). `own`: the reader does it himself."""

    action: Action
    answer: MonthlyAnswer | None
    overdue: bool
    own: bool


def monthly_items(*, actor: Actor, meeting: Meeting) -> list[MonthlyItem]:
    """Open measures of the body that the actor may read, the longest overdue first, and those this meeting answered for."""
    said = {
        one.action_id: one
        for one in MonthlyAnswer.objects.filter(meeting=meeting).select_related(
            "said_by", "action__owner", "action__share", "action__finding__unit", "action__finding__person"
        )
    }
    opened = open_items(actor=actor, unit=meeting.unit)
    listed = {one.pk for one in opened}
    readable = live_actions().filter(pk__in=set(said) - listed)
    answered = [said[pk].action for pk in readable.values_list("pk", flat=True)] if _runs(actor, meeting.unit) else []
    today = clock.today()
    return [
        MonthlyItem(
            one, said.get(one.pk), rules.is_overdue(one.deadline, one.state, today), one.owner_id == actor.person_id
        )
        for one in sorted([*opened, *answered], key=lambda one: (one.deadline, one.pk))
    ]


def monthly_missing(*, actor: Actor, meeting: Meeting) -> list[Action]:
    """Open measures of the meeting's body for which it gave no answer yet: neither here nor in the re-check that it holds (R23).

    Those of the evening itself are not asked after; the longest overdue first. For whoever runs the meeting.
    """
    actor.require("meetings.meeting:run", meeting.unit.path)
    began = meeting.opened_at or meeting.starts_at
    rows = unfinished(live_actions()).filter(finding__unit=meeting.unit_id, created_at__lt=began)
    judged = RecheckItem.objects.filter(recheck__unit=meeting.unit_id, judged_at__gte=began)
    said = MonthlyAnswer.objects.filter(meeting=meeting)
    rows = rows.exclude(pk__in=said.values("action_id")).exclude(pk__in=judged.values("action_id"))
    return list(rows.select_related("finding__unit", "owner").order_by("deadline", "pk"))


def monthly_waiting(*, actor: Actor, meeting: Meeting) -> int:
    """How many open measures of the meeting's body it has not asked after yet. A number, no words."""
    actor.require(MEETING_READ, meeting.unit.path)
    rows = unfinished(live_actions()).filter(finding__unit=meeting.unit_id, created_at__lt=meeting.starts_at)
    return rows.exclude(pk__in=MonthlyAnswer.objects.filter(meeting=meeting).values("action_id")).count()


def _runs(actor: Actor, unit: Unit) -> bool:
    return actor.can(READ, unit.path)
