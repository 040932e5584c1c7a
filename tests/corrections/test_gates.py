"""The gates, walked whole: every act on a finding in every state (Q3). No share without a plan (S68), nothing under way without
owner, measure and day (R20), nothing closed without the judgement of another (D12, R21)."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from datetime import date
from typing import Any

from django.db import transaction

from guong.corrections import services
from guong.corrections.enums import FINDING_TABLE, ActionState, FindingState, ShareState
from guong.corrections.models import Action, Finding, HistoryLine, Share
from guong.corrections.querysets import live_actions
from guong.corrections.services import ShareInput
from guong.kernel.errors import Conflict, Invalid
from tests.cast import Cast
from tests.corrections import stage

DAY = date(2026, 4, 30)
MOVES = {
    state: {target for (source, _event), target in FINDING_TABLE.items() if source == state}
    for state in FindingState.values
}


def _reach(state: str) -> set[str]:
    """Where one act may lead: one step of the table, or the few that it takes together (stated → accepted → planned)."""
    found = {state}
    for _turn in range(3):
        found |= {target for one in found for target in MOVES[one]}
    return found


def _acts(cast: Cast, finding: Finding) -> dict[str, Callable[[], object]]:
    """Every service that moves a finding, each by somebody who may."""
    keeper, deputy, member = cast.actor("cell_secretary"), cast.actor("cell_deputy"), cast.actor("member")
    own = member if finding.person_id else keeper
    action = live_actions().filter(finding=finding).first()
    wanted = [ShareInput(cast.person("member2").pk, 10_000, "Lập sổ hẹn.", DAY)]
    acts: dict[str, Callable[[], object]] = {
        "accept": lambda: services.answer_finding(actor=own, finding=finding, accept=True),
        "contest": lambda: services.answer_finding(actor=own, finding=finding, accept=False, text="Không phải tôi."),
        "uphold": lambda: services.settle_contest(actor=deputy, finding=finding, uphold=True, text="Có sổ."),
        "drop": lambda: services.settle_contest(actor=deputy, finding=finding, uphold=False, text="Đúng vậy."),
        "plan": lambda: services.set_measure(
            actor=own, finding=finding, measure="Đổi ca.", deadline=DAY, cause_kind="objective", cause="Ca muộn."
        ),
        "divide": lambda: services.divide(actor=keeper, finding=finding, shares=wanted, stamp=finding.stamp),
        "close": lambda: services.close_finding(actor=deputy, finding=finding),
        "close_small": lambda: services.close_small(actor=deputy, finding=finding),
        "reopen": lambda: services.reopen_finding(actor=deputy, finding=finding, reason="Lại muộn."),
        "revisit": lambda: services.revisit_finding(actor=deputy, finding=finding, holds=False, text="Lại muộn."),
    }  # fmt: skip
    if action is not None:
        acts |= {
            "report": lambda: services.report_action(actor=member, action=action, evidence="Xong."),
            "confirm": lambda: services.confirm_action(actor=deputy, action=action),
            "send_back": lambda: services.send_back_action(actor=deputy, action=action, reason="Còn thiếu."),
        }
    return acts


def _rows(finding: Finding) -> tuple[Any, ...]:
    return (
        Finding.objects.filter(pk=finding.pk).values_list().get(), list(Action.objects.values_list()),
        list(Share.objects.values_list()), HistoryLine.objects.count(),
    )  # fmt: skip


def _gates(finding: Finding) -> None:
    """What holds of every finding, whatever was done."""
    actions = list(live_actions().filter(finding=finding))
    for share in Share.objects.filter(finding=finding, removed_at=None):
        assert share.action.measure, "a share without a plan"
    assert all(one.owner_id and one.measure and one.deadline for one in actions)
    if finding.state in {"planned", "in_progress", "reported", "confirmed"}:
        assert actions, f"{finding.state} without a measure"
    if finding.state == "closed":
        assert finding.closed_by_id is not None
        assert finding.severity == "small" or (actions and all(one.state == "confirmed" for one in actions))
        assert all(one.confirmed_by_id not in {None, one.owner_id} for one in actions)
        assert finding.closed_by_id != finding.person_id


def _walk(cast: Cast, finding: Finding, state: str, action_state: str) -> int:
    """Put a finding where its measures can have led it, then try every act; how many were let through."""
    judge = cast.person("cell_deputy") if action_state == ActionState.CONFIRMED else None
    Action.objects.filter(finding=finding).update(state=action_state, confirmed_by=judge)
    closed = {"closed_by": cast.person("cell_deputy"), "closed_at": finding.stated_at} if state == "closed" else {}
    Finding.objects.filter(pk=finding.pk).update(state=state, **closed)
    finding.refresh_from_db()
    through = 0
    for name, act in _acts(cast, finding).items():
        before, point = _rows(finding), transaction.savepoint()
        try:
            act()
        except (Invalid, Conflict):
            assert _rows(finding) == before, f"{name} was refused and left something behind"
        else:
            through += 1
            row = Finding.objects.get(pk=finding.pk)
            assert row.state in _reach(state), f"{name} led from {state} to {row.state}"
            _gates(row)
        transaction.savepoint_rollback(point)
        finding.refresh_from_db()
    return through


STANDS = {
    "open": ("planned", "in_progress"), "reported": ("reported",), "confirmed": ("confirmed", "closed"),
    "cannot": ("planned", "in_progress"),
}  # fmt: skip


def test_Q3_every_act_on_a_personal_finding_in_every_state_passes_the_gates(cast: Cast) -> None:
    drive = stage.open_drive(cast)
    with cast.at():
        bare = stage.personal(cast, drive)
        through = sum(_walk(cast, bare, state, "open") for state in ("stated", "contested", "accepted", "dropped"))
        action = stage.planned(cast, drive)
        for action_state, states in STANDS.items():
            through += sum(_walk(cast, action.finding, state, action_state) for state in states)
    assert through > 20


def test_Q3_every_act_on_a_collective_finding_in_every_state_passes_the_gates(cast: Cast) -> None:
    drive = stage.open_drive(cast)
    with cast.at():
        bare = stage.collective(cast, drive)
        through = sum(_walk(cast, bare, state, "open") for state in ("stated", "contested", "accepted", "dropped"))
        whole = stage.collective(cast, drive)
        stage.split(cast, whole, stage.part(cast.person("member"), 10_000))
        for share_state, (action_state, states) in itertools.product(ShareState.values, STANDS.items()):
            Share.objects.filter(finding=whole).update(state=share_state)
            divided = whole.stated_at if share_state in {"confirmed", "silent"} else None
            Finding.objects.filter(pk=whole.pk).update(divided_at=divided)
            if divided is not None or action_state in {"open", "cannot"}:
                through += sum(_walk(cast, whole, state, action_state) for state in states)
    assert through > 20
