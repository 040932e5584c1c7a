"""Days to come are announced seven, three and one day ahead, once each, to whom they concern (S150)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from guong.drives.models import Registration
from guong.drives.services import (
    add_milestone,
    give_task,
    hold_registration,
    move_registration,
    register_meeting,
    report_task,
)
from guong.jobs.schedule import plan_due
from guong.jobs.worker import work
from guong.kernel import clock
from guong.kernel.errors import Forbidden
from guong.reminders import rules, selectors
from guong.reminders.models import DayReminder
from guong.reminders.services import announce
from guong.web.todo import tasks_of
from tests.cast import SYSTEM, Cast
from tests.corrections.stage import planned
from tests.drives.factory import open_test_drive

DAY = date(2026, 4, 15)


@pytest.mark.parametrize(("left", "mark"), [(8, None), (7, 7), (5, 7), (3, 3), (2, 3), (1, 1), (0, 1), (-1, None)])
def test_S150_the_smallest_number_that_has_come_is_due(left: int, mark: int | None) -> None:
    assert rules.mark_due(DAY, DAY - timedelta(days=left), (7, 3, 1)) == mark


def test_S150_nought_is_no_reminder() -> None:
    assert rules.mark_due(DAY, DAY, (7, 0, 0)) == 7
    assert rules.mark_due(DAY, DAY, (0, 0, 0)) is None


def _night(day: date) -> list[tuple[str, int]]:
    """What the job of that night announces: (matter, days ahead)."""
    before = set(DayReminder.objects.values_list("pk", flat=True))
    with clock.at(clock.local(day.year, day.month, day.day, 4)):
        work(plan_due, lambda _seconds: True, once=True)
    made = DayReminder.objects.exclude(pk__in=before)
    return sorted(made.values_list("matter", "days_before"))


def _meeting(cast: Cast) -> Registration:
    """Cell 1 meets on 15 April; the drive's window ends on the 30th."""
    drive = open_test_drive(cast)
    with clock.at(clock.local(2026, 3, 20, 9)):
        return register_meeting(
            actor=SYSTEM, drive=drive, unit=cast.cell, starts_at=clock.local(2026, 4, 15, 19), place="Nhà văn hóa",
            mode="in_person",
        )  # fmt: skip


def test_S150_each_date_is_announced_exactly_once_at_seven_three_and_one(cast: Cast) -> None:
    row = _meeting(cast)
    nights = {day: _night(date(2026, 4, day)) for day in (7, 8, 9, 12, 14)}
    assert nights == {7: [], 8: [("meeting", 7)], 9: [], 12: [("meeting", 3)], 14: [("meeting", 1)]}
    with clock.at(clock.local(2026, 4, 14, 9)):
        move_registration(
            actor=SYSTEM, registration=row, starts_at=clock.local(2026, 4, 18, 19), place="Nhà văn hóa", mode="in_person",
            reason="Mất điện",
        )  # fmt: skip
    assert _night(date(2026, 4, 15)) == [("meeting", 3)]  # another day, and the nights between are made up once
    with clock.at(clock.local(2026, 4, 16, 9)):
        again = selectors.due(actor=SYSTEM, today=date(2026, 4, 15))
        assert again == []
        hold_registration(actor=SYSTEM, registration=row, held_on=date(2026, 4, 16))
    assert _night(date(2026, 4, 17)) == []  # what is done is not announced
    with cast.at():
        for who in ("clerk", "technician"):
            with pytest.raises(Forbidden):
                selectors.due(actor=cast.actor(who), today=DAY)
            with pytest.raises(Forbidden):
                announce(actor=cast.actor(who), rows=[])


def test_S150_whom_a_day_concerns_finds_it_in_the_list_of_tasks(cast: Cast) -> None:
    row = _meeting(cast)
    drive = row.drive
    with clock.at(clock.local(2026, 4, 2, 9)):
        add_milestone(actor=SYSTEM, drive=drive, name="Sơ kết đợt", kind="review", from_on=date(2026, 4, 16))
        order = give_task(
            actor=SYSTEM, drive=drive, unit=cast.ward, title="Treo lịch", what="", due_on=date(2026, 4, 15),
            bodies=[cast.front],
        )  # fmt: skip
    _night(date(2026, 4, 12))
    with clock.at(clock.local(2026, 4, 12, 8)):
        told = {who: [str(one.title) for one in tasks_of(cast.actor(who), date(2026, 4, 12))]
                for who in ("cell_secretary", "sibling_secretary", "member")}  # fmt: skip
        front = next(one for one in tasks_of(cast.actor("monitor"), date(2026, 4, 12)))
        assert "trước 3 ngày" in str(front.line)
        report_task(actor=SYSTEM, task=order.bodies.get(), done_on=date(2026, 4, 12), text_given="Xong.")
        client = Client()
        client.force_login(cast.accounts["cell_secretary"])
        page = client.get(reverse("home")).content.decode()
    assert "Chi bộ sinh hoạt" in told["cell_secretary"]
    assert "Mốc của đợt sinh hoạt" in told["cell_secretary"]
    assert "Chi bộ sinh hoạt" not in told["sibling_secretary"]
    assert "Mốc của đợt sinh hoạt" in told["sibling_secretary"]
    assert not {"Chi bộ sinh hoạt", "Mốc của đợt sinh hoạt"} & set(told["member"])
    assert "Chi bộ sinh hoạt" in page
    assert _night(date(2026, 4, 14)) == [("meeting", 1), ("milestone", 3)]  # the task is reported: not again


def test_S150_a_measure_is_announced_to_its_owner_alone(cast: Cast) -> None:
    drive = open_test_drive(cast)
    with cast.at():
        action = planned(cast, drive, deadline=date(2026, 4, 8))
    assert ("measure", 7) in _night(date(2026, 4, 2))
    with clock.at(clock.local(2026, 4, 2, 8)):
        lines = {
            who: [str(one.line) for one in tasks_of(cast.actor(who), date(2026, 4, 2))] for who in ("member", "member2")
        }
    assert any("trước 7 ngày" in line for line in lines["member"])
    assert not any("trước 7 ngày" in line for line in lines["member2"])
    assert action.measure not in str(list(DayReminder.objects.values()))
