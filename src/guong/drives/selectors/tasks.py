"""Tasks given to bodies: how many have done theirs, who has not, and what one's own body owes (S116, S124)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet

from guong.drives import perms, rules
from guong.drives.enums import DriveState
from guong.drives.models import BodyTask, Drive, DriveUnit, TaskOrder
from guong.files.models import StoredFile
from guong.files.selectors import open_file
from guong.kernel import clock, treepath
from guong.kernel.actor import Actor, refuse
from guong.kernel.errors import NotFound
from guong.kernel.numbers import Ratio
from guong.org.enums import BESIDE_KINDS, CELL_KINDS, UnitKind
from guong.org.models import Unit
from guong.org.querysets import scope_q, subtree_q

OFFERED = 300
"""Bodies in one form; of a larger tree those that are no cells."""


@dataclass(frozen=True, slots=True)
class TaskLine:
    """One body and its task. `state`: see rules.task_state."""

    task: BodyTask
    state: str
    days_late: int

    @property
    def reported(self) -> bool:
        return self.task.reported_at is not None


@dataclass(frozen=True, slots=True)
class OrderLine:
    """One task and the bodies in sight; `missing`: those that have not reported, the late ones first."""

    order: TaskOrder
    lines: tuple[TaskLine, ...]
    done: Ratio
    missing: tuple[TaskLine, ...]
    manages: bool
    to_remind: int  # not reminded yet today

    @property
    def late(self) -> int:
        return sum(line.state == "late" for line in self.missing)


def orders(*, actor: Actor, drive: Drive) -> list[OrderLine]:
    """Tasks of a drive whose bodies, or whose giver, the actor sees; by their day."""
    rows = _seen(actor).filter(order__drive=drive)
    found: dict[TaskOrder, list[BodyTask]] = {}
    for row in rows.order_by("order__due_on", "order_id", "unit__name_key", "pk"):
        found.setdefault(row.order, []).append(row)
    today = clock.today()
    return [_order(actor, order, mine, today) for order, mine in found.items()]


def _seen(actor: Actor) -> QuerySet[BodyTask]:
    reads = scope_q(actor.scope(perms.REGISTRATION_READ), "unit__path")
    rows = BodyTask.objects.filter(reads | scope_q(actor.scope(perms.TASK_DO), "unit__path"))
    return rows.select_related("unit", "order__unit", "order__basis", "order__drive", "file")


def _order(actor: Actor, order: TaskOrder, rows: list[BodyTask], today: date) -> OrderLine:
    lines = tuple(task_line(row, today) for row in rows)
    missing = sorted((one for one in lines if not one.reported), key=lambda one: -one.days_late)
    return OrderLine(
        order=order,
        lines=lines,
        done=Ratio(len(lines) - len(missing), len(lines)),
        missing=tuple(missing),
        manages=order.withdrawn_at is None and actor.can(perms.DRIVE_MANAGE, order.unit.path),
        to_remind=sum(one.task.reminded_at is None or _day(one.task.reminded_at) < today for one in missing),
    )


def _day(moment: datetime) -> date:
    return moment.astimezone(clock.ZONE).date()


def task_line(row: BodyTask, today: date) -> TaskLine:
    """Where a task stands on a day. For rooms above that hold a right on the body."""
    due = row.order.due_on
    state = rules.task_state(due, taken=row.taken_at is not None, done_on=row.done_on, today=today)
    return TaskLine(row, state, rules.days_late(row.done_on or today, due))


def task_order(*, actor: Actor, order_id: int) -> TaskOrder:
    """One task, for the committee that gave it; NotFound or Forbidden else."""
    found = TaskOrder.objects.select_related("unit", "drive").filter(pk=order_id).first()
    if found is None:
        raise NotFound
    actor.require(perms.DRIVE_MANAGE, found.unit.path)
    return found


def body_task(*, actor: Actor, task_id: int) -> BodyTask:
    """The task of one body: for whoever reads its registrations or does its tasks."""
    rows = BodyTask.objects.select_related("unit", "order__unit", "order__basis", "order__drive__scope_unit", "file")
    found = rows.filter(pk=task_id).first()
    if found is None:
        raise NotFound
    if not (actor.can(perms.REGISTRATION_READ, found.unit.path) or actor.can(perms.TASK_DO, found.unit.path)):
        refuse(actor, found.unit.path)
    return found


def task_file(*, actor: Actor, task_id: int) -> tuple[StoredFile, bytes]:
    """What a body put to its report; NotFound without one."""
    found = body_task(actor=actor, task_id=task_id)
    if found.file is None:
        raise NotFound
    return found.file, open_file(found.file)


def task_giver(*, actor: Actor, drive: Drive) -> Unit | None:
    """The committee for which the actor gives tasks in a drive: the topmost of the frozen tree that he manages; or None."""
    mine = DriveUnit.objects.filter(scope_q(actor.scope(perms.DRIVE_MANAGE), "unit__path"), drive=drive, is_cell=False)
    first = mine.select_related("unit").order_by("path").first()
    return first.unit if first else None


def bodies_to_task(*, actor: Actor, drive: Drive, unit: Unit) -> list[DriveUnit]:
    """Bodies below a committee to which it may give a task: Front and mass organisations first, then the others by name."""
    actor.require(perms.DRIVE_MANAGE, unit.path)
    top = DriveUnit.objects.filter(drive=drive, unit=unit).first()
    if top is None:
        raise NotFound
    below = DriveUnit.objects.filter(subtree_q(top.path), drive=drive).exclude(pk=top.pk)
    if below.order_by()[: OFFERED + 1].count() > OFFERED:
        below = below.exclude(kind__in=sorted(CELL_KINDS)).exclude(kind=UnitKind.FRONT_COMMITTEE)
    rows = list(below.select_related("unit").order_by("path")[:OFFERED])
    depth = min((len(treepath.ancestors(one.path)) for one in rows), default=0)
    return sorted(
        rows, key=lambda one: (_shelf(one), len(treepath.ancestors(one.path)) - depth, one.name_key, one.path)
    )


def _shelf(one: DriveUnit) -> int:
    if one.kind in BESIDE_KINDS:
        return 0
    return 2 if one.is_cell else 1


def own_tasks(*, actor: Actor) -> list[TaskLine]:
    """Tasks of the very bodies named in the actor's rights, those that wait first; at most two hundred."""
    today = clock.today()
    rows = _own(actor).filter(order__withdrawn_at=None).order_by("-order__due_on", "pk")[:200]
    lines = [task_line(row, today) for row in rows]
    return sorted(lines, key=lambda one: (one.reported, one.task.order.due_on if not one.reported else today))


