"""The funnel found → with an owner → divided → done → held, by the units below and by kind of finding.

What is withheld by units is what the board withholds. By kind a body shows its findings only when no other body lies between it
and its cells: kinds of several levels could be subtracted from one another. The kinds of a body are places side by side whose
sum is known, and are protected in the same way (D9).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from guong.corrections.enums import ActionState, FindingKind, FindingState, Severity, Subject
from guong.corrections.models import Finding, RecheckItem
from guong.corrections.querysets import live_actions
from guong.corrections.rules import held
from guong.drives.models import Drive, DriveUnit
from guong.figures import rules
from guong.figures.board import Branch
from guong.figures.counting import Part, part
from guong.figures.disclosure.groups import GROUPS, hide
from guong.figures.disclosure.reading import limit_of, veil
from guong.figures.disclosure.trees import Veil
from guong.figures.large import branches
from guong.figures.rules import Value
from guong.figures.summaries import whole
from guong.kernel.actor import Actor
from guong.org.models import Unit
from guong.org.querysets import subtree_q

PERM = "figures.figures:read"
STAGES = ("findings.total", "findings.owned", "findings.divided", "findings.done", "findings.closed", "findings.held")
_FACTS = ("findings", "findings_owned", "findings_collective", "findings_divided", "findings_done", "findings_closed", "findings_held")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Line:
    """One unit or one kind; `values` in the order of STAGES. `unit_id` None: no page of its own to open."""

    name: str
    values: list[Value]
    unit_id: int | None = None


@dataclass(frozen=True, slots=True)
class Funnel:
    """`kinds` is empty where kinds are not stated."""

    drive: Drive
    top: DriveUnit
    whole: Line
    units: list[Line]
    kinds: list[Line]


def funnel_of(*, actor: Actor, drive: Drive, unit: Unit, kind: str = "") -> Funnel:
    """The funnel of a unit today. `kind`: of the kinds only this one. Errors as `figures.selectors.figures`."""
    actor.require(PERM, unit.path)
    if (large := whole(drive, unit, None)) is not None:
        over = veil(actor, drive, large.top, large.as_of)
        lines = [_branch(one) for one in branches(actor, large, over)]
        shown = rules.protect(rules.from_counts(large.total), over.of(large.top.path), limit_of(drive))
        return Funnel(drive, large.top, _line(large.top.name, shown), lines, [])
    counted = part(drive, unit, None)
    over = veil(actor, drive, counted.top, counted.as_of, counted.rows)
    limit = limit_of(drive)
    shown = rules.protect(rules.from_counts(counted.total), over.of(counted.top.path), limit)
    cells = [] if counted.top.is_cell else sorted(counted.cells, key=lambda cell: cell.name_key)
    lines = [
        _line(
            cell.name, rules.protect(rules.from_counts(counted.rows.get(cell.unit_id, {})), over.of(cell.path), limit),
            cell.unit_id if actor.can(PERM, cell.unit.path) else None,
        )
        for cell in cells
    ]  # fmt: skip
    return Funnel(drive, counted.top, _line(counted.top.name, shown), lines, _kinds(counted, over, limit, kind))


def _branch(one: Branch) -> Line:
    return _line(one.name, one.figures, one.unit_id if one.open_here else None)


def _line(name: str, figures: dict[str, Value], unit_id: int | None = None) -> Line:
    return Line(name, [figures[key] for key in STAGES], unit_id)


def _kinds(counted: Part, over: Veil, limit: int, wanted: str) -> list[Line]:
    """The kinds that occur, in the order of their list; nothing where they are not stated."""
    if not over.open and (counted.top.is_cell or _has_bodies(counted)):
        return []
    counts = by_kind(counted.drive, counted.top.path)
    names = [kind for kind in FindingKind if kind.value in counts]
    rows = [counts[kind.value] for kind in names]
    hidden = _withheld(rows, over, counted.top.path, limit)
    lines = [
        _line(str(kind.label), rules.protect(rules.from_counts(row), groups, limit))
        for kind, row, groups in zip(names, rows, hidden, strict=True)
    ]
    return [line for kind, line in zip(names, lines, strict=True) if wanted in ("", kind.value)]


def _withheld(rows: Sequence[dict[str, int]], over: Veil, path: str, limit: int) -> list[set[str]]:
    if over.open:
        return [set() for _row in rows]
    return [groups | over.of(path) & set(GROUPS) for groups in hide(rows, limit).hidden]


def _has_bodies(counted: Part) -> bool:
    """Whether another body lies between this one and some of its cells."""
    depth = len(counted.top.path)
    return len({len(cell.path) for cell in counted.cells} | {depth}) > 2 or any(
        cell.path[:-5] != counted.top.path for cell in counted.cells
    )


def by_kind(drive: Drive, path: str) -> dict[str, dict[str, int]]:
    """{kind: {column of the tally: number}} of what stands below a frozen path now. A dropped finding is nobody's."""
    units = DriveUnit.objects.filter(subtree_q(path), drive=drive).values("unit_id")
    findings = Finding.objects.filter(drive=drive, unit_id__in=units).exclude(state=FindingState.DROPPED)
    rows = findings.order_by().values_list("pk", "kind", "subject", "severity", "state", "divided_at")
    actions = live_actions().filter(finding__in=findings.values("pk")).order_by()
    judged = RecheckItem.objects.filter(action__in=actions.values("pk")).exclude(outcome="")
    newest = dict(judged.order_by("judged_at", "pk").values_list("action_id", "outcome"))
    states: dict[int, list[tuple[str, str]]] = defaultdict(list)
    for pk, finding_id, state in actions.values_list("pk", "finding_id", "state"):
        states[finding_id].append((state, newest.get(pk, "")))
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for pk, kind, subject, severity, state, divided_at in rows:
        mine = states.get(pk, [])
        closed = state == FindingState.CLOSED
        small = closed and severity == Severity.SMALL and not mine
        collective = subject == Subject.COLLECTIVE and not small
        facts = (
            True, bool(mine) or small, collective, collective and divided_at is not None,
            closed or (bool(mine) and all(one == ActionState.CONFIRMED for one, _word in mine)), closed,
            held([word for _one, word in mine]),
        )  # fmt: skip
        found[kind].update({name: int(holds) for name, holds in zip(_FACTS, facts, strict=True)})
    return {kind: dict(counts) for kind, counts in found.items()}
