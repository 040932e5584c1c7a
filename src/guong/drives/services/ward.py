"""What the committee above does for its cells: assign somebody, remind those who are late (S46, S100)."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from guong.audit.work import record, service
from guong.drives.enums import COMMITTEE_POSTS, DriveState, Duty
from guong.drives.models import Assignment, Drive, DriveUnit, Registration, Reminder
from guong.kernel import clock
from guong.kernel.actor import Actor
from guong.kernel.errors import Invalid, NotFound
from guong.org.models import Person, Post, Unit
from guong.org.querysets import valid_on


@service
def assign_attender(*, actor: Actor, drive: Drive, unit: Unit, person: Person, duty: str = Duty.ATTEND) -> Assignment:
    """Assign a member of the committee to a cell for this drive, and say what for."""
    actor.require("drives.assignment:write", unit.path)
    if not DriveUnit.objects.filter(drive=drive, unit=unit, is_cell=True).exists():
        raise NotFound
    if not Post.objects.filter(valid_on(clock.today()), person=person, kind__in=COMMITTEE_POSTS).exists():
        raise Invalid(
            _("%(name)s holds no office in the committee. Choose a member of the committee."),
            field="person", params={"name": person.full_name},
        )  # fmt: skip
    if Assignment.objects.filter(drive=drive, unit=unit, person=person, ended_at=None).exists():
        raise Invalid(
            _("%(name)s is already assigned to this cell."), field="person", params={"name": person.full_name}
        )
    if duty not in Duty.values:
        raise Invalid(_("Choose what the comrade is sent for."), field="duty")
    row = Assignment.objects.create(drive=drive, unit=unit, person=person, duty=duty, assigned_at=clock.now())
    changes = {"unit": unit.code, "duty": str(duty)}
    record(actor, "drives.assignment.made", row, unit_path=unit.path, person_id=person.pk, changes=changes)
    return row


@service
def end_assignment(*, actor: Actor, assignment: Assignment) -> Assignment:
    """End an assignment; it stays in the history."""
    actor.require("drives.assignment:write", assignment.unit.path)
    if assignment.ended_at is not None:
        raise Invalid(_("This assignment has already ended."))
    assignment.ended_at = clock.now()
    assignment.save(update_fields=["ended_at"])
    record(actor, "drives.assignment.ended", assignment, unit_path=assignment.unit.path, person_id=assignment.person_id)
    return assignment


@service
def remind_unregistered(*, actor: Actor, drive: Drive) -> list[Reminder]:
    """Remind exactly the cells that have not registered; each at most once a day. Returns the new reminders."""
    registered = Registration.objects.filter(drive=drive).values("unit_id")
    blank = DriveUnit.objects.filter(drive=drive, is_cell=True).exclude(unit_id__in=registered)
    return _send(actor, drive, "registration", [row.unit for row in blank.select_related("unit").order_by("path")])


@service
def remind(*, actor: Actor, drive: Drive, matter: str, unit_ids: Sequence[int]) -> list[Reminder]:
    """Remind these cells of the drive about a matter (registration, recheck, plans); each at most once a day."""
    if matter not in MATTERS:
        raise Invalid(_("Unknown matter of a reminder."), field="matter")
    rows = DriveUnit.objects.filter(drive=drive, is_cell=True, unit_id__in=unit_ids).select_related("unit")
    units = [row.unit for row in rows.order_by("path")]
    if len(units) != len(set(unit_ids)):
        raise NotFound
    return _send(actor, drive, matter, units)


MATTERS = frozenset({"registration", "meeting", "recheck", "plans", "makeup"})


def _send(actor: Actor, drive: Drive, matter: str, units: Sequence[Unit]) -> list[Reminder]:
    """One row a unit, unless it was reminded today."""
    actor.require("drives.reminder:send", drive.scope_unit.path)
    if drive.state != DriveState.OPEN:
        raise Invalid(_("This drive is not under way, so nobody is reminded."))
    start = clock.now().astimezone(clock.ZONE).replace(hour=0, minute=0, second=0, microsecond=0)
    done = set(
        Reminder.objects.filter(drive=drive, matter=matter, sent_at__gte=start).values_list("unit_id", flat=True)
    )
    sent = []
    for unit in units:
        actor.require("drives.reminder:send", unit.path)
        if unit.pk in done:
            continue
        row = Reminder.objects.create(drive=drive, unit=unit, matter=matter, sent_at=clock.now(), by_label=actor.label)
        record(actor, "drives.reminder.sent", row, unit_path=unit.path, changes={"matter": matter})
        sent.append(row)
    return sent
