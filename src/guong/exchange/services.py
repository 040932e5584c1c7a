"""Bringing a member list in: all of it, or nothing."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.utils.translation import gettext_lazy as _

from guong.audit.work import record, service
from guong.exchange.cells import CellBook, NewCell
from guong.exchange.memory import gc_at_rest
from guong.exchange.planning import Intent, Planner
from guong.exchange.reading import ParsedList, read_members
from guong.exchange.report import Fate, ImportReport
from guong.exchange.roster import PERM, Roster, local_code
from guong.exchange.wording import change_words
from guong.exchange.writing import Writer
from guong.kernel import clock
from guong.kernel.actor import Actor
from guong.kernel.errors import Invalid
from guong.org import events  # noqa: F401  # registers the audit codes
from guong.org.enums import CELL_KINDS
from guong.org.models import Person, Unit
from guong.org.querysets import in_scope, subtree_q
from guong.org.services import create_unit

_CHUNK = 400


@service
def import_members(
    *, actor: Actor, under: Unit, name: str, data: bytes, create_units: bool = False, dry_run: bool = False
) -> ImportReport:
    """Read a list of members of the cells below `under` and write it, unless it is a rehearsal or any row is wrong.

    The same file again changes nothing. Invalid when the file as a whole cannot be read.
    """
    actor.require(PERM, under.path)
    if under.closed_on is not None:
        raise Invalid(_("This organisation is closed. Choose the one that took its place."), field="under")
    with gc_at_rest():
        return _import(actor, under, read_members(name, data), create_units=create_units, dry_run=dry_run)


def _import(actor: Actor, under: Unit, parsed: ParsedList, *, create_units: bool, dry_run: bool) -> ImportReport:
    Unit.objects.select_for_update().get(pk=under.pk)  # two imports into one office wait for each other
    planner = _planner(actor, under, parsed, create_units=create_units)
    intents = planner.plan()
    planner.book.name_new(under.code, set(Unit.objects.values_list("code", flat=True)) if planner.book.new else set())
    report = _report(parsed, planner, intents)
    if not dry_run and not report.errors:
        _write(actor, under, parsed, planner, intents, report)
    return report


def _planner(actor: Actor, under: Unit, parsed: ParsedList, *, create_units: bool) -> Planner:
    cells = Unit.objects.filter(subtree_q(under.path), kind__in=sorted(CELL_KINDS), closed_on=None)
    book = CellBook(list(in_scope(cells, actor.scope(PERM), "path").order_by("path")), create=create_units)
    if create_units:
        actor.require("org.unit:manage", under.path)
        if under.is_cell:
            book.create = False
    roster = Roster(actor, under)
    return Planner(parsed, under, book, roster, _codes_elsewhere(parsed, under, roster), clock.today())


def _codes_elsewhere(parsed: ParsedList, under: Unit, roster: Roster) -> set[str]:
    """Codes of the file that people outside this part of the tree have."""
    wanted = sorted({code for row in parsed.rows if row.code for code in (row.code, local_code(under.code, row.code))})
    taken: set[str] = set()
    for start in range(0, len(wanted), _CHUNK):
        found = Person.objects.filter(code__in=wanted[start : start + _CHUNK]).values_list("pk", "code")
        taken |= {code for pk, code in found if pk not in roster.people}
    return taken


def _report(parsed: ParsedList, planner: Planner, intents: list[Intent]) -> ImportReport:
    order = {(row.sheet, row.row): at for at, row in enumerate(parsed.rows)}
    wrong = {(problem.sheet, problem.row) for problem in planner.problems}
    seen = dict.fromkeys([*(row.sheet for row in parsed.rows), *(problem.sheet for problem in parsed.problems)])
    sheets = {sheet: at for at, sheet in enumerate(seen)}
    left = {known.unit_id for intent in intents if intent.moved and (known := intent.known) and known.unit_id}
    places = dict(Unit.objects.filter(pk__in=left).values_list("pk", "name"))
    kept = [intent for intent in intents if (intent.row.sheet, intent.row.row) not in wrong]
    kept.sort(key=lambda intent: order[(intent.row.sheet, intent.row.row)])
    return ImportReport(
        rows=len(parsed.rows) + parsed.bad_rows,
        fates=[_fate(intent, places) for intent in kept],
        errors=sorted([*parsed.problems, *planner.problems], key=lambda p: (sheets[p.sheet], p.row)),
        warnings=parsed.warnings,
        skipped=parsed.skipped,
        new_cells=[(cell.code, cell.name, cell.kind) for cell in planner.book.new],
        standings=dict(Counter(row.standing for row in parsed.rows if row.standing)),
        as_of=parsed.as_of,
        identity_columns=parsed.identity_columns,
        unread_columns=parsed.unread_columns,
    )


def _fate(intent: Intent, places: dict[int, str]) -> Fate:
    row = intent.row
    what = "create" if intent.known is None else "update" if intent.changes else "unchanged"
    changes: dict[str, tuple[str, str]] = change_words(intent, places) if what == "update" else {}
    code = intent.code or (intent.known.person.code if intent.known else row.code)
    return Fate(row.sheet, row.row, what, row.full_name, code, intent.cell.name, changes)


def _write(
    actor: Actor, under: Unit, parsed: ParsedList, planner: Planner, intents: list[Intent], report: ImportReport
) -> None:
    units = {id(cell): _make(actor, under, cell) for cell in planner.book.new}
    today = clock.today()
    day = min(parsed.as_of or today, today)
    Writer(actor, under, day, units).write(intents)
    report.written = True
    if report.created or report.updated:
        facts: dict[str, Any] = {"rows": report.rows, "created": report.created, "updated": report.updated}
        record(actor, "org.members.imported", under, unit_path=under.path, changes=facts)


def _make(actor: Actor, under: Unit, cell: NewCell) -> Unit:
    unit = create_unit(actor=actor, code=cell.code, name=cell.name, kind=cell.kind, parent=under)
    actor.require(PERM, unit.path)  # a right over the office alone does not reach into a new cell
    return unit
