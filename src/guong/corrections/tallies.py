"""What this room counts of one unit in one drive (docs/mechanisms/tallies.md)."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date, datetime

from django.db.models import Exists, OuterRef, QuerySet, Subquery

from guong.audit.work import once_at_end
from guong.corrections import rules
from guong.corrections.enums import ActionState, ExtensionState, FindingState, Severity, Subject
from guong.corrections.models import Action, Extension, Finding, RecheckItem
from guong.corrections.querysets import live_actions, live_items
from guong.drives.tallies import locked, store
from guong.kernel import clock

COLUMNS = (
    "findings", "findings_owned", "findings_collective", "findings_divided", "findings_closed", "findings_held",
    *(f"findings_{what}_{months}m" for months in rules.HORIZONS for what in ("judged", "held")),
    "actions", "actions_on_time", "actions_on_first_day", "actions_open", "rechecks_due", "rechecks_answered",
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
    actions = list(
        live_actions().filter(finding__drive_id=drive_id, finding__unit_id__in=counts).select_related("finding")
    )
    _count_findings(drive_id, counts, _latest_outcomes(actions))
    for action in actions:
        row = counts[action.finding.unit_id]
        row["actions"] += 1
        row["actions_open"] += action.state != ActionState.CONFIRMED
        if action.state == ActionState.CONFIRMED:
            row["actions_on_time"] += rules.on_time(action.deadline, done_on(action))
            row["actions_on_first_day"] += rules.on_time(action.promised_first, done_on(action))
    items = live_items().filter(recheck__drive_id=drive_id, recheck__unit_id__in=counts)
    for unit_id, found in horizons(items).items():
        counts[unit_id] |= found
    for unit_id, outcome in items.values_list("recheck__unit_id", "outcome"):
        counts[unit_id]["rechecks_due"] += 1
        counts[unit_id]["rechecks_answered"] += outcome != ""
    return counts


def done_on(action: Action) -> date | None:
    """The day on which its doer said it was done; without such a word, the day of the confirmation."""
    moment = action.reported_at or action.confirmed_at
    return moment.astimezone(clock.ZONE).date() if moment else None


def days_of(action_ids: Collection[int], end: datetime) -> dict[int, date]:
    """{action id: the day in force at `end`}, only of those whose day was moved since."""
    rows = Extension.objects.filter(action__in=action_ids, state=ExtensionState.GRANTED, decided_at__gte=end)
    found: dict[int, date] = {}
    for action_id, day in rows.order_by("decided_at", "pk").values_list("action_id", "from_day"):
        found.setdefault(action_id, day)
    return found


def _day(moment: datetime) -> date:
    return moment.astimezone(clock.ZONE).date()


def horizons(items: QuerySet[RecheckItem], end: datetime | None = None) -> dict[int, dict[str, int]]:
    """{unit id: {"findings_judged_1m": …, "findings_held_1m": …, …}} of lines; a judgement after `end` is not yet known."""
    units: dict[int, list[tuple[int, int, int, int, str]]] = {}
    again = Finding.objects.filter(recurs=OuterRef("action__finding_id")).order_by("stated_at")
    if end is not None:
        again = again.filter(recurs_at__lt=end)
    items = items.annotate(back=Subquery(again.values("stated_at")[:1]))
    names = (
        "recheck__unit_id",
        "action__finding_id",
        "action_id",
        "recheck__months",
        "recheck__round_no",
        "outcome",
        "judged_at",
        "back",
        "recheck__after__starts_at",
    )
    back: dict[int, dict[int, frozenset[int]]] = {}
    for unit_id, finding, action, months, turn, outcome, at, again_at, met in items.order_by().values_list(*names):
        known = outcome if end is None or (at is not None and at < end) else ""
        units.setdefault(unit_id, []).append((finding, action, months, turn, known))
        if again_at is not None:
            back.setdefault(unit_id, {})[finding] = rules.came_back_within(_day(met), _day(again_at))
    return {
        unit_id: {
            f"findings_{what}_{months}m": len(ids)
            for months, sets in rules.looked_at(rows, back.get(unit_id)).items()
            for what, ids in zip(("judged", "held"), sets, strict=True)
        }
        for unit_id, rows in units.items()
    }


def _count_findings(drive_id: int, counts: dict[int, dict[str, int]], outcomes: dict[int, list[str]]) -> None:
    rows = Finding.objects.filter(drive_id=drive_id, unit_id__in=counts).exclude(state=FindingState.DROPPED)
    rows = rows.annotate(came_back=Exists(Finding.objects.filter(recurs=OuterRef("pk"))))
    for finding in rows.only("unit_id", "subject", "severity", "state", "divided_at"):
        row = counts[finding.unit_id]
        mine = outcomes.get(finding.pk, [])
        closed = finding.state == FindingState.CLOSED
        small = closed and finding.severity == Severity.SMALL and not mine  # needs no owner and no division (D18)
        row["findings"] += 1
        row["findings_closed"] += closed
        row["findings_owned"] += bool(mine) or small
        row["findings_held"] += rules.held(mine) and not finding.came_back
        if finding.subject == Subject.COLLECTIVE and not small:
            row["findings_collective"] += 1
            row["findings_divided"] += finding.divided_at is not None


def _latest_outcomes(actions: list[Action]) -> dict[int, list[str]]:
    """For each finding, the newest judgement of each of these actions of its ("" while not judged)."""
    newest: dict[int, str] = {}
    judged = RecheckItem.objects.filter(action__in=[action.pk for action in actions]).exclude(outcome="")
    for action_id, outcome in judged.order_by("judged_at", "pk").values_list("action_id", "outcome"):
        newest[action_id] = outcome
    found: dict[int, list[str]] = {}
    for action in actions:
        found.setdefault(action.finding_id, []).append(newest.get(action.pk, ""))
    return found
