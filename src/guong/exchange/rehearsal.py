"""What would happen to every row of a list, as things stand. Writes nothing and locks nothing."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from guong.exchange.cells import CellBook
from guong.exchange.planning import Intent, Planner
from guong.exchange.reading import ParsedList
from guong.exchange.report import Fate, ImportReport
from guong.exchange.roster import PERM, Roster, local_code
from guong.exchange.wording import change_words
from guong.kernel import clock
from guong.kernel.actor import Actor
from guong.org.enums import CELL_KINDS
from guong.org.models import Person, Unit
from guong.org.querysets import in_scope, subtree_q

_CHUNK = 400


@dataclass(frozen=True, slots=True)
class Rehearsal:
    planner: Planner
    intents: list[Intent]
    report: ImportReport


def rehearse(*, actor: Actor, under: Unit, parsed: ParsedList, create_units: bool) -> Rehearsal:
    """Match the rows with the people and cells below `under` that the actor may import."""
    actor.require(PERM, under.path)
    planner = _planner(actor, under, parsed, create_units=create_units)
    intents = planner.plan()
    if planner.book.new:
        planner.book.name_new(under.code, set(Unit.objects.values_list("code", flat=True)))
    return Rehearsal(planner, intents, _report(parsed, planner, intents))


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
