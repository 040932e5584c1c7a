"""Kinds of meetings: agencies, the Front, mass organisations, committees; a review out of turn (S27, S39, S63, S74)."""

from __future__ import annotations

import io
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from guong.access.roles import Role
from guong.access.services import give_grant
from guong.corrections.models import Finding
from guong.drives.models import Drive, Registration, Tally
from guong.figures.selectors import figures
from guong.kernel import clock
from guong.kernel.errors import Forbidden, Invalid
from guong.meetings import rules, selectors
from guong.meetings.models import Meeting
from guong.meetings.services.changes import cancel_meeting
from guong.meetings.services.evening import close_meeting, mark_attendance, open_meeting, plan_meeting
from guong.org.enums import PostKind
from guong.org.models import Unit
from guong.org.services import create_unit, give_post
from guong.web import tasks_meetings
from tests.cast import SYSTEM, Cast
from tests.drives.factory import open_test_drive

PLANNED = clock.local(2026, 3, 20, 9)
EVENING = clock.local(2026, 4, 1, 19, 30)
AFTER = clock.local(2026, 4, 2, 9)


@pytest.fixture
def front(cast: Cast) -> Unit:
    """The Front of the ward, with a head who keeps its meetings and a member."""
    with cast.at(clock.local(2026, 2, 1, 8)):
        front = create_unit(actor=SYSTEM, code="MTTQ", name="Ủy ban MTTQ phường", kind="front", parent=cast.ward)
        give_post(actor=SYSTEM, person=cast.person("member2"), unit=front, kind=PostKind.FRONT_HEAD)
        give_post(actor=SYSTEM, person=cast.person("sibling_member"), unit=front, kind=PostKind.BODY_MEMBER)
        give_grant(
            actor=SYSTEM, account=cast.accounts["member2"], role=Role.SECRETARY, unit=front, subtree=False,
            reason="Giữ sổ của Mặt trận", since=date(2026, 2, 1),
        )  # fmt: skip
    return front


@pytest.fixture
def agency(cast: Cast) -> Unit:
    """The People's Committee of the ward, with a chairman who keeps its meetings, a deputy and an official in its offices."""
    with cast.at(clock.local(2026, 2, 1, 8)):
        agency = create_unit(
            actor=SYSTEM, code="UBND", name="Ủy ban nhân dân phường Mai Khê", kind="government", parent=cast.ward
        )
        for who, kind in (
            ("member2", PostKind.PEOPLE_CHAIR), ("member", PostKind.BODY_DEPUTY), ("sibling_member", PostKind.BODY_MEMBER),
        ):  # fmt: skip
            give_post(actor=SYSTEM, person=cast.person(who), unit=agency, kind=kind)
        give_grant(
            actor=SYSTEM, account=cast.accounts["member2"], role=Role.SECRETARY, unit=agency, subtree=False,
            reason="Giữ sổ của cơ quan", since=date(2026, 2, 1),
        )  # fmt: skip
    return agency


@pytest.fixture
def drive(cast: Cast, front: Unit) -> Drive:
    return open_test_drive(cast)


def plan(cast: Cast, unit: Unit, kind: str, who: str, drive: Drive | None = None, reason: str = "") -> Meeting:
    with cast.at(PLANNED):
        return plan_meeting(
            actor=cast.actor(who, date(2026, 3, 20)), unit=unit, kind=kind, starts_at=EVENING, place="Trụ sở phường",
            mode="in_person", drive=drive, reason=reason,
        )  # fmt: skip


def hold(cast: Cast, meeting: Meeting, who: str) -> Meeting:
    actor = cast.actor(who)
    with cast.at(EVENING):
        open_meeting(actor=actor, meeting=meeting)
        roll = selectors.roll(actor=actor, meeting=meeting)
        mark_attendance(actor=actor, meeting=meeting, marks=[(one.person.pk, "present", "") for one in roll.lines])
    with cast.at(clock.local(2026, 4, 1, 21)):
        return close_meeting(actor=actor, meeting=meeting, conclusion="Nhất trí")


