"""Findings, actions and re-checks as they stood at a moment, from their dates and their history."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, datetime

from django.db.models import Q, QuerySet

from guong.corrections.enums import HistoryEvent, Severity, Subject
from guong.corrections.models import Action, Finding, HistoryLine, RecheckItem
from guong.corrections.rules import held, on_time
from guong.corrections.tallies import days_of, done_on, horizons
from guong.drives.models import Drive
from guong.figures.asof.grouping import by_unit

_COLUMNS = ("findings", "findings_owned", "findings_collective", "findings_divided", "findings_closed", "findings_held")
_DONE = frozenset({HistoryEvent.CONFIRMED, HistoryEvent.JUDGED_DONE})
_AGAIN = frozenset({HistoryEvent.JUDGED_PARTLY, HistoryEvent.JUDGED_NOT, HistoryEvent.REOPENED})


def _dropped(end: datetime) -> QuerySet[HistoryLine]:
    return HistoryLine.objects.filter(event=HistoryEvent.DROPPED, at__lt=end)


def actions_by(end: datetime) -> QuerySet[Action]:
    """Actions that stood at `end`: made by then, of a share not yet withdrawn, not yet replaced, of a finding not yet dropped."""
    standing = Q(share=None) | Q(share__removed_at=None) | Q(share__removed_at__gte=end)
    rows = Action.objects.filter(standing, Q(replaced_at=None) | Q(replaced_at__gte=end), created_at__lt=end)
    return rows.exclude(finding_id__in=_dropped(end).values("finding_id"))


def confirmed_by(actions: QuerySet[Action], end: datetime) -> set[int]:
    """Ids of the actions that stood confirmed at `end`: the last word about each, or about its whole finding, was "done"."""
    return _confirmed(dict(actions.order_by().values_list("pk", "finding_id")), end)


def _confirmed(of_finding: dict[int, int], end: datetime) -> set[int]:
    """`confirmed_by` of actions known as {id: id of the finding}."""
    lines = HistoryLine.objects.filter(finding__in=set(of_finding.values()), at__lt=end, event__in=_DONE | _AGAIN)
    last: dict[int, str] = {}
    reopened: dict[int, int] = {}
    order: dict[int, int] = {}
    for number, line in enumerate(lines.order_by("at", "pk")):
        if line.action_id is None:
            reopened[line.finding_id] = number
        else:
            last[line.action_id], order[line.action_id] = line.event, number
    return {
        action_id
        for action_id, event in last.items()
        if event in _DONE and order[action_id] > reopened.get(of_finding.get(action_id, 0), -1)
    }


def columns(drive: Drive, unit_ids: list[int], on: date, end: datetime) -> dict[str, dict[int, int]]:
    """The columns of this room; `on` is the last day, `end` the first moment after it."""
    actions = actions_by(end).filter(finding__drive=drive, finding__unit_id__in=unit_ids)
    items = _items(drive, unit_ids, end)
    found = _findings(drive, unit_ids, end, _outcomes(actions, end))
    confirmed = confirmed_by(actions, end)
    return (
        found
        | _horizons(items, end)
        | {
            "actions": by_unit(actions, "finding__unit_id"),
            **_on_time(actions, confirmed, end),
            "actions_open": by_unit(actions.exclude(pk__in=confirmed), "finding__unit_id"),
            "rechecks_due": by_unit(items, "recheck__unit_id"),
            "rechecks_answered": by_unit(items.filter(judged_at__lt=end), "recheck__unit_id"),
        }
    )


def _horizons(items: QuerySet[RecheckItem], end: datetime) -> dict[str, dict[int, int]]:
    found: dict[str, dict[int, int]] = defaultdict(dict)
    for unit_id, numbers in horizons(items, end).items():
        for name, number in numbers.items():
            found[name][unit_id] = number
    return dict(found)


def _on_time(actions: QuerySet[Action], confirmed: set[int], end: datetime) -> dict[str, dict[int, int]]:
    kept: dict[int, int] = defaultdict(int)
    first: dict[int, int] = defaultdict(int)
    rows = list(actions.filter(pk__in=confirmed).select_related("finding"))
    moved = days_of([one.pk for one in rows], end)
    for action in rows:
        day, done = moved.get(action.pk, action.deadline), done_on(action)
        kept[action.finding.unit_id] += on_time(day, done)
        first[action.finding.unit_id] += on_time(action.promised_first, done)
    return {"actions_on_time": dict(kept), "actions_on_first_day": dict(first)}


def overdue_and_done(
    drive: Drive, unit_ids: list[int], on: date, end: datetime
) -> tuple[dict[int, int], dict[int, int]]:
    """By unit: actions past their date and not confirmed; findings whose every action was confirmed by somebody else, or
    which were closed."""
    actions = actions_by(end).filter(finding__drive=drive, finding__unit_id__in=unit_ids)
    rows = list(actions.order_by().values_list("pk", "finding_id", "finding__unit_id", "deadline"))
    confirmed = _confirmed({action_id: finding_id for action_id, finding_id, _unit, _day in rows}, end)
    moved = days_of([row[0] for row in rows], end)
    late: dict[int, int] = defaultdict(int)
    waiting: set[int] = set()
    for action_id, finding_id, unit_id, deadline in rows:
        if action_id not in confirmed:
            waiting.add(finding_id)
            late[unit_id] += moved.get(action_id, deadline) < on
    finished = ({finding_id for _pk, finding_id, _unit, _day in rows} - waiting) | _closed(drive, unit_ids, end)
    findings = Finding.objects.filter(pk__in=finished).exclude(pk__in=_dropped(end).values("finding_id"))
    return dict(late), by_unit(findings)


def _items(drive: Drive, unit_ids: list[int], end: datetime) -> QuerySet[RecheckItem]:
    """Lines that had joined the list of a re-check, whose action stood or was judged before it was withdrawn."""
    rows = RecheckItem.objects.filter(recheck__drive=drive, recheck__unit_id__in=unit_ids, listed_at__lt=end)
    return rows.filter(Q(judged_at__lt=end) | Q(action__in=actions_by(end).values("pk")))


def _outcomes(actions: QuerySet[Action], end: datetime) -> dict[int, list[str]]:
    """For each finding, the newest judgement by `end` of each of its actions ("" while not judged)."""
    judged = RecheckItem.objects.filter(action__in=actions.values("pk"), judged_at__lt=end).exclude(outcome="")
    newest = dict(judged.order_by("judged_at", "pk").values_list("action_id", "outcome"))
    outcomes: dict[int, list[str]] = defaultdict(list)
    for action_id, finding_id in actions.order_by().values_list("pk", "finding_id"):
        outcomes[finding_id].append(newest.get(action_id, ""))
    return outcomes


def _closed(drive: Drive, unit_ids: list[int], end: datetime) -> set[int]:
    """Ids of findings that stood closed at `end`: closed, and no action of theirs opened again since."""
    lines = HistoryLine.objects.filter(finding__drive=drive, finding__unit_id__in=unit_ids, at__lt=end)
    last = dict(
        lines.filter(event__in={HistoryEvent.CLOSED} | _AGAIN).order_by("at", "pk").values_list("finding_id", "event")
    )
    return {finding_id for finding_id, event in last.items() if event == HistoryEvent.CLOSED}


def _findings(
    drive: Drive, unit_ids: list[int], end: datetime, outcomes: dict[int, list[str]]
) -> dict[str, dict[int, int]]:
    counts: dict[str, dict[int, int]] = {name: defaultdict(int) for name in _COLUMNS}
    rows = Finding.objects.filter(drive=drive, unit_id__in=unit_ids, stated_at__lt=end)
    closed_ids = _closed(drive, unit_ids, end)
    again = set(
        Finding.objects.filter(recurs__in=rows.values("pk"), recurs_at__lt=end).values_list("recurs_id", flat=True)
    )
    for finding in rows.exclude(pk__in=_dropped(end).values("finding_id")):
        mine = outcomes.get(finding.pk, [])
        closed = finding.pk in closed_ids
        small = closed and finding.severity == Severity.SMALL and not mine
        collective = finding.subject == Subject.COLLECTIVE and not small
        facts = {
            "findings": True,
            "findings_closed": closed,
            "findings_owned": bool(mine) or small,
            "findings_held": held(mine) and finding.pk not in again,
            "findings_collective": collective,
            "findings_divided": collective and finding.divided_at is not None and finding.divided_at < end,
        }
        for name, holds in facts.items():
            counts[name][finding.unit_id] += holds
    return counts
