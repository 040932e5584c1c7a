"""Pages of study and meetings: what each person finds, and what bad input gets."""

from __future__ import annotations

import io

import pytest
from django.test import Client
from django.urls import reverse
from PIL import Image

from guong.drives.models import Drive
from guong.kernel import clock
from guong.meetings.models import Attendance, Conference, MakeUp, Meeting, Minutes
from guong.meetings.services.study import mark_presence, note_studied, send_materials
from guong.web.tasks_meetings import tasks
from tests.cast import Cast
from tests.drives.factory import open_test_drive
from tests.meetings.helpers import EVENING, call_roll, evening, makeup_of, study

DURING = clock.local(2026, 4, 1, 20)


@pytest.fixture
def drive(cast: Cast) -> Drive:
    return open_test_drive(cast)


@pytest.fixture
def meeting(cast: Cast, drive: Drive) -> Meeting:
    return evening(cast, drive)


@pytest.fixture
def conference(cast: Cast, drive: Drive) -> Conference:
    return study(cast, drive)


def _as(client: Client, cast: Cast, who: str) -> Client:
    client.force_login(cast.accounts[who])
    return client


def _absent(cast: Cast, conference: Conference) -> MakeUp:
    member = cast.person("member").pk
    mark_presence(actor=cast.actor("clerk"), conference=conference, marks=[(member, "excused", "illness", "")])
    send_materials(actor=cast.actor("clerk"), conference=conference, person_ids=[member])
    return makeup_of(cast, "member")


def test_D28_opening_words_stand_on_the_runner(client: Client, cast: Cast, meeting: Meeting) -> None:
    with cast.at(DURING):
        page = _as(client, cast, "cell_secretary").get(reverse("meeting-run", args=[meeting.pk]))
    assert page.status_code == 200
    html = page.content.decode()
    assert 'class="sheet sunk opening"' in html
    assert html.count('<p class="quote">') >= 1


@pytest.mark.parametrize(("mode", "words"), [("political", "chính trị"), ("year_end", "cuối năm")])
def test_R29_the_guide_answers_by_the_mode_of_the_drive(client: Client, cast: Cast, mode: str, words: str) -> None:
    meeting = evening(cast, open_test_drive(cast, mode=mode))
    with cast.at(DURING):
        html = _as(client, cast, "cell_secretary").get(reverse("meeting-close", args=[meeting.pk])).content.decode()
    assert words in html


def test_a_tap_marks_one_name_with_and_without_htmx(client: Client, cast: Cast, meeting: Meeting) -> None:
    url = reverse("meeting-roll", args=[meeting.pk])
    with cast.at(DURING):
        secretary = _as(client, cast, "cell_secretary")
        plain = secretary.post(url, {"mark": f"{cast.person('member').pk}:present"})
        part = secretary.post(
            url, {"mark": f"{cast.person('member2').pk}:excused:illness"}, headers={"HX-Request": "true"}
        )
    assert plain.status_code == 302
    assert part.status_code == 200
    assert part.content.decode().lstrip().startswith("<section")
    assert "1/7" in part.content.decode()
    assert Attendance.objects.filter(meeting=meeting).count() == 2


@pytest.mark.parametrize("mark", ["", "x", "999999:present", "1:flying", "²:present"])
def test_a_bad_tap_changes_nothing(client: Client, cast: Cast, meeting: Meeting, mark: str) -> None:
    with cast.at(DURING):
        answer = _as(client, cast, "cell_secretary").post(reverse("meeting-roll", args=[meeting.pk]), {"mark": mark})
    assert answer.status_code in {302, 404}
    assert not Attendance.objects.exists()


def test_the_evening_goes_from_remark_to_minutes(client: Client, cast: Cast, meeting: Meeting) -> None:
    with cast.at(DURING):
        secretary = _as(client, cast, "cell_secretary")
        secretary.post(reverse("meeting-step", args=[meeting.steps.get(position=1).pk]), {"act": "start"})
        secretary.post(
            reverse("meeting-note", args=[meeting.pk]),
            {"note-text": "Bàn việc ngõ 42", "note-speaker": cast.person("member").pk},
        )
        said = secretary.post(
            reverse("meeting-remark", args=[meeting.pk]),
            {
                "remark-what": "criticism", "remark-addressee": "person", "remark-person": cast.person("member2").pk,
                "remark-fact": "Ngày 12/3 vắng trực không báo.", "remark-by": cast.person("member").pk, "act": "finding",
            },
        )  # fmt: skip
        refused = secretary.post(reverse("meeting-close", args=[meeting.pk]), {"conclusion": "Xong việc"})
        secretary.post(reverse("meeting-roll", args=[meeting.pk]), {"mark": "rest:present"})
        closed = secretary.post(reverse("meeting-close", args=[meeting.pk]), {"conclusion": "Rõ việc, rõ người"})
    assert said.headers["Location"].startswith(reverse("finding-new") + f"?meeting={meeting.pk}&remark=")
    assert refused.status_code == 422
    assert "Xong việc" in refused.content.decode()
    assert closed.headers["Location"] == reverse("minutes", args=[meeting.pk])
    assert meeting.notes.get().text == "Bàn việc ngõ 42"
    body = Minutes.objects.get(meeting=meeting).body
    assert body["remarks"][0]["words"] == "Ngày 12/3 vắng trực không báo."
    with cast.at(DURING):
        html = _as(client, cast, "member").get(reverse("minutes", args=[meeting.pk])).content.decode()
    assert "Rõ việc, rõ người" in html


