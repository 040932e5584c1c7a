"""People who are no party members at a study conference, apart from every number of the members (S55, S92)."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q

from guong.drives.models import DriveUnit
from guong.kernel.actor import Actor
from guong.kernel.numbers import Ratio
from guong.meetings import branches
from guong.meetings.models import Conference, Others
from guong.meetings.perms import STUDY_MANAGE, STUDY_READ
from guong.org.models import Unit
from guong.org.querysets import in_scope


@dataclass(frozen=True, slots=True)
class OthersStudy:
    """Lines in sight, and who came of those convened in the groups that were counted."""

    lines: tuple[Others, ...]
    convened: int
    attended: Ratio


def others_of(*, actor: Actor, conference: Conference) -> OthersStudy:
    """What the reader may see of them."""
    rows = in_scope(conference.others.select_related("unit"), actor.scope(STUDY_READ))
    lines = tuple(rows.order_by("unit__path", "group"))
    counted = [one for one in lines if one.attended is not None]
    came = Ratio(sum(one.attended or 0 for one in counted), sum(one.convened for one in counted))
    return OthersStudy(lines, sum(one.convened for one in lines), came)


def senders(*, actor: Actor, conference: Conference) -> list[Unit]:
    """Bodies that may send them: the one that convenes, those directly below it, those named already."""
    actor.require(STUDY_MANAGE, conference.unit.path)
    frozen = DriveUnit.objects.filter(drive=conference.drive_id)
    top = frozen.filter(unit=conference.unit_id).first()
    if top is None:
        return []
    named = Q(unit__in=conference.others.values("unit_id"))
    below = frozen.filter(Q(pk__in=branches.at(frozen, top, 1).values("pk")) | named | Q(pk=top.pk))
    return [one.unit for one in below.select_related("unit").order_by("path")]
