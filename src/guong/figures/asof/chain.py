"""The chain of documents and the visits: a body's place was frozen when the drive opened; what came of it counts from the
moment it was noted."""

from __future__ import annotations

from datetime import date, datetime

from guong.drives.models import Drive, OwnDocument, Tally, Visit
from guong.figures.asof.grouping import by_unit


def columns(drive: Drive, unit_ids: list[int], on: date, end: datetime) -> dict[str, dict[int, int]]:
    frozen = Tally.objects.filter(drive=drive, unit_id__in=unit_ids).values_list("unit_id", "links", "visits_due")
    links, due = {}, {}
    for unit_id, link, visit_due in frozen:
        links[unit_id], due[unit_id] = link, visit_due
    own = OwnDocument.objects.filter(drive=drive, unit_id__in=unit_ids, noted_at__lt=end)
    issued = by_unit(own.filter(urging=False))
    visited = by_unit(Visit.objects.filter(drive=drive, unit_id__in=unit_ids, noted_at__lt=end))
    return {
        "links": links,
        "issued": {unit_id: int(links.get(unit_id, 0) and number > 0) for unit_id, number in issued.items()},
        "urgings": by_unit(own.filter(urging=True)),
        "visits_due": due,
        "visited": {unit_id: int(due.get(unit_id, 0) and number > 0) for unit_id, number in visited.items()},
    }
