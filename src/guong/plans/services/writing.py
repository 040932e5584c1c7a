"""Writing a plan, presenting it in the meeting, handing it in (R25)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from guong.audit.work import service
from guong.drives.models import Drive
from guong.kernel import clock
from guong.kernel.actor import Actor, refuse
from guong.kernel.errors import Conflict, Invalid, NotFound
from guong.meetings.enums import HELD
from guong.meetings.models import Meeting
from guong.org.models import Person
from guong.plans import tallies
from guong.plans.enums import PlanState
from guong.plans.models import Plan, PlanRevision
from guong.plans.perms import DECIDE, RUN
from guong.plans.services import common
from guong.plans.services.content import cleaned, findings_of, link_findings, require_complete

WRITABLE = frozenset({PlanState.DRAFT, PlanState.PRESENTED, PlanState.RETURNED})


@service
def start_plan(*, actor: Actor, drive: Drive, person: Person) -> Plan:
    """Begin the plan of a member who owes one, with a line for each finding already settled about him (law 2).

    The same plan comes back when it exists. NotFound for somebody else's; Invalid for the exempt, or outside an open drive.
    """
    if not common.owns(actor, person.pk):
        raise NotFound
    return new_plan(actor, drive, person)


def new_plan(actor: Actor, drive: Drive, person: Person) -> Plan:
    """The member's plan in the drive, made if there is none yet."""
    participant = common.participant_of(drive.pk, person)
    found = Plan.objects.filter(drive=drive, person=person).first()
    if found is not None:
        return found
    plan = Plan(drive=participant.drive, person=person, unit=participant.unit, year=participant.drive.year)
    common.require_open(plan)
    plan.draft = {"example": "", "pledge": "", "items": findings_of(plan)}
    plan.save(force_insert=True)
    if plan.draft["items"]:
        link_findings(plan)
    common.note(actor, "plans.plan.started", plan)
    return plan


@service
def save_plan(*, actor: Actor, plan: Plan, content: Mapping[str, Any], stamp: int) -> Plan:
    """Keep the draft as typed. Only its owner; Conflict on an old stamp; Invalid while it is being read or is accepted."""
    plan = common.locked_own(actor, plan)
    _require_writable(plan)
    if store_draft(plan, cleaned(plan, content), stamp):
        plan.typed_by_label, plan.confirmed_at = "", None  # from now on it is the member's own
        _save_draft(plan)
        common.note(actor, "plans.plan.saved", plan, {"stamp": plan.stamp})
    return plan


@service
def add_findings(*, actor: Actor, plan: Plan) -> Plan:
    """Add a line for each finding that was settled after the plan was begun. Nothing new changes nothing."""
    plan = common.locked_own(actor, plan)
    _require_writable(plan)
    have = {item["finding"] for item in plan.draft["items"]}
    new = [item for item in findings_of(plan) if item["finding"] not in have]
    if new:
        store_draft(plan, {**plan.draft, "items": [*plan.draft["items"], *new]}, plan.stamp)
        _save_draft(plan)
        common.note(actor, "plans.plan.saved", plan, {"stamp": plan.stamp, "findings": len(new)})
    return plan


@service
def type_plan_for(
    *, actor: Actor, drive: Drive, person: Person, content: Mapping[str, Any], stamp: int | None = None
) -> Plan:
    """Type the plan of a member who writes by hand; it waits for the member's yes (D26).

    Needs `plans.plan:decide` at the cell. Invalid for one's own, over the member's own words, or for nothing typed.
    """
    participant = common.participant_of(drive.pk, person)
    actor.require(DECIDE, participant.unit.path)
    if actor.person_id == person.pk:
        raise Invalid(_("This is your own plan: write it on your own page."))
    plan = common.locked(new_plan(actor, drive, person))
    _require_writable(plan)
    if (plan.stamp and not plan.typed_by_label) or plan.confirmed_at is not None:
        raise Invalid(_("These are the member's own words by now. What a member writes is not typed over."))
    typed = cleaned(plan, content)
    if not typed["items"]:
        raise Invalid(_("Nothing is typed yet. Type at least one line of the sheet."), field="items")
    if store_draft(plan, typed, plan.stamp if stamp is None else stamp):
        plan.typed_by_label = actor.label
        _save_draft(plan)
        common.note(actor, "plans.plan.typed_for", plan, {"stamp": plan.stamp})
    return plan


