"""How plans are kept: signed sheets, the monthly assessment, the monitors' plans; and the unit's action programme."""

from __future__ import annotations

from datetime import date

import pytest

from guong.access.roles import Role
from guong.access.services import give_grant
from guong.drives.models import Drive
from guong.kernel.errors import Forbidden, Invalid, NotFound
from guong.meetings.enums import MeetingState
from guong.org.enums import UnitKind
from guong.org.models import Unit
from guong.org.services import create_unit
from guong.plans import selectors, services
from guong.plans.models import Assessment, Supervision
from guong.plans.services import Said
from tests.cast import SYSTEM, Cast
from tests.drives.factory import open_test_drive
from tests.plans import stage

FACT = "Ba chiều thứ Sáu đều có mặt, báo trước một lần vắng."


@pytest.fixture
def drive(cast: Cast) -> Drive:
    return open_test_drive(cast)


def test_S117_the_meeting_says_a_line_of_each_plan_and_the_member_answers(cast: Cast, drive: Drive) -> None:
    with cast.at():
        plan = stage.accepted(cast, drive)
        own = stage.accepted(cast, drive, "cell_secretary")
        stage.submitted(cast, drive, "member2")
        meeting = stage.held_meeting(drive, cast.cell)
        page = selectors.assess_page(actor=cast.actor("cell_secretary"), meeting_id=meeting.pk)
        assert [(line.plan.pk, line.open) for line in page.lines] == [(plan.pk, True), (own.pk, False)]
        said = Said(plan.pk, "slow", FACT)
        services.assess_plans(actor=cast.actor("cell_secretary"), meeting=meeting, said=[said])
        services.assess_plans(actor=cast.actor("cell_secretary"), meeting=meeting, said=[Said(plan.pk, "kept", FACT)])
        line = Assessment.objects.get()
        assert (line.word, line.text) == ("kept", FACT)
        assert selectors.assessments_waiting(actor=cast.actor("member")) == [line]
        services.reply_assessment(actor=cast.actor("member"), assessment=line, text="Tôi xin giữ nếp ấy.")
        with pytest.raises(Invalid):
            services.assess_plans(actor=cast.actor("cell_secretary"), meeting=meeting, said=[said])
        with pytest.raises(Invalid):
            services.reply_assessment(actor=cast.actor("member"), assessment=line, text="Lần nữa.")
    assert Assessment.objects.get().reply == "Tôi xin giữ nếp ấy."


def test_S117_nobody_assesses_his_own_plan_nor_another_cells(cast: Cast, drive: Drive) -> None:
    with cast.at():
        own = stage.accepted(cast, drive, "cell_secretary")
        other = stage.accepted(cast, drive, "sibling_member")
        meeting, planned = (
            stage.held_meeting(drive, cast.cell),
            stage.held_meeting(drive, cast.cell, MeetingState.PLANNED),
        )
        secretary = cast.actor("cell_secretary")
        refusals = [
            (secretary, meeting, Said(own.pk, "kept", FACT), Invalid),
            (secretary, meeting, Said(other.pk, "kept", FACT), NotFound),
            (secretary, meeting, Said(own.pk, "best", FACT), Invalid),
            (secretary, planned, Said(own.pk, "kept", FACT), Invalid),
            (cast.actor("sibling_secretary"), meeting, Said(own.pk, "kept", FACT), NotFound),
            (cast.actor("member"), meeting, Said(own.pk, "kept", FACT), Forbidden),
        ]
        for actor, where, said, answer in refusals:
            with pytest.raises(answer):
                services.assess_plans(actor=actor, meeting=where, said=[said])
    assert not Assessment.objects.exists()


def test_S115_the_front_plans_what_it_watches_notes_what_it_saw_and_the_cell_answers(cast: Cast, drive: Drive) -> None:
    with cast.at():
        monitor, ask = cast.actor("monitor"), {"body": cast.front, "drive": drive}
        assert selectors.cells_watched(actor=monitor, body=cast.front) == [cast.cell]
        assert selectors.drives_to_watch(actor=monitor, body=cast.front) == [drive]
        line = services.plan_supervision(
            actor=monitor, **ask, cell=cast.cell, what="Xem sổ hẹn dân.", due_on=date(2026, 5, 5)
        )
        for cell, due in (
            (cast.sibling, date(2026, 5, 5)),
            (cast.cell, date(2026, 3, 1)),
            (cast.cell, date(2027, 1, 1)),
        ):
            with pytest.raises(Invalid):
                services.plan_supervision(actor=monitor, **ask, cell=cell, what="Xem sổ.", due_on=due)
        with pytest.raises(Invalid):
            services.answer_supervision(actor=cast.actor("cell_secretary"), line=line, answer="Chưa có gì.")
        services.note_seen(actor=monitor, line=line, seen="Sổ ghi đủ ba tuần.")
        with pytest.raises(NotFound):
            services.answer_supervision(actor=monitor, line=line, answer="Tự trả lời.")
        services.answer_supervision(actor=cast.actor("cell_secretary"), line=line, answer="Chi bộ tiếp thu.")
        assert [one.answer for one in selectors.supervision_in(actor=cast.actor("cell_secretary"), unit=cast.cell)] == [
            "Chi bộ tiếp thu."
        ]
        for who in ("member", "sibling_secretary", "clerk"):
            with pytest.raises((NotFound, Forbidden)):
                selectors.supervision_in(actor=cast.actor(who), unit=cast.cell)
    assert Supervision.objects.get().seen_on == date(2026, 4, 1)


