"""Closing a phase in a cell, with everything there or with a reason that somebody above approves (R19, S38)."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from guong.audit.work import record, service
from guong.drives.enums import DriveState, PhasePurpose
from guong.drives.models import Drive, DriveUnit, Participant, Phase
from guong.gates import events  # noqa: F401  # registers the audit codes
from guong.gates.enums import GATE_TABLE, GateState, NoneWhy
from guong.gates.models import NoneStated, PhaseGate
from guong.gates.querysets import missing
from guong.kernel import clock, text
from guong.kernel.actor import Actor
from guong.kernel.errors import Invalid, NotFound
from guong.kernel.machine import step
from guong.org.models import Person, Unit

WRITE, MANAGE = "corrections.finding:write", "drives.drive:manage"


@service
def state_none(*, actor: Actor, drive: Drive, person: Person, why: str) -> NoneStated:
    """A member looked and has nothing to name: said by himself, or typed by the secretary of his cell. Again changes the reason."""
    place = Participant.objects.filter(drive=drive, person=person).select_related("unit").first()
    if place is None:
        raise NotFound
    if actor.person_id != person.pk:
        actor.require(WRITE, place.unit.path)
    _require_open(drive)
    if why not in NoneWhy.values:
        raise Invalid(_("Choose why there is nothing to name."), field="why")
    row, _made = NoneStated.objects.update_or_create(
        drive=drive, person=person,
        defaults={"unit": place.unit, "why": why, "stated_at": clock.now(), "stated_by_label": actor.label},
    )  # fmt: skip
    record(actor, "gates.none.stated", row, unit_path=place.unit.path, person_id=person.pk)
    return row


@service
def close_phase(*, actor: Actor, phase: Phase, unit: Unit, reason: str = "") -> PhaseGate:
    """Close a phase in a cell. When something is missing a reason is needed, and the committee above approves it.

    Invalid says how many are missing; the page names them. The phase of correcting follows the phase of seeing.
    """
    actor.require(WRITE, unit.path)
    _require_open(phase.drive)
    if not DriveUnit.objects.filter(drive=phase.drive, unit=unit, is_cell=True).exists():
        raise NotFound
    gate = _locked(phase, unit)
    if phase.purpose == PhasePurpose.CORRECT and _earlier_open(phase, unit):
        raise Invalid(_("Close the phase of seeing first."))
    left, reason = missing(phase, unit), text.clean_line(reason)[:300]
    if left and not reason:
        raise Invalid(
            _("%(n)s are still missing; they are listed below. Complete them, or give the reason and ask for approval."),
            field="reason", params={"n": left},
        )  # fmt: skip
    gate.state = step(GATE_TABLE, gate.state, "ask" if left else "close", message=_("This phase has been closed here."))
    if left:
        gate.reason, gate.asked_at, gate.asked_by_id = reason, clock.now(), actor.id
    else:
        gate.reason, gate.closed_at, gate.closed_by_label = "", clock.now(), actor.label
    gate.save()
    record(
        actor, "gates.phase.asked" if left else "gates.phase.closed", gate, unit_path=unit.path, reason=gate.reason,
        changes={"purpose": phase.purpose},
    )  # fmt: skip
    return gate


@service
def decide_gate(*, actor: Actor, gate: PhaseGate, approve: bool) -> PhaseGate:
    """The committee above approves that a phase closes although something is missing, or sends the request back. Nobody
    decides on his own request (R42)."""
    actor.require(MANAGE, gate.unit.path)
    row = _locked(gate.phase, gate.unit)
    if actor.id is not None and row.asked_by_id == actor.id:
        raise Invalid(_("You asked for this yourself; somebody else decides."))
    row.state = step(
        GATE_TABLE, row.state, "approve" if approve else "decline", message=_("This request has been decided before.")
    )
    if approve:
        row.closed_at, row.closed_by_label, row.approved_by_id = clock.now(), actor.label, actor.id
    row.save()
    record(
        actor, "gates.phase.approved" if approve else "gates.phase.declined", row, unit_path=row.unit.path,
        reason=row.reason, changes={"purpose": row.phase.purpose},
    )  # fmt: skip
    return row


def _locked(phase: Phase, unit: Unit) -> PhaseGate:
    PhaseGate.objects.get_or_create(phase=phase, unit=unit)
    return PhaseGate.objects.select_for_update(of=("self",)).select_related("phase", "unit").get(phase=phase, unit=unit)


def _earlier_open(phase: Phase, unit: Unit) -> bool:
    seeing = Phase.objects.filter(drive=phase.drive, purpose=PhasePurpose.SEE)
    closed = PhaseGate.objects.filter(phase__in=seeing, unit=unit, state=GateState.CLOSED)
    return seeing.count() > closed.count()


def _require_open(drive: Drive) -> None:
    if not Drive.objects.filter(pk=drive.pk, state=DriveState.OPEN).exists():
        raise Invalid(_("This drive is not under way."))
