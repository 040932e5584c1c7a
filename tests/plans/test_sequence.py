"""Draft → presented → submitted → returned → submitted → accepted (R25), and every refusal on the way."""

from __future__ import annotations

from itertools import product

import pytest
from django.db import IntegrityError, transaction

from guong.audit.models import Entry
from guong.corrections.models import Action, Finding
from guong.drives.services import close_drive
from guong.kernel import clock
from guong.kernel.errors import Conflict, Forbidden, Invalid, NotFound
from guong.kernel.machine import step
from guong.plans import tallies
from guong.plans.enums import PLAN_TABLE, PlanState
from guong.plans.models import Plan, PlanFinding, PlanReturn, PlanRevision
from guong.plans.services import (
    accept_plan,
    accept_plans,
    add_findings,
    confirm_plan,
    present_plan,
    return_plan,
    save_plan,
    start_plan,
    submit_plan,
    type_plan_for,
)
from tests.cast import SYSTEM, Cast
from tests.drives.factory import open_test_drive
from tests.plans import stage

pytestmark = pytest.mark.django_db
EVENTS = ["present", "submit", "return", "accept"]


@pytest.mark.parametrize(("state", "event"), list(product(PlanState.values, EVENTS)))
def test_R25_the_table_walked_whole(state: str, event: str) -> None:
    """Every pair either is in the table or is refused with a sentence."""
    if (state, event) in PLAN_TABLE:
        assert step(PLAN_TABLE, state, event, message="x") in PlanState.values
    else:
        with pytest.raises(Invalid):
            step(PLAN_TABLE, state, event, message="x")


def _act(cast: Cast, plan: Plan, event: str) -> None:
    by = cast.person("cell_secretary")
    if event == "present":
        present_plan(actor=SYSTEM, plan=plan, meeting=stage.held_meeting(plan.drive, plan.unit))
    elif event == "submit":
        changed = stage.content(measure=f"Tôi ghi sổ và báo trước, lần {plan.stamp}.")
        if plan.state == "returned":
            plan = save_plan(actor=SYSTEM, plan=plan, content=changed, stamp=plan.stamp)
        submit_plan(actor=SYSTEM, plan=plan)
    elif event == "return":
        return_plan(actor=SYSTEM, plan=plan, reason="Ghi rõ hơn.", checklist=[], by=by)
    else:
        accept_plan(actor=SYSTEM, plan=plan, by=by)


_MAKERS = {
    "draft": stage.written, "presented": stage.presented, "submitted": stage.submitted, "returned": stage.returned,
    "accepted": stage.accepted,
}  # fmt: skip


@pytest.mark.parametrize("state", PlanState.values)
@pytest.mark.parametrize("event", EVENTS)
def test_R25_the_services_follow_the_table(cast: Cast, state: str, event: str) -> None:
    with cast.at():
        plan = _MAKERS[state](cast, open_test_drive(cast))
        assert plan.state == state
        before = (PlanRevision.objects.count(), PlanReturn.objects.count())
        if (state, event) in PLAN_TABLE:
            _act(cast, plan, event)
            plan.refresh_from_db()
            assert plan.state == PLAN_TABLE[(state, event)]
        else:
            with pytest.raises(Invalid):
                _act(cast, plan, event)
            plan.refresh_from_db()
            assert plan.state == state
            assert before == (PlanRevision.objects.count(), PlanReturn.objects.count())


def test_R25_a_member_writes_presents_submits_mends_and_is_accepted(cast: Cast) -> None:
    """By the people themselves, not by the system; tallies and figures of S105, S117 follow."""
    with cast.at():
        drive, me, head = open_test_drive(cast), cast.actor("member"), cast.actor("cell_secretary")
        plan = start_plan(actor=me, drive=drive, person=cast.person("member"))
        plan = save_plan(actor=me, plan=plan, content=stage.content(), stamp=0)
        plan = present_plan(actor=head, plan=plan, meeting=stage.held_meeting(drive, cast.cell))
        plan = submit_plan(actor=me, plan=plan)
        for number in (1, 2):
            return_plan(actor=head, plan=plan, reason="Ghi rõ hơn.", checklist=["no_fact", "no_fact"])
            with pytest.raises(Invalid, match=r"."):
                submit_plan(actor=me, plan=plan)
            plan.refresh_from_db()
            mended = stage.content(measure=f"Buổi nào vắng tôi báo trước {number} ngày.")
            plan = submit_plan(actor=me, plan=save_plan(actor=me, plan=plan, content=mended, stamp=plan.stamp))
        plan = accept_plan(actor=head, plan=plan)
        row = stage.tally(drive, cast.cell)
        assert (row.plans_submitted, row.plans_accepted, row.plans_returns) == (1, 1, 2)
        assert plan.accepted_by == cast.person("cell_secretary")
        assert [revision.number for revision in plan.revisions.all()] == [1, 2, 3]
        assert plan.returns.first().checklist == ["no_fact"]  # type: ignore[union-attr]
        assert tallies.count(drive.pk, cast.cell.pk)["plans_returns"] == 2


