"""The pages of plans: written without a script, decided, posted, watched; and shut to everybody else."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from guong.audit.models import Entry
from guong.kernel import clock
from guong.plans.models import MonitorRemark, Plan, PlanReturn, Posting
from guong.plans.services import take_down
from guong.web.tasks_plans import tasks
from tests.cast import Cast
from tests.drives.factory import open_test_drive
from tests.plans import stage

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _vietnamese(settings) -> None:  # type: ignore[no-untyped-def]
    settings.LANGUAGE_CODE = "vi"


def _as(cast: Cast, who: str) -> Client:
    client = Client()
    client.force_login(cast.accounts[who])
    return client


def _typed(stamp: int, rows: int = 1, **changes: str) -> dict[str, str]:
    return {
        "stamp": str(stamp), "rows": str(rows), "example": "Tôi đi đầu việc của tổ.", "pledge": "Tôi cam kết làm đúng.",
        "shortcoming-1": stage.ITEM["shortcoming"], "measure-1": stage.ITEM["measure"], "deadline-1": "30/6/2026", **changes,
    }  # type: ignore[return-value]  # fmt: skip


def test_S106_a_plan_is_written_presented_and_submitted_without_a_script(cast: Cast) -> None:
    with cast.at():
        drive, me = open_test_drive(cast), _as(cast, "member")
        assert me.get(reverse("plans-mine")).status_code == 200
        assert me.post(reverse("plan-start", args=[drive.pk])).status_code == 302
        plan = Plan.objects.get()
        edit = reverse("plan-edit", args=[plan.pk])
        assert me.get(edit).status_code == 200
        answer = me.post(edit, {**_typed(0), "act": "add"})
        assert answer["Location"].endswith("?them=1#rows")
        assert b"measure-2" in me.get(f"{edit}?them=1").content
        two = _typed(
            1, 2, **{"shortcoming-2": "Tháng 3 tôi nộp đảng phí muộn.", "measure-2": "Nộp vào ngày mồng 5 hằng tháng."}
        )
        me.post(edit, {**two, "deadline-2": "31/12/2026"})
        plan.refresh_from_db()
        assert [item["deadline"] for item in plan.draft["items"]] == ["2026-06-30", "2026-12-31"]
        me.post(edit, {**two, "stamp": "2", "drop": "2"})
        plan.refresh_from_db()
        assert len(plan.draft["items"]) == 1
        meeting = stage.held_meeting(drive, cast.cell)
        me.post(edit, {**_typed(3), "act": "present", "meeting": str(meeting.pk)})
        answer = me.post(edit, {**_typed(3), "act": "submit"})
        assert answer["Location"] == reverse("plan", args=[plan.pk])
        assert me.get(answer["Location"]).status_code == 200
        assert me.get(edit).status_code == 302  # being read: no longer written


def test_S112_a_wrong_date_keeps_what_was_typed_and_names_its_field(cast: Cast) -> None:
    with cast.at():
        plan, me = stage.presented(cast, open_test_drive(cast)), _as(cast, "member")
        typed = _typed(plan.stamp, **{"deadline-1": "31/02/2026"})
        answer = me.post(reverse("plan-edit", args=[plan.pk]), {**typed, "act": "submit"})
        assert answer.status_code == 422
        assert "31/02/2026" in answer.content.decode()
        assert "deadline-1-error" in answer.content.decode()
        assert not plan.revisions.exists()


def test_Q7_autosave_answers_with_a_stamp_and_tells_of_another_window(cast: Cast) -> None:
    with cast.at():
        plan, me = stage.written(cast, open_test_drive(cast)), _as(cast, "member")
        url = reverse("plan-autosave", args=[plan.pk])
        assert me.post(url, _typed(1)).json() == {"saved": "12:00", "stamp": 2}
        assert me.post(url, _typed(1, example="Khác.")).status_code == 409
        answer = me.post(reverse("plan-edit", args=[plan.pk]), _typed(1, example="Khác."))
        assert answer.status_code == 409
        assert "Khác." in answer.content.decode()
        assert "Tôi đi đầu việc của tổ." in answer.content.decode()


def test_R25_the_secretary_returns_with_a_checklist_and_the_diff_shows_what_changed(cast: Cast) -> None:
    from guong.plans.services import save_plan, submit_plan

    with cast.at():
        drive, head, me = open_test_drive(cast), _as(cast, "cell_secretary"), cast.actor("member")
        plan = stage.submitted(cast, drive)
        assert head.get(reverse("plans-unit", args=[cast.cell.pk, drive.pk])).status_code == 200
        page = reverse("plan", args=[plan.pk])
        assert head.get(page).status_code == 200
        refused = head.post(reverse("plan-return", args=[plan.pk]), {"checklist": ["no_fact"], "reason": ""})
        assert refused.status_code == 422
        assert not PlanReturn.objects.exists()
        head.post(reverse("plan-return", args=[plan.pk]), {"checklist": ["no_fact"], "reason": "Ghi rõ ngày."})
        plan.refresh_from_db()
        again = save_plan(
            actor=me, plan=plan, content=stage.content(measure="Buổi nào vắng tôi báo trước hai ngày."), stamp=1
        )
        submit_plan(actor=me, plan=again)
        shown = head.get(page).content.decode()
        assert "<ins>" in shown
        assert "<del>" in shown
        assert "Ghi rõ ngày." in shown
        head.post(reverse("plan-accept", args=[plan.pk]))
        plan.refresh_from_db()
        assert plan.state == "accepted"


def test_S102_the_secretary_notes_who_has_presented(cast: Cast) -> None:
    with cast.at():
        drive = open_test_drive(cast)
        plan, other = stage.written(cast, drive), stage.written(cast, drive, "sibling_member")
        meeting = stage.held_meeting(drive, cast.cell)
        url = reverse("plans-present", args=[cast.cell.pk, drive.pk])
        _as(cast, "cell_secretary").post(url, {"meeting": meeting.pk, "plan": [plan.pk, other.pk]})
        plan.refresh_from_db()
        other.refresh_from_db()
        assert (plan.state, other.state) == ("presented", "draft")


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("member", 200), ("cell_secretary", 200), ("cell_deputy", 200), ("member2", 403), ("clerk", 403),
        ("ward_secretary", 403), ("standing_member", 403), ("inspector", 403), ("sibling_secretary", 404),
        ("monitor", 404), ("outsider", 404), ("technician", 403),
    ],
)  # fmt: skip
def test_law1_who_opens_a_members_plan(cast: Cast, who: str, status: int) -> None:
    with cast.at():
        plan = stage.accepted(cast, open_test_drive(cast))
        assert _as(cast, who).get(reverse("plan", args=[plan.pk])).status_code == status
        read = Entry.objects.filter(code="audit.personal.read", person_id=plan.person_id).exists()
        assert read is (status == 200 and who != "member")


def test_D7_a_draft_opens_to_nobody_else(cast: Cast) -> None:
    with cast.at():
        plan = stage.written(cast, open_test_drive(cast))
        for who in ("cell_secretary", "clerk", "ward_secretary", "monitor", "member2"):
            client = _as(cast, who)
            for name in ("plan-edit", "plan-autosave", "plan-confirm"):
                url = reverse(name, args=[plan.pk])
                assert client.post(url, _typed(1)).status_code == 404, (who, name)
        assert _as(cast, "cell_secretary").get(reverse("plan", args=[plan.pk])).status_code == 404


def test_S118_the_monitor_reads_its_copy_and_is_shut_out_of_all_else(cast: Cast) -> None:
    with cast.at():
        drive = open_test_drive(cast)
        plan, foreign = stage.accepted(cast, drive), stage.accepted(cast, drive, "sibling_secretary")
        front, copy = _as(cast, "monitor"), stage.front_copy(plan)
        listed = front.get(reverse("monitor-plans")).content.decode()
        assert plan.person.full_name in listed
        assert foreign.person.full_name not in listed
        assert front.get(reverse("monitor-copy", args=[copy.pk])).status_code == 200
        others = [*foreign.deliveries.all(), *plan.deliveries.exclude(route="front")]
        assert {front.get(reverse("monitor-copy", args=[row.pk])).status_code for row in others} == {404}
        for name, args in [
            ("plans-unit", [cast.cell.pk, drive.pk]), ("unit-reviews", [cast.cell.pk, drive.pk]), ("postings", []),
            ("plan", [plan.pk]),
        ]:  # fmt: skip
            assert front.get(reverse(name, args=args)).status_code in {403, 404}, name


def test_S115_the_remark_and_its_answer_go_there_and_back(cast: Cast) -> None:
    with cast.at():
        plan = stage.accepted(cast, open_test_drive(cast))
        front, me = _as(cast, "monitor"), _as(cast, "member")
        url = reverse("monitor-copy", args=[stage.front_copy(plan).pk])
        assert front.post(url, {"text": " "}).status_code == 422
        front.post(url, {"text": "Hôm 28/3 tổ vẫn thấy vắng."})
        remark = MonitorRemark.objects.get()
        assert "Hôm 28/3" in me.get(reverse("plans-mine")).content.decode()
        reply = reverse("monitor-reply", args=[remark.pk])
        assert _as(cast, "member2").get(reply).status_code == 404
        assert me.get(reply).status_code == 200
        assert me.post(reply, {"text": ""}).status_code == 422
        me.post(reply, {"text": "Hôm đó tôi đi viện."})
        assert "Hôm đó tôi đi viện." in front.get(url).content.decode()
        front.post(reverse("plan-receipt", args=[stage.front_copy(plan).pk]))
        assert stage.front_copy(plan).received_at


def test_S108_the_clerk_posts_shows_and_takes_down(cast: Cast) -> None:
    with cast.at():
        plan, clerk = stage.accepted(cast, open_test_drive(cast), "chairman"), _as(cast, "clerk")
        assert plan.person.full_name in clerk.get(reverse("postings")).content.decode()
        url = reverse("posting-new", args=[plan.pk])
        assert clerk.get(url).status_code == 200
        form = {"place": "Trụ sở phường", "from_on": "1/4/2026", "until_on": "15/4/2026", "fields_shown": ["example"]}
        assert clerk.post(url, {**form, "until_on": "31/2/2026"}).status_code == 422
        assert clerk.post(url, {**form, "until_on": "30/6/2026"}).status_code == 422
        assert not Posting.objects.exists()
        clerk.post(url, form)
        posting = Posting.objects.get()
        assert posting.fields == ["example"]
        assert clerk.get(reverse("posting", args=[posting.pk])).status_code == 200
        assert clerk.get(reverse("posting-proof", args=[posting.pk])).status_code == 404
        clerk.post(reverse("posting-take-down", args=[posting.pk]))
        posting.refresh_from_db()
        assert posting.taken_down_at


def test_D13_the_form_to_post_an_ordinary_members_plan_does_not_exist(cast: Cast) -> None:
    with cast.at():
        plan = stage.accepted(cast, open_test_drive(cast))
        clerk = _as(cast, "clerk")
        assert clerk.get(reverse("posting-new", args=[plan.pk])).status_code == 404
        assert clerk.post(reverse("posting-new", args=[plan.pk]), {}).status_code == 404


def test_D21_the_public_page_is_bounded_not_indexed_and_gone_at_once(cast: Cast) -> None:
    with cast.at():
        posting = stage.posted(cast, open_test_drive(cast), fields=("example",))
        url, anybody = reverse("posting-public", args=[posting.token]), Client()
        answer = anybody.get(url)
        words = answer.content.decode()
        assert answer.status_code == 200
        assert "noindex" in answer["X-Robots-Tag"]
        assert answer["Cache-Control"] == "no-store"
        assert 'content="noindex' in words
        assert "Đỗ Quang Hải" in words
        for absent in (stage.ITEM["shortcoming"], "Tôi cam kết", "1970", "DV-001", "csrf"):
            assert str(absent) not in words
        gone = anybody.get(reverse("posting-public", args=["khong-co-to-nay"]))
        take_down(actor=cast.actor("clerk"), posting=posting)
        down = anybody.get(url)
        assert (gone.status_code, down.status_code) == (404, 404)
    with clock.at(clock.local(2026, 3, 31, 23)):
        assert Client().get(url).status_code == 404


def test_D26_typing_for_a_member_on_the_page_waits_for_the_yes(cast: Cast) -> None:
    with cast.at():
        drive, head, her = open_test_drive(cast), _as(cast, "cell_secretary"), _as(cast, "helped")
        url = reverse("plan-type-for", args=[cast.cell.pk, drive.pk, cast.person("helped").pk])
        assert head.get(url).status_code == 200
        assert head.post(url, _typed(0)).status_code == 302
        plan = Plan.objects.get()
        assert her.get(reverse("plan-edit", args=[plan.pk])).status_code == 302
        page = reverse("plan-confirm", args=[plan.pk])
        assert her.get(page).status_code == 200
        her.post(page, {"stamp": plan.stamp})
        plan.refresh_from_db()
        assert plan.confirmed_at
        assert head.get(url).status_code == 404
        assert _as(cast, "member2").get(url).status_code == 403


def test_every_role_is_told_what_it_owes(cast: Cast) -> None:
    """Member: begin, mend, answer; secretary: read; clerk: post; Front: read."""
    with cast.at():
        drive = open_test_drive(cast)
        assert [one.url for one in tasks(cast.actor("member"), clock.today())] == [reverse("plans-mine")]
        plan = stage.returned(cast, drive)
        assert [one.url for one in tasks(cast.actor("member"), clock.today())] == [reverse("plan-edit", args=[plan.pk])]
        stage.submitted(cast, drive, "member2")
        urls = {one.url for one in tasks(cast.actor("cell_secretary"), clock.today())}
        assert reverse("plans-unit", args=[cast.cell.pk, drive.pk]) in urls
        posting = stage.posted(cast, drive)
        stage.accepted(cast, drive, "chairman")
        assert [one.url for one in tasks(cast.actor("clerk"), clock.today())] == [reverse("postings")]
        assert [one.url for one in tasks(cast.actor("monitor"), clock.today())] == [reverse("monitor-plans")]
    with clock.at(clock.local(2026, 5, 1, 8)):
        late = [one for one in tasks(cast.actor("clerk"), clock.today()) if one.late]
        assert [one.url for one in late] == [reverse("posting", args=[posting.pk])]