def test_S27_S39_each_body_holds_its_own_kinds_of_meetings() -> None:
    kinds = rules.kinds_for
    assert kinds("cell_residential", is_cell=True, is_committee=False) == ("regular", "thematic", "recheck", "adhoc")
    assert "agency" in kinds("cell_office", is_cell=True, is_committee=False)
    assert kinds("ward", is_cell=False, is_committee=True) == ("committee", "adhoc")
    assert kinds("base", is_cell=False, is_committee=True) == ("committee", "agency", "adhoc")
    assert kinds("front", is_cell=False, is_committee=False) == ("body",)
    assert kinds("government", is_cell=False, is_committee=False) == ("agency",)


def test_S39_a_session_stands_as_it_did_at_the_end_of_a_day() -> None:
    first, met = date(2026, 3, 2), date(2026, 3, 9)
    assert rules.session_state(first, None, met, date(2026, 3, 1)) == ""
    assert rules.session_state(first, None, met, first) == "registered"
    assert rules.session_state(first, None, met, met) == "held"
    assert rules.session_state(first, met, None, date(2026, 3, 8)) == "registered"
    assert rules.session_state(first, met, None, met) == ""


def test_S39_the_front_registers_and_holds_its_session_and_no_figure_of_a_cell_moves(
    cast: Cast, drive: Drive, front: Unit
) -> None:
    with cast.at(AFTER):
        before = {key: str(one) for key, one in figures(actor=SYSTEM, drive=drive, unit=cast.ward).items()}
    rows = list(Tally.objects.filter(drive=drive).order_by("pk").values())
    meeting = plan(cast, front, "body", "member2", drive)
    clerk = cast.actor("clerk")
    with cast.at(AFTER):
        board = selectors.session_board(actor=clerk, drive=drive)
        early = selectors.session_board(actor=clerk, drive=drive, day=date(2026, 3, 19))
    line = next(one for group in board.groups for one in group.lines if one.unit.unit_id == front.pk)
    group = next(one for one in board.groups if one.key == "front")
    assert (line.state, group.registered.n, group.registered.of, group.held.n) == ("registered", 1, 2, 0)
    assert next(one for one in early.groups if one.key == "front").registered.n == 0
    hold(cast, meeting, "member2")
    with cast.at(AFTER):
        group = next(one for one in selectors.session_board(actor=clerk, drive=drive).groups if one.key == "front")
        after = {key: str(one) for key, one in figures(actor=SYSTEM, drive=drive, unit=cast.ward).items()}
    assert group.held.n == 1
    assert not Registration.objects.filter(drive=drive).exists()
    assert after == before
    assert list(Tally.objects.filter(drive=drive).order_by("pk").values()) == rows


def test_S39_its_roll_holds_those_whose_offices_stand_in_it_the_head_first(
    cast: Cast, drive: Drive, front: Unit
) -> None:
    meeting = plan(cast, front, "body", "member2", drive)
    with cast.at(EVENING):
        lines = selectors.roll(actor=cast.actor("member2"), meeting=meeting).lines
        assert [one.person.pk for one in lines] == [cast.person("member2").pk, cast.person("sibling_member").pk]
        assert [one.rank for one in lines] == [0, 3]
        assert selectors.meeting(actor=cast.actor("sibling_member"), meeting_id=meeting.pk).pk == meeting.pk
        with pytest.raises(Forbidden):
            selectors.meeting(actor=cast.actor("clerk"), meeting_id=meeting.pk)


def test_S74_the_executive_committee_holds_its_session_with_its_members(cast: Cast, drive: Drive) -> None:
    meeting = plan(cast, cast.ward, "committee", "ward_secretary", drive)
    closed = hold(cast, meeting, "ward_secretary")
    with cast.at(AFTER):
        board = selectors.session_board(actor=cast.actor("clerk"), drive=drive)
    group = next(one for one in board.groups if one.key == "committee")
    assert (group.held.n, group.held.of) == (1, 1)
    assert set(closed.attendances.values_list("person_id", flat=True)) == {
        cast.person(one).pk for one in ("ward_secretary", "chairman", "standing_member")
    }


