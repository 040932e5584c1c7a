"""Convening people who are no party members to a study conference, and counting who came (S55)."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from guong.audit.work import record, service
from guong.drives.enums import DriveState
from guong.drives.models import DriveUnit
from guong.kernel.actor import Actor
from guong.kernel.errors import Invalid, NotFound
from guong.meetings import events, rules  # noqa: F401  # events registers the audit codes
from guong.meetings.enums import OthersGroup
from guong.meetings.models import Conference, Others
from guong.meetings.perms import STUDY_MANAGE
from guong.org.models import Unit


@service
def convene_others(
    *, actor: Actor, conference: Conference, unit: Unit, group: str, convened: int, attended: int | None = None
) -> Others:
    """Say how many of a group a body sends, and afterwards how many came; said again, the numbers are written anew.

    They stand in no column of the members (S92). NotFound for a body outside the drive; Invalid names the field.
    """
    row = Conference.objects.select_for_update(of=("self",)).select_related("unit", "drive").get(pk=conference.pk)
    actor.require(STUDY_MANAGE, row.unit.path)
    if row.drive.state != DriveState.OPEN:
        raise Invalid(_("This drive is not under way, so nothing can be recorded in it now."))
    if not DriveUnit.objects.filter(drive=row.drive_id, unit=unit).exists():
        raise NotFound
    if group not in OthersGroup.values:
        raise Invalid(_("Choose the group from the list."), field="group")
    fault = rules.others_fault(convened, attended)
    if fault == "convened":
        raise Invalid(_("Write how many are convened: at least one."), field="convened")
    if fault:
        raise Invalid(_("No more can come than were convened. Correct one of the two numbers."), field="attended")
    found, _made = Others.objects.update_or_create(
        conference=row, unit=unit, group=group, defaults={"convened": convened, "attended": attended}
    )
    changes = {"group": group, "convened": convened, "attended": attended}
    record(actor, "meetings.others.convened", found, unit_path=row.unit.path, changes=changes)
    return found
