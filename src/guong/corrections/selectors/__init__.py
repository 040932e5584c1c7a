"""Reads about findings, their division, what is open, and re-checks. Every public function takes an actor."""

from guong.corrections.selectors.actions import action, items_waiting, open_items, own_actions
from guong.corrections.selectors.carry import Carried, carried, carried_one
from guong.corrections.selectors.division import Division, Part, division, share
from guong.corrections.selectors.doing import (
    ActionPage,
    ProgressLine,
    action_page,
    evidence,
    extension,
    progress_waiting,
)
from guong.corrections.selectors.findings import (
    FindingPage,
    Start,
    body,
    default_unit,
    finding,
    findings_about,
    findings_of_unit,
    open_finding,
    people_of,
    start,
)
from guong.corrections.selectors.indicators import Watched, indicator, indicators
from guong.corrections.selectors.monthly import MonthlyItem, monthly_items, monthly_missing, monthly_waiting
from guong.corrections.selectors.opened import findings_of
from guong.corrections.selectors.rechecks import RecheckPage, may_judge, recheck, recheck_item, rechecks_of_unit
from guong.corrections.selectors.waiting import (
    Mine,
    Ours,
    extensions_waiting,
    rechecks_waiting,
    waiting_for_me,
    waiting_in_bodies,
)

__all__ = [
    "ActionPage",
    "Carried",
    "Division",
    "FindingPage",
    "Mine",
    "MonthlyItem",
    "Ours",
    "Part",
    "ProgressLine",
    "RecheckPage",
    "Start",
    "Watched",
    "action",
    "action_page",
    "body",
    "carried",
    "carried_one",
    "default_unit",
    "division",
    "evidence",
    "extension",
    "extensions_waiting",
    "finding",
    "findings_about",
    "findings_of",
    "findings_of_unit",
    "indicator",
    "indicators",
    "items_waiting",
    "may_judge",
    "monthly_items",
    "monthly_missing",
    "monthly_waiting",
    "open_finding",
    "open_items",
    "own_actions",
    "people_of",
    "progress_waiting",
    "recheck",
    "recheck_item",
    "rechecks_of_unit",
    "rechecks_waiting",
    "share",
    "start",
    "waiting_for_me",
    "waiting_in_bodies",
]
