"""Questions from below, answers from above, one answer for many, and the fold on the screens they concern (S130, S144)."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from guong.audit.models import Entry
from guong.kernel.errors import Forbidden, Invalid, NotFound
from guong.org.services import create_unit
from guong.questions import rules, selectors, services
from guong.questions.models import Answer, Question
from tests.cast import SYSTEM, Cast
from tests.drives.factory import open_test_drive
from tests.meetings.helpers import EVENING, evening

CONCLUDE = "Chủ trì có phải kết luận ưu, khuyết điểm của từng đảng viên hay không?"


def ask(cast: Cast, who: str, words: str = CONCLUDE, topic: str = "meeting", unit: str = "cell") -> Question:
    with cast.at():
        return services.ask(actor=cast.actor(who), unit=getattr(cast, unit), topic=topic, words=words)


def answered(cast: Cast, questions: list[Question], publish: bool = True, who: str = "clerk") -> Answer:
    with cast.at():
        return services.give_answer(
            actor=cast.actor(who), questions=questions, heading="Có phải kết luận từng đồng chí không?",
            words="Không. Đợt này là sinh hoạt chính trị, không kết luận từng người.", publish=publish,
        )  # fmt: skip


def test_S130_alike_questions_come_together_and_others_stay_apart() -> None:
    asked = [
        (1, "meeting", CONCLUDE), (2, "meeting", "Ai ký biên bản khi bí thư vắng?"),
        (3, "meeting", "chu tri co phai ket luan uu, khuyet diem tung dang vien khong"), (4, "report", CONCLUDE),
    ]  # fmt: skip
    assert rules.groups(asked) == [[1, 3], [2], [4]]
    assert rules.likeness(rules.pairs(""), rules.pairs("")) == 0


def test_S130_what_is_known_already_is_offered_before_asking() -> None:
    known = [(7, "Có phải kết luận ưu, khuyết điểm của từng đảng viên không? Không."), (8, "Nộp báo cáo ngày nào?")]
    assert rules.nearest(CONCLUDE, known) == [7]
    assert rules.nearest("", known) == []


def test_S130_a_members_question_lies_with_the_cell_and_goes_up_without_a_name(cast: Cast) -> None:
    asked = ask(cast, "member")
    assert (asked.at, asked.person) == (cast.cell, cast.person("member"))
    assert selectors.asker(actor=cast.actor("cell_secretary"), question=asked) == "Phạm Văn Bường"
    with pytest.raises(NotFound):
        selectors.question(actor=cast.actor("clerk"), question_id=asked.pk)
    with cast.at():
        asked = services.pass_on(actor=cast.actor("cell_secretary"), question=asked)
    seen = selectors.question(actor=cast.actor("clerk"), question_id=asked.pk)
    assert (seen.at, selectors.asker(actor=cast.actor("clerk"), question=seen)) == (cast.ward, "")
    with pytest.raises(NotFound):
        selectors.question(actor=cast.actor("cell_secretary"), question_id=asked.pk)


def test_S130_one_answer_for_many_and_whoever_asked_is_told(cast: Cast) -> None:
    first, second = ask(cast, "cell_secretary"), ask(cast, "sibling_secretary", unit="sibling")
    lying = selectors.desk(actor=cast.actor("clerk"))
    assert [{one.pk for one in group.all} for group in lying] == [{first.pk, second.pk}]
    given = answered(cast, [first, second])
    assert set(given.questions.values_list("pk", flat=True)) == {first.pk, second.pk}
    assert [one.pk for one in selectors.waiting(actor=cast.actor("sibling_secretary")).mine] == [second.pk]
    assert selectors.waiting(actor=cast.actor("clerk")).desk == ()
    with cast.at():
        services.close(actor=cast.actor("sibling_secretary"), question=second)
    assert selectors.waiting(actor=cast.actor("sibling_secretary")).mine == ()


def test_S130_not_clear_is_asked_again_and_closes_the_first(cast: Cast) -> None:
    first = ask(cast, "cell_secretary")
    answered(cast, [first])
    with cast.at():
        again = services.ask(
            actor=cast.actor("cell_secretary"),
            unit=cast.cell,
            topic="meeting",
            words="Còn tập thể thì sao?",
            follows=first,
        )
    first.refresh_from_db()
    assert (first.state, again.follows_id, again.state) == ("closed", first.pk, "asked")


def test_Z7_a_foreign_answer_is_the_same_as_none_and_an_unpublished_one_too(cast: Cast) -> None:
    other = create_unit(actor=SYSTEM, code="XA-KHAC", name="Đảng ủy xã khác", kind="commune", parent=cast.district)
    village = create_unit(actor=SYSTEM, code="XK-01", name="Chi bộ thôn", kind="cell_village", parent=other)
    with cast.at():
        theirs = services.ask(actor=SYSTEM, unit=village, topic="plan", words="Kế hoạch nộp ở đâu?")
        foreign = services.give_answer(
            actor=SYSTEM, questions=[theirs], heading="Nộp ở đâu?", words="Ở xã.", publish=True
        )
    quiet = answered(cast, [ask(cast, "cell_secretary")], publish=False)
    for who, key in (
        ("clerk", foreign.pk),
        ("member", foreign.pk),
        ("member", quiet.pk),
        ("sibling_secretary", quiet.pk),
    ):
        with pytest.raises(NotFound):
            selectors.answer(actor=cast.actor(who), answer_id=key)
    assert selectors.answer(actor=cast.actor("cell_secretary"), answer_id=quiet.pk) == quiet
    with pytest.raises(NotFound):
        answered(cast, [theirs])


def test_R42_nobody_answers_his_own_and_a_member_has_no_desk(cast: Cast) -> None:
    asked = ask(cast, "member")
    with pytest.raises(NotFound):
        answered(cast, [asked], who="member2")
    own = Question.objects.create(
        unit=cast.cell,
        at=cast.cell,
        person=cast.person("cell_secretary"),
        topic="plan",
        text="?",
        asked_at=asked.asked_at,
    )
    with pytest.raises(Forbidden):
        answered(cast, [own], who="cell_secretary")
    with pytest.raises(Forbidden):
        services.ask(actor=cast.actor("inspector"), unit=cast.cell, topic="plan", words="Gì?")


@pytest.mark.parametrize(
    ("words", "topic", "field"), [(" \n", "plan", "text"), ("a" * 4001, "plan", "text"), ("Gì?", "lạ", "topic")]
)
def test_a_bad_question_keeps_nothing(cast: Cast, words: str, topic: str, field: str) -> None:
    with pytest.raises(Invalid) as error:
        ask(cast, "member", words, topic)
    assert (error.value.field, Question.objects.count()) == (field, 0)


def test_an_answered_question_is_not_answered_twice_and_no_line_of_the_log_holds_its_words(cast: Cast) -> None:
    asked = ask(cast, "cell_secretary")
    answered(cast, [asked])
    with pytest.raises(Invalid):
        answered(cast, [asked])
    lines = [f"{one.target_label} {one.changes}" for one in Entry.objects.filter(code__startswith="questions.")]
    assert lines
    assert not any("kết luận" in line for line in lines)


def test_S144_in_the_browser_from_the_question_to_the_fold_on_the_screen(cast: Cast, client: Client) -> None:
    drive = open_test_drive(cast)
    with cast.at():
        client.force_login(cast.accounts["cell_secretary"])
        page = client.get(reverse("registration", args=[drive.pk, cast.cell.pk]))
        assert f"ve=registration&amp;dot={drive.pk}" in page.content.decode()
        sent = {
            "topic": "registration",
            "text": "Có được đổi ngày đã đăng ký không?",
            "unit": cast.cell.pk,
            "drive": drive.pk,
        }
        assert client.post(reverse("question-ask"), sent | {"text": ""}).status_code == 422
        assert client.post(reverse("question-ask"), sent).status_code == 302
        asked = Question.objects.get()
        client.force_login(cast.accounts["clerk"])
        assert "1 câu hỏi" in client.get(reverse("home")).content.decode()
        assert "Có được đổi ngày" in client.get(reverse("questions-desk")).content.decode()
        give = {
            "act": "new",
            "cau": asked.pk,
            "heading": "Đổi ngày đã đăng ký",
            "words": "Được, ghi rõ lý do.",
            "publish": "",
        }
        assert client.post(reverse("questions-give"), give).status_code == 422
        assert client.post(reverse("questions-give"), give | {"publish": "yes"}).status_code == 302
        client.force_login(cast.accounts["sibling_secretary"])
        fold = client.get(reverse("registration", args=[drive.pk, cast.sibling.pk])).content.decode()
        assert "Được, ghi rõ lý do." in fold
        assert "Đổi ngày đã đăng ký" in client.get(reverse("questions"), {"tim": "doi ngay"}).content.decode()
        again = client.post(
            reverse("question-ask"), sent | {"unit": cast.sibling.pk, "text": "Đổi ngày đã đăng ký được không?"}
        )
        assert (again.status_code, Question.objects.count()) == (200, 1)
        client.force_login(cast.accounts["cell_secretary"])
        assert "Câu hỏi của đồng chí đã được trả lời" in client.get(reverse("home")).content.decode()
        assert client.post(reverse("question-act", args=[asked.pk, "ro"])).status_code == 302
        assert client.post(reverse("question-act", args=[asked.pk, "la"])).status_code == 404


def test_S144_an_answer_is_put_better_and_taken_down_in_the_browser(cast: Cast, client: Client) -> None:
    given = answered(cast, [ask(cast, "cell_secretary")])
    with cast.at():
        client.force_login(cast.accounts["clerk"])
        url = reverse("answer-edit", args=[given.pk])
        assert client.get(url).status_code == 200
        assert client.post(url, {"heading": "Kết luận?", "words": "Không.", "publish": "no"}).status_code == 302
        client.force_login(cast.accounts["sibling_secretary"])
        assert client.get(reverse("answer", args=[given.pk])).status_code == 404
        assert client.post(url, {"heading": "x", "words": "y", "publish": "yes"}).status_code == 404


def test_S144_what_the_chair_asks_is_answered_on_the_runner(cast: Cast, client: Client) -> None:
    drive = open_test_drive(cast)
    answered(cast, [ask(cast, "sibling_secretary", unit="sibling")])
    meeting = evening(cast, drive)
    with cast.at(EVENING):
        client.force_login(cast.accounts["cell_secretary"])
        for url in (reverse("meeting-run", args=[meeting.pk]), reverse("remark-new", args=[cast.cell.pk, drive.pk])):
            assert client.get(url).status_code == 200
        page = client.get(reverse("meeting-run", args=[meeting.pk])).content.decode()
        client.force_login(cast.accounts["clerk"])
        assert client.get(reverse("drive-chain-unit", args=[drive.pk, cast.ward.pk])).status_code == 200
    assert "Không. Đợt này là sinh hoạt chính trị" in page
