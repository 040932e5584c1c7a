"""The phases of a drive in one cell, with who and what is missing, and in all cells of a committee, without."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from guong.drives.enums import DriveState, PhasePurpose
from guong.drives.models import Drive, DriveUnit, Participant, Phase
from guong.gates.enums import GateState
from guong.gates.models import NoneStated, PhaseGate
from guong.gates.querysets import lacking_items, lacking_people
from guong.kernel.actor import Actor
from guong.kernel.errors import NotFound
from guong.org.models import Person, Unit
from guong.org.querysets import in_scope

READ, WRITE, MANAGE = "corrections.finding:read", "corrections.finding:write", "drives.drive:manage"
LOOK = "drives.registration:read"


@dataclass(frozen=True, slots=True)
class PhaseInCell:
    """One phase in one cell. `people`, `items`: what is missing; empty for a reader who may not see it."""

    phase: Phase
    gate: PhaseGate | None
    people: tuple[Person, ...]
    items: tuple[tuple[int, str], ...]

    @property
    def state(self) -> str:
        return self.gate.state if self.gate else GateState.OPEN.value

    @property
    def missing(self) -> int:
        return len(self.people) + len(self.items)


def phases_of_cell(*, actor: Actor, drive: Drive, unit: Unit) -> list[PhaseInCell]:
    """The phases of a drive in a cell; who and what is missing only for whoever reads the cell's findings."""
    actor.require(LOOK, unit.path)
    if not DriveUnit.objects.filter(drive=drive, unit=unit, is_cell=True).exists():
        raise NotFound
    gates = {one.phase_id: one for one in PhaseGate.objects.filter(phase__drive=drive, unit=unit)}
    reads = actor.can(READ, unit.path)
    found = []
    for phase in Phase.objects.filter(drive=drive).select_related("drive"):
        people: list[Person] = []
        items: list[tuple[int, str]] = []
        if reads and phase.purpose == PhasePurpose.SEE:
            ids = lacking_people(drive, unit)
            by_id = Person.objects.in_bulk(ids)
            people = [by_id[pk] for pk in ids]
        elif reads:
            items = lacking_items(drive, unit)
        found.append(PhaseInCell(phase, gates.get(phase.pk), tuple(people), tuple(items)))
    return found


def phases_of_committee(*, actor: Actor, drive: Drive) -> list[tuple[Phase, list[tuple[DriveUnit, PhaseGate | None]]]]:
    """Each phase with every cell in sight and how it stands there; no number and no name goes up."""
    cells = in_scope(DriveUnit.objects.filter(drive=drive, is_cell=True), actor.scope(LOOK))
    rows = list(cells.select_related("unit").order_by("kind", "name_key", "pk"))
    gates = {
        (one.phase_id, one.unit_id): one
        for one in PhaseGate.objects.filter(phase__drive=drive).select_related("unit", "phase")
    }
    phases = Phase.objects.filter(drive=drive).select_related("drive")
    return [(phase, [(cell, gates.get((phase.pk, cell.unit_id))) for cell in rows]) for phase in phases]


def phase(*, actor: Actor, phase_id: int, unit: Unit) -> Phase:
    """One phase of a drive in which the unit is a cell, or NotFound."""
    actor.require(LOOK, unit.path)
    found = Phase.objects.select_related("drive").filter(pk=phase_id, drive__units__unit=unit).first()
    if found is None:
        raise NotFound
    return found


def gate(*, actor: Actor, gate_id: int) -> PhaseGate:
    """One gate, for whoever decides on it."""
    found = PhaseGate.objects.select_related("unit", "phase__drive").filter(pk=gate_id).first()
    if found is None:
        raise NotFound
    actor.require(MANAGE, found.unit.path)
    return found


def own_place(*, actor: Actor, drive: Drive, unit: Unit) -> tuple[Participant | None, NoneStated | None]:
    """The actor's own frozen row in this cell, and what he said about having nothing to name."""
    actor.require(LOOK, unit.path)
    mine = Participant.objects.filter(drive=drive, unit=unit, person_id=actor.person_id or 0, eligible=True)
    said = NoneStated.objects.filter(drive=drive, person_id=actor.person_id or 0).first()
    return mine.select_related("person").first(), said


def gates_waiting(*, actor: Actor) -> list[PhaseGate]:
    """Requests to close a phase that wait for the actor's decision; not his own."""
    rows = in_scope(PhaseGate.objects.filter(state=GateState.ASKED), actor.scope(MANAGE)).exclude(asked_by_id=actor.id)
    return list(
        rows.filter(phase__drive__state=DriveState.OPEN).select_related("unit", "phase__drive").order_by("asked_at")
    )


def phases_over(*, actor: Actor, today: date) -> list[tuple[Phase, Unit]]:
    """Phases whose last day has passed and that are still open in a cell that the actor keeps."""
    own = sorted(actor.scope(WRITE).exact)
    cells = DriveUnit.objects.filter(drive__state=DriveState.OPEN, is_cell=True, unit__path__in=own)
    found = []
    for cell in cells.select_related("unit"):
        over = Phase.objects.filter(drive=cell.drive_id, to_on__lt=today).select_related("drive")
        done = PhaseGate.objects.filter(unit=cell.unit).exclude(state=GateState.OPEN).values("phase_id")
        found += [(one, cell.unit) for one in over.exclude(pk__in=done)]
    return found
