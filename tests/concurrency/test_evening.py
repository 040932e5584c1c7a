"""Two devices at one roll, and members with the code, at the same moment: no mark is lost, none counts twice (Q7)."""

from __future__ import annotations

from functools import partial
from uuid import uuid4

from guong.kernel import clock
from guong.kernel.errors import Conflict
from guong.meetings import selectors
from guong.meetings.models import Attendance, Note
from guong.meetings.services.checkin import check_in, set_checkin
from guong.meetings.services.evening import add_note, mark_attendance
from tests.cast import Cast
from tests.concurrency.together import ON_POSTGRES, at_once, nothing_is_off, refused
from tests.meetings.helpers import evening

pytestmark = ON_POSTGRES
DURING = clock.local(2026, 4, 1, 20)


def test_Q7_two_devices_mark_at_once_and_every_mark_stands(cast: Cast) -> None:
    meeting, secretary = evening(cast, None, "regular"), cast.actor("cell_secretary")
    names = ["cell_secretary", "cell_deputy", "member", "member2", "helped", "away"]
    mark = partial(mark_attendance, actor=secretary, meeting=meeting)
    with cast.at(DURING):
        results = at_once(*[
            partial(mark, marks=[(cast.person(one).pk, "present", "")], seen={cast.person(one).pk: ""}, key=uuid4())
            for one in names
        ])  # fmt: skip
        assert refused(results) == []
        assert Attendance.objects.filter(meeting=meeting).count() == len(names)
        who = cast.person("member").pk
        both = at_once(
            partial(mark, marks=[(who, "late", "")], seen={who: "present"}),
            partial(mark, marks=[(who, "excused", "duty")], seen={who: "present"}),
        )
    assert [type(one) for one in refused(both)] == [Conflict]
    nothing_is_off()


def test_Q7_one_key_sent_by_two_lines_at_once_counts_once(cast: Cast) -> None:
    meeting, secretary, key = evening(cast, None, "regular"), cast.actor("cell_secretary"), uuid4()
    with cast.at(DURING):
        note = partial(add_note, actor=secretary, meeting=meeting, text="Bàn việc ngõ 42", key=key)
        assert refused(at_once(note, note, note)) == []
    assert Note.objects.count() == 1


def test_D25_members_check_in_at_once_and_each_stands_once(cast: Cast) -> None:
    meeting, secretary = evening(cast, None, "regular"), cast.actor("cell_secretary")
    with cast.at(DURING):
        meeting = set_checkin(actor=secretary, meeting=meeting, on=True)
        code = selectors.wall_code(actor=secretary, meeting=meeting)
        calls = [
            partial(check_in, actor=cast.actor(one), meeting_id=meeting.pk, code=code)
            for one in ("member", "member2", "helped")
        ]
        assert refused(at_once(*calls, *calls)) == []
    assert Attendance.objects.filter(meeting=meeting, by_code=True).count() == 3
    nothing_is_off()