@service
def confirm_plan(*, actor: Actor, plan: Plan, stamp: int | None = None) -> Plan:
    """The member's yes to what was typed (D26). Conflict if the words changed since they were shown."""
    plan = common.locked_own(actor, plan)
    if not plan.waits_for_yes:
        raise Invalid(_("Nothing waits for your yes here: nobody typed for you, or you have said yes already."))
    if stamp is not None and stamp != plan.stamp:
        raise Conflict(_("The helper changed the words after you opened this page. Read them again, please."))
    plan.confirmed_at = clock.now()
    plan.save(update_fields=["confirmed_at"])
    common.note(actor, "plans.plan.confirmed", plan, {"stamp": plan.stamp})
    return plan


@service
def present_plan(*, actor: Actor, plan: Plan, meeting: Meeting) -> Plan:
    """Note that the plan was presented in a meeting of its own cell that has begun (S102).

    By its owner or by whoever runs the meeting. Invalid for another body's meeting, an unwritten plan, or before the meeting.
    """
    plan = common.locked(plan)
    if not common.owns(actor, plan.person_id) and not actor.can(RUN, plan.unit.path):
        refuse(actor, plan.unit.path)
    common.require_open(plan)
    if meeting.unit_id != plan.unit_id:
        raise Invalid(_("A plan is presented in a meeting of the member's own cell."), field="meeting")
    if meeting.state not in HELD:
        raise Invalid(_("This meeting has not begun. Open it first, then note who has presented."), field="meeting")
    if not plan.draft["items"]:
        raise Invalid(_("This plan is not written yet: the member adds at least one line before presenting it."))
    _require_yes(plan)
    common.advance(plan, "present")
    plan.presented_at, plan.presented_in = clock.now(), meeting
    plan.save(update_fields=["state", "presented_at", "presented_in"])
    common.note(actor, "plans.plan.presented", plan, {"meeting": meeting.pk})
    return plan


@service
def submit_plan(*, actor: Actor, plan: Plan) -> Plan:
    """Hand the plan in: its words become a revision that nobody changes any more (R25).

    Only its owner, after presenting it. Invalid names the line that is incomplete; after a return the words must differ.
    """
    plan = common.locked_own(actor, plan)
    common.require_open(plan)
    _require_yes(plan)
    common.advance(plan, "submit")
    require_complete(plan)
    last = plan.revisions.order_by("-number").first()
    if last is not None and last.content == plan.draft:
        raise Invalid(_("Nothing has changed since this plan was returned. Mend what the committee asked for first."))
    PlanRevision.objects.create(
        plan=plan, number=last.number + 1 if last else 1, content=plan.draft, made_at=clock.now(),
        made_by_label=actor.label,
    )  # fmt: skip
    plan.submitted_at = clock.now()
    plan.save(update_fields=["state", "submitted_at"])
    common.note(actor, "plans.plan.submitted", plan, {"number": last.number + 1 if last else 1})
    tallies.refresh(plan.drive_id, plan.unit_id)
    return plan


def store_draft(plan: Plan, content: dict[str, Any], stamp: int) -> bool:
    """Put the words into the draft; whether they changed. Conflict if another tab saved first (Q7)."""
    if content == plan.draft:
        return False
    if stamp != plan.stamp:
        raise Conflict(
            _("These words were changed in another window after you opened this one. Choose which of the two to keep.")
        )
    plan.draft, plan.stamp, plan.saved_at = content, plan.stamp + 1, clock.now()
    return True


def _save_draft(plan: Plan) -> None:
    plan.save(update_fields=["draft", "stamp", "saved_at", "typed_by_label", "confirmed_at"])
    link_findings(plan)


def _require_writable(plan: Plan) -> None:
    common.require_open(plan)
    if plan.state not in WRITABLE:
        raise Invalid(_("This plan is submitted and cannot be changed now. If it is returned, you may go on writing."))


def _require_yes(plan: Plan) -> None:
    if plan.waits_for_yes:
        raise Invalid(_("Somebody typed this plan for the member. It waits for the member's yes."))
