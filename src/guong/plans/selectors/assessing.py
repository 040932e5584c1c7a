"""How plans are kept, month by month (S117)."""

from __future__ import annotations

from dataclasses import dataclass

from guong.kernel.actor import Actor
from guong.kernel.errors import NotFound
from guong.meetings.enums import MeetingState
from guong.meetings.models import Meeting
from guong.org.models import Unit
from guong.plans.enums import PlanState
from guong.plans.models import Assessment, Plan
from guong.plans.perms import RUN


@dataclass(frozen=True)
class AssessLine:
    """One accepted plan, what was said of it in this meeting, and what was said last before."""

    plan: Plan
    said: Assessment | None
    before: Assessment | None
    open: bool  # may be written: not my own, not yet answered


@dataclass(frozen=True)
class AssessPage:
    """The plans of a cell in the order of names, for the secretary of a meeting."""

    unit: Unit
    meeting: Meeting
    lines: list[AssessLine]

    @property
    def done(self) -> int:
        return sum(line.said is not None for line in self.lines)


def assess_page(*, actor: Actor, meeting_id: int) -> AssessPage:
    """The page on which a meeting that has begun assesses the accepted plans of its cell. NotFound / Forbidden otherwise."""
    meeting = Meeting.objects.select_related("unit").filter(pk=meeting_id).exclude(state=MeetingState.PLANNED).first()
    if meeting is None:
        raise NotFound
    actor.require(RUN, meeting.unit.path)
    day = meeting.starts_at
    plans = Plan.objects.filter(
        unit=meeting.unit, state=PlanState.ACCEPTED, year__gte=day.year - 1, accepted_at__lte=day
    )
    rows = list(plans.select_related("person", "drive").order_by("person__name_key", "person_id", "-year"))
    newest = {plan.person_id: plan for plan in reversed(rows)}  # of two plans of one person the newer
    said: dict[int, Assessment] = {}
    before: dict[int, Assessment] = {}
    for one in Assessment.objects.filter(plan__in=newest.values()).select_related("meeting").order_by("made_at", "pk"):
        if one.meeting_id == meeting.pk:
            said[one.plan_id] = one
        else:
            before[one.plan_id] = one
    lines = [
        _line(actor, plan, said.get(plan.pk), before.get(plan.pk)) for plan in rows if newest[plan.person_id] is plan
    ]
    return AssessPage(meeting.unit, meeting, lines)


def _line(actor: Actor, plan: Plan, said: Assessment | None, before: Assessment | None) -> AssessLine:
    own = actor.person_id is not None and actor.person_id == plan.person_id
    return AssessLine(plan, said, before, open=not own and (said is None or said.replied_at is None))


def meetings_to_assess_in(*, actor: Actor, unit: Unit) -> list[Meeting]:
    """Meetings of the cell that have begun, the newest first: in which of them plans were or may be assessed."""
    actor.require(RUN, unit.path)
    return list(Meeting.objects.filter(unit=unit).exclude(state=MeetingState.PLANNED).order_by("-starts_at")[:12])


def assessments_waiting(*, actor: Actor) -> list[Assessment]:
    """Lines about my plans that I have not answered."""
    if actor.person_id is None:
        return []
    rows = Assessment.objects.filter(plan__person_id=actor.person_id, replied_at=None)
    return list(rows.select_related("plan", "meeting"))


def assessment_to_answer(*, actor: Actor, assessment_id: int) -> Assessment:
    """A line about my plan. NotFound for anybody else."""
    rows = Assessment.objects.filter(pk=assessment_id, plan__person_id=actor.person_id or 0)
    found = rows.select_related("plan", "meeting").first()
    if found is None:
        raise NotFound
    return found
