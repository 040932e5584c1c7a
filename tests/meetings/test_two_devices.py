"""Chair and secretary at once, a broken network, the code on the wall, and the end of a regular meeting (Q7, R23, D25)."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from guong.corrections.models import Action, MonthlyAnswer
from guong.drives.models import Drive
from guong.kernel import clock
from guong.kernel.errors import Conflict, Invalid, NotFound
from guong.meetings import codes, selectors
from guong.meetings.models import Attendance, CheckInMiss, Meeting, Note
from guong.meetings.services.checkin import check_in, set_checkin
from guong.meetings.services.evening import add_note, mark_attendance, open_meeting, plan_meeting, start_step
from guong.papers.services import conclude_meeting
from tests.cast import Cast
from tests.corrections.stage import planned
from tests.drives.factory import open_test_drive
from tests.meetings.helpers import EVENING, call_roll, evening

DURING = clock.local(2026, 4, 1, 20)
MAY = clock.local(2026, 5, 4, 19, 30)


@pytest.fixture
def drive(cast: Cast) -> Drive:
    return open_test_drive(cast)


@pytest.fixture
def meeting(cast: Cast, drive: Drive) -> Meeting:
    return evening(cast, drive)


def test_Q7_a_name_marked_on_another_device_is_not_overwritten_unseen(cast: Cast, meeting: Meeting) -> None:
    secretary, member = cast.actor("cell_secretary"), cast.person("member")
    with cast.at(DURING):
        mark_attendance(actor=secretary, meeting=meeting, marks=[(member.pk, "excused", "duty")], seen={member.pk: ""})
        with pytest.raises(Conflict, match="Bường"):
            mark_attendance(actor=secretary, meeting=meeting, marks=[(member.pk, "present", "")], seen={member.pk: ""})
        same = [(member.pk, "excused", "duty")]
        mark_attendance(actor=secretary, meeting=meeting, marks=same, seen={member.pk: ""})  # both saw the same
        mark_attendance(actor=secretary, meeting=meeting, marks=[(member.pk, "late", "")], seen={member.pk: "excused"})
    assert Attendance.objects.get().presence == "late"


def test_Q7_a_tap_and_a_note_sent_twice_count_once(cast: Cast, meeting: Meeting) -> None:
    secretary, member, key = cast.actor("cell_secretary"), cast.person("member"), uuid4()
    with cast.at(DURING):
        mark_attendance(actor=secretary, meeting=meeting, marks=[(member.pk, "present", "")], key=key)
        mark_attendance(actor=secretary, meeting=meeting, marks=[(member.pk, "", "")])
        assert mark_attendance(actor=secretary, meeting=meeting, marks=[(member.pk, "present", "")], key=key) == []
        other = uuid4()
        assert add_note(actor=secretary, meeting=meeting, text="Bàn việc ngõ 42", key=other) is not None
        assert add_note(actor=secretary, meeting=meeting, text="Bàn việc ngõ 42", key=other) is None
    assert not Attendance.objects.exists()
    assert Note.objects.count() == 1


def test_two_presses_of_one_step_start_it_once(cast: Cast, meeting: Meeting) -> None:
    secretary, step = cast.actor("cell_secretary"), meeting.steps.get(position=1)
    with cast.at(DURING):
        first = start_step(actor=secretary, step=step)
    with cast.at(clock.local(2026, 4, 1, 20, 5)):
        assert start_step(actor=secretary, step=step).started_at == first.started_at


def _as(client: Client, cast: Cast, who: str) -> Client:
    client.force_login(cast.accounts[who])
    return client


def test_Q7_the_runner_hears_of_what_another_device_wrote(client: Client, cast: Cast, meeting: Meeting) -> None:
    url = reverse("meeting-pulse", args=[meeting.pk])
    with cast.at(DURING):
        secretary = _as(client, cast, "cell_secretary")
        page = secretary.get(reverse("meeting-run", args=[meeting.pk])).content.decode()
        beat = page.split("/dieu-hanh/nhip/?da=")[1].split('"')[0]
        assert secretary.get(url, {"da": beat}).status_code == 204
        mark_attendance(
            actor=cast.actor("cell_secretary"), meeting=meeting, marks=[(cast.person("member").pk, "present", "")]
        )
        changed = secretary.get(url, {"da": beat})
    assert changed.status_code == 200
    assert 'id="diem-danh" hx-swap-oob="true"' in changed.content.decode()
    assert "1/7" in changed.content.decode()


def test_Q7_a_tap_with_a_key_through_the_page_counts_once(client: Client, cast: Cast, meeting: Meeting) -> None:
    url, key = reverse("meeting-note", args=[meeting.pk]), str(uuid4())
    with cast.at(DURING):
        secretary = _as(client, cast, "cell_secretary")
        for _turn in range(2):
            answer = secretary.post(url, {"note-text": "Bàn việc ngõ 42", "key": key}, headers={"HX-Request": "true"})
            assert answer.status_code == 200
        assert secretary.post(url, {"note-text": ""}, headers={"HX-Request": "true"}).status_code == 422
    assert Note.objects.count() == 1
    assert answer.content.decode().lstrip().startswith('<section class="sheet" id="ghi-chep"')


# --- the code on the wall ----------------------------------------------------------------------------------------------


def test_D25_the_code_holds_for_its_window_and_the_one_before() -> None:
    secret, now = "0f" * 16, 1_800_000_045.0
    code = codes.code_at(secret, now)
    assert codes.fits(secret, f" {code[:3]} {code[3:]} ", now)
    assert codes.fits(secret, code, now + codes.WINDOW)
    assert not codes.fits(secret, code, now + 2 * codes.WINDOW)
    assert not codes.fits("", code, now)
    assert not codes.fits(secret, "²" * 6, now)


def test_D25_a_member_checks_in_once_and_the_secretary_has_the_last_word(cast: Cast, meeting: Meeting) -> None:
    secretary = cast.actor("cell_secretary")
    with cast.at(DURING):
        with pytest.raises(Invalid):
            check_in(actor=cast.actor("member"), meeting_id=meeting.pk, code="000000")
        meeting = set_checkin(actor=secretary, meeting=meeting, on=True)
        code = selectors.wall_code(actor=secretary, meeting=meeting)
        assert selectors.wall_code(actor=cast.actor("member"), meeting=meeting) == ""
        assert check_in(actor=cast.actor("member"), meeting_id=meeting.pk, code=code)
        assert check_in(actor=cast.actor("member"), meeting_id=meeting.pk, code=code)
        with pytest.raises(NotFound):
            check_in(actor=cast.actor("sibling_member"), meeting_id=meeting.pk, code=code)
        mark_attendance(actor=secretary, meeting=meeting, marks=[(cast.person("member2").pk, "absent", "")])
        with pytest.raises(Invalid):
            check_in(actor=cast.actor("member2"), meeting_id=meeting.pk, code=code)
    marks = {mark.person_id: (mark.presence, mark.by_code) for mark in Attendance.objects.all()}
    assert marks == {cast.person("member").pk: ("present", True), cast.person("member2").pk: ("absent", False)}


def test_D25_wrong_codes_are_counted_and_end(client: Client, cast: Cast, meeting: Meeting) -> None:
    url = reverse("meeting-check-in", args=[meeting.pk])
    with cast.at(DURING):
        meeting = set_checkin(actor=cast.actor("cell_secretary"), meeting=meeting, on=True)
        code = selectors.wall_code(actor=cast.actor("cell_secretary"), meeting=meeting)
        wrong = "111111" if code != "111111" else "222222"
        member = _as(client, cast, "member")
        assert member.get(url).status_code == 200
        for _turn in range(codes.TRIES):
            assert member.post(url, {"code": wrong}).status_code == 422
        assert member.post(url, {"code": code}).status_code == 422
        assert CheckInMiss.objects.get().failures == codes.TRIES
        assert _as(client, cast, "member2").post(url, {"code": code}).status_code == 302
    assert Attendance.objects.get().person_id == cast.person("member2").pk


# --- the end of a regular meeting --------------------------------------------------------------------------------------


@pytest.fixture
def regular(cast: Cast, drive: Drive) -> Meeting:
    """The regular meeting of May, with one measure open since April."""
    secretary = cast.actor("cell_secretary")
    with cast.at(EVENING):
        planned(cast, drive, deadline=date(2026, 4, 20))
    with cast.at(MAY):
        made = plan_meeting(
            actor=secretary, unit=cast.cell, kind="regular", starts_at=MAY, place="Nhà văn hóa", mode="in_person",
            chair=cast.person("cell_secretary"), secretary=cast.person("cell_deputy"),
        )  # fmt: skip
        made = open_meeting(actor=secretary, meeting=made)
        call_roll(cast, made)
    return made


def test_R23_a_regular_meeting_does_not_close_without_an_answer(client: Client, cast: Cast, regular: Meeting) -> None:
    action = Action.objects.get()
    url = reverse("meeting-close", args=[regular.pk])
    with cast.at(MAY):
        secretary = _as(client, cast, "cell_secretary")
        refused = secretary.post(url, {"conclusion": "Xong việc"})
        assert refused.status_code == 422
        assert action.measure.rstrip(".") in refused.content.decode()
        item = reverse("meeting-item", args=[regular.pk, action.pk])
        late = {f"v{action.pk}-word": "continue", f"v{action.pk}-reason": "Còn vướng ca làm"}
        assert secretary.post(item, late).status_code == 422  # its day has passed: a new one is asked for
        kept = secretary.post(item, {**late, f"v{action.pk}-new_deadline": "20/05/2026"})
        assert kept.status_code == 302
        assert secretary.post(url, {"conclusion": "Xong việc"}).status_code == 302
    assert MonthlyAnswer.objects.get(meeting=regular).word == "continue"
    regular.refresh_from_db()
    assert (regular.state, regular.unanswered_reason) == ("closed", "")


def test_R23_only_the_chair_closes_without_answers_and_says_why(cast: Cast, regular: Meeting) -> None:
    secretary = cast.actor("cell_secretary")
    with cast.at(MAY):
        with pytest.raises(Invalid) as error:
            conclude_meeting(actor=secretary, meeting=regular, conclusion="Xong")
        assert error.value.field == "unanswered_reason"
        Meeting.objects.filter(pk=regular.pk).update(chair=cast.person("cell_deputy"))
        regular.refresh_from_db()
        with pytest.raises(Invalid):
            conclude_meeting(actor=secretary, meeting=regular, unanswered_reason="Đồng chí đi viện")
        Meeting.objects.filter(pk=regular.pk).update(chair=cast.person("cell_secretary"))
        regular.refresh_from_db()
        done = conclude_meeting(actor=secretary, meeting=regular, unanswered_reason="Đồng chí nhận việc đi viện")
    assert done.meeting.unanswered_reason == "Đồng chí nhận việc đi viện"


def test_S60_the_overdue_item_stands_first_on_the_runner(client: Client, cast: Cast, regular: Meeting) -> None:
    with cast.at(MAY):
        html = _as(client, cast, "cell_secretary").get(reverse("meeting-run", args=[regular.pk])).content.decode()
        page = client.get(reverse("meeting-items", args=[regular.pk]))
    assert "1/1" in html
    assert page.status_code == 200


def test_S82_the_chair_alone_hears_that_nothing_was_named(client: Client, cast: Cast, meeting: Meeting) -> None:
    url, words = reverse("meeting-close", args=[meeting.pk]), "Chỉ chủ trì thấy"
    with cast.at(DURING):
        call_roll(cast, meeting)
        secretary = _as(client, cast, "cell_secretary")
        assert words in secretary.get(url).content.decode()
        Meeting.objects.filter(pk=meeting.pk).update(chair=cast.person("cell_deputy"))
        assert words not in secretary.get(url).content.decode()
