"""Remarks to a committee: received, answered in time or late, judged by whoever asked; a withheld name leaks nowhere."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from guong.access.roles import Role
from guong.access.services import give_grant
from guong.accounts.services import create_account
from guong.audit.models import Entry
from guong.corrections.models import Finding
from guong.corrections.services import state_finding
from guong.drives.models import Drive
from guong.kernel import clock
from guong.kernel.errors import Forbidden, Invalid, NotFound
from guong.meetings.enums import MeetingState
from guong.papers.minutes_body import body_of
from guong.reviews import rules, selectors, services
from guong.reviews.enums import Addressee, ReplyKind, UpwardState, Verdict
from guong.reviews.models import Remark, WithheldAuthor
from tests.cast import SYSTEM, Cast
from tests.reviews.helpers import open_drive, open_meeting

FACT = "Ba kế hoạch quý I của phường gửi về chi bộ sau ngày phải làm xong."
ANSWER = "Từ tháng 5 kế hoạch gửi về trước mười ngày."
MADE = clock.local(2026, 4, 1, 12)
NAME = "Tạ Quang Vinh"  # member2, the author


@pytest.fixture
def drive(cast: Cast) -> Drive:
    return open_drive(cast)


def say(cast: Cast, drive: Drive, who: str = "member2", **more: Any) -> Remark:
    values: dict[str, Any] = {"addressee": Addressee.HIGHER, "fact": FACT, "unit": cast.cell, **more}
    with cast.at(MADE):
        return services.make_remark(actor=cast.actor(who), drive=drive, **values)


def answer(cast: Cast, remark: Remark, who: str = "clerk", **more: Any) -> None:
    values: dict[str, Any] = {"kind": ReplyKind.ACCEPT, "text": ANSWER, **more}
    services.answer_upward(actor=cast.actor(who), remark=remark, **values)


def browser(cast: Cast, who: str) -> Client:
    client = Client()
    client.force_login(cast.accounts[who])
    return client


@pytest.mark.parametrize(
    ("days", "state"),
    [(0, "waiting"), (30, "waiting"), (31, "overdue"), (60, "overdue"), (61, "very_overdue"), (400, "very_overdue")],
)
def test_R27_late_and_very_late_begin_at_exact_days(days: int, state: str) -> None:
    made = date(2026, 4, 1)
    today = made + timedelta(days=days)
    assert rules.upward_state(made, today, answered=False, answer_days=30, late_days=60) == state
    assert rules.upward_state(made, today, answered=True, answer_days=30, late_days=60) == "answered"


def test_R27_the_very_late_day_never_comes_before_the_late_day() -> None:
    made = date(2026, 4, 1)
    assert rules.upward_state(made, made + timedelta(25), answered=False, answer_days=30, late_days=10) == "waiting"
    assert (
        rules.upward_state(made, made + timedelta(31), answered=False, answer_days=30, late_days=10) == "very_overdue"
    )


def test_S10_R27_only_the_body_addressed_is_asked_and_reads_only_the_fact(cast: Cast, drive: Drive) -> None:
    remark = say(cast, drive, judgement="Theo tôi là làm lấy lệ.")
    for who in ("clerk", "ward_secretary"):
        [row] = selectors.upward_to_answer(actor=cast.actor(who), addressee=Addressee.HIGHER)
        assert (row.pk, row.unit, row.fact, row.author) == (remark.pk, cast.cell, FACT, NAME)
    assert "làm lấy lệ" not in browser(cast, "clerk").get(reverse("upward-answer", args=[remark.pk])).content.decode()
    for who in (
        "sibling_secretary",
        "sibling_member",
        "member",
        "cell_secretary",
        "inspector",
        "technician",
        "outsider",
    ):
        assert selectors.upward_to_answer(actor=cast.actor(who)) == []
        with pytest.raises(NotFound):
            selectors.upward_addressed(actor=cast.actor(who), remark_id=remark.pk)
        with pytest.raises(NotFound):
            answer(cast, remark, who)
        with pytest.raises(NotFound):
            services.acknowledge_upward(actor=cast.actor(who), remark=remark)


def test_R27_received_answered_with_a_promise_and_back_in_the_cell(cast: Cast, drive: Drive) -> None:
    remark = say(cast, drive)
    with cast.at(MADE + timedelta(days=2)):
        first = services.acknowledge_upward(actor=cast.actor("clerk"), remark=remark)
        assert services.acknowledge_upward(actor=cast.actor("ward_secretary"), remark=remark) == first
        answer(cast, remark, commitment="Lập lịch gửi kế hoạch.", commit_on=date(2026, 5, 1))
    [mine] = selectors.upward_by_me(actor=cast.actor("member2"))
    assert mine.reply is not None
    assert mine.course is not None
    assert (mine.state, mine.reply.text, mine.reply.who) == (UpwardState.ANSWERED, ANSWER, cast.ward.name)
    assert (mine.course.commitment, mine.course.commit_on) == ("Lập lịch gửi kế hoạch.", date(2026, 5, 1))
    for who in ("member", "member2", "cell_secretary"):
        page = browser(cast, who).get(reverse("upward-unit", args=[cast.cell.pk])).content.decode()
        assert ANSWER in page
    for who in ("sibling_member", "outsider"):
        assert browser(cast, who).get(reverse("upward-unit", args=[cast.cell.pk])).status_code == 404
    with pytest.raises(Invalid):
        answer(cast, remark)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"kind": ""}, "kind"),
        ({"text": "  "}, "text"),
        ({"commitment": "Sẽ làm."}, "commit_on"),
        ({"commit_on": date(2026, 5, 1)}, "commitment"),
        ({"commitment": "Sẽ làm.", "commit_on": date(2026, 3, 31)}, "commit_on"),
    ],
)
def test_R27_an_answer_has_words_and_a_promise_has_its_day(
    cast: Cast, drive: Drive, wrong: dict[str, Any], field: str
) -> None:
    remark = say(cast, drive)
    with cast.at(MADE), pytest.raises(Invalid) as refusal:
        answer(cast, remark, **wrong)
    assert refusal.value.field == field
    [waiting] = selectors.upward_to_answer(actor=cast.actor("clerk"), addressee=Addressee.HIGHER)
    assert (waiting.reply, waiting.course) == (None, None)


def test_D12_nobody_answers_his_own_also_without_a_name(cast: Cast, drive: Drive) -> None:
    for unnamed in (False, True):
        up = say(cast, drive, "ward_secretary", unnamed=unnamed)
        own = say(cast, drive, "cell_secretary", addressee=Addressee.COMMITTEE, unnamed=unnamed)
        for remark, who in ((up, "ward_secretary"), (own, "cell_secretary")):
            with pytest.raises(Forbidden):
                answer(cast, remark, who)
            with pytest.raises(NotFound):
                selectors.upward_addressed(actor=cast.actor(who), remark_id=remark.pk)
            assert remark.pk not in [one.pk for one in selectors.upward_to_answer(actor=cast.actor(who))]
        with pytest.raises(Forbidden):
            services.reply_to_remark(actor=cast.actor("cell_secretary"), remark=own, kind=ReplyKind.ACCEPT)


def test_S10_the_cell_committee_answers_what_is_addressed_to_it(cast: Cast, drive: Drive) -> None:
    remark = say(cast, drive, addressee=Addressee.COMMITTEE, unnamed=True)
    with pytest.raises(NotFound):
        answer(cast, remark, "clerk")
    with cast.at(MADE):
        answer(cast, remark, "cell_secretary", kind=ReplyKind.PARTLY)
    [mine] = selectors.upward_by_me(actor=cast.actor("member2"))
    assert mine.reply is not None
    assert mine.reply.by == cast.person("cell_secretary")


def test_R27_the_verdict_is_the_authors_alone_and_said_once(cast: Cast, drive: Drive) -> None:
    for unnamed in (False, True):
        remark = say(cast, drive, unnamed=unnamed)
        with pytest.raises(Invalid):
            services.judge_answer(actor=cast.actor("member2"), remark=remark, verdict=Verdict.ANSWERED)
        answer(cast, remark)
        for who in ("member", "cell_secretary", "clerk", "sibling_member"):
            with pytest.raises(NotFound):
                services.judge_answer(actor=cast.actor(who), remark=remark, verdict=Verdict.ANSWERED)
            with pytest.raises(NotFound):
                selectors.upward_mine(actor=cast.actor(who), remark_id=remark.pk)
        assert selectors.answers_to_verdict(actor=cast.actor("member2")) == 1
        client = browser(cast, "member2")
        client.post(reverse("upward-verdict", args=[remark.pk]), {"verdict": "not_answered"})
        remark.refresh_from_db()
        assert remark.course.verdict == Verdict.NOT_ANSWERED
        with pytest.raises(Invalid):
            services.judge_answer(actor=cast.actor("member2"), remark=remark, verdict=Verdict.ANSWERED)
        assert selectors.answers_to_verdict(actor=cast.actor("member2")) == 0


def test_R27_very_late_is_seen_one_step_up_without_a_word(cast: Cast, drive: Drive) -> None:
    up = say(cast, drive)
    own = say(cast, drive, addressee=Addressee.COMMITTEE)
    account = create_account(actor=SYSTEM, unit_path="", username="quan", label="Văn phòng quận")
    with clock.at(clock.local(2021, 1, 4, 8)):
        give_grant(
            actor=SYSTEM, account=account, role=Role.LEADER, unit=cast.district, subtree=True, reason="x"
        )  # fmt: skip
    cast.accounts["district"] = account
    for days, seen in ((60, []), (61, [up.pk])):
        with cast.at(MADE + timedelta(days=days)):
            rows = selectors.upward_late_below(actor=cast.actor("district"))
            assert [row.pk for row in rows] == seen
            assert all((row.fact, row.author, row.reply) == ("", "", None) for row in rows)
            assert [r.pk for r in selectors.upward_late_below(actor=cast.actor("clerk"))] == ([own.pk] if seen else [])
            page = browser(cast, "district").get(reverse("upward")).content.decode()
            assert FACT not in page
            assert (cast.cell.name in page) is bool(seen)
            with pytest.raises(NotFound):
                selectors.upward_addressed(actor=cast.actor("district"), remark_id=up.pk)


def test_R27_the_next_meeting_reads_the_answer_out_once(cast: Cast, drive: Drive) -> None:
    remark = say(cast, drive, unnamed=True)
    with cast.at(MADE + timedelta(days=3)):
        answer(cast, remark)
    with cast.at(MADE + timedelta(days=5)):
        meeting = open_meeting(drive, cast.cell)
        page = browser(cast, "member").get(reverse("meeting", args=[meeting.pk])).content.decode()
        assert "Cấp trên trả lời" in page
        assert ANSWER in page
        meeting.state, meeting.closed_at = MeetingState.CLOSED, clock.now()
        meeting.save()
    with cast.at(MADE + timedelta(days=35)):
        later = open_meeting(drive, cast.cell)
        assert selectors.answers_for_meeting(actor=cast.actor("member"), meeting=later) == []
        assert len(selectors.answers_for_meeting(actor=cast.actor("member"), meeting=meeting)) == 1
        with pytest.raises(NotFound):
            selectors.answers_for_meeting(actor=cast.actor("sibling_member"), meeting=later)


def test_D14_a_name_is_withheld_only_upward_by_the_author_alone_and_outside_of_meetings(
    cast: Cast, drive: Drive
) -> None:
    meeting = open_meeting(drive, cast.cell)
    for more in (
        {"addressee": Addressee.PERSON, "person": cast.person("member")},
        {"meeting": meeting},
        {"who": "cell_secretary", "by": cast.person("member2")},
    ):
        with pytest.raises(Invalid) as refusal:
            say(cast, drive, unnamed=True, **more)
        assert refusal.value.field == "unnamed"
    assert not Remark.objects.exists()
    named = say(cast, drive, addressee=Addressee.PERSON, person=cast.person("member"))
    with pytest.raises(IntegrityError), transaction.atomic():
        Remark.objects.filter(pk=named.pk).update(author=None)


def test_D14_the_withheld_name_stands_in_no_page_no_paper_and_no_log(cast: Cast, drive: Drive) -> None:
    up = say(cast, drive, unnamed=True)
    own = say(cast, drive, addressee=Addressee.COMMITTEE, unnamed=True, fact="Ba buổi họp bắt đầu muộn 30 phút.")
    with cast.at(MADE + timedelta(days=1)):
        answer(cast, up)
        answer(cast, own, "cell_secretary")
        for remark in (up, own):
            services.judge_answer(actor=cast.actor("member2"), remark=remark, verdict=Verdict.ANSWERED)
    doors = {
        "clerk": [reverse("upward")],
        "ward_secretary": [reverse("upward")],
        "cell_secretary": [reverse("upward"), reverse("remark-reply", args=[own.pk])],
        "member": [reverse("upward-unit", args=[cast.cell.pk])],
    }
    for who, pages in doors.items():
        for url in pages:
            page = browser(cast, who).get(url)
            assert page.status_code == 200, (who, url)
            assert NAME not in page.content.decode().split("<main", 1)[-1], (who, url)
    rows = selectors.remarks_of_unit(actor=cast.actor("cell_secretary"), drive=drive, unit=cast.cell)
    assert [(row.author, row.author_name, row.recorded_by_label) for row in rows] == [(None, "", "")] * 2
    page = browser(cast, "cell_secretary").get(reverse("unit-reviews", args=[cast.cell.pk, drive.pk])).content.decode()
    spoken = page[page.index('id="gop-y-') :]
    assert FACT in spoken
    assert NAME not in spoken
    author = cast.accounts["member2"]
    entries = Entry.objects.filter(target_type="reviews.Remark")
    assert entries.count() >= 6
    for entry in entries:
        assert NAME not in f"{entry.actor_label}{entry.target_label}{entry.changes}{entry.reason}"
        assert (entry.actor_id, entry.person_id) != (author.pk, cast.person("member2").pk)
        assert author.pk != entry.actor_id


def test_D14_the_withheld_name_is_in_no_others_data_and_in_no_minutes(cast: Cast, drive: Drive) -> None:
    remark = say(cast, drive, unnamed=True)
    meeting = open_meeting(drive, cast.cell)
    with cast.at(MADE + timedelta(days=1)):
        answer(cast, remark)
    assert FACT not in json.dumps(body_of(meeting), ensure_ascii=False)
    for who in ("clerk", "cell_secretary", "ward_secretary"):
        taken = json.dumps(selectors.my_words(actor=cast.actor(who)), ensure_ascii=False)
        assert NAME not in taken
        assert FACT not in taken
    [own] = selectors.my_words(actor=cast.actor("member2"))["remarks_by_me"]  # type: ignore[misc]
    assert (own["fact"], own["author"], own["unnamed"]) == (FACT, "", True)
    answered = browser(cast, "cell_secretary").get(reverse("my-file-download"))
    data = b"".join(answered.streaming_content) if answered.streaming else answered.content  # type: ignore[attr-defined]
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        assert all(NAME.encode() not in packed.read(name) for name in packed.namelist() if name.endswith(".json"))


def test_D14_a_remark_without_a_name_alone_never_becomes_a_finding(cast: Cast, drive: Drive) -> None:
    values: dict[str, Any] = {
        "actor": cast.actor("cell_secretary"), "drive": drive, "unit": cast.cell, "subject": "collective", "kind": "people",
        "fact": FACT, "source": "remark",
    }  # fmt: skip
    with pytest.raises(Invalid) as refusal:
        state_finding(remark=say(cast, drive, unnamed=True), **values)
    assert refusal.value.field == "remark"
    assert not Finding.objects.exists()
    assert state_finding(remark=say(cast, drive), **values).pk


def test_R27_the_pages_take_a_remark_without_a_name_and_its_answer(cast: Cast, drive: Drive) -> None:
    with cast.at(MADE):
        member, clerk = browser(cast, "member2"), browser(cast, "clerk")
        typed = {"what": "criticism", "addressee": "higher", "fact": FACT, "unnamed": "on"}
        assert member.post(reverse("remark-new", args=[cast.cell.pk, drive.pk]), typed).status_code == 302
        remark = Remark.objects.get()
        assert (remark.author, WithheldAuthor.objects.get().person) == (None, cast.person("member2"))
        assert "1 góp ý gửi cấp ủy chờ trả lời" in clerk.get(reverse("home")).content.decode()
        url = reverse("upward-answer", args=[remark.pk])
        assert clerk.post(reverse("upward-received", args=[remark.pk])).status_code == 302
        refused = clerk.post(url, {"kind": "accept", "text": ANSWER, "commitment": "Gửi sớm."})
        assert refused.status_code == 422
        assert ANSWER in refused.content.decode()
        given = {"kind": "accept", "text": ANSWER, "commitment": "Gửi sớm.", "commit_on": "05/05/2026"}
        assert clerk.post(url, given).status_code == 302
        assert "Cấp trên đã trả lời đồng chí" in member.get(reverse("home")).content.decode()
        mine = member.get(reverse("remarks-mine")).content.decode()
        assert "Gửi sớm." in mine
        assert mine.count(FACT) == 1
