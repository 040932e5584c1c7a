"""Bridge points of a conference: who sits where, and who came (S32)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q

from guong.kernel.actor import Actor
from guong.kernel.numbers import Ratio
from guong.meetings.enums import HERE
from guong.meetings.models import BridgePoint, Conference
from guong.meetings.perms import STUDY_READ
from guong.org.querysets import in_scope


@dataclass(frozen=True, slots=True)
class PointStudy:
    """One bridge point: cells that sit there, and who came of those convened. `point` None: the main hall, or nowhere yet."""

    point: BridgePoint | None
    cells: int
    attended: Ratio


def points_of(*, actor: Actor, conference: Conference) -> list[PointStudy]:
    """Each point over the cells in sight, and last whoever sits at none."""
    rows = in_scope(conference.invitations.all(), actor.scope(STUDY_READ)).values("bridge_id").order_by()
    counted: dict[int | None, Any] = {
        row["bridge_id"]: row
        for row in rows.annotate(
            n=Count("pk"), came=Count("pk", filter=Q(presence__in=sorted(HERE))), cells=Count("unit_id", distinct=True)
        )
    }
    found = []
    for point in [*conference.bridges.all(), None]:
        row = counted.get(point.pk if point else None, {"n": 0, "came": 0, "cells": 0})
        if point is not None or row["n"]:
            found.append(PointStudy(point, row["cells"], Ratio(row["came"], row["n"])))
    return found


def seats_of(*, actor: Actor, conference: Conference) -> dict[int, int | None]:
    """{cell: bridge point} over the cells in sight."""
    rows = in_scope(conference.invitations.all(), actor.scope(STUDY_READ)).order_by()
    return dict(rows.values_list("unit_id", "bridge_id").distinct())