def tasks_to_do(*, actor: Actor) -> list[TaskLine]:
    """Of those, what is still owed in drives under way: for the list of tasks."""
    today = clock.today()
    rows = _own(actor).filter(reported_at=None, order__withdrawn_at=None, order__drive__state=DriveState.OPEN)
    return [task_line(row, today) for row in rows.order_by("order__due_on", "pk")]


def _own(actor: Actor) -> QuerySet[BodyTask]:
    own = sorted(actor.scope(perms.TASK_DO).exact)
    rows = BodyTask.objects.filter(unit__path__in=own)
    return rows.select_related("unit", "order__unit", "order__drive", "order__basis")


def orders_overdue(*, actor: Actor) -> list[tuple[TaskOrder, int]]:
    """Tasks of the actor's own committees whose day is over, with how many bodies have not reported: for the list of tasks."""
    scope = actor.scope(perms.REMINDER_SEND)
    rows = BodyTask.objects.filter(
        order__unit__path__in=sorted(scope.exact | scope.subtrees), reported_at=None, order__withdrawn_at=None,
        order__drive__state=DriveState.OPEN, order__drive__rehearsal=False, order__due_on__lt=clock.today(),
    ).select_related("order__unit", "order__drive")  # fmt: skip
    found: dict[TaskOrder, int] = {}
    for row in rows.order_by("order__due_on", "order_id"):
        found[row.order] = found.get(row.order, 0) + 1
    return list(found.items())