def test_S70_councils_and_mass_organisations_watch_with_accounts_of_their_own(cast: Cast, drive: Drive) -> None:
    """The five bodies are apart: a copy sent to the Front is not theirs, and their plan stands under their own name."""
    with cast.at():
        stage.accepted(cast, drive)
        council = _monitor(cast, UnitKind.COUNCIL, "HDND", "Hội đồng nhân dân phường")
        actor = cast.actor("outsider")
        assert selectors.copies_for(actor=actor) == []
        assert [body.name for body in selectors.bodies_i_watch_for(actor=actor)] == [council.name]
        assert selectors.cells_watched(actor=actor, body=council) == [cast.cell, cast.sibling]
        services.plan_supervision(
            actor=actor, body=council, drive=drive, cell=cast.cell, what="Nghe chi bộ báo cáo.", due_on=date(2026, 6, 1)
        )
        seen = selectors.supervision_in(actor=cast.actor("cell_secretary"), unit=cast.cell)
    assert [(one.body.get_kind_display(), one.body.name) for one in seen] == [("Hội đồng nhân dân", council.name)]


def _monitor(cast: Cast, kind: UnitKind, code: str, name: str) -> Unit:
    body = create_unit(actor=SYSTEM, code=code, name=name, kind=kind, parent=cast.ward)
    give_grant(
        actor=SYSTEM, account=cast.accounts["outsider"], role=Role.MONITOR, unit=body, subtree=False, reason="thử",
        since=date(2026, 1, 1), until=date(2030, 6, 30),
    )  # fmt: skip
    return body


def test_S47_signed_sheets_are_noted_for_those_who_handed_in(cast: Cast, drive: Drive) -> None:
    with cast.at():
        plan, draft = stage.submitted(cast, drive), stage.written(cast, drive, "member2")
        ask = {"drive": drive, "unit": cast.cell, "plan_ids": [plan.pk, draft.pk, 999]}
        signed = services.note_pledges(actor=cast.actor("cell_secretary"), **ask, signed_on=date(2026, 3, 31))
        assert [(one.pk, one.pledged_on) for one in signed] == [(plan.pk, date(2026, 3, 31))]
        for who, day, answer in (
            ("cell_secretary", date(2026, 3, 31), Invalid),  # nobody is left to tick
            ("cell_secretary", date(2026, 4, 2), Invalid),
            ("member", date(2026, 3, 31), Forbidden),
            ("sibling_secretary", date(2026, 3, 31), NotFound),
        ):
            with pytest.raises(answer):
                services.note_pledges(actor=cast.actor(who), **ask, signed_on=day)


def test_S95_a_programme_shows_what_the_drive_added_to_it(cast: Cast, drive: Drive) -> None:
    with cast.at():
        clerk, ask = cast.actor("clerk"), {"unit": cast.ward, "title": "Chương trình hành động"}
        first = ["Giữ trật tự hè phố", "Họp dân mỗi quý"]
        services.adopt_programme(actor=clerk, **ask, tasks=first, adopted_on=date(2026, 1, 10))
        services.adopt_programme(
            actor=clerk, **ask, tasks=[*first, "Mỗi tháng tự soi một việc"], adopted_on=date(2026, 4, 1), drive=drive
        )
        page = selectors.programme_page(actor=cast.actor("ward_secretary"), unit=cast.ward)
        assert [(one.row.number, one.added, one.gone) for one in page.versions] == [
            (2, ["Mỗi tháng tự soi một việc"], []),
            (1, [], []),
        ]
        assert page.versions[0].row.drive == drive
        for tasks, day in ((first, date(2026, 1, 9)), ([], date(2026, 4, 1)), (["x"], date(2026, 4, 2))):
            with pytest.raises(Invalid):
                services.adopt_programme(actor=clerk, **ask, tasks=tasks, adopted_on=day)
        with pytest.raises(Forbidden):
            services.adopt_programme(actor=cast.actor("inspector"), **ask, tasks=["Việc"], adopted_on=date(2026, 4, 1))
