"""Registration: registered from the day it was made; held when every part registered by then was held, by everybody (R17)."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, datetime

from guong.drives.models import Drive, Registration
from guong.drives.selectors import undivided


def columns(drive: Drive, unit_ids: list[int], on: date, end: datetime) -> dict[str, dict[int, int]]:
    parts: dict[int, list[tuple[date | None, bool | None]]] = defaultdict(list)
    rows = Registration.objects.filter(drive=drive, unit_id__in=unit_ids, registered_at__lt=end)
    for unit_id, held_on, as_registered in rows.values_list("unit_id", "held_on", "as_registered"):
        parts[unit_id].append((held_on if held_on and held_on <= on else None, as_registered))
    met = {unit_id for unit_id, mine in parts.items() if all(day for day, _ in mine)}
    met -= undivided(drive.pk, [unit_id for unit_id in met if len(parts[unit_id]) > 1], before=end)
    held = {unit_id: int(unit_id in met) for unit_id in parts}
    return {
        "parts": {unit_id: len(mine) for unit_id, mine in parts.items()},
        "registered": dict.fromkeys(parts, 1),
        "held": held,
        "held_as_registered": {
            unit_id: int(bool(held[unit_id]) and all(kept for _, kept in mine)) for unit_id, mine in parts.items()
        },
    }
