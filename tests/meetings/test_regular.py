"""A thematic meeting never replaces the regular one of its month, and two meetings are not held at once (R7)."""

from __future__ import annotations

from datetime import date

import pytest

from guong.kernel import clock
from guong.meetings import rules, selectors
from guong.meetings.models import Meeting
from guong.meetings.services.evening import plan_meeting
from guong.web.todo import tasks_of
from tests.cast import Cast
from tests.drives.factory import open_test_drive
from tests.meetings.helpers import EVENING, evening
from tests.meetings.test_votes import _hints


@pytest.mark.parametrize(
    ("other", "meets"), [((100, 90), True), ((189, 10), True), ((190, 90), False), ((10, 90), False), ((10, 91), True)]
)
def test_R7_one_after_the_other_is_no_merging(other: tuple[int, int], meets: bool) -> None:
    assert rules.overlaps((100, 90), [other]) is meets


def _regular(cast: Cast, hour: int, day: int = 1, month: int = 4) -> Meeting:
    with cast.at(clock.local(2026, 3, 21, 9)):
        return plan_meeting(
            actor=cast.actor("cell_secretary"), unit=cast.cell, kind="regular", starts_at=clock.local(2026, month, day, hour, 30),
            place="Nhà văn hóa", mode="in_person",
        )  # fmt: skip


def _titles(cast: Cast, who: str, day: date) -> list[str]:
    with cast.at(EVENING):
        return [str(one.title) for one in tasks_of(cast.actor(who), day)]


def test_R7_the_secretary_is_told_that_the_regular_meeting_is_missing_until_it_is_planned(cast: Cast) -> None:
    meeting = evening(cast, open_test_drive(cast))
    words = "Lên lịch buổi thường kỳ của tháng này"
    with cast.at(EVENING):
        assert "alone" in _hints(cast, meeting)
        (one,) = selectors.alone(actor=cast.actor("cell_secretary"), today=date(2026, 4, 2))
        assert (one.meeting.pk, one.last) == (meeting.pk, date(2026, 4, 30))
        assert selectors.alone(actor=cast.actor("cell_secretary"), today=date(2026, 5, 2)) == []
    assert words in _titles(cast, "cell_secretary", date(2026, 4, 2))
    assert words not in _titles(cast, "sibling_secretary", date(2026, 4, 2))
    _regular(cast, 19, day=5, month=5)  # of another month
    assert words in _titles(cast, "cell_secretary", date(2026, 4, 2))
    _regular(cast, 19, day=28)
    assert words not in _titles(cast, "cell_secretary", date(2026, 4, 2))
    with cast.at(EVENING):
        assert "alone" not in _hints(cast, meeting)


def test_R7_combined_meetings_follow_one_another(cast: Cast) -> None:
    meeting = evening(cast, open_test_drive(cast))  # 19:30, two hours
    first = _regular(cast, 17)
    with cast.at(EVENING):
        assert "merged" not in _hints(cast, meeting)
        Meeting.objects.filter(pk=first.pk).update(starts_at=clock.local(2026, 4, 1, 20, 30))
        assert "merged" in _hints(cast, meeting)
        Meeting.objects.filter(pk=first.pk).update(state="cancelled")
        assert "merged" not in _hints(cast, meeting)
