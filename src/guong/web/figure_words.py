"""Screen words of figures, milestones and late lists. Official papers have their own (papers.compose.report)."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

FIGURES: dict[str, Any] = {
    "members.total": _("Members"),
    "members.exempt": _("Exempt from party activity"),
    "members.eligible": _("Eligible"),
    "units.cells": _("Cells"),
    "study.attended": _("Attended study / convened"),
    "study.made_up": _("Made up / owed make-up study"),
    "meetings.registered": _("Cells that registered"),
    "meetings.held": _("Cells that met"),
    "meetings.as_registered": _("Met on the registered day"),
    "meetings.held_with_central": _("Met with somebody from the centre"),
    "meetings.held_with_province": _("Met with somebody from the province"),
    "meetings.held_with_district": _("Met with somebody from the district"),
    "meetings.held_with_commune": _("Met with somebody from the ward or commune"),
    "drives.late": _("Cells late with the meeting"),
    "directives.issued": _("Committees that issued their own document"),
    "directives.urging": _("Urging letters"),
    "units.visited": _("Bodies visited by a working group"),
    "reviews.handed_in": _("Self-reviews handed in"),
    "reviews.presented": _("Self-reviews presented"),
    "remarks.replied": _("Remarks with a reply"),
    "remarks.upward_answered": _("Remarks to the committee above that were answered"),
    "remarks.upward_days": _("Days to such an answer, in the middle"),
    "remarks.upward_kept": _("Promises of such answers that were kept / judged by whoever asked"),
    "findings.total": _("Findings stated"),
    "findings.owned": _("Findings with owner, measure and date"),
    "findings.divided": _("Collective findings fully divided"),
    "findings.done": _("Findings corrected"),
    "findings.closed": _("Findings closed"),
    "findings.held": _("Findings that held at the re-check"),
    "findings.held_1m": _("Held at the re-check after a month"),
    "findings.held_3m": _("Held after three months"),
    "findings.held_12m": _("Held after a year"),
    "actions.done": _("Measures done"),
    "actions.open": _("Measures under way"),
    "actions.overdue": _("Measures overdue"),
    "actions.on_time": _("Measures done on time / due"),
    "actions.on_first_day": _("Measures done by the day promised first / due"),
    "rechecks.answered": _("Re-check items answered"),
    "plans.submitted": _("Plans submitted"),
    "plans.accepted": _("Plans accepted"),
    "plans.returns": _("Returns for revision"),
    "plans.returned_persons": _("Members whose plan was returned"),
    "plans.posted": _("Plans posted"),
}
PARTS: list[tuple[Any, tuple[str, ...]]] = [
    (_("Members and cells"), ("members.", "units.")),
    (_("Documents and guidance"), ("directives.",)),
    (_("Study"), ("study.",)),
    (_("Meetings, self-reviews, remarks"), ("meetings.", "drives.", "reviews.", "remarks.")),
    (_("Findings, correction, re-check"), ("findings.", "actions.", "rechecks.")),
    (_("Personal plans"), ("plans.",)),
]
STEPS: dict[str, Any] = {
    "directives": _("Directives"),
    "registration": _("Schedule"),
    "study": _("Study"),
    "meetings": _("Meetings"),
    "findings": _("Findings"),
    "corrections": _("Correction"),
    "rechecks": _("Re-check"),
}
NOTES: dict[str, Any] = {
    "directives": _("documents the drive stands on"),
    "registration": _("cells have registered"),
    "study": _("attended / convened"),
    "meetings": _("cells have met"),
    "findings": _("have an owner and a date"),
    "corrections": _("measures done"),
    "rechecks": _("cells looked again"),
}
LATE: dict[str, Any] = {
    "registration": _("Not registered yet"),
    "makeup": _("Late with make-up study"),
    "meeting": _("Late with the meeting"),
    "plans": _("Late with plans"),
    "recheck": _("Late with the re-check"),
}
FUNNEL: dict[str, Any] = {
    "found": _("Stated"),
    "owned": _("Owner, measure and date set"),
    "done": _("Corrected, confirmed by somebody else"),
    "held": _("Held at the re-check"),
}
