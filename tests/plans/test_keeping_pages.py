"""The pages of what follows an accepted plan, as they are used and as they refuse."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from guong.access.roles import Role
from guong.access.services import give_grant
from guong.audit.models import Entry
from guong.drives.models import Drive
from guong.meetings.models import Meeting
from guong.plans.models import Assessment, Plan, Programme, RouteTable, Supervision
from guong.plans.services import plan_supervision
from guong.privacy.mydata.gather import portable
from tests.cast import SYSTEM, Cast
from tests.drives.factory import open_test_drive
from tests.papers.test_paper import pdf_words
from tests.plans import stage


@pytest.fixture
def drive(cast: Cast) -> Drive:
    return open_test_drive(cast)


def signed_in(cast: Cast, who: str) -> Client:
    client = Client()
    client.force_login(cast.accounts[who])
    return client


def test_S117_the_secretary_notes_the_lines_and_the_member_answers_on_his_page(cast: Cast, drive: Drive) -> None:
    with cast.at():
        plan, own = stage.accepted(cast, drive), stage.accepted(cast, drive, "cell_secretary")
        meeting = stage.held_meeting(drive, cast.cell)
        secretary, member = signed_in(cast, "cell_secretary"), signed_in(cast, "member")
        url = reverse("plans-assess", args=[meeting.pk])
        page = secretary.get(url).content.decode()
        assert "Kế hoạch của chính đồng chí" in page
        assert page.index(f'id="p-{plan.pk}"') < page.index(f'id="p-{own.pk}"')  # by name, not by how it is kept
        bad = secretary.post(url, {f"text-{plan.pk}": "Đã làm ba buổi."})
        assert (bad.status_code, "Đã làm ba buổi." in bad.content.decode()) == (422, True)
        kept = secretary.post(url, {f"word-{plan.pk}": "slow", f"text-{plan.pk}": "Mới làm được một buổi."})
        assert kept.status_code == 302
        line = Assessment.objects.get()
        assert "Mới làm được một buổi." in member.get(reverse("plan", args=[plan.pk])).content.decode()
        assert "Mới làm được một buổi." in member.get(reverse("plans-mine")).content.decode()
        answer = reverse("assessment-answer", args=[line.pk])
        assert member.post(answer, {"text": " "}).status_code == 422
        assert member.post(answer, {"text": "Tháng tới tôi làm bù."}).status_code == 302
        assert "Tháng tới tôi làm bù." in secretary.get(url).content.decode()
        assert signed_in(cast, "member2").get(answer).status_code == 404
        mine = portable(actor=cast.actor("member"), person=cast.person("member"))["plans"]
    assert [one["my_reply"] for plan in mine for one in plan["assessed"]] == ["Tháng tới tôi làm bù."]


def test_S47_one_file_holds_a_sheet_for_each_member_and_each_reading_is_noted(cast: Cast, drive: Drive) -> None:
    with cast.at():
        secretary = signed_in(cast, "cell_secretary")
        url = reverse("plans-pledges-pdf", args=[cast.cell.pk, drive.pk])
        assert secretary.get(url).status_code == 400  # nobody has handed in
        plans = [stage.submitted(cast, drive, who) for who in ("member", "member2")]
        words = pdf_words(secretary.get(url).content)
        assert words.count("BẢN CAM KẾT") == 2
        assert words.count("NGƯỜI CAM KẾT") == 2
        assert words.index("Phạm Văn Bường") < words.index("Tạ Quang Vinh")
        assert {one.person_id for one in Entry.objects.filter(code="audit.personal.read")} == {
            one.person_id for one in plans
        }
        board = reverse("plans-unit", args=[cast.cell.pk, drive.pk])
        assert "0/" in secretary.get(board).content.decode()
        note = reverse("plans-pledges", args=[cast.cell.pk, drive.pk])
        assert secretary.post(note, {"signed": [plans[0].pk], "signed_on": "45/13/2026"}).status_code == 400
        assert secretary.post(note, {"signed": [plans[0].pk, "x²"], "signed_on": "31/3/2026"}).status_code == 302
        assert signed_in(cast, "member").post(note, {"signed": [plans[1].pk]}).status_code in (403, 404)
    assert list(Plan.objects.exclude(pledged_on=None).values_list("pk", flat=True)) == [plans[0].pk]


def test_S115_a_monitor_plans_notes_and_the_cell_answers_on_screen(cast: Cast, drive: Drive) -> None:
    with cast.at():
        monitor, secretary = signed_in(cast, "monitor"), signed_in(cast, "cell_secretary")
        url = reverse("supervision", args=[cast.front.pk])
        assert url in monitor.get(reverse("monitor-plans")).content.decode()
        line = {"drive": drive.pk, "cell": cast.cell.pk, "what": "Xem sổ hẹn dân.", "due_on": "5/5/2026"}
        for wrong in ({"cell": cast.sibling.pk}, {"due_on": "31/02/2026"}, {"due_on": "1/1/9999"}, {"what": "\x00"}):
            assert monitor.post(url, {**line, **wrong}).status_code == 422
        assert monitor.post(url, line).status_code == 302
        one = reverse("supervision-line", args=[Supervision.objects.get().pk])
        assert monitor.post(one, {"text": "Sổ ghi đủ."}).status_code == 302
        assert "Sổ ghi đủ." in secretary.get(one).content.decode()
        assert (
            "Ban công tác Mặt trận tổ dân phố 1"
            in secretary.get(reverse("supervision-cell", args=[cast.cell.pk])).content.decode()
        )
        assert secretary.post(one, {"text": "Chi bộ tiếp thu."}).status_code == 302
        assert "Chi bộ tiếp thu." in monitor.get(one).content.decode()


def test_S81_a_monitors_account_sees_what_was_sent_to_it_and_nothing_else(cast: Cast, drive: Drive) -> None:
    """All doors of the product, asked with the monitor's account, with ids of things that exist."""
    with cast.at():
        plan, posting = stage.accepted(cast, drive), stage.posted(cast, drive, "chairman")
        copy = stage.front_copy(plan)
        line = plan_supervision(
            actor=cast.actor("monitor"),
            body=cast.front,
            drive=drive,
            cell=cast.cell,
            what="Xem sổ.",
            due_on=date(2026, 5, 1),
        )
        meeting = Meeting.objects.filter(unit=cast.cell).first()
        assert meeting is not None
        monitor = signed_in(cast, "monitor")
        mine = [
            reverse("monitor-plans"), reverse("monitor-copy", args=[copy.pk]), reverse("supervision-line", args=[line.pk]),
            reverse("plan-pdf", args=[plan.pk]), reverse("posting-public", args=[posting.token]),
        ]  # fmt: skip
        assert [monitor.get(url).status_code for url in mine] == [200] * len(mine)
        foreign = [
            reverse("plan", args=[plan.pk]), reverse("plan-pdf", args=[posting.plan_id]),
            reverse("plans-unit", args=[cast.cell.pk, drive.pk]), reverse("plans-pledges-pdf", args=[cast.cell.pk, drive.pk]),
            reverse("plans-assess", args=[meeting.pk]), reverse("supervision-cell", args=[cast.cell.pk]),
            reverse("posting", args=[posting.pk]), reverse("board", args=[drive.pk, cast.cell.pk]),
            reverse("report-xlsx", args=[drive.pk, cast.cell.pk]), reverse("unit-findings", args=[cast.cell.pk]),
            reverse("unit-reviews", args=[cast.cell.pk, drive.pk]), reverse("meeting", args=[meeting.pk]),
            reverse("monitor-copy", args=[plan.deliveries.get(route="cell").pk]), reverse("programme", args=[cast.ward.pk]),
        ]  # fmt: skip
        assert {
            url: monitor.get(url).status_code for url in foreign if monitor.get(url).status_code not in (403, 404)
        } == {}


