"""What the writes of this room share: whose plan it is, who decides, and whether it may still be changed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from guong.audit.work import record
from guong.drives.enums import DriveState
from guong.drives.models import Participant
from guong.kernel import clock, text
from guong.kernel.actor import Actor, SystemActor, refuse
from guong.kernel.errors import Forbidden, Invalid, NotFound
from guong.kernel.machine import step
from guong.kernel.rows import with_known
from guong.org.models import Person
from guong.plans import events  # noqa: F401  # registers the audit codes
from guong.plans.enums import PLAN_TABLE
from guong.plans.models import Plan
from guong.plans.querysets import deciders, may_decide
from guong.plans.services.desk import Desk

_REFUSALS = {
    "present": _("This plan has been presented already."),
    "submit": _(
        "A plan is presented in the meeting before it is submitted, and one that is being read is not submitted again."
    ),
    "return": _("Only a plan that was submitted and waits for an answer can be returned."),
    "accept": _("Only a plan that was submitted and waits for an answer can be accepted."),
}


def owns(actor: Actor, person_id: int) -> bool:
    """Whether the thing is the actor's own; the system acts for whoever it has to."""
    return isinstance(actor, SystemActor) or (actor.person_id is not None and actor.person_id == person_id)


def locked(plan: Plan) -> Plan:
    """The plan as it is now, locked until the transaction ends; whose it is and where was read with the one given."""
    row = Plan.objects.select_for_update(of=("self",)).select_related("drive").get(pk=plan.pk)
    return with_known(row, plan, "unit", "person")


def locked_own(actor: Actor, plan: Plan) -> Plan:
    """The owner's plan, fresh and locked. NotFound for everybody else: nobody's door leads to a draft (D7)."""
    if not owns(actor, plan.person_id):
        raise NotFound
    return locked(plan)


def require_open(plan: Plan) -> None:
    """Invalid unless the drive is under way."""
    if plan.drive.state != DriveState.OPEN:
        raise Invalid(_("This drive is not under way, so its plans are no longer changed."))


def participant_of(drive_id: int, person: Person) -> Participant:
    """The locked roster row of a member who owes a plan. NotFound off the roster; Invalid if none is asked (R2)."""
    rows = Participant.objects.select_for_update(of=("self",)).select_related("unit", "drive")
    found = rows.filter(drive_id=drive_id, person=person).first()
    if found is None:
        raise NotFound
    if not found.eligible:
        raise Invalid(
            _("No plan is asked of %(name)s in this drive: exempt, suspended or newly admitted."),
            field="person", params={"name": person.full_name},
        )  # fmt: skip
    return found


def advance(plan: Plan, event: str) -> None:
    """The next state by the table, or the sentence of why not."""
    plan.state = step(PLAN_TABLE, plan.state, event, message=_REFUSALS[event])


def decider(actor: Actor, plan: Plan, by: Person | None, desk: Desk) -> Person:
    """Who returns or accepts: somebody of the cell committee other than the owner (R42, D12).

    A member of the committee acts for himself, or types what another one of it decided. The owner never touches the
    decision on his own plan, not even by typing for somebody else.
    """
    if not may_decide(actor, plan, clock.today()):
        refuse(actor, plan.unit.path)
    if actor.person_id == plan.person_id:
        raise Invalid(
            _("This is your own plan. Ask the deputy secretary or another member of the committee to read it.")
        )
    chosen = by.pk if by is not None else actor.person_id
    if chosen == plan.person_id:
        raise Invalid(_("Nobody accepts or returns his or her own plan. Choose another member of the committee."))
    found = _reader(plan, chosen, desk) if chosen else None
    if found is None:
        raise Invalid(_("Choose who of the cell committee has read this plan."), field="by")
    return found


def _reader(plan: Plan, chosen: int, desk: Desk) -> Person | None:
    """The chosen one, if he or she may read this plan: an officer of the cell, or of the committee above where there is no
    other officer than the owner."""
    officers = desk.officers(plan.unit)
    if set(officers) - {plan.person_id}:
        return officers.get(chosen)
    return deciders(plan.unit, clock.today(), owner_id=plan.person_id).filter(pk=chosen).first()


def require_not_own(actor: Actor, plan: Plan) -> None:
    """Forbidden for the owner of the plan (R42)."""
    if actor.person_id is not None and actor.person_id == plan.person_id:
        raise Forbidden


def words(typed: str, field: str = "text", most: int = 4000) -> str:
    """What was typed, cleaned; Invalid for nothing, or for too much."""
    cleaned = text.clean_text(typed)
    if not cleaned:
        raise Invalid(_("Nothing is written yet. Write what you saw or what you answer."), field=field)
    if len(cleaned) > most:
        raise Invalid(_("This is too long: 4.000 letters fit. Shorten it."), field=field)
    return cleaned


def note(actor: Actor, code: str, plan: Plan, changes: Mapping[str, Any] | None = None) -> None:
    """One audit row about a plan; never its words."""
    record(actor, code, plan, unit_path=plan.unit.path, person_id=plan.person_id, changes=changes)
