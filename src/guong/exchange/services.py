"""Bringing a member list in: all of it, or nothing."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from guong.audit.work import record, service
from guong.exchange.cells import NewCell
from guong.exchange.memory import gc_at_rest
from guong.exchange.reading import ParsedList, read_members
from guong.exchange.rehearsal import Rehearsal, rehearse
from guong.exchange.report import ImportReport
from guong.exchange.roster import PERM
from guong.exchange.writing import Writer
from guong.kernel import clock
from guong.kernel.actor import Actor
from guong.kernel.errors import Invalid
from guong.org import events  # noqa: F401  # registers the audit codes
from guong.org.models import Unit
from guong.org.services import create_unit


@service
def import_members(
    *, actor: Actor, under: Unit, name: str, data: bytes, create_units: bool = False, dry_run: bool = False
) -> ImportReport:
    """Read a list of members of the cells below `under` and write it, unless it is a rehearsal or any row is wrong.

    The same file again changes nothing. Invalid when the file as a whole cannot be read.
    """
    actor.require(PERM, under.path)
    refuse_closed(under)
    with gc_at_rest():
        return _import(actor, under, read_members(name, data), create_units=create_units, dry_run=dry_run)


@service
def import_parsed(*, actor: Actor, under: Unit, parsed: ParsedList, create_units: bool = False) -> ImportReport:
    """The same for a list that has been read before."""
    actor.require(PERM, under.path)
    refuse_closed(under)
    with gc_at_rest():
        return _import(actor, under, parsed, create_units=create_units, dry_run=False)


def refuse_closed(under: Unit) -> None:
    """Invalid when nobody takes part in this organisation any more."""
    if under.closed_on is not None:
        raise Invalid(_("This organisation is closed. Choose the one that took its place."), field="under")


def _import(actor: Actor, under: Unit, parsed: ParsedList, *, create_units: bool, dry_run: bool) -> ImportReport:
    Unit.objects.select_for_update().get(pk=under.pk)  # two imports into one office wait for each other
    rehearsal = rehearse(actor=actor, under=under, parsed=parsed, create_units=create_units)
    if not dry_run and not rehearsal.report.errors:
        _write(actor, under, parsed, rehearsal)
    return rehearsal.report


def _write(actor: Actor, under: Unit, parsed: ParsedList, rehearsal: Rehearsal) -> None:
    report = rehearsal.report
    units = {id(cell): _make(actor, under, cell) for cell in rehearsal.planner.book.new}
    today = clock.today()
    day = min(parsed.as_of or today, today)
    Writer(actor, under, day, units).write(rehearsal.intents)
    report.written = True
    if report.created or report.updated:
        facts: dict[str, Any] = {"rows": report.rows, "created": report.created, "updated": report.updated}
        record(actor, "org.members.imported", under, unit_path=under.path, changes=facts)


def _make(actor: Actor, under: Unit, cell: NewCell) -> Unit:
    unit = create_unit(actor=actor, code=cell.code, name=cell.name, kind=cell.kind, parent=under)
    actor.require(PERM, unit.path)  # a right over the office alone does not reach into a new cell
    return unit
