"""Every regular meeting asks after every open measure: done, goes on, cannot (R23, S22, S60)."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from guong.corrections import selectors, services, tallies
from guong.corrections.models import Action, MonthlyAnswer
from guong.drives.models import Tally
from guong.kernel import clock
from guong.kernel.errors import Invalid, NotFound
from guong.meetings.models import Meeting
from tests.cast import Cast
from tests.corrections import stage

MAY = clock.local(2026, 5, 4, 19, 30)


def _evening(cast: Cast, *who: str) -> tuple[Meeting, list[Action]]:
    drive = stage.open_drive(cast)
    actions = [stage.planned(cast, drive, one) for one in who]
    return stage.meet(cast.cell, None, MAY, "regular", "open"), actions


def test_R23_each_open_measure_gets_one_of_three_answers(cast: Cast) -> None:
    with cast.at():
        meeting, (one, two, own) = _evening(cast, "member", "member2", "cell_secretary")
    with cast.at(MAY):
        secretary, deputy = cast.actor("cell_secretary"), cast.actor("cell_deputy")
        items = selectors.monthly_items(actor=secretary, meeting=meeting)
        assert [(item.action.pk, item.answer, item.overdue) for item in items] == [
            (one.pk, None, True), (two.pk, None, True), (own.pk, None, True),
        ]  # fmt: skip
        assert selectors.monthly_waiting(actor=secretary, meeting=meeting) == 3
        services.answer_item(actor=secretary, meeting=meeting, action=one, word="done", reason="Sổ họp ghi đúng giờ.")
        services.answer_item(
            actor=secretary, meeting=meeting, action=two, word="continue", reason="Còn hai buổi.",
            new_deadline=date(2026, 5, 31),
        )  # fmt: skip
        services.answer_item(actor=deputy, meeting=meeting, action=own, word="cannot", reason="Cơ quan không đổi ca.")
        items = selectors.monthly_items(actor=secretary, meeting=meeting)
        assert selectors.monthly_waiting(actor=secretary, meeting=meeting) == 0
    said = {item.action.pk: item.answer.word for item in items if item.answer}
    assert said == {one.pk: "done", two.pk: "continue", own.pk: "cannot"}
    for action in (one, two, own):
        action.refresh_from_db()
    assert (one.state, two.state, own.state) == ("confirmed", "open", "cannot")
    assert (two.deadline, two.promised_first, two.extensions.get().state) == (
        date(2026, 5, 31), stage.LATER, "granted",
    )  # fmt: skip
    assert one.finding.state == "confirmed" or Action.objects.get(pk=one.pk).finding.state == "confirmed"


def test_R23_what_cannot_be_done_waits_for_another_measure_that_inherits_the_first_promise(cast: Cast) -> None:
    with cast.at():
        meeting, (action,) = _evening(cast, "member")
    with cast.at(MAY):
        secretary = cast.actor("cell_secretary")
        services.answer_item(
            actor=secretary, meeting=meeting, action=action, word="cannot", reason="Không đổi được ca."
        )
        assert [one.pk for one in selectors.open_items(actor=secretary, unit=cast.cell)] == [action.pk]
        assert [one.state for one in selectors.own_actions(actor=cast.actor("member"))] == ["cannot"]
        made = services.set_measure(
            actor=cast.actor("member"), finding=action.finding, measure="Dự họp trực tuyến từ cơ quan.",
            deadline=date(2026, 5, 31), cause_kind="objective", cause="Ca làm tan muộn.",
        )  # fmt: skip
        assert [one.pk for one in selectors.open_items(actor=secretary, unit=cast.cell)] == [made.pk]
        assert selectors.own_actions(actor=cast.actor("member")) == [made]
        with pytest.raises(Invalid):
            services.report_action(actor=cast.actor("member"), action=action, evidence="Đã đổi được.")
        tally = Tally.objects.get(drive=action.finding.drive, unit=cast.cell)
    assert made.promised_first == stage.LATER
    assert tally.actions == 1
    assert tallies.count(tally.drive_id, cast.cell.pk)["actions"] == 1


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"word": "maybe"}, "word"),
        ({"word": "cannot", "reason": "  "}, "reason"),
        ({"word": "continue", "reason": "Còn dở."}, "new_deadline"),
        ({"word": "continue", "reason": "", "new_deadline": date(2026, 6, 1)}, "reason"),
        ({"word": "continue", "reason": "Còn dở.", "new_deadline": date(2026, 4, 30)}, "new_deadline"),
        ({"word": "cannot", "reason": "x" * 2001}, "reason"),
    ],
)
def test_R23_an_answer_without_its_words_keeps_nothing(cast: Cast, values: dict[str, object], field: str) -> None:
    with cast.at():
        meeting, (action,) = _evening(cast, "member")
    with cast.at(MAY):
        with pytest.raises(Invalid) as error:
            services.answer_item(actor=cast.actor("cell_secretary"), meeting=meeting, action=action, **values)  # type: ignore[arg-type]
        assert error.value.field == field
    action.refresh_from_db()
    assert (action.state, action.deadline) == ("open", stage.LATER)
    assert not MonthlyAnswer.objects.exists()


def test_R23_a_measure_that_is_not_due_yet_goes_on_without_a_new_day(cast: Cast) -> None:
    with cast.at():
        drive = stage.open_drive(cast)
        action = stage.planned(cast, drive)
        meeting = stage.meet(cast.cell, None, clock.local(2026, 4, 10, 19), "regular", "open")
    with cast.at(clock.local(2026, 4, 10, 20)):
        services.answer_item(actor=cast.actor("cell_secretary"), meeting=meeting, action=action, word="continue")
        with pytest.raises(Invalid):  # one answer stands
            services.answer_item(actor=cast.actor("cell_secretary"), meeting=meeting, action=action, word="done")
    assert not action.extensions.exists()


def test_D12_the_doer_does_not_answer_for_his_own_and_other_bodies_are_out_of_sight(cast: Cast) -> None:
    with cast.at():
        meeting, (own,) = _evening(cast, "cell_secretary")
        foreign = stage.meet(cast.sibling, None, MAY, "regular", "open")
    with cast.at(MAY):
        with pytest.raises(Invalid):
            services.answer_item(actor=cast.actor("cell_secretary"), meeting=meeting, action=own, word="done")
        with pytest.raises(NotFound):
            services.answer_item(actor=cast.actor("sibling_secretary"), meeting=foreign, action=own, word="done")
        with pytest.raises(NotFound):
            services.answer_item(actor=cast.actor("sibling_secretary"), meeting=meeting, action=own, word="done")
    with pytest.raises(IntegrityError), transaction.atomic():
        MonthlyAnswer.objects.create(
            meeting=meeting, action=own, doer=own.owner, word="done", said_by=own.owner, said_at=MAY
        )
