"""Votes as tallies (R5), what the drive asks for ticked in the meeting (S99), hints by the published rules (R6, R9, R10)."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from guong.drives.models import Drive, DriveContent
from guong.kernel import clock
from guong.kernel.errors import Forbidden, Invalid, NotFound
from guong.meetings import rules, selectors
from guong.meetings.models import ContentTick, Meeting, Vote
from guong.meetings.services.contents import tick_content
from guong.meetings.services.evening import close_meeting, mark_attendance
from guong.meetings.services.voting import Tally, correct_vote, note_vote
from tests.cast import Cast
from tests.drives.factory import open_test_drive
from tests.meetings.helpers import EVENING, call_roll, evening

TITLE = "Thông qua nghị quyết tháng 4"


@pytest.fixture
def drive(cast: Cast) -> Drive:
    return open_test_drive(cast)


@pytest.fixture
def meeting(cast: Cast, drive: Drive) -> Meeting:
    return evening(cast, drive)


@pytest.mark.parametrize(
    ("members", "in_favour", "carried"), [(8, 4, False), (8, 5, True), (7, 4, True), (7, 3, False), (0, 0, False)]
)
def test_R5_more_than_half_of_the_members_not_of_those_present(members: int, in_favour: int, carried: bool) -> None:
    assert rules.carried(in_favour, members) is carried


@pytest.mark.parametrize(
    ("way", "numbers", "fault"),
    [
        ("ballot", (6, 4, 1, 1, 0, 0), ""), ("ballot", (6, 4, 1, 0, 0, 0), "sum"), ("ballot", (9, 9, 0, 0, 0, 0), "members"),
        ("ballot", (8, 8, 0, 0, 0, 1), "members"), ("hands", (6, 5, 0, 0, 1, 0), "hands"), ("hands", (0, 0, 0, 0, 0, 0), "none"),
        ("ballot", (6, -1, 7, 0, 0, 0), "number"), ("ballot", (10000, 10000, 0, 0, 0, 0), "number"),
    ],
)  # fmt: skip
def test_R5_the_tallies_make_exactly_the_ballots_given_out(way: str, numbers: tuple[int, ...], fault: str) -> None:
    given, yes, no, none, invalid, voteless = numbers
    found, _field = rules.vote_fault(
        way, 8, given_out=given, in_favour=yes, against=no, no_opinion=none, invalid=invalid, voteless=voteless
    )
    assert found == fault


def test_R5_a_vote_is_noted_and_carried_by_the_number_of_members(cast: Cast, meeting: Meeting) -> None:
    secretary = cast.actor("cell_secretary")
    with cast.at(EVENING):
        call_roll(cast, meeting)
        note_vote(actor=secretary, meeting=meeting, title=TITLE, way="ballot", tally=Tally(6, 3, 2, 0, 1))
        note_vote(actor=secretary, meeting=meeting, title="Đề nghị biểu dương", way="hands", tally=Tally(6, 4, 1, 1))
        lines = selectors.votes(actor=cast.actor("member"), meeting=meeting)
    assert [(line.members, line.needed, line.carried) for line in lines] == [(7, 4, False), (7, 4, True)]


def test_R5_a_wrong_sum_is_refused_with_the_field_and_by_the_database(cast: Cast, meeting: Meeting) -> None:
    with cast.at(EVENING), pytest.raises(Invalid, match="7") as error:
        note_vote(
            actor=cast.actor("cell_secretary"), meeting=meeting, title=TITLE, way="ballot", tally=Tally(7, 4, 2, 0)
        )
    assert error.value.field == "given_out"
    with pytest.raises(IntegrityError), transaction.atomic():
        Vote.objects.create(
            meeting=meeting, title=TITLE, way="ballot", members=8, given_out=7, in_favour=7, against=1, no_opinion=0,
            noted_at=EVENING,
        )  # fmt: skip
    assert not Vote.objects.exists()


def test_R46_a_vote_is_corrected_only_with_a_reason_and_both_stay(cast: Cast, meeting: Meeting) -> None:
    secretary = cast.actor("cell_secretary")
    with cast.at(EVENING):
        first = note_vote(actor=secretary, meeting=meeting, title=TITLE, way="ballot", tally=Tally(7, 4, 3, 0))
        with pytest.raises(Invalid) as error:
            correct_vote(actor=secretary, vote=first, tally=Tally(7, 5, 2, 0), reason=" ")
        assert error.value.field == "reason"
        correct_vote(actor=secretary, vote=first, tally=Tally(7, 5, 2, 0), reason="Kiểm lại phiếu: đếm sót một phiếu")
        with pytest.raises(Invalid):
            correct_vote(actor=secretary, vote=first, tally=Tally(7, 6, 1, 0), reason="Lần nữa")
        line = selectors.votes(actor=secretary, meeting=meeting)[0]
    assert (line.vote.in_favour, line.carried, [one.in_favour for one in line.earlier]) == (5, True, [4])


def test_only_whoever_runs_the_meeting_notes_a_vote(cast: Cast, meeting: Meeting) -> None:
    for who, refusal in (("member", Forbidden), ("clerk", Forbidden), ("sibling_secretary", NotFound)):
        with cast.at(EVENING), pytest.raises(refusal):
            note_vote(actor=cast.actor(who), meeting=meeting, title=TITLE, way="hands", tally=Tally(7, 7, 0, 0))


def test_S99_what_the_drive_asks_for_is_ticked_in_the_meeting(cast: Cast, drive: Drive, meeting: Meeting) -> None:
    secretary = cast.actor("cell_secretary")
    content = DriveContent.objects.filter(drive=drive).first() or DriveContent.objects.create(
        drive=drive, position=1, text="Quan điểm chỉ đạo"
    )
    other = DriveContent.objects.create(drive=open_test_drive(cast, "D-KHAC"), position=9, text="Nội dung khác")
    with cast.at(EVENING):
        tick_content(actor=secretary, meeting=meeting, content_id=content.pk, done=True)
        tick_content(actor=secretary, meeting=meeting, content_id=content.pk, done=True)
        lines = selectors.contents(actor=cast.actor("member"), meeting=meeting)
        assert [line.content.pk for line in lines if line.tick] == [content.pk]
        with pytest.raises(NotFound):
            tick_content(actor=secretary, meeting=meeting, content_id=other.pk, done=True)
        tick_content(actor=secretary, meeting=meeting, content_id=content.pk, done=False)
    assert not ContentTick.objects.exists()


def _hints(cast: Cast, meeting: Meeting, *, ending: bool = False) -> list[str]:
    secretary = cast.actor("cell_secretary")
    meeting.refresh_from_db()
    roll = selectors.roll(actor=secretary, meeting=meeting)
    return [hint.code for hint in selectors.hints(actor=secretary, meeting=meeting, roll=roll, ending=ending)]


def test_R6_R10_hints_say_what_the_rules_ask_and_refuse_nothing(cast: Cast, meeting: Meeting) -> None:
    secretary = cast.actor("cell_secretary")
    with cast.at(EVENING):
        assert _hints(cast, meeting) == ["alone"]
        waiting = [line.person.pk for line in selectors.roll(actor=secretary, meeting=meeting).waiting]
        marks = [(pk, "present" if at < 3 else "excused", "" if at < 3 else "duty") for at, pk in enumerate(waiting)]
        mark_attendance(actor=secretary, meeting=meeting, marks=marks)
        assert _hints(cast, meeting) == ["attendance", "quorum", "alone"]
        assert "short" in _hints(cast, meeting, ending=True)
    with cast.at(clock.local(2026, 4, 1, 20, 10)):
        close_meeting(actor=secretary, meeting=meeting, conclusion="Xong")
    meeting.refresh_from_db()
    assert meeting.state == "closed"


def test_R9_an_agenda_without_a_step_is_named_and_R7_a_quarter_without_theme(cast: Cast) -> None:
    meeting = evening(cast, None, "regular")
    meeting.steps.filter(kind="conclusion").delete()
    meeting.secretary = None
    meeting.save()
    with cast.at(EVENING):
        assert _hints(cast, meeting) == ["short", "no_conclusion", "no_secretary", "theme"]
