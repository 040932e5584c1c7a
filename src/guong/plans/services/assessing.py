"""Monthly common assessment: how each plan is kept, a line each, and the member's answer (S117, D2)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from guong.audit.work import record, service
from guong.kernel import clock, text
from guong.kernel.actor import Actor
from guong.kernel.errors import Invalid, NotFound
from guong.meetings.enums import MeetingState
from guong.meetings.models import Meeting
from guong.plans.enums import Kept, PlanState
from guong.plans.models import Assessment, Plan
from guong.plans.perms import RUN
from guong.plans.services import common

MOST = 1000


@dataclass(frozen=True, slots=True)
class Said:
    """What was said of one plan: `word` a Kept value, `text` the fact."""

    plan_id: int
    word: str
    text: str


@service
def assess_plans(*, actor: Actor, meeting: Meeting, said: Sequence[Said]) -> list[Assessment]:
    """Note what the meeting found of accepted plans of its cell; a line said again takes the place of the one before it, until
    its owner has answered.

    Needs `meetings.meeting:run`. Invalid before the meeting has begun, for a line without a fact, or for one's own plan (R42).
    """
    actor.require(RUN, meeting.unit.path)
    if meeting.state == MeetingState.PLANNED:
        raise Invalid(_("This meeting has not begun. Open it first, then note what it finds of the plans."))
    rows = Plan.objects.filter(unit=meeting.unit, state=PlanState.ACCEPTED, pk__in=[one.plan_id for one in said])
    plans = {plan.pk: plan for plan in rows.select_related("unit", "person")}
    return [_assess(actor, meeting, plans.get(one.plan_id), one) for one in said]


def _assess(actor: Actor, meeting: Meeting, plan: Plan | None, one: Said) -> Assessment:
    if plan is None:
        raise NotFound
    who = {"name": plan.person.full_name}
    if actor.person_id is not None and actor.person_id == plan.person_id:
        raise Invalid(_("Your own plan is assessed by another member of the committee: leave that line empty."))
    words = text.clean_text(one.text)
    if one.word not in Kept.values:
        raise Invalid(_("Choose one of the three words for the plan of %(name)s."), params=who)
    if len(words) < 3 or len(words) > MOST:
        raise Invalid(
            _("Plan of %(name)s: say in a few words what was done or what stands in the way, 1.000 letters at most."),
            params=who,
        )
    kept = Assessment.objects.select_for_update().filter(plan=plan, meeting=meeting).first()
    if kept is not None and kept.replied_at is not None:
        raise Invalid(_("Comrade %(name)s has answered already; what was said stands."), params=who)
    facts = {"word": one.word, "text": words, "made_at": clock.now(), "made_by_label": actor.label}
    found, _made = Assessment.objects.update_or_create(plan=plan, meeting=meeting, defaults=facts)
    common.note(actor, "plans.assessment.noted", plan, {"meeting": meeting.pk, "word": one.word})
    return found


@service
def reply_assessment(*, actor: Actor, assessment: Assessment, text: str) -> Assessment:
    """The owner's answer, once; it stands under the line for ever (D2). NotFound for anybody else."""
    rows = Assessment.objects.select_for_update(of=("self",)).select_related("plan__unit")
    found = rows.get(pk=assessment.pk)
    if not common.owns(actor, found.plan.person_id):
        raise NotFound
    if found.replied_at is not None:
        raise Invalid(_("You have answered this already."))
    found.reply, found.replied_at = common.words(text), clock.now()
    found.save(update_fields=["reply", "replied_at"])
    record(actor, "plans.assessment.replied", found, unit_path=found.plan.unit.path, person_id=found.plan.person_id)
    return found
