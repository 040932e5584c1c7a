"""Announcing days: once each, in the one transaction in which the task of the night becomes done."""

from __future__ import annotations

from collections.abc import Sequence

from guong.audit.work import record, service
from guong.kernel import clock
from guong.kernel.actor import Actor, SystemActor
from guong.kernel.errors import Forbidden
from guong.reminders import events  # noqa: F401  # registers the audit codes
from guong.reminders.models import DayReminder
from guong.reminders.selectors import Due


@service
def announce(*, actor: Actor, rows: Sequence[Due]) -> int:
    """Keep a reminder for each date; one that is there already stays the only one. Returns how many dates were given."""
    if not isinstance(actor, SystemActor):
        raise Forbidden
    now = clock.now()
    DayReminder.objects.bulk_create(
        (
            DayReminder(matter=one.matter, target=one.target, day=one.day, days_before=one.days_before, made_at=now)
            for one in rows
        ),
        ignore_conflicts=True,
        batch_size=500,
    )
    by_drive = {one.drive.pk: one.drive for one in rows}
    for pk, drive in sorted(by_drive.items()):
        number = sum(one.drive.pk == pk for one in rows)
        record(actor, "reminders.days.announced", drive, unit_path=drive.scope_unit.path, changes={"dates": number})
    return len(rows)