def test_S105_two_returns_of_one_person_are_two_times_and_one_person(cast: Cast) -> None:
    from guong.plans.selectors import returns_of

    with cast.at():
        drive, head = open_test_drive(cast), cast.actor("cell_secretary")
        stage.returned(cast, drive, "member2")
        plan = stage.returned(cast, drive)
        plan = save_plan(
            actor=SYSTEM, plan=plan, content=stage.content(example="Tôi đi đầu việc tổ."), stamp=plan.stamp
        )
        plan = submit_plan(actor=SYSTEM, plan=plan)
        return_plan(actor=head, plan=plan, reason="Thêm ngày.", checklist=["no_deadline"])
        counted = returns_of(actor=head, drive=drive, unit=cast.cell)
        assert (counted.times, counted.persons) == (3, 2)


def test_S112_a_return_needs_a_reason_and_known_points(cast: Cast) -> None:
    with cast.at():
        plan, head = stage.submitted(cast, open_test_drive(cast)), cast.actor("cell_secretary")
        with pytest.raises(Invalid) as without:
            return_plan(actor=head, plan=plan, reason="  ", checklist=["no_fact"])
        with pytest.raises(Invalid) as unknown:
            return_plan(actor=head, plan=plan, reason="Ghi rõ.", checklist=["bad"])
        assert (without.value.field, unknown.value.field) == ("reason", "checklist")
        assert not PlanReturn.objects.exists()


def test_D12_nobody_accepts_or_returns_his_own_plan(cast: Cast) -> None:
    """Not the secretary for himself, not by naming himself, not by typing for the deputy; the deputy from his own account."""
    with cast.at():
        drive, head = open_test_drive(cast), cast.actor("cell_secretary")
        plan = stage.submitted(cast, drive, "cell_secretary")
        for by in (None, cast.person("cell_secretary"), cast.person("cell_deputy")):
            with pytest.raises(Invalid):
                accept_plan(actor=head, plan=plan, by=by)
            with pytest.raises(Invalid):
                return_plan(actor=head, plan=plan, reason="x", checklist=[], by=by)
        with pytest.raises(Invalid):
            accept_plan(actor=SYSTEM, plan=plan, by=cast.person("cell_secretary"))
        assert accept_plan(actor=cast.actor("cell_deputy"), plan=plan).accepted_by == cast.person("cell_deputy")


def test_D12_the_database_says_so_too(cast: Cast) -> None:
    with cast.at():
        plan = stage.submitted(cast, open_test_drive(cast))
        with pytest.raises(IntegrityError), transaction.atomic():
            Plan.objects.filter(pk=plan.pk).update(accepted_by=plan.person)


def test_D12_in_a_cell_with_one_officer_the_committee_above_decides(cast: Cast) -> None:
    with cast.at():
        plan = stage.submitted(cast, open_test_drive(cast), "sibling_secretary")
        with pytest.raises(Invalid):
            accept_plan(actor=SYSTEM, plan=plan, by=cast.person("sibling_member"))
        from guong.plans.selectors import heads_to_answer, open_plan

        judge = cast.actor("standing_member")
        assert heads_to_answer(actor=judge) == [plan]
        assert heads_to_answer(actor=cast.actor("cell_secretary")) == []
        assert open_plan(actor=judge, plan_id=plan.pk).may_decide
        accepted = accept_plan(actor=judge, plan=plan)
        assert accepted.accepted_by == cast.person("standing_member")


@pytest.mark.parametrize(
    ("who", "error"),
    [
        ("member", Forbidden), ("member2", Forbidden), ("clerk", Forbidden), ("ward_secretary", Forbidden),
        ("inspector", Forbidden), ("standing_member", Forbidden), ("sibling_secretary", NotFound), ("monitor", NotFound),
        ("outsider", NotFound),
    ],
)  # fmt: skip
def test_R25_only_the_cell_committee_decides(cast: Cast, who: str, error: type[Exception]) -> None:
    with cast.at():
        plan = stage.submitted(cast, open_test_drive(cast))
        with pytest.raises(error):
            accept_plan(actor=cast.actor(who), plan=plan)
        with pytest.raises(error):
            return_plan(actor=cast.actor(who), plan=plan, reason="x", checklist=[])


