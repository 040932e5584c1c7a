"""What somebody owes in the area "drives": to register, to meet on the day or say why not, to remind those who have not."""

from __future__ import annotations

from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from guong.access.actors import AccountActor
from guong.drives import perms, selectors
from guong.drives.enums import Calls, DriveState, RegistrationState
from guong.drives.models import Drive, DriveUnit, Registration
from guong.figures.selectors import PERM
from guong.figures.summaries import whole
from guong.kernel import clock
from guong.reminders.enums import Matter
from guong.reminders.selectors import newest
from guong.web import components
from guong.web.tasks import Task
from guong.web.tasks_reminders import said


def tasks(actor: AccountActor, today: date) -> list[Task]:
    """Tasks of the actor; what the actor does not hold is simply not listed."""
    found = []
    for drive, cell in selectors.own_cells(actor=actor):
        found += _of_cell(actor, drive, cell, today)
    for drive in selectors.kept_drives(actor=actor):
        found += _of_committee(actor, drive, today)
    asked = [*_chain(actor, today), *_visits(actor, today), *_given(actor, today), *_unreported(actor)]
    return [*found, *asked, *_lessons(actor), *_prepared(actor)]


def _given(actor: AccountActor, today: date) -> list[Task]:
    """What the committee asked the actor's body to do (S116)."""
    lines = selectors.tasks_to_do(actor=actor)
    told = newest(matter=Matter.TASK, targets=[line.task.order_id for line in lines], today=today)
    return [
        Task(
            line.task.order.due_on,
            line.task.order.title,
            f"{line.task.unit.name}. {line.task.order.unit.name}.{said(told.get(line.task.order_id))}",
            "",
            _("Report") if line.task.taken_at else _("Take it"),
            reverse("body-task", args=[line.task.pk]),
            line.state == "late",
        )
        for line in lines
    ]


def _unreported(actor: AccountActor) -> list[Task]:
    """Tasks that the actor's committee gave and that some bodies have let pass."""
    return [
        Task(
            order.due_on,
            ngettext("%(n)s body has not reported", "%(n)s bodies have not reported", n) % {"n": n},
            f"{order.title}. {order.drive.name}.",
            "",
            _("Look"),
            reverse("drive-tasks", args=[order.drive_id]),
        )
        for order, n in selectors.orders_overdue(actor=actor)
    ]


def _written(block: selectors.Block) -> date | None:
    at = block.gate.written_at if block.gate else None
    return at.astimezone(clock.ZONE).date() if at else None


def _lessons(actor: AccountActor) -> list[Task]:
    """Lessons of pilots that wait for the actor's approval (R16)."""
    return [
        Task(
            _written(block) or drive.window_from,
            _("Approve the lessons of the pilots and open the block"),
            _("Block: %(name)s") % {"name": block.name} if block.name else drive.name,
            "",
            _("Look"),
            reverse("drive-pilots", args=[drive.pk]),
        )
        for drive, block in selectors.blocks_waiting(actor=actor)
    ]


def _chain(actor: AccountActor, today: date) -> list[Task]:
    """Documents of a drive that have come to the actor's committee and lie there (R14)."""
    return [
        Task(
            drive.starts_on,
            _("Documents of a drive wait here"),
            f"{unit.name}. {drive.name}.",
            "",
            _("Look"),
            reverse("drive-chain-unit", args=[drive.pk, unit.pk]),
            drive.window_from < today,
        )
        for drive, unit in selectors.waiting_here(actor=actor)
    ]


def _visits(actor: AccountActor, today: date) -> list[Task]:
    """What a visit asked the actor's body to do (S52)."""
    return [
        Task(
            one.due_on or one.visited_on,
            _("Answer what a visit asked for"),
            f"{one.unit.name}. {one.get_kind_display()}, {one.visited_on:%d/%m/%Y}.",
            "",
            _("Answer"),
            reverse("visit", args=[one.pk]),
            one.due_on is not None and one.due_on < today,
        )
        for one in selectors.visits_to_answer(actor=actor)
    ]