def test_R26_the_office_publishes_a_table_of_its_own(cast: Cast, drive: Drive) -> None:
    with cast.at():
        clerk, url = signed_in(cast, "clerk"), reverse("plan-routes", args=[cast.ward.pk])
        assert clerk.get(url).content.decode().count("chưa xác nhận") == 5
        ticked = {"cell-on": "on", "posting-on": "on", "posting": ["people_chair"], "posting-confirmed": "on"}
        assert clerk.post(url, {**ticked, "note": ""}).status_code == 422
        assert clerk.post(url, {**ticked, "posting": ["cell_secretary"], "note": "Thử"}).status_code == 422
        assert clerk.post(url, {**ticked, "note": "Kế hoạch 121-KH/ĐU"}).status_code == 302
        assert "Kế hoạch 121-KH/ĐU" in clerk.get(url).content.decode()
        assert signed_in(cast, "inspector").post(url, {**ticked, "note": "Thử"}).status_code == 403
    assert RouteTable.objects.get().rows["posting"] == {"on": True, "posts": ["people_chair"], "confirmed": True}


def test_S95_the_programme_shows_what_was_added(cast: Cast, drive: Drive) -> None:
    with cast.at():
        clerk, url = signed_in(cast, "clerk"), reverse("programme", args=[cast.ward.pk])
        first = {
            "title": "Chương trình hành động",
            "adopted_on": "10/1/2026",
            "tasks": "Giữ hè phố\nHọp dân",
            "drive": "",
        }
        assert clerk.post(url, {**first, "tasks": " "}).status_code == 422
        assert clerk.post(url, first).status_code == 302
        more = {**first, "adopted_on": "1/4/2026", "tasks": "Giữ hè phố\nHọp dân\nMỗi tháng tự soi", "drive": drive.pk}
        assert clerk.post(url, more).status_code == 302
        page = clerk.get(url).content.decode()
        assert "<ins>Mỗi tháng tự soi</ins>" in page
        assert signed_in(cast, "cell_secretary").post(url, more).status_code in (403, 404)
    assert Programme.objects.count() == 2


def test_S70_a_council_is_given_an_account_of_its_own(cast: Cast) -> None:
    with cast.at():
        give_grant(
            actor=SYSTEM, account=cast.accounts["outsider"], role=Role.MONITOR, unit=cast.front, subtree=False, reason="thử",
            since=date(2026, 1, 1), until=date(2030, 6, 30),
        )  # fmt: skip
        page = signed_in(cast, "outsider").get(reverse("supervision", args=[cast.front.pk])).content.decode()
    assert "Ban công tác Mặt trận" in page
