"""Counting a drive by hand, row by row in plain Python. Uses none of the product's counting, so that it can contradict it."""

from __future__ import annotations

from typing import Any

from guong.corrections.models import Action, Finding, RecheckItem
from guong.drives.models import Drive, DriveUnit, Participant, Registration
from guong.kernel import clock
from guong.meetings.models import Invitation, MakeUp
from guong.org.models import Unit
from guong.plans.models import Plan, PlanReturn, Posting
from guong.reviews.models import Remark, Reply


def recount(drive: Drive, unit: Unit) -> dict[str, Any]:
    """The keys of the contract as plain numbers and (n, of) pairs, now."""
    top = DriveUnit.objects.get(drive=drive, unit=unit).path
    below = {node.unit_id: node for node in DriveUnit.objects.filter(drive=drive) if node.path[: len(top)] == top}
    cells = {unit_id for unit_id, node in below.items() if node.is_cell}

    def mine(rows: Any, unit_id: str = "unit_id") -> list[Any]:
        return [row for row in rows if getattr(row, unit_id) in below]

    roster = mine(Participant.objects.filter(drive=drive))
    invited = mine(Invitation.objects.filter(conference__drive=drive))
    owed = [one for one in MakeUp.objects.select_related("invitation") if one.invitation in invited]
    parts = mine(Registration.objects.filter(drive=drive))
    findings = [one for one in mine(Finding.objects.filter(drive=drive)) if one.state != "dropped"]
    ids = {one.pk for one in findings}
    actions = [
        one for one in Action.objects.select_related("share")
        if one.finding_id in ids and (one.share is None or one.share.removed_at is None)
    ]  # fmt: skip
    alive = {one.pk for one in actions}
    items = [
        one for one in RecheckItem.objects.select_related("recheck")
        if one.recheck.unit_id in below and (one.action_id in alive or one.outcome)
    ]  # fmt: skip
    asked = [
        one for one in mine(Remark.objects.filter(drive=drive)) if not one.is_strength and one.addressee != "higher"
    ]
    plans = mine(Plan.objects.filter(drive=drive))
    plan_ids = {one.pk for one in plans}
    eligible = sum(one.eligible for one in roster)
    divided = [one for one in findings if one.subject == "collective"]
    replied = set(Reply.objects.values_list("remark_id", flat=True))
    registered = {one.unit_id for one in parts}
    return {
        "members.total": len(roster),
        "members.exempt": sum(one.standing == "exempt" for one in roster),
        "members.eligible": eligible,
        "units.cells": len(cells),
        "study.attended": (sum(one.presence in ("present", "late") for one in invited), len(invited)),
        "study.made_up": (sum(one.confirmed_at is not None for one in owed), len(owed)),
        "meetings.registered": (len(registered), len(cells)),
        "meetings.held": (
            sum(all(one.state == "held" for one in parts if one.unit_id == unit_id) for unit_id in registered), len(cells)
        ),
        "remarks.replied": (sum(one.pk in replied for one in asked), len(asked)),
        "findings.divided": (sum(one.divided_at is not None for one in divided), len(divided)),
        "findings.done": (
            sum(
                one.state == "closed"
                or (bool(mine_of := [act for act in actions if act.finding_id == one.pk]) and all(act.state == "confirmed" for act in mine_of))
                for one in findings
            ),
            len(findings),
        ),
        "actions.open": sum(one.state != "confirmed" for one in actions),
        "actions.overdue": sum(one.state != "confirmed" and one.deadline < clock.today() for one in actions),
        "rechecks.answered": (sum(one.outcome != "" for one in items), len(items)),
        "plans.accepted": (sum(one.state == "accepted" for one in plans), eligible),
        "plans.returns": PlanReturn.objects.filter(plan__in=plan_ids).count(),
        "plans.posted": len({one.plan_id for one in Posting.objects.filter(plan__in=plan_ids, taken_down_at=None)}),
    }  # fmt: skip