def test_a_remark_without_a_fact_keeps_what_was_typed(client: Client, cast: Cast, meeting: Meeting) -> None:
    with cast.at(DURING):
        answer = _as(client, cast, "cell_secretary").post(
            reverse("meeting-remark", args=[meeting.pk]),
            {"remark-what": "criticism", "remark-addressee": "committee", "remark-judgement": "Chậm ghi sổ"},
        )
    assert answer.status_code == 422
    assert "Chậm ghi sổ" in answer.content.decode()
    assert not meeting.remarks.exists()


_RUN = ("meeting-run", "meeting-close")


@pytest.mark.parametrize(
    ("who", "status"), [("member", 403), ("clerk", 403), ("sibling_secretary", 404), ("monitor", 404)]
)
@pytest.mark.parametrize("name", _RUN)
def test_the_runner_is_the_secretarys(
    client: Client, cast: Cast, meeting: Meeting, name: str, who: str, status: int
) -> None:
    with cast.at(DURING):
        assert _as(client, cast, who).get(reverse(name, args=[meeting.pk])).status_code == status


def test_the_wall_shows_no_names_unless_asked(client: Client, cast: Cast, meeting: Meeting) -> None:
    with cast.at(DURING):
        call_roll(cast, meeting)
        secretary = _as(client, cast, "cell_secretary")
        without = secretary.get(reverse("meeting-room", args=[meeting.pk])).content.decode()
        for who in ("member", "cell_deputy"):
            assert cast.person(who).full_name not in without
        assert "7/7" in without
        asked = secretary.get(reverse("meeting-room", args=[meeting.pk]) + "?ten=1").content.decode()
        assert "Nguyễn Văn Thuận" in asked  # the head goes first
        member = _as(client, cast, "member").get(reverse("meeting-room", args=[meeting.pk]) + "?ten=1").content.decode()
    assert 'class="wall-turn">Nguyễn Văn Thuận' not in member


def test_a_regular_meeting_is_planned_and_a_bad_day_keeps_the_place(client: Client, cast: Cast) -> None:
    url = reverse("meeting-new", args=[cast.cell.pk])
    typed = {"kind": "regular", "starts_at": "31/02/2026", "hour": "19:30", "place": "Nhà văn hóa", "mode": "in_person"}
    with cast.at():
        secretary = _as(client, cast, "cell_secretary")
        wrong = secretary.post(url, typed)
        assert wrong.status_code == 422
        assert "Nhà văn hóa" in wrong.content.decode()
        assert not Meeting.objects.exists()
        assert secretary.post(url, {**typed, "starts_at": "03/04/2026"}).status_code == 302
        assert _as(client, cast, "member").get(url).status_code == 403
        assert _as(client, cast, "sibling_secretary").get(url).status_code == 404
    assert Meeting.objects.get().steps.count() == 7


def test_the_list_leads_from_registration_to_meeting(client: Client, cast: Cast, drive: Drive) -> None:
    planned = evening(cast, drive, opened=False)
    registration = planned.registration
    assert registration is not None
    planned.steps.all().delete()
    planned.delete()
    with cast.at():
        secretary = _as(client, cast, "cell_secretary")
        html = secretary.get(reverse("meetings")).content.decode()
        assert f"?dang-ky={registration.pk}" in html
        filled = secretary.get(reverse("meeting-new", args=[cast.cell.pk]) + f"?dang-ky={registration.pk}")
        assert "01/04/2026" in filled.content.decode()
        foreign = reverse("meeting-new", args=[cast.sibling.pk]) + f"?dang-ky={registration.pk}"
        assert _as(client, cast, "sibling_secretary").get(foreign).status_code in {403, 404}


