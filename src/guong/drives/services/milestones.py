"""Days and spans in the life of a drive (S28, S36)."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext_lazy as _

from guong.audit.work import record, service
from guong.drives.enums import DriveState, MilestoneKind
from guong.drives.models import Drive, Milestone
from guong.kernel import text
from guong.kernel.actor import Actor
from guong.kernel.errors import Invalid

MOST = 60


@service
def add_milestone(
    *, actor: Actor, drive: Drive, name: str, kind: str, from_on: date, to_on: date | None = None
) -> Milestone:
    """Add a day, or a span with `to_on`; also while the drive runs. Invalid names the field."""
    actor.require("drives.drive:manage", drive.scope_unit.path)
    _require_alive(drive)
    name, to_on = text.clean_line(name)[:200], to_on or from_on
    if not name:
        raise Invalid(_("Give the day a name, for example “Sơ kết 6 tháng”."), field="name")
    if kind not in MilestoneKind.values:
        raise Invalid(_("Choose what kind of day it is."), field="kind")
    if to_on < from_on:
        raise Invalid(_("It ends before it begins. Correct one of the two days."), field="to_on")
    if from_on < drive.starts_on or to_on > drive.ends_on:
        raise Invalid(_("This day lies outside the drive."), field="from_on")
    if drive.milestones.count() >= MOST:
        raise Invalid(_("A drive has at most %(most)s milestones."), params={"most": MOST})
    if drive.milestones.filter(name=name, from_on=from_on).exists():
        raise Invalid(_("This milestone is there already."), field="name")
    row = Milestone.objects.create(drive=drive, name=name, kind=kind, from_on=from_on, to_on=to_on)
    record(
        actor, "drives.milestone.added", row, unit_path=drive.scope_unit.path,
        changes={"name": name, "from_on": from_on.isoformat(), "to_on": to_on.isoformat()},
    )  # fmt: skip
    return row


@service
def remove_milestone(*, actor: Actor, milestone: Milestone) -> None:
    """Take it off again."""
    drive = milestone.drive
    actor.require("drives.drive:manage", drive.scope_unit.path)
    _require_alive(drive)
    record(
        actor, "drives.milestone.removed", milestone, unit_path=drive.scope_unit.path, changes={"name": milestone.name}
    )
    milestone.delete()


def _require_alive(drive: Drive) -> None:
    if not Drive.objects.exclude(state=DriveState.CLOSED).filter(pk=drive.pk).exists():
        raise Invalid(_("This drive is closed."))