def test_S39_a_session_called_off_is_no_longer_registered(cast: Cast, drive: Drive, front: Unit) -> None:
    actor = cast.actor("member2")
    with cast.at(PLANNED):
        due = tasks_meetings.tasks(actor, PLANNED.date())
        assert reverse("meeting-new", args=[front.pk]) in [one.url for one in due]
    meeting = plan(cast, front, "body", "member2", drive)
    with cast.at(PLANNED):
        due = tasks_meetings.tasks(actor, PLANNED.date())
        assert reverse("meeting-new", args=[front.pk]) not in [one.url for one in due]
        cancel_meeting(actor=actor, meeting=meeting, reason="Bão số 2")
        assert selectors.sessions_missing(actor=actor) == [(drive, front)]


def test_S27_a_body_does_not_hold_the_meetings_of_another_kind(cast: Cast, drive: Drive, front: Unit) -> None:
    for unit, kind, who in (
        (cast.cell, "agency", "cell_secretary"),
        (cast.cell, "body", "cell_secretary"),
        (front, "adhoc", "member2"),
    ):
        with pytest.raises(Invalid) as caught:
            plan(cast, unit, kind, who, reason="Lý do")
        assert caught.value.field == "kind"


def test_S63_a_review_out_of_turn_has_a_reason_and_stands_outside_the_drive(cast: Cast, drive: Drive) -> None:
    for more, field in (({"reason": " \0"}, "called_reason"), ({"reason": "Lý do", "drive": drive}, "drive")):
        with pytest.raises(Invalid) as caught:
            plan(cast, cast.cell, "adhoc", "cell_secretary", **more)  # type: ignore[arg-type]
        assert caught.value.field == field
    meeting = plan(cast, cast.cell, "adhoc", "cell_secretary", reason="Đơn phản ánh về vệ sinh khu chợ")
    assert meeting.drive is None
    assert meeting.steps.filter(kind="open_items").exists()


def test_S63_in_the_browser_called_out_of_turn_and_its_finding_goes_into_the_book(
    cast: Cast, drive: Drive, client: Client
) -> None:
    client.force_login(cast.accounts["cell_secretary"])
    typed = {
        "kind": "adhoc", "starts_at": "01/04/2026", "hour": "19:30", "place": "Nhà văn hóa", "mode": "in_person",
        "called_reason": "",
    }  # fmt: skip
    url = reverse("meeting-new", args=[cast.cell.pk])
    with cast.at(PLANNED):
        assert client.get(url).status_code == 200
        assert client.post(url, typed).status_code == 422
        made = client.post(url, typed | {"called_reason": "Dân phản ánh chợ cóc"})
        assert "Dân phản ánh chợ cóc" in client.get(made["Location"]).content.decode()
    meeting = Meeting.objects.get(called_reason="Dân phản ánh chợ cóc")
    with cast.at(EVENING):
        open_meeting(actor=cast.actor("cell_secretary"), meeting=meeting)
        said = client.post(
            f"{reverse('finding-new')}?meeting={meeting.pk}",
            {"subject": "collective", "fact": "Ba buổi dọn chợ không có ai trực", "kind": "leadership", "source": "review",
             "severity": "ordinary", "cause_kind": "subjective", "cause": "", "drive": drive.pk},
        )  # fmt: skip
    assert said.status_code == 302, said.content.decode()[:3000]
    found = Finding.objects.get(meeting=meeting)
    assert (found.unit, found.drive) == (cast.cell, drive)
    with cast.at(AFTER):
        book = client.get(reverse("unit-findings", args=[cast.cell.pk])).content.decode()
    assert "Ba buổi dọn chợ" in book


