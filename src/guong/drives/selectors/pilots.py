"""Blocks of a drive, their pilots, and what each still waits for (S51, R16)."""

from __future__ import annotations

from dataclasses import dataclass

from guong.drives import perms, rules
from guong.drives.enums import DriveState
from guong.drives.models import BlockGate, Drive, DriveUnit, Milestone, Pilot, Tally
from guong.kernel.actor import Actor
from guong.kernel.errors import NotFound
from guong.org.querysets import in_scope


@dataclass(frozen=True, slots=True)
class PilotLine:
    """A pilot with its frozen cell; `held`: it has met; `writes`: the reader may write its lessons."""

    pilot: Pilot
    cell: DriveUnit
    held: bool
    writes: bool


@dataclass(frozen=True, slots=True)
class Block:
    """One block. `missing`: see rules.block_missing; `others`: its cells that are no pilots."""

    name: str
    pilots: tuple[PilotLine, ...]
    others: tuple[DriveUnit, ...]
    gate: BlockGate | None
    missing: str
    own_note: bool  # the reader wrote the lessons, so somebody else approves them


def blocks(*, actor: Actor, drive: Drive) -> list[Block]:
    """The blocks of the frozen cells in sight, by name; cells without one stand together at the end."""
    cells = in_scope(DriveUnit.objects.filter(drive=drive, is_cell=True), actor.scope(perms.DRIVE_READ))
    pilots = {one.unit_id: one for one in Pilot.objects.filter(drive=drive).select_related("unit", "drive__scope_unit")}
    held = set(Tally.objects.filter(drive=drive, unit_id__in=pilots, held=1).values_list("unit_id", flat=True))
    gates = {one.block: one for one in BlockGate.objects.filter(drive=drive)}
    by_block: dict[str, list[DriveUnit]] = {}
    for cell in cells.select_related("unit").order_by("block", "name_key", "pk"):
        by_block.setdefault(cell.block, []).append(cell)
    found = []
    for name in sorted(by_block, key=lambda one: (not one, one)):
        mine = by_block[name]
        lines = tuple(
            PilotLine(
                pilots[cell.unit_id], cell, cell.unit_id in held, actor.can(perms.REGISTRATION_WRITE, cell.unit.path)
            )
            for cell in mine
            if cell.unit_id in pilots
        )
        gate = gates.get(name)
        stand = rules.BlockStand(
            len(lines), sum(line.held for line in lines), bool(gate and gate.lessons), bool(gate and gate.opened_at)
        )
        own = gate is not None and gate.written_by_id is not None and gate.written_by_id == actor.id
        others = tuple(cell for cell in mine if cell.unit_id not in pilots)
        found.append(Block(name, lines, others, gate, rules.block_missing(stand), own))
    return found


def pilot(*, actor: Actor, pilot_id: int) -> Pilot:
    """One pilot, for whoever manages its drive."""
    found = Pilot.objects.select_related("unit", "drive__scope_unit").filter(pk=pilot_id).first()
    if found is None:
        raise NotFound
    actor.require(perms.DRIVE_MANAGE, found.drive.scope_unit.path)
    return found


def milestone(*, actor: Actor, milestone_id: int) -> Milestone:
    """One milestone, for whoever manages its drive."""
    found = Milestone.objects.select_related("drive__scope_unit").filter(pk=milestone_id).first()
    if found is None:
        raise NotFound
    actor.require(perms.DRIVE_MANAGE, found.drive.scope_unit.path)
    return found


def blocks_waiting(*, actor: Actor) -> list[tuple[Drive, Block]]:
    """Blocks whose lessons wait for the actor's approval; not those that he wrote himself."""
    rows = Drive.objects.filter(state=DriveState.OPEN, pilots=True).select_related("scope_unit").order_by("code")
    mine = in_scope(rows, actor.scope(perms.DRIVE_MANAGE), "scope_unit__path")
    return [
        (drive, block)
        for drive in mine
        for block in blocks(actor=actor, drive=drive)
        if block.missing == "approval" and not block.own_note
    ]


def block_open(drive: Drive, unit_id: int) -> bool:
    """Whether a cell may register: no pilots in this drive, itself one, or its block is open. For rooms above."""
    if not drive.pilots or Pilot.objects.filter(drive=drive, unit_id=unit_id).exists():
        return True
    cell = DriveUnit.objects.filter(drive=drive, unit_id=unit_id).first()
    block = cell.block if cell else ""
    return BlockGate.objects.filter(drive=drive, block=block, opened_at__isnull=False).exists()
