"""Findings, the division of a collective's finding, what is done, and whether it held."""

from guong.corrections.models.actions import Action, ActionStep, Evidence, Extension, Progress
from guong.corrections.models.appeals import Appeal, AppealJudge
from guong.corrections.models.findings import CarriedAnswer, Finding, FindingTag, HistoryLine, Share
from guong.corrections.models.indicators import Indicator, IndicatorValue
from guong.corrections.models.marks import Tag, TagCatalogue, Target
from guong.corrections.models.rechecks import MonthlyAnswer, Recheck, RecheckItem

__all__ = [
    "Action",
    "ActionStep",
    "Appeal",
    "AppealJudge",
    "CarriedAnswer",
    "Evidence",
    "Extension",
    "Finding",
    "FindingTag",
    "HistoryLine",
    "Indicator",
    "IndicatorValue",
    "MonthlyAnswer",
    "Progress",
    "Recheck",
    "RecheckItem",
    "Share",
    "Tag",
    "TagCatalogue",
    "Target",
]
