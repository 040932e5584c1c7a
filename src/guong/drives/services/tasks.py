"""Tasks that a committee gives the bodies of its tree, and what they report (S116, S124)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext_lazy as _

from guong.audit.work import record, service
from guong.directives.models import Directive
from guong.directives.querysets import directives_seen
from guong.drives import events, perms  # noqa: F401  # events registers the audit codes
from guong.drives.enums import DriveState
from guong.drives.models import BodyTask, Drive, DriveUnit, TaskOrder
from guong.files.models import StoredFile
from guong.kernel import clock, text, treepath
from guong.kernel.actor import Actor
from guong.kernel.errors import Invalid, NotFound
from guong.org.models import Unit

LIMIT = 4000


@service
def give_task(
    *, actor: Actor, drive: Drive, unit: Unit, title: str, what: str, due_on: date, bodies: Sequence[Unit],
    basis: Directive | None = None,
) -> TaskOrder:  # fmt: skip
    """The committee `unit` gives bodies below it a task of the drive. Invalid names the field; NotFound for a body that is
    not below it in the frozen tree, and for a basis that the actor may not read."""
    actor.require(perms.DRIVE_MANAGE, unit.path)
    _require_open(drive)
    frozen = {one.unit_id: one.path for one in DriveUnit.objects.filter(drive=drive)}
    chosen = {one.pk: one for one in bodies}
    if unit.pk not in frozen or not all(
        pk in frozen and frozen[unit.pk] in treepath.ancestors(frozen[pk]) for pk in chosen
    ):
        raise NotFound
    if basis is not None and not directives_seen(actor).filter(pk=basis.pk).exists():
        raise NotFound
    title, what = text.clean_line(title), text.clean_text(what)
    _check(drive, title, what, due_on, chosen)
    order = TaskOrder.objects.create(
        drive=drive, unit=unit, title=title, what=what, due_on=due_on, basis=basis, given_at=clock.now(),
        given_by_label=actor.label,
    )  # fmt: skip
    BodyTask.objects.bulk_create(BodyTask(order=order, unit=one) for one in chosen.values())
    changes = {"title": title, "due_on": due_on.isoformat(), "bodies": [one.code for one in chosen.values()]}
    record(actor, "drives.task.given", order, unit_path=unit.path, changes=changes)
    return order


def _check(drive: Drive, title: str, what: str, due_on: date, chosen: dict[int, Unit]) -> None:
    if not title:
        raise Invalid(_("Say what is to be done, for example “Sinh hoạt chuyên đề Tháng Thanh niên”."), field="title")
    if len(title) > 200 or len(what) > LIMIT:
        raise Invalid(_("Too long: at most %(limit)s characters."), field="what", params={"limit": LIMIT})
    if not chosen:
        raise Invalid(_("Choose at least one body that is to do it."), field="bodies")
    if due_on < clock.today():
        raise Invalid(_("This day has passed. Choose today or a later day."), field="due_on")
    if due_on > drive.ends_on:
        raise Invalid(
            _("The drive ends on %(day)s. Choose that day or an earlier one."),
            field="due_on", params={"day": f"{drive.ends_on:%d/%m/%Y}"},
        )  # fmt: skip


@service
def take_task(*, actor: Actor, task: BodyTask) -> BodyTask:
    """The body says that it has the task; again changes nothing."""
    row = _locked(actor, task)
    if row.taken_at is None:
        row.taken_at, row.taken_by_label = clock.now(), actor.label
        row.save(update_fields=["taken_at", "taken_by_label"])
        record(actor, "drives.task.taken", row, unit_path=row.unit.path, changes={"title": row.order.title})
    return row


@service
def report_task(
    *, actor: Actor, task: BodyTask, done_on: date, text_given: str, file: StoredFile | None = None
) -> BodyTask:
    """The body reports what it did and on which day; once, and whoever reports has taken it. Invalid names the field."""
    row = _locked(actor, task)
    words, today = text.clean_text(text_given), clock.today()
    if row.reported_at is not None:
        raise Invalid(_("This body has reported before; what was written stays."))
    if not words:
        raise Invalid(_("Write what was done: how many came, what came out of it."), field="text_given")
    if len(words) > LIMIT:
        raise Invalid(_("Too long: at most %(limit)s characters."), field="text_given", params={"limit": LIMIT})
    if done_on > today:
        raise Invalid(_("This day has not come yet. Report when it is done."), field="done_on")
    if done_on < row.order.drive.starts_on:
        raise Invalid(_("This day lies before the drive began."), field="done_on")
    now = clock.now()
    if row.taken_at is None:
        row.taken_at, row.taken_by_label = now, actor.label
    row.done_on, row.report, row.file, row.reported_at, row.reported_by_label = done_on, words, file, now, actor.label
    row.save()
    changes = {"title": row.order.title, "done_on": done_on.isoformat(), "file": file is not None}
    record(actor, "drives.task.reported", row, unit_path=row.unit.path, changes=changes)
    return row


@service
def remind_task(*, actor: Actor, order: TaskOrder) -> list[BodyTask]:
    """Remind exactly the bodies that have not reported; each at most once a day. Returns those reminded now."""
    actor.require(perms.REMINDER_SEND, order.unit.path)
    _require_standing(order)
    now = clock.now()
    start = now.astimezone(clock.ZONE).replace(hour=0, minute=0, second=0, microsecond=0)
    waiting = BodyTask.objects.select_for_update().filter(order=order, reported_at=None)
    rows = [one for one in waiting if one.reminded_at is None or one.reminded_at < start]
    for row in rows:
        row.reminded_at, row.reminded_by_label = now, actor.label
    BodyTask.objects.bulk_update(rows, ["reminded_at", "reminded_by_label"])
    if rows:
        record(actor, "drives.task.reminded", order, unit_path=order.unit.path, changes={"bodies": len(rows)})
    return rows


@service
def withdraw_task(*, actor: Actor, order: TaskOrder, reason: str) -> TaskOrder:
    """The committee takes a task back, saying why. What was reported stays; nobody owes it any more."""
    actor.require(perms.DRIVE_MANAGE, order.unit.path)
    _require_standing(order)
    reason = text.clean_line(reason)[:300]
    if not reason:
        raise Invalid(_("Say why the task is withdrawn: the bodies read it."), field="reason")
    order.withdrawn_at, order.withdrawn_reason = clock.now(), reason
    order.save(update_fields=["withdrawn_at", "withdrawn_reason"])
    record(actor, "drives.task.withdrawn", order, unit_path=order.unit.path, reason=reason)
    return order


def _locked(actor: Actor, task: BodyTask) -> BodyTask:
    rows = BodyTask.objects.select_for_update(of=("self",)).select_related("unit", "order__drive")
    row = rows.get(pk=task.pk)
    actor.require(perms.TASK_DO, row.unit.path)
    _require_standing(row.order)
    return row


def _require_standing(order: TaskOrder) -> None:
    _require_open(order.drive)
    if order.withdrawn_at is not None:
        raise Invalid(_("This task was withdrawn; nobody owes it any more."))


def _require_open(drive: Drive) -> None:
    if not Drive.objects.filter(pk=drive.pk, state=DriveState.OPEN).exists():
        raise Invalid(_("This drive is not under way."))
