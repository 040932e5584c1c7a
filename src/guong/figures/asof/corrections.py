"""Findings, actions and re-checks by the dates they carry. A dropped finding counts on no day."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, datetime

from django.db.models import Q, QuerySet

from guong.corrections.enums import FindingState, Severity, Subject
from guong.corrections.models import Action, Finding, RecheckItem
from guong.corrections.rules import held
from guong.drives.models import Drive
from guong.figures.asof.grouping import by_unit

_COLUMNS = ("findings", "findings_owned", "findings_collective", "findings_divided", "findings_closed", "findings_held")


def actions_by(end: datetime) -> QuerySet[Action]:
    """Actions that stood at `end`."""
    standing = Q(share=None) | Q(share__removed_at=None) | Q(share__removed_at__gte=end)
    return Action.objects.filter(standing, created_at__lt=end).exclude(finding__state=FindingState.DROPPED)


def not_confirmed(end: datetime) -> Q:
    return Q(confirmed_at=None) | Q(confirmed_at__gte=end)


def columns(drive: Drive, unit_ids: list[int], on: date, end: datetime) -> dict[str, dict[int, int]]:
    actions = actions_by(end).filter(finding__drive=drive, finding__unit_id__in=unit_ids)
    items = _items(drive, unit_ids, end)
    found = _findings(drive, unit_ids, end, _outcomes(actions, end))
    return found | {
        "actions": by_unit(actions, "finding__unit_id"),
        "actions_open": by_unit(actions.filter(not_confirmed(end)), "finding__unit_id"),
        "rechecks_due": by_unit(items, "recheck__unit_id"),
        "rechecks_answered": by_unit(items.filter(judged_at__lt=end), "recheck__unit_id"),
    }


def _items(drive: Drive, unit_ids: list[int], end: datetime) -> QuerySet[RecheckItem]:
    """Lines of re-checks that had been opened, whose action stood or was judged before it was withdrawn."""
    rows = RecheckItem.objects.filter(recheck__drive=drive, recheck__unit_id__in=unit_ids, recheck__created_at__lt=end)
    judged = Q(judged_at__lt=end)
    return rows.filter(judged | Q(action__in=actions_by(end).values("pk")))


def _outcomes(actions: QuerySet[Action], end: datetime) -> dict[int, list[str]]:
    """For each finding, the newest judgement by `end` of each of its actions ("" while not judged)."""
    judged = RecheckItem.objects.filter(action__in=actions.values("pk"), judged_at__lt=end).exclude(outcome="")
    newest = dict(judged.order_by("judged_at", "pk").values_list("action_id", "outcome"))
    outcomes: dict[int, list[str]] = defaultdict(list)
    for action_id, finding_id in actions.order_by().values_list("pk", "finding_id"):
        outcomes[finding_id].append(newest.get(action_id, ""))
    return outcomes


def _findings(
    drive: Drive, unit_ids: list[int], end: datetime, outcomes: dict[int, list[str]]
) -> dict[str, dict[int, int]]:
    counts: dict[str, dict[int, int]] = {name: defaultdict(int) for name in _COLUMNS}
    rows = Finding.objects.filter(drive=drive, unit_id__in=unit_ids, stated_at__lt=end)
    for finding in rows.exclude(state=FindingState.DROPPED):
        mine = outcomes.get(finding.pk, [])
        closed = finding.closed_at is not None and finding.closed_at < end
        small = closed and finding.severity == Severity.SMALL and not mine
        facts = {
            "findings": True,
            "findings_closed": closed,
            "findings_owned": bool(mine) or small,
            "findings_held": held(mine),
            "findings_collective": finding.subject == Subject.COLLECTIVE and not small,
        }
        divided = finding.divided_at is not None and finding.divided_at < end
        facts["findings_divided"] = facts["findings_collective"] and divided
        for name, holds in facts.items():
            counts[name][finding.unit_id] += holds
    return counts
