"""What is looked at after a meeting: speakers by age (S13), its points (R11), whom to ask after (R4), and its notice before (R9)."""

from __future__ import annotations

import io
from datetime import date, timedelta

import docx as python_docx
import pytest
from django.test import Client
from django.urls import reverse

from guong.audit.models import Entry
from guong.drives import rulebook
from guong.drives.models import RuleSet
from guong.kernel import clock
from guong.kernel.errors import Forbidden, Invalid, NotFound
from guong.meetings import rules, selectors
from guong.meetings.models import Attendance, Meeting, QualityScore
from guong.meetings.rules import AgeCount
from guong.meetings.services.evening import add_note, close_meeting
from guong.meetings.services.quality import score_meeting
from guong.papers.exports import notice_docx
from guong.reorganisation.models import Introduction
from guong.reorganisation.selectors import papers_late
from tests.cast import Cast
from tests.meetings.helpers import EVENING, call_roll, evening

LATER = EVENING + timedelta(hours=2)


def test_S13_speakers_are_counted_by_age_and_small_groups_are_joined() -> None:
    young, middle, old = (
        [(30, True)] * 5,
        [(50, False)] * 6,
        [(70, True), (71, False), (80, False), (61, True), (90, True)],
    )
    assert rules.speakers_by_age([*young, *middle, *old], 5) == [
        AgeCount(None, 35, 5, 5), AgeCount(36, 60, 0, 6), AgeCount(61, None, 3, 5),
    ]  # fmt: skip
    assert rules.speakers_by_age([*young[:1], *middle, *old], 5) == [AgeCount(None, 60, 1, 7), AgeCount(61, None, 3, 5)]
    assert rules.speakers_by_age([*young[:2], *middle[:2], *old[:1]], 5) == [AgeCount(None, None, 3, 5)]
    assert rules.speakers_by_age([(30, True)] * 4, 5) == []
    assert rules.speakers_by_age([], 5) == []


def test_R11_points_come_to_a_grade_of_a_hundred() -> None:
    most, bounds = {"a": 60, "b": 40}, (90, 70, 50)
    grades = [rules.grade({"a": a, "b": b}, most, bounds) for a, b in ((60, 30), (60, 29), (30, 20), (0, 49))]
    assert grades == [(90, "good"), (89, "fair"), (50, "middling"), (49, "weak")]
    assert rules.grade({"a": 10}, {"a": 20}, bounds) == (50, "middling")
    assert rules.grade({}, {}, bounds) == (0, "weak")


def test_R4_three_months_of_twelve_are_a_flag_and_two_meetings_in_one_month_are_one() -> None:
    today = date(2026, 4, 10)
    assert rules.missed_months([date(2026, 1, 3), date(2026, 1, 20), date(2026, 2, 3)], today, 3) == 0
    assert rules.missed_months([date(2026, 1, 3), date(2026, 2, 3), date(2025, 5, 3)], today, 3) == 3
    assert rules.missed_months([date(2026, 1, 3), date(2026, 2, 3), date(2025, 4, 3)], today, 3) == 0


def _closed(cast: Cast) -> Meeting:
    meeting = evening(cast, None, "regular")
    call_roll(cast, meeting)
    with cast.at(LATER):
        add_note(
            actor=cast.actor("cell_secretary"), meeting=meeting, text="Bàn việc ngõ 42", speaker=cast.person("member")
        )
        return close_meeting(actor=cast.actor("cell_secretary"), meeting=meeting, conclusion="Nhất trí.")


def _switch_on() -> None:
    values = rulebook.defaults()
    values["quality_scored"]["value"] = 1
    RuleSet.objects.create(
        version=2, values=values, note="Bật chấm điểm", published_at=EVENING, published_by_label="Hệ thống"
    )


def test_S13_the_chair_reads_counts_and_no_member_does(cast: Cast) -> None:
    meeting = _closed(cast)
    present = Attendance.objects.filter(meeting=meeting).count()
    with cast.at(LATER):
        counted = selectors.speakers_by_age(actor=cast.actor("cell_secretary"), meeting=meeting)
        assert [(one.spoke, one.here) for one in counted] == ([(1, present)] if present >= 5 else [])
        with pytest.raises(Forbidden):
            selectors.speakers_by_age(actor=cast.actor("member"), meeting=meeting)
        also = {cast.person("member2").pk}
        more = selectors.speakers_by_age(actor=cast.actor("cell_secretary"), meeting=meeting, also=also)
        assert sum(one.spoke for one in more) == (2 if present >= 5 else 0)
        pages = {}
        for who in ("cell_secretary", "member"):
            client = Client()
            client.force_login(cast.accounts[who])
            pages[who] = client.get(reverse("meeting", args=[meeting.pk])).content.decode()
    assert ("Phát biểu theo lứa tuổi" in pages["cell_secretary"]) == (present >= 5)
    assert "Phát biểu theo lứa tuổi" not in pages["member"]


