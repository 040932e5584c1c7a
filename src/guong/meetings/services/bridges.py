"""Bridge points of an online or mixed conference, and which cell sits at which (S32)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from guong.audit.work import record, service
from guong.drives.enums import MeetingMode
from guong.kernel import text
from guong.kernel.actor import Actor
from guong.kernel.errors import Invalid, NotFound
from guong.meetings import events  # noqa: F401  # registers the audit codes
from guong.meetings.models import BridgePoint, Conference
from guong.meetings.perms import STUDY_MANAGE


@service
def add_bridge(*, actor: Actor, conference: Conference, name: str, place: str) -> BridgePoint:
    """Add a place from which people take part. Invalid for a conference in one room, without name or place, or twice."""
    actor.require(STUDY_MANAGE, conference.unit.path)
    name, place = text.clean_line(name)[:120], text.clean_line(place)[:200]
    if conference.mode == MeetingMode.IN_PERSON:
        raise Invalid(_("This conference is held in one room. Bridge points belong to an online or mixed one."))
    if not name:
        raise Invalid(_("Give the bridge point a name."), field="name")
    if not place:
        raise Invalid(_("Say where the bridge point is."), field="place")
    if conference.bridges.filter(name=name).exists():
        raise Invalid(_("There is a bridge point of this name already."), field="name")
    point = BridgePoint.objects.create(conference=conference, name=name, place=place)
    record(actor, "meetings.bridge.added", point, unit_path=conference.unit.path)
    return point


@service
def assign_bridges(*, actor: Actor, conference: Conference, points: Mapping[int, int | None]) -> int:
    """Say at which bridge point each cell sits: {unit id: point id or None}; one statement for each point. How many people.

    NotFound for a point or a cell of another conference.
    """
    actor.require(STUDY_MANAGE, conference.unit.path)
    known = set(conference.bridges.values_list("pk", flat=True))
    cells = set(conference.invitations.values_list("unit_id", flat=True))
    if {pk for pk in points.values() if pk is not None} - known or set(points) - cells:
        raise NotFound
    by_point: dict[int | None, list[int]] = defaultdict(list)
    for unit, point in points.items():
        by_point[point].append(unit)
    n = sum(
        conference.invitations.filter(unit__in=units).update(bridge_id=point)
        for point, units in sorted(by_point.items(), key=lambda one: one[0] or 0)
    )
    record(
        actor, "meetings.bridge.assigned", conference, unit_path=conference.unit.path, changes={"cells": len(points)}
    )
    return n
