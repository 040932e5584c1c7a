"""The official numbers, the board and the loop strip (S46, S88-S94, S101, S105, S106, S133)."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from django.db.models import Max

from guong.drives.enums import Calls, DriveState
from guong.drives.models import Drive, Reminder
from guong.figures import rules, summaries
from guong.figures.board import Board, Group, LateCell, LateList, Row, Step, funnel, late_rows
from guong.figures.counting import Part, dates_of, part, span_of, whole_of
from guong.figures.disclosure.reading import limit_of, veil
from guong.figures.disclosure.trees import Veil
from guong.figures.large import branches, cells_directly_below, shown_of_large
from guong.figures.loop import cells_of, steps
from guong.figures.milestones import all_of
from guong.figures.rules import Few, Value
from guong.figures.summaries import Whole
from guong.kernel import clock
from guong.kernel.actor import Actor
from guong.org.enums import PostKind, UnitKind
from guong.org.models import Post, Unit
from guong.org.querysets import valid_on

PERM = "figures.figures:read"
MATTERS = {
    "registration": "registration",
    "study": "makeup",
    "meeting": "meeting",
    "plans": "plans",
    "recheck": "recheck",
}
"""{milestone: matter of a reminder}"""


def figures(*, actor: Actor, drive: Drive, unit: Unit, on: date | None = None, exact: bool = False) -> dict[str, Value]:
    """Every official figure of a unit in a drive, at the end of `on` (today when None).

    {key: int | Ratio}; figures about faults and answers of a body the actor does not belong to become `Few` when they are
    small (D9). Those of a large body may be a minute old unless `exact` asks for a count of its cells. NotFound outside the
    actor's scope or the drive; Invalid for a day that has not come.
    """
    actor.require(PERM, unit.path)
    if (large := summaries.whole(drive, unit, on, exact=exact)) is not None:
        return shown_of_large(large, _veil(actor, large))
    counted = whole_of(drive, unit, on)
    return _shown(counted, _veil(actor, counted))


def board(*, actor: Actor, drive: Drive, unit: Unit, on: date | None = None, page: int = 1) -> Board:
    """Cells × milestones, late lists, funnel and loop of a unit; of a large one the bodies below it, and one page of the cells
    directly below it. Errors as `figures`."""
    actor.require(PERM, unit.path)
    if (large := summaries.whole(drive, unit, on)) is not None:
        return _large_board(actor, large, page)
    counted = part(drive, unit, on)
    over = _veil(actor, counted)
    shown = _shown(counted, over)
    rows = board_rows(actor, counted, over)
    can_remind = drive.state == DriveState.OPEN and counted.as_of == clock.today() and not counted.top.is_cell
    can_remind = can_remind and actor.can("drives.reminder:send", drive.scope_unit.path)
    return Board(
        drive=drive,
        top=counted.top,
        as_of=counted.as_of,
        figures=shown,
        steps=steps(shown, cells_of(rows), drive.basis.count()),
        groups=_grouped(rows),
        late=_late(actor, counted, rows),
        funnel=funnel(shown),
        can_remind=can_remind,
    )


def loop(*, actor: Actor, drive: Drive, unit: Unit) -> list[Step]:
    """The seven steps with n and of, and where the loop has stopped. Errors as `figures`."""
    actor.require(PERM, unit.path)
    if (large := summaries.whole(drive, unit, None)) is not None:
        return steps(shown_of_large(large, _veil(actor, large)), large.cells, drive.basis.count())
    counted = part(drive, unit, None)
    over = _veil(actor, counted)
    return steps(_shown(counted, over), cells_of(board_rows(actor, counted, over)), drive.basis.count())


def _large_board(actor: Actor, large: Whole, page: int) -> Board:
    over = _veil(actor, large)
    shown = shown_of_large(large, over)
    below, pages = cells_directly_below(large, page)
    return Board(
        drive=large.drive,
        top=large.top,
        as_of=large.as_of,
        figures=shown,
        steps=steps(shown, large.cells, large.drive.basis.count()),
        groups=_grouped(board_rows(actor, below, over)) if below is not None else [],
        late=[],
        funnel=funnel(shown),
        can_remind=False,
        branches=branches(actor, large, over),
        late_cells=large.late,
        at=large.at,
        page=page,
        pages=pages,
    )


def _veil(actor: Actor, counted: Part | Whole) -> Veil:
    """What is withheld from this reader of a body and all below it (D9)."""
    if isinstance(counted, Whole):
        return veil(actor, counted.drive, counted.top, counted.as_of, wide=True)
    wide = False if counted.top.unit_id == counted.drive.scope_unit_id else None
    return veil(actor, counted.drive, counted.top, counted.as_of, counted.rows or None, wide=wide)


def _shown(counted: Part, over: Veil) -> dict[str, Value]:
    exact = rules.from_counts(counted.total)
    return rules.protect(exact, over.of(counted.top.path), limit_of(counted.drive))


def board_rows(actor: Actor, counted: Part, over: Veil) -> list[Row]:
    few = {cell.unit_id: Few(limit_of(counted.drive)) for cell in counted.cells if "actions" in over.of(cell.path)}
    dates = dates_of(counted.drive, [cell.unit_id for cell in counted.cells], counted.as_of)
    span = span_of(counted.drive)
    return [
        Row(
            unit_id=cell.unit_id,
            name=cell.name,
            kind=cell.kind,
            eligible=counted.rows.get(cell.unit_id, {}).get("eligible", 0),
            milestones=all_of(
                counted.rows.get(cell.unit_id, {}), dates[cell.unit_id], span, counted.as_of, few.get(cell.unit_id)
            ),
            open_here=actor.can(PERM, cell.unit.path),
        )
        for cell in sorted(counted.cells, key=lambda cell: cell.name_key)
    ]


def _grouped(rows: list[Row]) -> list[Group]:
    by_kind: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        by_kind[row.kind].append(row)
    return [Group(kind.value, str(kind.label), by_kind[kind.value]) for kind in UnitKind if kind.value in by_kind]


def _late(actor: Actor, counted: Part, rows: list[Row]) -> list[LateList]:
    """One list for each milestone at which somebody is late; cells not yet registered are listed before they are late too."""
    names = _secretaries(actor, counted)
    reminded = _reminders(counted)
    lists = []
    for name, matter in MATTERS.items():
        waiting = late_rows(rows, name)
        if name == "registration" and counted.drive.calls == Calls.EVERY:
            waiting += [row for row in rows if row.milestones[name].state == "no"]
        if waiting:
            cells = [
                LateCell(row.unit_id, row.name, names.get(row.unit_id, ""), milestone.days, milestone.new_day)
                for row in waiting
                for milestone in [row.milestones[name]]
            ]
            days = [reminded[matter, cell.unit_id] for cell in cells if (matter, cell.unit_id) in reminded]
            lists.append(LateList(matter, cells, max(days, default=None)))
    return lists


def _secretaries(actor: Actor, counted: Part) -> dict[int, str]:
    """{unit id: name of the cell's secretary}, where the reader may know people."""
    known = [cell.unit_id for cell in counted.cells if actor.can("org.person:read", cell.unit.path)]
    posts = Post.objects.filter(valid_on(counted.as_of), unit_id__in=known, kind=PostKind.CELL_SECRETARY)
    return dict(posts.values_list("unit_id", "person__full_name"))


def _reminders(counted: Part) -> dict[tuple[str, int], date]:
    """{(matter, unit id): the day of the last reminder} of the cells."""
    sent = Reminder.objects.filter(drive=counted.drive, unit_id__in=[cell.unit_id for cell in counted.cells]).order_by()
    last = sent.values_list("matter", "unit_id").annotate(at=Max("sent_at"))
    return {(matter, unit_id): at.astimezone(clock.ZONE).date() for matter, unit_id, at in last}