def test_R11_a_meeting_gets_its_points_only_where_the_rules_say_so(client: Client, cast: Cast) -> None:
    meeting, secretary = _closed(cast), cast.actor("cell_secretary")
    url = reverse("meeting-quality", args=[meeting.pk])
    client.force_login(cast.accounts["cell_secretary"])
    with cast.at(LATER):
        assert client.get(url).status_code == 404  # off unless a published version switches it on
        with pytest.raises(NotFound):
            score_meeting(actor=secretary, meeting=meeting, points={})
        _switch_on()
        page = client.get(url).content.decode()
        assert ("chưa xác nhận" in page, "từ 0 đến 30" in page) == (True, True)
        most = {name: rulebook.KEYS[name].default for name in selectors.quality(actor=secretary, meeting=meeting).most}  # type: ignore[union-attr]
        assert sum(most.values()) == 100
        wrong = client.post(url, {**most, "quality_content": "31"})
        assert (wrong.status_code, "Ghi một số nguyên từ 0 đến 30." in wrong.content.decode()) == (422, True)
        assert client.post(url, {**most, "quality_content": "²"}).status_code == 422
        assert QualityScore.objects.count() == 0
        assert client.post(url, {**most, "quality_content": "15"}).status_code == 302
        assert "85/100" in client.get(reverse("meeting", args=[meeting.pk])).content.decode()
        with pytest.raises(Forbidden):
            score_meeting(actor=cast.actor("member"), meeting=meeting, points=most)
    score = QualityScore.objects.get()
    assert (score.total, score.grade) == (85, "fair")
    assert Entry.objects.filter(code="meetings.quality.scored").count() == 1


def test_R11_points_wait_for_the_end_of_the_meeting(cast: Cast) -> None:
    meeting = evening(cast, None, "regular")
    with cast.at(LATER):
        _switch_on()
        with pytest.raises(Invalid):
            score_meeting(actor=cast.actor("cell_secretary"), meeting=meeting, points={})


def test_R4_the_cell_committee_alone_is_told_whom_to_ask_after(cast: Cast) -> None:
    """A flag with a name for the committee of that very body; nothing happens by itself."""
    meeting = _closed(cast)
    who = cast.person("member2")
    for months in range(3):
        past = Meeting.objects.create(
            unit=cast.cell, kind="regular", state="closed", starts_at=EVENING - timedelta(days=31 * (months + 1)), place="x",
            mode="in_person",
        )  # fmt: skip
        Attendance.objects.create(meeting=past, person=who, presence="absent", marked_at=EVENING)
        Attendance.objects.create(
            meeting=past, person=cast.person("helped"), presence="excused", reason="illness", marked_at=EVENING
        )
    Introduction.objects.create(
        person=cast.person("away"), from_unit=cast.cell, to_unit=cast.district, reason="Chuyển nơi ở", sent_by_label="x",
        sent_at=EVENING - timedelta(days=90),
    )  # fmt: skip
    pages = {}
    with clock.at(LATER):
        for name in ("cell_secretary", "cell_deputy", "member", "clerk"):
            client = Client()
            client.force_login(cast.accounts[name])
            pages[name] = client.get(reverse("meetings"), {"to-chuc": cast.cell.pk}).content.decode()
        assert [
            (one.person, one.months) for one in selectors.to_ask_after(actor=cast.actor("cell_deputy"), unit=cast.cell)
        ] == [(who, 3)]
        assert len(papers_late(actor=cast.actor("cell_secretary"), unit=cast.cell)) == 1
    with clock.at(EVENING - timedelta(days=40)):
        assert papers_late(actor=cast.actor("cell_secretary"), unit=cast.cell) == []
    said = f"{who.full_name}: vắng không lý do trong 3 tháng"
    assert {name: said in page for name, page in pages.items()} == {
        "cell_secretary": True, "cell_deputy": True, "member": False, "clerk": False,
    }  # fmt: skip
    assert meeting.attendances.filter(person=who).exists()


def test_R9_the_notice_says_when_where_and_what_for(cast: Cast) -> None:
    meeting = evening(cast, None, "regular", opened=False)
    with cast.at():
        made = python_docx.Document(io.BytesIO(notice_docx(actor=cast.actor("member"), meeting=meeting)))
        words = "\n".join(
            [*(one.text for one in made.paragraphs), *(c.text for t in made.tables for r in t.rows for c in r.cells)]
        )
        with pytest.raises(NotFound):
            notice_docx(actor=cast.actor("sibling_member"), meeting=meeting)
        page = Client()
        page.force_login(cast.accounts["member"])
        assert "giay-moi.pdf" in page.get(reverse("meeting", args=[meeting.pk])).content.decode()
    for word in (
        "GIẤY MỜI",
        "19 giờ 30, thứ Tư, ngày 01 tháng 4 năm 2026",
        "Nhà văn hóa",
        cast.person("cell_secretary").full_name,
    ):
        assert word in words
    assert all(step.title in words for step in meeting.steps.all())
