"""The evening: agenda, roll, notes, close, minutes."""

from __future__ import annotations

import pytest

from guong.audit.models import Entry
from guong.drives.models import Drive, Registration
from guong.kernel import clock
from guong.kernel.errors import Forbidden, Invalid, NotFound
from guong.meetings import selectors
from guong.meetings.models import Attendance, Meeting, Minutes
from guong.meetings.services.evening import (
    add_guest,
    add_note,
    close_meeting,
    finish_step,
    mark_attendance,
    open_meeting,
    plan_meeting,
    save_minutes,
    start_step,
)
from guong.web.forms.meetings import PlanForm
from tests.cast import Cast
from tests.drives.factory import open_test_drive
from tests.meetings.helpers import EVENING, call_roll, evening

CLOSE = clock.local(2026, 4, 1, 21, 30)


@pytest.fixture
def drive(cast: Cast) -> Drive:
    return open_test_drive(cast)


@pytest.fixture
def meeting(cast: Cast, drive: Drive) -> Meeting:
    return evening(cast, drive)


def test_S60_the_agenda_is_copied_with_open_items_third(meeting: Meeting) -> None:
    kinds = list(meeting.steps.values_list("kind", flat=True))
    assert kinds == ["opening", "roll_call", "open_items", "collective", "reviews", "upward", "conclusion"]


def test_S60_an_agenda_with_open_items_last_is_refused(cast: Cast) -> None:
    with cast.at(), pytest.raises(Invalid) as error:
        plan_meeting(
            actor=cast.actor("cell_secretary"), unit=cast.cell, kind="regular", starts_at=EVENING, place="Nhà văn hóa",
            mode="in_person", steps=[("opening", "Khai mạc", 5), ("reviews", "Tự soi", 60), ("open_items", "Việc mở", 20)],
        )  # fmt: skip
    assert error.value.field == "steps"
    assert not Meeting.objects.exists()


def test_R12_the_roll_stands_in_the_order_of_review(cast: Cast, meeting: Meeting) -> None:
    lines = selectors.roll(actor=cast.actor("cell_secretary"), meeting=meeting).lines
    assert [line.person.full_name for line in lines[:3]] == ["Nguyễn Văn Thuận", "Vũ Thị Đào", "Phạm Văn Bường"]
    assert [line.rank for line in lines[:3]] == [0, 1, 3]


def test_R1_the_exempt_are_not_expected_but_may_come(cast: Cast, meeting: Meeting) -> None:
    secretary, exempt = cast.actor("cell_secretary"), cast.person("exempt")
    with cast.at(EVENING):
        mark_attendance(actor=secretary, meeting=meeting, marks=[(exempt.pk, "present", "")])
    roll = selectors.roll(actor=secretary, meeting=meeting)
    assert (roll.present, roll.expected, roll.extra) == (0, 7, 1)


def test_a_meeting_closes_only_after_a_whole_roll_and_holds_the_registration(cast: Cast, meeting: Meeting) -> None:
    secretary = cast.actor("cell_secretary")
    with cast.at(CLOSE):
        with pytest.raises(Invalid, match="7"):
            close_meeting(actor=secretary, meeting=meeting, conclusion="Xong")
        call_roll(cast, meeting)
        closed = close_meeting(actor=secretary, meeting=meeting, conclusion="Đã rõ việc, rõ người.")
    assert closed.state == "closed"
    registration = Registration.objects.get(meeting=meeting)
    assert registration.state == "held"
    assert registration.as_registered
    assert registration.held_on == EVENING.date()


def test_a_closed_meeting_is_frozen(cast: Cast, meeting: Meeting) -> None:
    secretary = cast.actor("cell_secretary")
    with cast.at(CLOSE):
        call_roll(cast, meeting)
        close_meeting(actor=secretary, meeting=meeting)
        step = meeting.steps.get(position=1)
        acts = [
            lambda: add_note(actor=secretary, meeting=meeting, text="Thêm"),
            lambda: mark_attendance(actor=secretary, meeting=meeting, marks=[(cast.person("member").pk, "absent", "")]),
            lambda: add_guest(actor=secretary, meeting=meeting, name="Khách", level="Đảng ủy phường"),
            lambda: start_step(actor=secretary, step=step),
            lambda: close_meeting(actor=secretary, meeting=meeting),
            lambda: open_meeting(actor=secretary, meeting=meeting),
        ]
        for act in acts:
            with pytest.raises(Invalid):
                act()
    assert Attendance.objects.filter(meeting=meeting, presence="present").count() == 7
    assert not meeting.notes.exists()


