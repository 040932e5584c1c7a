"""The content of a draft: cleaned, and tied to the findings it answers, so that one fact is entered once (law 2)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from guong.corrections.enums import COUNTING_SHARES, FindingState
from guong.corrections.models import Action, Finding, Share
from guong.kernel import clock
from guong.kernel.errors import Invalid
from guong.plans import rules
from guong.plans.models import Plan, PlanFinding

_NOT_SETTLED = [FindingState.STATED, FindingState.CONTESTED, FindingState.DROPPED]
_SHAPES = {
    "items": _("The plan came in damaged. Open the page again and send it once more."),
    "many": _("A plan holds at most 20 lines. Keep those that matter and delete the others."),
    "long": _("One of the texts is too long: 4.000 letters fit into one box. Shorten it."),
}
_PROBLEMS = {
    "no_items": _("The plan has no line yet. Add at least one shortcoming, what you will do, and by when."),
    "no_pledge": _("The pledge is empty. Write in one sentence what you promise and to whom you report."),
    "short_shortcoming": _("Line %(line)s: name the shortcoming concretely, what and when, in a few words more."),
    "short_measure": _("Line %(line)s: say what exactly you will do, in a few words more."),
    "same_words": _("Line %(line)s: the measure repeats the shortcoming. Say what you will do about it."),
    "no_deadline": _("Line %(line)s: a date is missing. Say by when it will be done."),
    "bad_deadline": _("Line %(line)s: this date does not exist. Type it as day/month/year, for example 30/6/2026."),
    "early_deadline": _("Line %(line)s: the date lies before the meeting of %(since)s. Choose a later one."),
    "far_deadline": _("Line %(line)s: the date is too far. The latest is %(latest)s."),
}


def findings_of(plan: Plan) -> list[dict[str, Any]]:
    """Items for what the meetings settled about the owner: his own findings, and his shares of collective ones."""
    mine = Finding.objects.filter(drive_id=plan.drive_id, person_id=plan.person_id).exclude(state__in=_NOT_SETTLED)
    shared = Share.objects.filter(person_id=plan.person_id, removed_at=None, state__in=sorted(COUNTING_SHARES))
    theirs = shared.values_list("finding_id", flat=True)
    of_all = Finding.objects.filter(drive_id=plan.drive_id, pk__in=list(theirs)).exclude(state=FindingState.DROPPED)
    rows = [*mine, *of_all]
    if not rows:
        return []
    actions = _actions(plan, [finding.pk for finding in rows])
    return [_item(finding, actions.get(finding.pk)) for finding in {finding.pk: finding for finding in rows}.values()]


def _actions(plan: Plan, finding_ids: list[int]) -> dict[int, Action]:
    rows = Action.objects.filter(finding_id__in=finding_ids, owner_id=plan.person_id)
    return {action.finding_id: action for action in rows.exclude(share__removed_at__isnull=False).order_by("-pk")}


def _item(finding: Finding, action: Action | None) -> dict[str, Any]:
    return {
        "shortcoming": finding.fact,
        "measure": action.measure if action else "",
        "deadline": action.deadline.isoformat() if action else "",
        "finding": finding.pk,
    }


def cleaned(plan: Plan, content: Mapping[str, Any]) -> dict[str, Any]:
    """The typed content in shape. A line of a finding takes fact, measure and date from the finding itself.

    Invalid for a damaged form, too much text, or a finding that is not this member's.
    """
    try:
        tidied = rules.tidy(content)
    except ValueError as error:
        raise Invalid(_SHAPES[str(error)], field="items") from None
    if not any(item["finding"] for item in tidied["items"]):
        return tidied
    known = {item["finding"]: item for item in findings_of(plan)}
    tidied["items"] = [_from_finding(item, known) for item in tidied["items"]]
    return tidied


def _from_finding(item: dict[str, Any], known: Mapping[int, dict[str, Any]]) -> dict[str, Any]:
    if item["finding"] is None:
        return item
    source = known.get(item["finding"])
    if source is None:
        raise Invalid(
            _("A line points to a finding that is not about you, or was dropped. Remove that line."), field="items"
        )
    if source["measure"]:
        return dict(source)
    return {**item, "shortcoming": source["shortcoming"]}


def link_findings(plan: Plan) -> None:
    """Keep PlanFinding in step with the draft."""
    wanted = {item["finding"] for item in plan.draft["items"] if item["finding"]}
    have = set(PlanFinding.objects.filter(plan=plan).values_list("finding_id", flat=True))
    if have - wanted:
        PlanFinding.objects.filter(plan=plan, finding_id__in=have - wanted).delete()
    PlanFinding.objects.bulk_create(PlanFinding(plan=plan, finding_id=pk) for pk in sorted(wanted - have))


def require_complete(plan: Plan) -> None:
    """Invalid with the first sentence of what is missing, and the field it belongs to (S112)."""
    since = plan.presented_at.astimezone(clock.ZONE).date() if plan.presented_at else clock.today()
    promised = {item["finding"] for item in findings_of(plan) if item["deadline"]} if _has_findings(plan) else set()
    found = rules.problems(plan.draft, since=since, year=plan.year, promised=promised)
    if not found:
        return
    first = found[0]
    latest = rules.last_deadline(plan.year, since)
    raise Invalid(
        _PROBLEMS[first.code],
        field=f"{first.field}-{first.line}" if first.line else first.field,
        params={"line": first.line, "since": f"{since:%d/%m/%Y}", "latest": f"{latest:%d/%m/%Y}"},
    )


def _has_findings(plan: Plan) -> bool:
    return any(item["finding"] for item in plan.draft["items"])
