"""What this room counts of one unit in one drive (docs/mechanisms/tallies.md)."""

from __future__ import annotations

from collections.abc import Iterable

from guong.audit.work import once_at_end
from guong.corrections import rules
from guong.corrections.enums import ActionState, FindingState, Severity, Subject
from guong.corrections.models import Finding, RecheckItem
from guong.corrections.querysets import live_actions, live_items
from guong.drives.tallies import locked, store

COLUMNS = (
    "findings", "findings_owned", "findings_collective", "findings_divided", "findings_closed", "findings_held",
    "actions", "actions_open", "rechecks_due", "rechecks_answered",
)  # fmt: skip


@once_at_end
def refresh(drive_id: int, unit_id: int) -> None:
    """Store the counts of one unit; nothing happens for a unit without a tally row."""
    with locked(drive_id, unit_id) as tally:
        if tally is not None:
            store(tally, count(drive_id, unit_id))


def count(drive_id: int, unit_id: int) -> dict[str, int]:
    """Counts of one unit (a cell, or a committee as a body) from this room's own rows."""
    return counts_for_units(drive_id, [unit_id])[unit_id]


def counts_for_units(drive_id: int, unit_ids: Iterable[int]) -> dict[int, dict[str, int]]:
    """Counts of several units at once, from the rows. A dropped finding is nobody's: it counts nowhere."""
    counts = {unit_id: dict.fromkeys(COLUMNS, 0) for unit_id in unit_ids}
    _count_findings(drive_id, counts)
    actions = live_actions().filter(finding__drive_id=drive_id, finding__unit_id__in=counts)
    for unit_id, state in actions.values_list("finding__unit_id", "state"):
        counts[unit_id]["actions"] += 1
        counts[unit_id]["actions_open"] += state != ActionState.CONFIRMED
    items = live_items().filter(recheck__drive_id=drive_id, recheck__unit_id__in=counts)
    for unit_id, outcome in items.values_list("recheck__unit_id", "outcome"):
        counts[unit_id]["rechecks_due"] += 1
        counts[unit_id]["rechecks_answered"] += outcome != ""
    return counts


def _count_findings(drive_id: int, counts: dict[int, dict[str, int]]) -> None:
    outcomes = _latest_outcomes(drive_id, counts)
    rows = Finding.objects.filter(drive_id=drive_id, unit_id__in=counts).exclude(state=FindingState.DROPPED)
    for finding in rows.only("unit_id", "subject", "severity", "state", "divided_at"):
        row = counts[finding.unit_id]
        mine = outcomes.get(finding.pk, [])
        closed = finding.state == FindingState.CLOSED
        small = closed and finding.severity == Severity.SMALL and not mine  # needs no owner and no division (D18)
        row["findings"] += 1
        row["findings_closed"] += closed
        row["findings_owned"] += bool(mine) or small
        row["findings_held"] += rules.held(mine)
        if finding.subject == Subject.COLLECTIVE and not small:
            row["findings_collective"] += 1
            row["findings_divided"] += finding.divided_at is not None


def _latest_outcomes(drive_id: int, unit_ids: Iterable[int]) -> dict[int, list[str]]:
    """For each finding, the newest judgement of each of its standing actions ("" while not judged)."""
    mine = live_actions().filter(finding__drive_id=drive_id, finding__unit_id__in=list(unit_ids))
    newest: dict[int, str] = {}
    judged = RecheckItem.objects.filter(action__in=mine.values("pk")).exclude(outcome="")
    for action_id, outcome in judged.order_by("judged_at", "pk").values_list("action_id", "outcome"):
        newest[action_id] = outcome
    found: dict[int, list[str]] = {}
    for action_id, finding_id in mine.values_list("pk", "finding_id"):
        found.setdefault(finding_id, []).append(newest.get(action_id, ""))
    return found