@pytest.mark.parametrize(
    ("who", "refusal"),
    [("member", Forbidden), ("clerk", Forbidden), ("sibling_secretary", NotFound), ("technician", Forbidden)],
)
def test_only_the_secretary_of_the_body_runs_the_meeting(
    cast: Cast, meeting: Meeting, who: str, refusal: type[Exception]
) -> None:
    actor = cast.actor(who)
    with cast.at(EVENING):
        for act in (
            lambda: close_meeting(actor=actor, meeting=meeting),
            lambda: add_note(actor=actor, meeting=meeting, text="Ghi"),
            lambda: selectors.roll(actor=actor, meeting=meeting),
        ):
            with pytest.raises(refusal):
                act()


def test_marking_the_same_person_twice_leaves_one_row_and_a_mark_can_be_taken_back(
    cast: Cast, meeting: Meeting
) -> None:
    secretary, member = cast.actor("cell_secretary"), cast.person("member").pk
    with cast.at(EVENING):
        mark_attendance(actor=secretary, meeting=meeting, marks=[(member, "present", "")])
        mark_attendance(actor=secretary, meeting=meeting, marks=[(member, "excused", "illness")])
        assert Attendance.objects.filter(meeting=meeting).count() == 1
        assert Attendance.objects.get(meeting=meeting).reason == "illness"
        mark_attendance(actor=secretary, meeting=meeting, marks=[(member, "", "")])
    assert not Attendance.objects.filter(meeting=meeting).exists()


def test_somebody_of_another_cell_cannot_be_marked(cast: Cast, meeting: Meeting) -> None:
    with cast.at(EVENING), pytest.raises(NotFound):
        mark_attendance(
            actor=cast.actor("cell_secretary"),
            meeting=meeting,
            marks=[(cast.person("sibling_member").pk, "present", "")],
        )


def test_D25_attendance_keeps_no_place_and_no_device(cast: Cast, meeting: Meeting) -> None:
    """Who, how, why, when it was tapped: nothing else has a field, and the log says numbers only."""
    names = {field.name for field in Attendance._meta.get_fields()}
    assert names == {"id", "meeting", "person", "presence", "reason", "marked_at", "by_code"}
    with cast.at(EVENING):
        call_roll(cast, meeting)
    assert Entry.objects.filter(code="meetings.roll.marked").latest("seq").changes == {"marked": 7, "present": 7}


def test_S8_a_guest_is_noted_with_the_level(cast: Cast, meeting: Meeting) -> None:
    secretary = cast.actor("cell_secretary")
    with cast.at(EVENING):
        add_guest(actor=secretary, meeting=meeting, name="Trịnh Bá Lộc", level="Ban Thường vụ Quận ủy")
        with pytest.raises(Invalid) as error:
            add_guest(actor=secretary, meeting=meeting, name="Trịnh Bá Lộc", level=" ")
    assert error.value.field == "level"
    assert meeting.guests.get().level == "Ban Thường vụ Quận ủy"


def test_S78_a_note_knows_its_speaker_and_step(cast: Cast, meeting: Meeting) -> None:
    secretary, step = cast.actor("cell_secretary"), meeting.steps.get(kind="reviews")
    with cast.at(EVENING):
        note = add_note(actor=secretary, meeting=meeting, text="Nói rõ việc.", speaker=cast.person("member"), step=step)
        assert (note.speaker, note.step) == (cast.person("member"), step)
        with pytest.raises(Invalid):
            add_note(actor=secretary, meeting=meeting, text="Nói", speaker=cast.person("sibling_member"))
    assert "Nói rõ việc" not in str(list(Entry.objects.values_list("changes", flat=True)))


def test_one_step_is_under_way_at_a_time(cast: Cast, meeting: Meeting) -> None:
    secretary = cast.actor("cell_secretary")
    first, second = meeting.steps.all()[:2]
    with cast.at(EVENING):
        start_step(actor=secretary, step=first)
        start_step(actor=secretary, step=second)
        finish_step(actor=secretary, step=second)
    assert not meeting.steps.filter(started_at__isnull=False, done_at__isnull=True).exists()
    assert meeting.steps.filter(done_at__isnull=False).count() == 2


