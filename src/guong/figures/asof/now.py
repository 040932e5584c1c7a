"""The two figures that are never stored, at this moment: from the states that the history has led to."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import connection

from guong.corrections.enums import ActionState, FindingState
from guong.drives.models import Drive

_NOW = """
SELECT unit_id, SUM(late), SUM(CASE WHEN state = %s OR (number > 0 AND waiting = 0) THEN 1 ELSE 0 END)
FROM (
    SELECT f.id, f.unit_id, f.state,
        COUNT(CASE WHEN s.removed_at IS NULL AND a.replaced_at IS NULL THEN a.id END) AS number,
        COUNT(CASE WHEN s.removed_at IS NULL AND a.replaced_at IS NULL AND a.state <> %s THEN a.id END) AS waiting,
        COUNT(CASE WHEN s.removed_at IS NULL AND a.replaced_at IS NULL AND a.state <> %s AND a.deadline < %s THEN a.id END) AS late
    FROM corrections_finding f
    LEFT JOIN corrections_action a ON a.finding_id = f.id
    LEFT JOIN corrections_share s ON s.id = a.share_id
    WHERE f.drive_id = %s AND f.state <> %s AND f.unit_id IN ({units})
    GROUP BY f.id, f.unit_id, f.state
) counted
GROUP BY unit_id
"""


def overdue_and_done_now(drive: Drive, unit_ids: list[int], today: date) -> tuple[dict[int, int], dict[int, int]]:
    """`overdue_and_done` at this moment, from the states that the history has led to.

    In SQL, because every board asks it: composing the same question from querysets takes ten times as long as its answer.
    """
    if not unit_ids:
        return {}, {}
    confirmed = ActionState.CONFIRMED.value
    states: list[Any] = [FindingState.CLOSED.value, confirmed, confirmed, today, drive.pk, FindingState.DROPPED.value]
    with connection.cursor() as cursor:
        cursor.execute(_NOW.format(units=", ".join(["%s"] * len(unit_ids))), [*states, *unit_ids])
        rows = cursor.fetchall()
    return {unit_id: int(late) for unit_id, late, _done in rows}, {unit_id: int(done) for unit_id, _late, done in rows}