def test_S39_in_the_browser_the_head_registers_and_the_office_reads_the_board(
    cast: Cast, drive: Drive, front: Unit, client: Client
) -> None:
    client.force_login(cast.accounts["member2"])
    typed = {
        "kind": "body", "drive": drive.pk, "starts_at": "01/04/2026", "hour": "8:00", "place": "Hội trường Mặt trận",
        "mode": "in_person",
    }  # fmt: skip
    with cast.at(PLANNED):
        assert "Hội trường Mặt trận" not in client.get(reverse("meeting-new", args=[front.pk])).content.decode()
        made = client.post(reverse("meeting-new", args=[front.pk]), typed)
        assert made.status_code == 302
        assert client.get(made["Location"]).status_code == 200
        assert client.get(reverse("home")).status_code == 200
        client.force_login(cast.accounts["clerk"])
        page = client.get(reverse("sessions", args=[drive.pk])).content.decode()
        assert "Hội trường Mặt trận" in page
        assert made["Location"] not in page
        assert client.get(reverse("sessions", args=[drive.pk]), {"ngay": "x"}).status_code == 422


def test_S27_in_the_browser_an_agency_meets_from_plan_over_roll_and_notes_to_minutes(
    cast: Cast, agency: Unit, client: Client
) -> None:
    client.force_login(cast.accounts["member2"])
    typed = {
        "kind": "agency", "starts_at": "01/04/2026", "hour": "8:00", "place": "Phòng họp tầng 2", "mode": "in_person",
        "chair": cast.person("member2").pk, "secretary": cast.person("member").pk,
    }  # fmt: skip
    with cast.at(PLANNED):
        made = client.post(reverse("meeting-new", args=[agency.pk]), typed)
        assert made.status_code == 302, made.content.decode()[-3000:]
    meeting = Meeting.objects.get(unit=agency)
    step = meeting.steps.get(title__startswith="Tác phong")
    with cast.at(clock.local(2026, 4, 1, 8)):
        assert client.post(reverse("meeting-open", args=[meeting.pk])).status_code == 302
        roll = selectors.roll(actor=cast.actor("member2"), meeting=meeting)
        assert [one.person.pk for one in roll.lines] == [
            cast.person(who).pk for who in ("member2", "member", "sibling_member")
        ]
        marks = [(roll.lines[0].person.pk, "present", ""), (roll.lines[1].person.pk, "present", "")]
        marks.append((roll.lines[2].person.pk, "excused", "duty"))
        mark_attendance(actor=cast.actor("member2"), meeting=meeting, marks=marks)
        assert client.post(reverse("meeting-step", args=[step.pk]), {"act": "start"}).status_code == 302
        guests = reverse("meeting-guest", args=[meeting.pk])
        staff = {
            "guest-name": "12 công chức không là đảng viên",
            "guest-level": "Văn phòng Ủy ban",
            "guest-body_level": "",
        }
        assert client.post(guests, staff | {"guest-name": ""}).status_code == 422
        assert client.post(guests, staff).status_code == 302
        note = {
            "note-text": "Bộ phận một cửa mở thêm sáng thứ Bảy",
            "note-speaker": cast.person("member").pk,
            "note-step": step.pk,
        }
        assert client.post(reverse("meeting-note", args=[meeting.pk]), note).status_code == 302
        assert (
            "12 công chức không là đảng viên" in client.get(reverse("meeting-run", args=[meeting.pk])).content.decode()
        )
    with cast.at(clock.local(2026, 4, 1, 10)):
        ended = client.post(reverse("meeting-close", args=[meeting.pk]), {"conclusion": "Nhất trí mở thêm buổi"})
        assert ended.status_code == 302
        page = client.get(reverse("minutes", args=[meeting.pk])).content.decode()
        paper = PdfReader(io.BytesIO(client.get(reverse("minutes-pdf", args=[meeting.pk])).content))
        client.force_login(cast.accounts["sibling_secretary"])
        assert client.get(reverse("minutes", args=[meeting.pk])).status_code in {403, 404}
    printed = " ".join(" ".join(one.extract_text() for one in paper.pages).split())
    for said in (
        "2/3",
        "12 công chức không là đảng viên (Văn phòng Ủy ban)",
        "mở thêm sáng thứ Bảy",
        "Nhất trí mở thêm buổi",
    ):
        assert said in page, said
        assert said in printed, said
    assert "sinh hoạt cơ quan, đơn vị" in printed
    assert not meeting.attendances.exclude(person__in=[one[0] for one in marks]).exists()