def test_D7_a_draft_is_its_owners_alone(cast: Cast) -> None:
    with cast.at():
        plan = stage.written(cast, open_test_drive(cast))
        for who in ("cell_secretary", "clerk", "ward_secretary", "technician", "member2"):
            with pytest.raises(NotFound):
                save_plan(actor=cast.actor(who), plan=plan, content=stage.content(example="x"), stamp=plan.stamp)
            with pytest.raises(NotFound):
                submit_plan(actor=cast.actor(who), plan=plan)
            with pytest.raises(NotFound):
                start_plan(actor=cast.actor(who), drive=plan.drive, person=plan.person)


def test_Q7_an_old_stamp_is_told_and_nothing_is_overwritten(cast: Cast) -> None:
    with cast.at():
        me = cast.actor("member")
        plan = stage.written(cast, open_test_drive(cast))
        save_plan(actor=me, plan=plan, content=stage.content(example="Cửa sổ một."), stamp=1)
        with pytest.raises(Conflict):
            save_plan(actor=me, plan=plan, content=stage.content(example="Cửa sổ hai."), stamp=1)
        plan.refresh_from_db()
        assert (plan.draft["example"], plan.stamp) == ("Cửa sổ một.", 2)
        same = save_plan(actor=me, plan=plan, content=stage.content(example="Cửa sổ một."), stamp=1)
        assert same.stamp == 2  # the same words overwrite nothing, so they are no conflict


def test_S106_an_incomplete_plan_is_kept_but_not_submitted(cast: Cast) -> None:
    with cast.at():
        plan = stage.presented(cast, open_test_drive(cast), deadline="31/02/2026")
        with pytest.raises(Invalid) as error:
            submit_plan(actor=cast.actor("member"), plan=plan)
        assert error.value.field == "deadline-1"
        plan.refresh_from_db()
        assert plan.draft["items"][0]["deadline"] == "31/02/2026"
        assert not plan.revisions.exists()


def test_S102_a_plan_is_presented_in_a_begun_meeting_of_its_own_cell(cast: Cast) -> None:
    with cast.at():
        drive = open_test_drive(cast)
        plan, me = stage.written(cast, drive), cast.actor("member")
        with pytest.raises(Invalid):
            present_plan(actor=me, plan=plan, meeting=stage.held_meeting(drive, cast.sibling))
        with pytest.raises(Invalid):
            present_plan(actor=me, plan=plan, meeting=stage.held_meeting(drive, cast.cell, "planned"))
        with pytest.raises(Forbidden):
            present_plan(actor=cast.actor("member2"), plan=plan, meeting=stage.held_meeting(drive, cast.cell))
        empty = start_plan(actor=SYSTEM, drive=drive, person=cast.person("member2"))
        with pytest.raises(Invalid):
            present_plan(actor=SYSTEM, plan=empty, meeting=stage.held_meeting(drive, cast.cell))
        assert present_plan(actor=me, plan=plan, meeting=stage.held_meeting(drive, cast.cell)).state == "presented"


def test_R2_no_plan_is_asked_of_the_exempt_or_of_strangers_or_in_a_closed_drive(cast: Cast) -> None:
    with cast.at():
        drive = open_test_drive(cast)
        with pytest.raises(Invalid):
            start_plan(actor=SYSTEM, drive=drive, person=cast.person("exempt"))
        plan = stage.submitted(cast, drive)
        close_drive(actor=SYSTEM, drive=drive)
        with pytest.raises(Invalid):
            start_plan(actor=SYSTEM, drive=drive, person=cast.person("member2"))
        with pytest.raises(Invalid):
            accept_plan(actor=cast.actor("cell_secretary"), plan=plan)


def test_R25_many_are_accepted_at_once_or_none(cast: Cast) -> None:
    with cast.at():
        drive, head = open_test_drive(cast), cast.actor("cell_secretary")
        plans = [stage.submitted(cast, drive, who) for who in ("member", "member2")]
        with pytest.raises(Invalid):
            accept_plans(actor=head, plans=[*plans, stage.written(cast, drive, "away")])
        assert stage.tally(drive, cast.cell).plans_accepted == 0
        accept_plans(actor=head, plans=plans)
        assert stage.tally(drive, cast.cell).plans_accepted == 2
        assert Entry.objects.filter(code="plans.plan.accepted").count() == 2