def test_minutes_are_revisions_and_no_change_makes_none(cast: Cast, meeting: Meeting) -> None:
    secretary = cast.actor("cell_secretary")
    with cast.at(EVENING):
        first = save_minutes(actor=secretary, meeting=meeting, body={"conclusion": "a"})
        again = save_minutes(actor=secretary, meeting=meeting, body={"conclusion": "a"})
        second = save_minutes(actor=secretary, meeting=meeting, body={"conclusion": "b"})
    assert (first.number, again.pk, second.number) == (1, first.pk, 2)
    assert Minutes.objects.get(number=1).body == {"conclusion": "a"}
    assert selectors.newest_minutes(actor=cast.actor("member"), meeting=meeting) == second
    with pytest.raises(NotFound):
        selectors.newest_minutes(actor=cast.actor("sibling_member"), meeting=meeting)


def test_a_meeting_is_not_opened_before_its_day(cast: Cast, drive: Drive) -> None:
    planned = evening(cast, drive, opened=False)
    with cast.at(clock.local(2026, 3, 31, 19)), pytest.raises(Invalid, match="01/04/2026"):
        open_meeting(actor=cast.actor("cell_secretary"), meeting=planned)


def test_R22_the_next_regular_meeting_is_found_from_a_day_on(cast: Cast, drive: Drive) -> None:
    regular = evening(cast, None, "regular", opened=False)
    assert selectors.next_regular(cast.cell, EVENING.date()) == regular
    assert selectors.next_regular(cast.cell, clock.local(2026, 4, 2).date()) is None
    assert selectors.next_regular(cast.sibling, EVENING.date()) is None


def test_one_registration_has_one_meeting(cast: Cast, meeting: Meeting) -> None:
    with cast.at(), pytest.raises(Invalid):
        plan_meeting(
            actor=cast.actor("cell_secretary"), unit=cast.cell, kind="thematic", starts_at=EVENING, place="Nhà",
            mode="in_person", registration=meeting.registration,
        )  # fmt: skip


def test_a_registration_of_another_cell_is_not_found(cast: Cast, meeting: Meeting) -> None:
    with cast.at(), pytest.raises(NotFound):
        plan_meeting(
            actor=cast.actor("sibling_secretary"), unit=cast.sibling, kind="thematic", starts_at=EVENING, place="Nhà",
            mode="in_person", registration=meeting.registration,
        )  # fmt: skip


def test_a_member_reads_the_meeting_and_outsiders_find_nothing(cast: Cast, meeting: Meeting) -> None:
    assert selectors.meeting(actor=cast.actor("member"), meeting_id=meeting.pk) == meeting
    assert selectors.agenda(actor=cast.actor("standing_member"), meeting_id=meeting.pk) == meeting
    for who, refusal in (
        ("sibling_member", NotFound),
        ("outsider", NotFound),
        ("clerk", Forbidden),
        ("monitor", NotFound),
    ):
        with pytest.raises(refusal):
            selectors.meeting(actor=cast.actor(who), meeting_id=meeting.pk)


def test_S4_an_evening_by_default_and_the_roll_may_begin_before_the_hour(cast: Cast, drive: Drive) -> None:
    assert PlanForm([], [], ["regular"])["hour"].value() == "19:30"
    planned = evening(cast, drive, opened=False)
    secretary = cast.actor("cell_secretary")
    with cast.at(clock.local(2026, 4, 1, 19)):
        open_meeting(actor=secretary, meeting=planned)
        mark_attendance(actor=secretary, meeting=planned, marks=[(cast.person("helped").pk, "present", "")])
    assert Attendance.objects.get().marked_at < planned.starts_at


def test_S53_a_meeting_may_be_online_and_absence_knows_isolation(cast: Cast) -> None:
    secretary = cast.actor("cell_secretary")
    with cast.at(EVENING):
        online = plan_meeting(
            actor=secretary, unit=cast.cell, kind="regular", starts_at=EVENING, place="Họp qua mạng", mode="hybrid"
        )
        open_meeting(actor=secretary, meeting=online)
        mark_attendance(actor=secretary, meeting=online, marks=[(cast.person("member").pk, "excused", "isolation")])
    assert (online.mode, Attendance.objects.get().reason) == ("hybrid", "isolation")