def test_S92_the_clerk_marks_a_cell_in_one_press(client: Client, cast: Cast, conference: Conference) -> None:
    url = reverse("conference-cell", args=[conference.pk, cast.cell.pk])
    member = cast.person("member").pk
    with cast.at():
        clerk = _as(client, cast, "clerk")
        wrong = clerk.post(url, {f"p{member}": "excused", "act": "rest"})
        assert wrong.status_code == 422
        kept = clerk.post(url, {f"p{member}": "excused", f"r{member}": "isolation", "act": "rest"})
        page = clerk.get(reverse("conference", args=[conference.pk])).content.decode()
        clerk.post(reverse("study-send", args=[conference.pk]))
    assert kept.status_code == 302
    assert "4/5" in page
    assert makeup_of(cast, "member").state == "sent"


def test_S92_the_clerk_convenes_from_the_roster(client: Client, cast: Cast, drive: Drive) -> None:
    typed = {
        "name": "Hội nghị học tập", "mode": "in_person", "who": "here", "place": "Hội trường", "day0": "05/04/2026",
        "hour0": "8:00", "makeup_due_on": "20/04/2026",
    }  # fmt: skip
    url = reverse("study-new", args=[drive.pk])
    with cast.at():
        clerk = _as(client, cast, "clerk")
        assert clerk.post(url, {**typed, "makeup_due_on": "01/04/2026"}).status_code == 422
        assert not Conference.objects.exists()
        assert clerk.post(url, typed).status_code == 302
        assert _as(client, cast, "cell_secretary").get(url).status_code in {403, 404}
    assert Conference.objects.get().invitations.count() == 10  # twelve members: one exempt, one far away


def test_R18_a_member_sends_a_photo_and_the_cell_confirms(client: Client, cast: Cast, conference: Conference) -> None:
    with cast.at():
        makeup = _absent(cast, conference)
        url = reverse("makeup", args=[makeup.pk])
        member = _as(client, cast, "member")
        assert member.post(url, {"act": "prove", "note": "Vội"}).status_code == 422
        member.post(url, {"act": "study"})
        assert member.post(url, {"act": "prove"}).status_code == 422
        picture = io.BytesIO()
        Image.new("RGB", (8, 8), "white").save(picture, "JPEG")
        picture.seek(0)
        picture.name = "ghi-chep.jpg"
        assert member.post(url, {"act": "prove", "file": picture}).status_code == 302
        assert member.post(url, {"act": "confirm"}).status_code in {403, 422}
        photo = reverse("makeup-proof", args=[makeup.pk])
        assert member.get(photo)["Content-Type"] == "image/jpeg"
        for who, status in (("member2", 403), ("sibling_secretary", 404), ("outsider", 404)):
            assert _as(client, cast, who).get(photo).status_code == status
        assert _as(client, cast, "cell_secretary").post(url, {"act": "confirm"}).status_code == 302
    assert makeup_of(cast, "member").state == "confirmed"


def test_what_each_owes_stands_among_the_tasks(cast: Cast, conference: Conference, drive: Drive) -> None:
    with cast.at():
        makeup = _absent(cast, conference)
        evening(cast, None, "regular", opened=False)
        urls = {
            who: {task.url for task in tasks(cast.actor(who), EVENING.date())} for who in ("cell_secretary", "member")
        }
        assert reverse("makeup", args=[makeup.pk]) in urls["member"]
        assert reverse("meeting", args=[Meeting.objects.get().pk]) in urls["cell_secretary"]
        assert reverse("meeting", args=[Meeting.objects.get().pk]) in urls["member"]
        note_studied(actor=cast.actor("member"), makeup=makeup)
        assert tasks(cast.actor("monitor"), EVENING.date()) == []


@pytest.mark.parametrize(
    ("name", "who", "status"),
    [
        ("conference", "clerk", 200), ("conference", "cell_secretary", 200), ("conference", "monitor", 404),
        ("conference", "member", 404), ("study", "member", 200), ("study", "cell_secretary", 200), ("study", "monitor", 404),
        ("makeups", "cell_secretary", 200), ("makeups", "cell_deputy", 200), ("makeups", "member", 403),
        ("makeups", "sibling_secretary", 404), ("makeup", "cell_secretary", 200), ("makeup", "member2", 403),
        ("cell", "clerk", 200), ("cell", "cell_secretary", 200), ("cell", "sibling_secretary", 404),
    ],
)  # fmt: skip
def test_pages_of_study_open_for_whom_they_are(
    client: Client, cast: Cast, conference: Conference, drive: Drive, name: str, who: str, status: int
) -> None:
    with cast.at():
        makeup = _absent(cast, conference)
        url = {
            "conference": reverse("conference", args=[conference.pk]), "study": reverse("study", args=[drive.pk]),
            "makeups": reverse("makeups", args=[cast.cell.pk]), "makeup": reverse("makeup", args=[makeup.pk]),
            "cell": reverse("conference-cell", args=[conference.pk, cast.cell.pk]),
        }[name]  # fmt: skip
        assert _as(client, cast, who).get(url).status_code == status