def test_R46_the_log_names_the_act_and_never_the_words(cast: Cast) -> None:
    with cast.at():
        plan = stage.accepted(cast, open_test_drive(cast))
        rows = Entry.objects.filter(person_id=plan.person_id, code__startswith="plans.")
        assert {"plans.plan.saved", "plans.plan.submitted", "plans.plan.accepted", "plans.copy.sent"} <= {
            row.code for row in rows
        }
        assert not any("vệ sinh" in f"{row.changes}{row.target_label}" for row in rows)


def test_D26_typed_words_wait_for_the_members_yes(cast: Cast) -> None:
    with cast.at():
        drive, head, her = open_test_drive(cast), cast.actor("cell_secretary"), cast.actor("helped")
        plan = type_plan_for(actor=head, drive=drive, person=cast.person("helped"), content=stage.content())
        assert plan.waits_for_yes
        meeting = stage.held_meeting(drive, cast.cell)
        with pytest.raises(Invalid):
            present_plan(actor=head, plan=plan, meeting=meeting)
        with pytest.raises(NotFound):
            confirm_plan(actor=head, plan=plan)
        with pytest.raises(Conflict):
            confirm_plan(actor=her, plan=plan, stamp=0)
        confirm_plan(actor=her, plan=plan, stamp=plan.stamp)
        with pytest.raises(Invalid):
            type_plan_for(actor=head, drive=drive, person=cast.person("helped"), content=stage.content(example="khác"))
        assert submit_plan(actor=her, plan=present_plan(actor=head, plan=plan, meeting=meeting)).state == "submitted"


def test_D26_nobody_types_over_the_members_own_words_or_for_himself(cast: Cast) -> None:
    with cast.at():
        drive, head = open_test_drive(cast), cast.actor("cell_secretary")
        stage.written(cast, drive)
        for who in ("member", "cell_secretary"):
            with pytest.raises(Invalid):
                type_plan_for(actor=head, drive=drive, person=cast.person(who), content=stage.content(example="x"))
        with pytest.raises(Forbidden):
            type_plan_for(
                actor=cast.actor("member2"), drive=drive, person=cast.person("helped"), content=stage.content()
            )


def _finding(drive: object, cast: Cast, who: str, state: str = "planned") -> Finding:
    finding = Finding.objects.create(
        drive=drive, unit=cast.cell, subject="person", person=cast.person(who), source="remark", kind="work",
        fact="Ngày 12/3 tôi để hồ sơ của bà con quá hẹn bốn ngày.", state=state, stated_at=clock.now(),
        stated_by_label="Chi bộ",
    )  # fmt: skip
    Action.objects.create(
        finding=finding, owner=cast.person(who), measure="Mỗi chiều thứ Sáu xem lại sổ hẹn.", created_at=clock.now(),
        deadline=clock.today(),
    )  # fmt: skip
    return finding


def test_S106_a_settled_finding_comes_into_the_plan_by_reference(cast: Cast) -> None:
    """Law 2: fact, measure and date stand in the finding; the plan cannot say them differently, and links to it."""
    with cast.at():
        drive, me = open_test_drive(cast), cast.actor("member")
        finding = _finding(drive, cast, "member")
        _finding(drive, cast, "member", "stated")
        _finding(drive, cast, "member2")
        plan = start_plan(actor=me, drive=drive, person=cast.person("member"))
        assert [item["finding"] for item in plan.draft["items"]] == [finding.pk]
        bent = [{"shortcoming": "Không có gì.", "measure": "Không làm gì.", "deadline": "", "finding": finding.pk}]
        plan = save_plan(actor=me, plan=plan, content=stage.content(items=bent), stamp=plan.stamp)
        assert plan.draft["items"][0]["shortcoming"] == finding.fact
        assert PlanFinding.objects.get(plan=plan).finding == finding
        later = _finding(drive, cast, "member")
        plan = add_findings(actor=me, plan=plan)
        assert [item["finding"] for item in plan.draft["items"]] == [finding.pk, later.pk]
        assert add_findings(actor=me, plan=plan).stamp == plan.stamp


def test_S106_somebody_elses_finding_is_no_line_of_mine(cast: Cast) -> None:
    with cast.at():
        drive = open_test_drive(cast)
        other = _finding(drive, cast, "member2")
        plan = stage.written(cast, drive)
        with pytest.raises(Invalid):
            save_plan(
                actor=cast.actor("member"), plan=plan, stamp=plan.stamp,
                content=stage.content(items=[{"shortcoming": "x", "finding": other.pk}]),
            )  # fmt: skip
