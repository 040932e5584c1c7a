"""The rules that are data: keys, defaults, where each comes from, and whether the party office has confirmed it.

A rule that we know only from hearsay (rules.md marks [F2], [M], [U]) ships unconfirmed and is shown "chưa xác nhận". A published
version is never edited; a drive keeps the version with which it was made.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from guong.drives.models import RuleSet
from guong.kernel import clock, treepath
from guong.kernel.errors import Invalid


@dataclass(frozen=True)
class Key:
    """A whole number with its bounds. `confirmed`: read in an original or in the source articles."""

    name: str
    label: Any
    default: int
    low: int
    high: int
    source: str
    confirmed: bool


KEYS: dict[str, Key] = {
    key.name: key
    for key in [
        Key("review_exempt_new_months", _("New members owe no self-review for so many months"), 6, 0, 24, "R2", False),
        Key("recheck_after_months", _("Months from the meeting to the re-check"), 1, 1, 12, "R22", True),
        Key(
            "recheck_second_months",
            _("Months from the meeting to the second re-check, 0 for none"),
            3,
            0,
            24,
            "R22",
            False,
        ),
        Key(
            "recheck_third_months",
            _("Months from the meeting to the third re-check, 0 for none"),
            12,
            0,
            36,
            "R22",
            False,
        ),
        Key(
            "recheck_early_days",
            _("A regular meeting so many days before the re-check is due may hold it"),
            7,
            0,
            28,
            "R22",
            False,
        ),
        Key("contest_days", _("Working days to answer a share of a finding"), 3, 1, 30, "D3, D17", False),
        Key("minutes_read_days", _("Working days to read the minutes"), 3, 1, 30, "D3", False),
        Key("report_reading_days", _("Working days to read the draft of a collective report"), 3, 1, 30, "R13", False),
        Key("attendance_norm_percent", _("Attendance norm, percent"), 85, 1, 100, "R10", False),
        Key("regular_minutes", _("Shortest regular meeting, minutes"), 90, 15, 480, "R6", True),
        Key("thematic_minutes", _("Shortest meeting with a theme, minutes"), 120, 15, 480, "R6", True),
        Key("travel_minutes", _("Time to go from one meeting to another, minutes"), 30, 0, 240, "S45", False),
        Key("min_group", _("Smallest number shown about people's faults"), 5, 3, 10, "D9", False),
        Key("plan_posting_days", _("Longest posting of a plan, days"), 30, 1, 366, "D21", False),
        Key("upward_answer_days", _("Days to answer a remark to a committee"), 30, 1, 180, "R27", False),
        Key(
            "upward_very_late_days",
            _("Days after which such a remark is shown one committee higher"),
            60,
            1,
            365,
            "R27",
            False,
        ),
        Key(
            "promises_before_hand_in",
            _("Every promise is answered before a self-review is handed in"),
            0,
            0,
            1,
            "S138",
            False,
        ),
        Key("materials_days_before", _("Materials are sent so many days before"), 1, 0, 30, "R8", True),
        Key("remind_first_days", _("First reminder: days before a date, 0 for none"), 7, 0, 60, "S150", False),
        Key("remind_second_days", _("Second reminder: days before a date, 0 for none"), 3, 0, 60, "S150", False),
        Key("remind_last_days", _("Last reminder: days before a date, 0 for none"), 1, 0, 60, "S150", False),
        Key("appeal_days", _("Days to appeal against the decision about a finding"), 10, 1, 90, "D5", False),
        Key(
            "copies_notice_percent",
            _("Passages in common: say so clearly from this part of a text, percent"),
            50,
            1,
            100,
            "R30",
            False,
        ),
        Key(
            "copies_rewrite_percent",
            _("Passages in common: ask to write anew from this part, percent"),
            70,
            1,
            100,
            "R30",
            False,
        ),
        Key("xray_without_verb", _("X-ray: measures in which nothing is done"), 1, 0, 1, "S79", False),
        Key("xray_general", _("X-ray: measures of general words"), 1, 0, 1, "S79", False),
        Key("xray_careless", _("X-ray: causes that only say “careless”"), 1, 0, 1, "D16", False),
        Key("xray_bare_fact", _("X-ray: facts without figures, time or place"), 1, 0, 1, "S16", False),
        Key("xray_equal_parts", _("X-ray: shares that are all equal"), 1, 0, 1, "R21", False),
        Key("xray_mostly_nobody", _("X-ray: half or more on the collective as a whole"), 1, 0, 1, "R21", False),
        Key("xray_same_words", _("X-ray: one sentence as the measure of several"), 1, 0, 1, "S79", False),
        Key("xray_same_deadline", _("X-ray: all measures end on one day"), 1, 0, 1, "S79", False),
        Key("xray_often_moved", _("X-ray: days moved three times or more"), 1, 0, 1, "R23", False),
        Key("xray_all_first", _("X-ray: more than half come first"), 1, 0, 1, "S71", False),
        Key(
            "absent_months",
            _("Months in a year missed without reason after which the cell committee asks"),
            3,
            1,
            12,
            "R4",
            False,
        ),
        Key(
            "papers_working_days",
            _("Working days after which papers of a member who moves are asked for"),
            60,
            5,
            250,
            "R4",
            False,
        ),
        Key("quality_scored", _("The quality of a meeting is given points: 1 yes, 0 no"), 0, 0, 1, "R11", False),
        Key("quality_preparation", _("Points for preparing the meeting"), 5, 0, 100, "R11", False),
        Key("quality_time", _("Points for beginning and ending in time"), 5, 0, 100, "R11", False),
        Key("quality_attendance", _("Points for attendance"), 10, 0, 100, "R11", False),
        Key("quality_content", _("Points for the content of the meeting"), 30, 0, 100, "R11", False),
        Key("quality_chairing", _("Points for how it was chaired"), 10, 0, 100, "R11", False),
        Key("quality_minutes", _("Points for the minutes"), 5, 0, 100, "R11", False),
        Key("quality_discussion", _("Points for discussion, self-criticism and criticism"), 30, 0, 100, "R11", False),
        Key("quality_conclusion", _("Points for conclusion and tasks with a day"), 5, 0, 100, "R11", False),
        Key("quality_good", _("A meeting is good from so many points of a hundred"), 90, 1, 100, "R11", False),
        Key("quality_fair", _("A meeting is fairly good from so many points"), 70, 1, 100, "R11", False),
        Key("quality_middling", _("A meeting is middling from so many points"), 50, 1, 100, "R11", False),
        Key("xray_last_day", _("X-ray: everything closed on one day"), 1, 0, 1, "R21", False),
    ]
}


def defaults() -> dict[str, dict[str, Any]]:
    """Values of the first version."""
    return {key.name: {"value": key.default, "confirmed": key.confirmed, "source": key.source} for key in KEYS.values()}


def current(path: str = "") -> RuleSet:
    """The version that holds at the unit with this path: the newest one of the nearest unit that published any, else the
    program's own, which is made from the defaults when it is asked for first."""
    above = [*treepath.ancestors(path), path] if path else []
    versions = RuleSet.objects.filter(Q(unit=None) | Q(unit__path__in=above)).select_related("unit")
    nearest = max(versions, key=lambda one: (len(one.unit.path) if one.unit else 0, one.version), default=None)
    return nearest or first()


def first() -> RuleSet:
    """The program's own version, published by nobody."""
    made, _created = RuleSet.objects.get_or_create(
        version=1,
        defaults={
            "values": defaults(), "note": "Mặc định ban đầu", "published_at": clock.now(), "published_by_label": "Hệ thống",
        },
    )  # fmt: skip
    return made


def value(ruleset: RuleSet, name: str) -> int:
    """The number of a rule in a version; a rule that the version does not know yet has its default."""
    entry = ruleset.values.get(name)
    return int(entry["value"]) if entry else KEYS[name].default


def checked(values: dict[str, dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """Complete, bounded values for a new version. Invalid names the rule and its bounds."""
    result = {}
    for key in KEYS.values():
        entry = values.get(key.name, {})
        try:
            number = int(entry.get("value", key.default))
        except (TypeError, ValueError):
            number = key.low - 1
        if not key.low <= number <= key.high:
            raise Invalid(
                _("“%(rule)s” must be a whole number from %(low)s to %(high)s."),
                field=key.name, params={"rule": str(key.label), "low": key.low, "high": key.high},
            )  # fmt: skip
        result[key.name] = {"value": number, "confirmed": bool(entry.get("confirmed")), "source": key.source}
    return result
