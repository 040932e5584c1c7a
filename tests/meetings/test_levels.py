"""Who came from above, by the level of the body that he or she comes from."""

from __future__ import annotations

from datetime import timedelta

import pytest

from guong.drives.models import Tally
from guong.drives.services import register_meeting
from guong.figures.selectors import figures
from guong.kernel import clock
from guong.kernel.errors import Invalid
from guong.meetings import tallies
from guong.meetings.models import Meeting
from guong.meetings.selectors import roll
from guong.meetings.services.evening import add_guest, close_meeting, mark_attendance, open_meeting, plan_meeting
from tests.cast import SYSTEM, Cast
from tests.drives.factory import open_test_drive

EVENING = clock.local(2026, 3, 28, 19, 30)


def _under_way(cast: Cast) -> Meeting:
    drive, chair = open_test_drive(cast), cast.actor("cell_secretary")
    with clock.at(EVENING - timedelta(days=5)):
        row = register_meeting(
            actor=chair, drive=drive, unit=cast.cell, starts_at=EVENING, place="Nhà văn hóa", mode="in_person"
        )
        meeting = plan_meeting(
            actor=chair, unit=cast.cell, kind="thematic", starts_at=EVENING, place="Nhà văn hóa", mode="in_person",
            drive=drive, registration=row, chair=cast.person("cell_secretary"),
        )  # fmt: skip
    with clock.at(EVENING):
        meeting = open_meeting(actor=chair, meeting=meeting)
        waiting = roll(actor=chair, meeting=meeting).waiting
        mark_attendance(actor=chair, meeting=meeting, marks=[(one.person.pk, "present", "") for one in waiting])
    return meeting


def test_S134_a_held_meeting_counts_with_the_level_of_whoever_came(cast: Cast) -> None:
    meeting, chair = _under_way(cast), cast.actor("cell_secretary")
    with clock.at(EVENING + timedelta(hours=1)):
        add_guest(actor=chair, meeting=meeting, name="Mai Xuân Khoa", level="Tỉnh ủy viên", body_level="province")
        add_guest(actor=chair, meeting=meeting, name="Lý Thu Sen", level="Khách của thôn bạn")
        with pytest.raises(Invalid):
            add_guest(actor=chair, meeting=meeting, name="Tạ Bá Duy", level="Huyện", body_level="county")
        tally = Tally.objects.get(drive=meeting.drive, unit=cast.cell)
        assert tally.held_with_province == 0  # not before the meeting is held
        close_meeting(actor=chair, meeting=meeting)
    tally.refresh_from_db()
    levels = {name: getattr(tally, f"held_with_{name}") for name in ("central", "province", "district", "commune")}
    assert levels == {"central": 0, "province": 1, "district": 0, "commune": 0}
    assert tallies.count(meeting.drive_id or 0, cast.cell.pk)["held_with_province"] == 1
    with clock.at(EVENING + timedelta(days=3)):
        for day, number in ((EVENING.date() - timedelta(days=1), 0), (EVENING.date(), 1)):
            found = figures(actor=SYSTEM, drive=meeting.drive, unit=cast.ward, on=day)  # type: ignore[arg-type]
            assert found["meetings.held_with_province"] == number