def _of_cell(actor: AccountActor, drive: Drive, cell: DriveUnit, today: date) -> list[Task]:
    rows = selectors.registrations_of(actor=actor, drive=drive, unit=cell.unit)
    url = reverse("registration", args=[drive.pk, cell.unit_id])
    if not rows and drive.calls != Calls.EVERY:
        return []  # the committee above puts cells forward
    if not rows and not selectors.block_open(drive, cell.unit_id):
        return []  # its block waits for the pilots (R16)
    if not rows:
        return [_to_register(actor, drive, cell, url, today)]
    renew = [task for row in rows if (task := _to_renew(row, drive, cell, today)) is not None]
    return [*renew, *_to_divide(rows, drive, cell)]


def _to_divide(rows: list[Registration], drive: Drive, cell: DriveUnit) -> list[Task]:
    """A meeting in parts whose members have not got theirs (R17)."""
    if len(rows) < 2 or not selectors.undivided(drive.pk, [cell.unit_id]):
        return []
    day = min(row.starts_at for row in rows).astimezone(clock.ZONE).date()
    url = reverse("registration-parts", args=[drive.pk, cell.unit_id])
    return [Task(day, _("Say who comes to which part"), f"{cell.name}. {drive.name}.", "", _("Divide"), url)]


def _to_register(actor: AccountActor, drive: Drive, cell: DriveUnit, url: str, today: date) -> Task:
    line = f"{cell.name}. {drive.name}."
    last = selectors.reminders_for(actor=actor, drive=drive, unit=cell.unit).filter(matter="registration").first()
    if last is not None:
        day = components.short_day(last.sent_at)
        line = f"{line} " + _now("%(who)s reminded you on %(day)s.") % {"who": last.by_label, "day": day}
    return Task(
        drive.window_from,
        _("Register the meeting of the cell"),
        line,
        "",
        _("Register"),
        url,
        drive.window_from < today,
    )


def _to_renew(row: Registration, drive: Drive, cell: DriveUnit, today: date) -> Task | None:
    """A meeting that was missed, or whose day is over without a word."""
    day = row.starts_at.astimezone(clock.ZONE).date()
    if row.state == RegistrationState.HELD or (row.state != RegistrationState.MISSED and day >= today):
        return None
    url = reverse("registration", args=[drive.pk, cell.unit_id])
    line = _now("%(unit)s was to meet on %(day)s.") % {"unit": cell.name, "day": components.full_day(day)}
    return Task(day, _("Say what became of the meeting"), line, "", _("Look"), url, late=True)


def _of_committee(actor: AccountActor, drive: Drive, today: date) -> list[Task]:
    """The cells that have not registered; of a large drive their number alone, and the board says below whom they are."""
    large = whole(drive, drive.scope_unit, None) if actor.can(PERM, drive.scope_unit.path) else None
    if large is not None:
        n = large.counts.get("cells", 0) - large.counts.get("registered", 0)
        url, label = reverse("board", args=[drive.pk, drive.scope_unit_id]), _("Look")
    else:
        seen = selectors.overview(actor=actor, drive=drive)
        n = len(seen.blanks)
        url = reverse("drive-registrations", args=[drive.pk])
        label = _("Remind them") if seen.to_remind else _("Look")
    if not n:
        return []
    title = ngettext("%(n)s cell has not registered", "%(n)s cells have not registered", n) % {"n": n}
    return [Task(drive.window_from, title, drive.name, "", label, url, drive.window_from < today)]


def _prepared(actor: AccountActor) -> list[Task]:
    """Drives whose first day has come and that nobody has opened yet."""
    today = clock.today()
    waiting = selectors.drives(actor=actor).filter(state=DriveState.DRAFT, starts_on__lte=today)
    return [
        Task(
            drive.starts_on,
            _("Open the drive"),
            drive.name,
            "",
            _("Preview and open"),
            reverse("drive-open", args=[drive.pk]),
        )
        for drive in waiting
        if actor.can(perms.DRIVE_MANAGE, drive.scope_unit.path)
    ]
