"""Pilots of a block, what was learned there, and opening the block (S51, R16)."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from guong.audit.work import record, service
from guong.drives import rules
from guong.drives.enums import DriveState
from guong.drives.models import BlockGate, Drive, DriveUnit, Pilot, Registration, Tally
from guong.kernel import clock, text
from guong.kernel.actor import Actor
from guong.kernel.errors import Invalid, NotFound
from guong.org.models import Unit

LIMIT = 4000
MANAGE = "drives.drive:manage"


@service
def name_pilot(*, actor: Actor, drive: Drive, unit: Unit) -> Pilot:
    """Let a cell meet first in its block. Invalid in a drive without pilots, or when its block is open already."""
    actor.require(MANAGE, drive.scope_unit.path)
    frozen = _frozen(drive, unit)
    if Pilot.objects.filter(drive=drive, unit=unit).exists():
        raise Invalid(_("%(cell)s is a pilot already."), field="unit", params={"cell": frozen.name})
    if _gate(drive, frozen.block).opened_at is not None:
        raise Invalid(_("This block has been opened: it needs no further pilot."), field="unit")
    row = Pilot.objects.create(drive=drive, unit=unit, named_at=clock.now(), named_by_label=actor.label)
    record(actor, "drives.pilot.named", row, unit_path=unit.path, changes={"block": frozen.block})
    return row


@service
def drop_pilot(*, actor: Actor, pilot: Pilot) -> None:
    """A cell is no pilot after all. Invalid once it has registered."""
    actor.require(MANAGE, pilot.drive.scope_unit.path)
    if Registration.objects.filter(drive=pilot.drive, unit=pilot.unit).exists():
        raise Invalid(_("This cell has registered its pilot meeting; it stays a pilot."))
    record(actor, "drives.pilot.dropped", pilot, unit_path=pilot.unit.path)
    pilot.delete()


@service
def write_lessons(*, actor: Actor, drive: Drive, block: str, lessons: str) -> BlockGate:
    """Write down what the pilots of a block taught: by their secretary, or by the committee. It then waits for approval."""
    cells = [
        one.unit for one in Pilot.objects.filter(drive=drive).select_related("unit") if _block(drive, one) == block
    ]
    if not actor.can(MANAGE, drive.scope_unit.path):
        if not cells:
            raise NotFound
        own = next((cell for cell in cells if actor.can("drives.registration:write", cell.path)), cells[0])
        actor.require("drives.registration:write", own.path)
    _require_open(drive)
    if not _held(cells, drive):
        raise Invalid(_("No pilot of this block has met yet. The lessons are written afterwards."), field="lessons")
    words = text.clean_text(lessons)
    if not words:
        raise Invalid(
            _("Write what the pilot taught: what went well, what to change, how long it took."), field="lessons"
        )
    if len(words) > LIMIT:
        raise Invalid(_("Too long: at most %(limit)s characters."), field="lessons", params={"limit": LIMIT})
    gate = _gate(drive, block)
    if gate.opened_at is not None:
        raise Invalid(_("This block has been opened; its lessons stay as they were approved."))
    gate.lessons, gate.written_at, gate.written_by_label = words, clock.now(), actor.label
    gate.written_by_id = actor.id
    gate.save()
    record(actor, "drives.lessons.written", gate, unit_path=drive.scope_unit.path, changes={"block": block})
    return gate


@service
def open_block(*, actor: Actor, drive: Drive, block: str, override_reason: str = "") -> BlockGate:
    """Approve the lessons and let the other cells of the block begin, or open it without them for a reason (R16).

    Invalid when something is missing and no reason is given, or when the writer would approve his own note (R42).
    """
    actor.require(MANAGE, drive.scope_unit.path)
    _require_open(drive)
    if not DriveUnit.objects.filter(drive=drive, is_cell=True, block=block).exists():
        raise NotFound
    gate, reason = _gate(drive, block), text.clean_line(override_reason)[:300]
    if gate.opened_at is not None:
        raise Invalid(_("This block has been opened before."))
    cells = [
        one.unit for one in Pilot.objects.filter(drive=drive).select_related("unit") if _block(drive, one) == block
    ]
    missing = rules.block_missing(rules.BlockStand(len(cells), _held(cells, drive), bool(gate.lessons), opened=False))
    if missing != "approval" and not reason:
        raise Invalid(_MISSING[missing], field="override_reason")
    if missing == "approval" and not reason:
        if actor.id is not None and gate.written_by_id == actor.id:
            raise Invalid(_("You wrote these lessons; somebody else approves them."))
        gate.approved_by_id = actor.id
    gate.opened_at, gate.opened_by_label, gate.override_reason = clock.now(), actor.label, reason
    gate.save()
    record(
        actor, "drives.block.overridden" if reason else "drives.block.opened", gate, unit_path=drive.scope_unit.path,
        reason=reason, changes={"block": block, "missing": missing if reason else ""},
    )  # fmt: skip
    return gate


_MISSING = {
    "pilot": _("This block has no pilot yet. Name one, or open it with a reason."),
    "held": _("No pilot of this block has met yet. Wait for it, or open the block with a reason."),
    "lessons": _("Nothing was written down from the pilots yet. Write the lessons, or open the block with a reason."),
}


def require_block_open(drive: Drive, unit: Unit) -> None:
    """Invalid while the cell's block waits for its pilots and the cell is none of them. No right is asked: no words."""
    if not drive.pilots or Pilot.objects.filter(drive=drive, unit=unit).exists():
        return
    block = _frozen(drive, unit).block
    if not BlockGate.objects.filter(drive=drive, block=block, opened_at__isnull=False).exists():
        raise Invalid(
            _("%(cell)s registers when the committee has opened its block, after the pilot meeting."),
            params={"cell": unit.name},
        )


def _frozen(drive: Drive, unit: Unit) -> DriveUnit:
    _require_open(drive)
    if not drive.pilots:
        raise Invalid(_("This drive has no pilots: every cell may begin."))
    found = DriveUnit.objects.filter(drive=drive, unit=unit, is_cell=True).first()
    if found is None:
        raise NotFound
    return found


def _gate(drive: Drive, block: str) -> BlockGate:
    """The row of the block, locked; made when it is asked for first."""
    BlockGate.objects.get_or_create(drive=drive, block=block)
    return BlockGate.objects.select_for_update(of=("self",)).get(drive=drive, block=block)


def _block(drive: Drive, pilot: Pilot) -> str:
    return DriveUnit.objects.get(drive=drive, unit_id=pilot.unit_id).block


def _held(cells: list[Unit], drive: Drive) -> int:
    return Tally.objects.filter(drive=drive, unit__in=cells, held=1).count()


def _require_open(drive: Drive) -> None:
    if not Drive.objects.filter(pk=drive.pk, state=DriveState.OPEN).exists():
        raise Invalid(_("This drive is not under way."))
