"""Minutes after the evening: three days to read, objections that stay, two signatures, a reason to open again (D3, D4)."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from guong.kernel import clock
from guong.kernel.errors import Forbidden, Invalid, NotFound
from guong.meetings import rules, selectors
from guong.meetings.models import Meeting, Minutes, MinutesOpinion, MinutesSignature
from guong.meetings.services.evening import close_meeting, save_minutes
from guong.meetings.services.signing import answer_objection, reopen_minutes, say_of_minutes, sign_minutes
from guong.papers.exports import minutes_docx
from guong.papers.selectors import minutes_paper
from guong.papers.services import draft_minutes
from guong.papers.shapes import Voice
from tests.cast import Cast
from tests.drives.factory import open_test_drive
from tests.meetings.helpers import call_roll, evening

CLOSE = clock.local(2026, 4, 1, 21, 30)
NEXT = clock.local(2026, 4, 2, 9)  # three working days from Wednesday 1 April end on Monday the 6th
LAST = clock.local(2026, 4, 6, 23, 30)
AFTER = clock.local(2026, 4, 7, 8)
WRONG = "Tôi nói hai buổi, không phải ba buổi."


@pytest.fixture
def meeting(cast: Cast) -> Meeting:
    return evening(cast, open_test_drive(cast))


@pytest.fixture
def minutes(cast: Cast, meeting: Meeting) -> Minutes:
    with cast.at(CLOSE):
        call_roll(cast, meeting)
        close_meeting(actor=cast.actor("cell_secretary"), meeting=meeting, conclusion="Rõ việc, rõ người")
        return draft_minutes(actor=cast.actor("cell_secretary"), meeting=meeting)


def _sign_both(cast: Cast, minutes: Minutes) -> None:
    with cast.at(AFTER):
        sign_minutes(actor=cast.actor("cell_secretary"), minutes=minutes, part="keeper", on_paper=True)
        sign_minutes(actor=cast.actor("cell_secretary"), minutes=minutes, part="chair")


@pytest.mark.parametrize(
    ("part", "today", "all_said", "unanswered", "signed", "fault"),
    [
        ("keeper", 6, False, 0, [], "time"),
        ("keeper", 6, True, 0, [], ""),
        ("keeper", 7, False, 0, [], ""),
        ("keeper", 7, False, 1, [], "objections"),
        ("chair", 7, False, 0, [], "order"),
        ("chair", 7, False, 0, ["keeper"], ""),
        ("chair", 7, False, 0, ["keeper", "chair"], "signed"),
    ],
)
def test_D3_minutes_are_signed_after_the_time_to_read(
    part: str, today: int, all_said: bool, unanswered: int, signed: list[str], fault: str
) -> None:
    found = rules.signing_fault(
        part, today=date(2026, 4, today), read_until=date(2026, 4, 6), all_said=all_said, unanswered=unanswered,
        signed=signed,
    )  # fmt: skip
    assert found == fault


def test_D4_signed_is_not_agreed_and_disagreement_says_why(cast: Cast, minutes: Minutes) -> None:
    with cast.at(NEXT):
        with pytest.raises(Invalid) as error:
            say_of_minutes(actor=cast.actor("member"), minutes=minutes, word="seen")
        assert error.value.field == "text"
        say_of_minutes(actor=cast.actor("member"), minutes=minutes, word="seen", text=WRONG)
        say_of_minutes(actor=cast.actor("member2"), minutes=minutes, word="declined")
        with pytest.raises(Invalid):
            say_of_minutes(actor=cast.actor("member"), minutes=minutes, word="agree")
        shown = selectors.reading(actor=cast.actor("member2"), minutes=minutes)
    assert dict(shown.counts) == {"agree": 0, "seen": 1, "declined": 1}
    assert shown.said == 2
    assert [one.text for one in shown.objections] == [WRONG]


def test_D3_an_objection_comes_in_time_and_from_the_body_only(cast: Cast, minutes: Minutes) -> None:
    with cast.at(NEXT), pytest.raises(NotFound):
        say_of_minutes(actor=cast.actor("sibling_member"), minutes=minutes, word="agree")
    with cast.at(NEXT), pytest.raises((Forbidden, NotFound)):
        say_of_minutes(actor=cast.actor("clerk"), minutes=minutes, word="agree")
    with cast.at(LAST):
        say_of_minutes(actor=cast.actor("member"), minutes=minutes, word="agree")
    with cast.at(AFTER), pytest.raises(Invalid):
        say_of_minutes(actor=cast.actor("member2"), minutes=minutes, word="agree")


def test_D3_an_objection_is_answered_before_signing_and_printed_for_ever(cast: Cast, minutes: Minutes) -> None:
    chair = cast.actor("cell_secretary")
    with cast.at(NEXT):
        said = say_of_minutes(actor=cast.actor("member"), minutes=minutes, word="seen", text=WRONG)
    with cast.at(AFTER):
        with pytest.raises(Invalid):
            sign_minutes(actor=chair, minutes=minutes, part="keeper", on_paper=True)
        with pytest.raises(Forbidden):
            answer_objection(actor=cast.actor("member2"), opinion=said, text="Đúng")
        answer_objection(actor=chair, opinion=said, text="Chi bộ đã sửa thành hai buổi.")
        with pytest.raises(Invalid):
            answer_objection(actor=chair, opinion=said, text="Lần nữa")
        paper = minutes_paper(actor=chair, meeting=minutes.meeting)
        assert minutes_docx(actor=chair, meeting=minutes.meeting)[:2] == b"PK"
    voices = [(one.words, one.answer) for one in paper.blocks if isinstance(one, Voice)]
    assert (WRONG, "Chi bộ đã sửa thành hai buổi.") in voices


def test_R42_nobody_answers_his_own_objection(cast: Cast, minutes: Minutes) -> None:
    with cast.at(NEXT):
        said = say_of_minutes(actor=cast.actor("cell_secretary"), minutes=minutes, word="seen", text=WRONG)
        with pytest.raises(Invalid):
            answer_objection(actor=cast.actor("cell_secretary"), opinion=said, text="Thôi được")
    with pytest.raises(IntegrityError), transaction.atomic():
        MinutesOpinion.objects.filter(pk=said.pk).update(answered_by=cast.person("cell_secretary"))


def test_D3_keeper_then_chair_sign_and_a_signed_version_is_closed(cast: Cast, minutes: Minutes) -> None:
    chair = cast.actor("cell_secretary")
    with cast.at(NEXT), pytest.raises(Invalid):
        sign_minutes(actor=chair, minutes=minutes, part="keeper", on_paper=True)
    with cast.at(AFTER):
        with pytest.raises(Invalid):
            sign_minutes(actor=chair, minutes=minutes, part="chair")
        with pytest.raises(Forbidden):
            sign_minutes(actor=cast.actor("member"), minutes=minutes, part="keeper")
    _sign_both(cast, minutes)
    assert list(MinutesSignature.objects.order_by("pk").values_list("part", "on_paper")) == [
        ("keeper", True),
        ("chair", False),
    ]
    with cast.at(AFTER), pytest.raises(Invalid):
        save_minutes(actor=chair, meeting=minutes.meeting, body={"conclusion": "khác"})


def test_D3_signed_minutes_open_again_only_with_a_reason(cast: Cast, minutes: Minutes) -> None:
    chair = cast.actor("cell_secretary")
    with cast.at(AFTER), pytest.raises(Invalid):
        reopen_minutes(actor=chair, minutes=minutes, reason="Ghi nhầm ngày")
    _sign_both(cast, minutes)
    with cast.at(AFTER):
        with pytest.raises(Invalid) as error:
            reopen_minutes(actor=chair, minutes=minutes, reason="  ")
        assert error.value.field == "reason"
        reopen_minutes(actor=chair, minutes=minutes, reason="Ghi nhầm ngày")
        second = save_minutes(actor=chair, meeting=minutes.meeting, body={**minutes.body, "conclusion": "Đã sửa ngày"})
        shown = selectors.reading(actor=chair, minutes=second)
    assert second.number == minutes.number + 1
    assert minutes.signatures.count() == 2
    assert not shown.signed
    assert [one.reason for one in shown.reopenings] == ["Ghi nhầm ngày"]


def test_D3_a_member_objects_on_the_page_and_the_cell_answers(client: Client, cast: Cast, minutes: Minutes) -> None:
    page, say = (reverse(name, args=[minutes.meeting_id]) for name in ("minutes", "minutes-say"))
    with cast.at(NEXT):
        client.force_login(cast.accounts["member"])
        assert "Tôi đã đọc biên bản" in client.get(page).content.decode()
        refused = client.post(say, {"word": "agree?", "text": WRONG})
        assert (refused.status_code, WRONG in refused.content.decode()) == (422, True)
        assert client.post(say, {"word": "seen", "text": WRONG}).status_code == 302
        client.force_login(cast.accounts["cell_secretary"])
        answer = reverse("minutes-answer", args=[MinutesOpinion.objects.get().pk])
        assert client.post(answer, {"text": ""}).status_code == 422
        assert client.post(answer, {"text": "Đã sửa."}).status_code == 302
        client.force_login(cast.accounts["member2"])
        shown = client.get(page).content.decode()
    assert WRONG in shown
    assert "Đã sửa." in shown


def test_D3_signing_and_opening_again_in_the_browser(client: Client, cast: Cast, minutes: Minutes) -> None:
    sign, again = (reverse(name, args=[minutes.meeting_id]) for name in ("minutes-sign", "minutes-reopen"))
    with cast.at(AFTER):
        client.force_login(cast.accounts["cell_secretary"])
        assert client.post(sign, {"part": "chair"}).status_code == 422
        assert client.post(sign, {"part": "keeper", "on_paper": "on"}).status_code == 302
        assert client.post(sign, {"part": "chair"}).status_code == 302
        assert "ký trên giấy" in client.get(reverse("minutes", args=[minutes.meeting_id])).content.decode()
        assert client.post(again, {"reason": ""}).status_code == 422
        assert client.post(again, {"reason": "Ghi nhầm ngày"}).status_code == 302
