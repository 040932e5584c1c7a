"""A planned meeting changed, called off, held on paper; what others learn from it; what the minutes say of all that (S3, law 9, D26)."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from guong.corrections.services import bind_rechecks
from guong.drives.models import Drive, Registration
from guong.kernel import clock
from guong.kernel.errors import Invalid, NotFound
from guong.meetings import selectors
from guong.meetings.models import Lesson, Meeting, Minutes
from guong.meetings.services.changes import cancel_meeting, change_meeting, note_held
from guong.meetings.services.evening import close_meeting
from guong.meetings.services.lessons import approve_lesson, offer_lesson, return_lesson
from guong.meetings.services.voting import Tally, correct_vote, note_vote
from guong.papers.selectors import minutes_paper
from guong.papers.services import conclude_meeting
from guong.papers.shapes import Table
from tests.cast import Cast
from tests.drives.factory import open_test_drive
from tests.meetings.helpers import EVENING, call_roll, evening

CLOSE = clock.local(2026, 4, 1, 21, 30)
NEXT = clock.local(2026, 4, 3, 9)


@pytest.fixture
def drive(cast: Cast) -> Drive:
    return open_test_drive(cast)


def _as(client: Client, cast: Cast, who: str) -> Client:
    client.force_login(cast.accounts[who])
    return client


def test_S44_a_planned_meeting_is_moved_in_the_browser_and_its_registration_with_it(
    client: Client, cast: Cast, drive: Drive
) -> None:
    meeting = evening(cast, drive, opened=False)
    url = reverse("meeting-change", args=[meeting.pk])
    typed = {
        "starts_at": "03/04/2026", "hour": "19:00", "place": "Trường Mầm non Sao Mai", "mode": "in_person",
        "reason": "Nhà văn hóa sửa điện", "chair": cast.person("cell_secretary").pk,
    }  # fmt: skip
    with cast.at():
        secretary = _as(client, cast, "cell_secretary")
        assert secretary.get(url).status_code == 200
        assert secretary.post(url, {**typed, "reason": ""}).status_code == 422
        assert secretary.post(url, typed).status_code == 302
    registration = Registration.objects.get(meeting=meeting)
    meeting.refresh_from_db()
    assert meeting.starts_at == registration.starts_at == clock.local(2026, 4, 3, 19)
    assert (meeting.place, registration.moves.get().reason) == (registration.place, "Nhà văn hóa sửa điện")


def test_a_meeting_called_off_gives_its_registration_back(client: Client, cast: Cast, drive: Drive) -> None:
    meeting = evening(cast, drive, opened=False)
    url = reverse("meeting-change", args=[meeting.pk])
    with cast.at():
        secretary = _as(client, cast, "cell_secretary")
        assert secretary.post(url, {"act": "cancel", "off-reason": " "}).status_code == 422
        assert secretary.post(url, {"act": "cancel", "off-reason": "Bão số 2"}).status_code == 302
        assert "Bão số 2" in secretary.get(reverse("meeting", args=[meeting.pk])).content.decode()
        assert len(selectors.unplanned_registrations(actor=cast.actor("cell_secretary"), unit=cast.cell)) == 1
        assert selectors.meetings_to_run(actor=cast.actor("cell_secretary")) == []
        meeting.refresh_from_db()
        with pytest.raises(Invalid):
            change_meeting(
                actor=cast.actor("cell_secretary"), meeting=meeting, starts_at=EVENING, place="Sân", mode="in_person"
            )
        with pytest.raises(Invalid):
            cancel_meeting(actor=cast.actor("cell_secretary"), meeting=meeting, reason="Lần nữa")
        bind_rechecks(actor=cast.actor("cell_secretary"), unit=cast.cell)
    assert meeting.state == "cancelled"


def test_D26_a_meeting_held_on_paper_is_typed_in_and_says_so(client: Client, cast: Cast, drive: Drive) -> None:
    meeting = evening(cast, drive, opened=False)
    url = reverse("meeting-held", args=[meeting.pk])
    with cast.at(NEXT):
        secretary = _as(client, cast, "cell_secretary")
        assert secretary.post(url, {"day": "09/04/2026", "hour": "19:30"}).status_code == 422
        assert secretary.post(url, {"day": "01/04/2026", "hour": "19:40"}).status_code == 302
        runner = secretary.get(reverse("meeting-run", args=[meeting.pk])).content.decode()
        assert "trên giấy" in runner
        assert "data-clock" not in runner
        call_roll(cast, meeting)
        end = reverse("meeting-close", args=[meeting.pk])
        assert secretary.post(end, {"conclusion": "Xong"}).status_code == 422
        assert secretary.post(end, {"conclusion": "Xong", "ended_at": "18:00"}).status_code == 422
        assert secretary.post(end, {"conclusion": "Xong", "ended_at": "21:15"}).status_code == 302
    meeting.refresh_from_db()
    assert (meeting.on_paper, meeting.opened_at, meeting.closed_at) == (
        True, clock.local(2026, 4, 1, 19, 40), clock.local(2026, 4, 1, 21, 15),
    )  # fmt: skip
    assert Registration.objects.get(meeting=meeting).held_on == EVENING.date()
    body = Minutes.objects.get(meeting=meeting).body
    assert "Nguyễn Văn Thuận" in body["typed"]
    with pytest.raises(Invalid), cast.at(NEXT):
        note_held(actor=cast.actor("cell_secretary"), meeting=meeting, began_at=EVENING)


def test_R5_the_minutes_hold_the_tallies_and_why_one_was_corrected(cast: Cast, drive: Drive) -> None:
    meeting, secretary = evening(cast, drive), cast.actor("cell_secretary")
    with cast.at(CLOSE):
        call_roll(cast, meeting)
        vote = note_vote(
            actor=secretary, meeting=meeting, title="Thông qua nghị quyết", way="ballot", tally=Tally(6, 3, 2, 0, 1)
        )
        correct_vote(actor=secretary, vote=vote, tally=Tally(6, 5, 1, 0), reason="Kiểm lại phiếu")
        done = conclude_meeting(actor=secretary, meeting=meeting, conclusion="Rõ việc")
        line = done.minutes.body["votes"][0]
        paper = minutes_paper(actor=cast.actor("member"), meeting=done.meeting)
    assert (line["in_favour"], line["carried"]) == (5, "được thông qua")
    assert "Kiểm lại phiếu" in line["earlier"][0]
    assert any(
        isinstance(block, Table) and "Thông qua nghị quyết (bỏ phiếu giấy)" in block.rows[0] for block in paper.blocks
    )


@pytest.fixture
def closed(cast: Cast, drive: Drive) -> Meeting:
    meeting = evening(cast, drive)
    with cast.at(CLOSE):
        call_roll(cast, meeting)
        return close_meeting(actor=cast.actor("cell_secretary"), meeting=meeting, conclusion="Xong")


def test_S3_lessons_are_approved_from_above_and_read_by_the_neighbours(
    client: Client, cast: Cast, closed: Meeting
) -> None:
    url = reverse("lesson-offer", args=[closed.pk])
    typed = {"course": "Bảy bước, đúng 120 phút.", "lessons": "Gửi tài liệu trước ba ngày; người đứng đầu nói trước."}
    with cast.at(NEXT):
        secretary = _as(client, cast, "cell_secretary")
        named = secretary.post(url, {**typed, "lessons": "Học đồng chí Phạm Văn  Bường."})
        assert named.status_code == 422
        assert secretary.post(url, typed).status_code == 302
        lesson = Lesson.objects.get()
        page = reverse("lesson", args=[lesson.pk])
        for who, status in (("sibling_member", 404), ("outsider", 404), ("clerk", 200)):
            assert _as(client, cast, who).get(page).status_code == status
        assert _as(client, cast, "cell_secretary").post(page, {"act": "approve"}).status_code == 403
        assert _as(client, cast, "clerk").post(page, {"act": "approve"}).status_code == 302
        read = _as(client, cast, "sibling_member").get(page)
        assert "Gửi tài liệu trước ba ngày" in read.content.decode()
        assert _as(client, cast, "outsider").get(page).status_code == 404
        assert client.get(reverse("lessons")).status_code == 200


def test_S3_lessons_come_back_with_a_reason_and_nobody_approves_his_own(cast: Cast, closed: Meeting) -> None:
    secretary = cast.actor("cell_secretary")
    with cast.at(NEXT):
        lesson = offer_lesson(actor=secretary, meeting=closed, course="Đúng giờ.", lessons="Chuẩn bị kỹ.")
        with pytest.raises(Invalid) as error:
            return_lesson(actor=cast.actor("clerk"), lesson=lesson, reason=" ")
        assert error.value.field == "reason"
        lesson = return_lesson(actor=cast.actor("clerk"), lesson=lesson, reason="Thêm con số")
        with pytest.raises(Invalid):
            approve_lesson(actor=cast.actor("clerk"), lesson=lesson)
        lesson = offer_lesson(actor=secretary, meeting=closed, course="Đúng giờ, 120 phút.", lessons="Chuẩn bị kỹ.")
        Lesson.objects.filter(pk=lesson.pk).update(author=cast.person("ward_secretary"))
        with pytest.raises(Invalid, match="tự duyệt"):
            approve_lesson(actor=cast.actor("ward_secretary"), lesson=lesson)
        with pytest.raises(NotFound):
            selectors.lesson(actor=cast.actor("sibling_member"), lesson_id=lesson.pk)
