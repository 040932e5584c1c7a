"""D23: a member takes everything along, asks, and somebody else answers with words and by a day."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from guong.audit.models import Entry
from guong.audit.reads import log_read, restricted
from guong.corrections import services as corrections
from guong.corrections.selectors import findings_of_unit
from guong.figures.selectors import figures
from guong.kernel import clock
from guong.kernel.actor import Nobody
from guong.kernel.errors import Forbidden, Invalid, NotFound, Restricted
from guong.privacy import rules, selectors
from guong.privacy.models import Request
from guong.privacy.mydata.package import my_package
from guong.privacy.services import asking
from guong.reviews import selectors as review_selectors
from guong.reviews import services as reviews
from tests.cast import SYSTEM, Cast
from tests.drives.factory import open_test_drive
from tests.reviews.helpers import FULL

WORDS = "Ngày vào Đảng của tôi ghi sai"


def _asked(cast: Cast, kind: str = "correct") -> Request:
    return asking.ask(actor=cast.actor("member"), kind=kind, words=WORDS)


@pytest.mark.parametrize(
    ("asked_on", "expected"), [(date(2026, 4, 1), date(2026, 4, 3)), (date(2026, 4, 3), date(2026, 4, 7))]
)
def test_D23_a_request_is_taken_in_within_working_days(asked_on: date, expected: date) -> None:
    assert rules.take_in_by(asked_on, 2) == expected


def test_D23_a_request_has_its_days_and_is_answered_by_somebody_else_with_words(cast: Cast) -> None:
    with cast.at():
        made = _asked(cast, "restrict")
        assert (made.take_in_due_on, made.due_on) == (date(2026, 4, 3), date(2026, 4, 16))
        clerk = cast.actor("clerk")
        assert selectors.requests(actor=clerk, open_only=True) == [made]
        made = asking.take_in(actor=clerk, request=made)
        with pytest.raises(Invalid):
            asking.take_in(actor=clerk, request=made)
        with pytest.raises(Invalid):
            asking.answer(actor=clerk, request=made, fulfil=False, words="  ")
        done = asking.answer(actor=clerk, request=made, fulfil=False, words="Theo Điều lệ, chi bộ còn cần")
        assert (done.state, done.answered_by_label) == ("refused", "clerk")
        with pytest.raises(Invalid):
            asking.answer(actor=clerk, request=made, fulfil=True, words="lần nữa")
        assert selectors.requests(actor=clerk, open_only=True) == []
    assert "Theo Điều lệ" not in "".join(str(row.changes) + row.reason for row in Entry.objects.all())


def test_R42_nobody_answers_his_own_request_nor_a_foreign_office(cast: Cast) -> None:
    with cast.at():
        made = _asked(cast)
        for who, error in (("cell_secretary", Forbidden), ("sibling_secretary", NotFound), ("technician", Forbidden)):
            with pytest.raises(error):
                asking.take_in(actor=cast.actor(who), request=made)
        cast.people["member"].account = cast.accounts["clerk"]
        Request.objects.update(asked_account_id=cast.accounts["clerk"].pk)
        with pytest.raises(Forbidden):
            asking.answer(actor=cast.actor("clerk"), request=made, fulfil=True, words="Đã sửa")
    with pytest.raises(IntegrityError), transaction.atomic():
        Request.objects.update(answered_account_id=cast.accounts["clerk"].pk)


def test_D23_the_time_is_extended_once_with_a_reason_and_a_request_may_be_taken_back(cast: Cast) -> None:
    clerk = cast.actor("clerk")
    with cast.at():
        made = _asked(cast)
        with pytest.raises(Invalid):
            asking.extend(actor=clerk, request=made, reason="")
        later = asking.extend(actor=clerk, request=made, reason="Chờ xác minh hồ sơ gốc")
        assert later.due_on == made.due_on + timedelta(days=15)
        with pytest.raises(Invalid):
            asking.extend(actor=clerk, request=made, reason="Chờ nữa")
        with pytest.raises(NotFound):
            asking.withdraw(actor=cast.actor("member2"), request=made)
        assert asking.withdraw(actor=cast.actor("member"), request=made).state == "withdrawn"
        with pytest.raises(Invalid):
            asking.extend(actor=clerk, request=made, reason="Chờ nữa")


def test_bad_requests_keep_nothing(cast: Cast) -> None:
    with cast.at():
        for kind, words in (("correct", " "), ("steal", WORDS)):
            with pytest.raises(Invalid):
                asking.ask(actor=cast.actor("member"), kind=kind, words=words)
        for actor in (cast.actor("clerk"), Nobody()):
            with pytest.raises(NotFound):
                asking.ask(actor=actor, kind="correct", words=WORDS)
        assert selectors.my_requests(actor=cast.actor("clerk")) == []
        for who in ("member", "outsider"):
            with pytest.raises(NotFound):
                selectors.requests(actor=cast.actor(who))
    assert not Request.objects.exists()


def test_D23_in_the_browser_asked_by_the_member_overdue_at_the_office_answered_and_read(cast: Cast) -> None:
    member, clerk = Client(), Client()
    member.force_login(cast.accounts["member"])
    clerk.force_login(cast.accounts["clerk"])
    with cast.at():
        assert member.post("/ho-so/quyen/", {"kind": "", "words": ""}).status_code == 422
        assert member.post("/ho-so/quyen/", {"kind": "correct", "words": WORDS}).status_code == 302
    made = Request.objects.get()
    page = f"/du-lieu-ca-nhan/yeu-cau/{made.pk}/"
    with cast.at(clock.local(2026, 4, 20, 9)):
        assert "Tiếp nhận yêu cầu về dữ liệu cá nhân" in clerk.get("/").content.decode()
        assert "d-late" in clerk.get("/du-lieu-ca-nhan/").content.decode()
        assert WORDS in clerk.get(page).content.decode()
        assert clerk.post(f"{page}nhan/").status_code == 302
        assert clerk.post(f"{page}gia-han/", {"reason": "Chờ hồ sơ gốc"}).status_code == 302
        assert clerk.post(page, {"fulfil": "1"}).status_code == 422
        assert clerk.post(page, {"fulfil": "1", "words": "Đã sửa ngày vào Đảng"}).status_code == 302
        assert "Đã sửa ngày vào Đảng" in member.get("/ho-so/quyen/").content.decode()
        assert member.post(f"/ho-so/quyen/{made.pk}/rut/").status_code == 400


def test_D23_everything_about_me_in_one_package(cast: Cast, client: Client) -> None:
    drive = open_test_drive(cast)
    with cast.at():
        member, other = cast.actor("member"), cast.actor("member2")
        reviews.start_review(actor=member, drive=drive, person=cast.person("member"))
        remark = reviews.make_remark(
            actor=other, drive=drive, unit=cast.cell, addressee="person", person=cast.person("member"),
            fact="Ngày 2/3 vắng buổi tổng vệ sinh", judgement="",
        )  # fmt: skip
        reviews.reply_to_remark(actor=member, remark=remark, kind="accept", text="Tôi nhận")
        reviews.make_remark(
            actor=other, drive=drive, unit=cast.cell, addressee="person", person=cast.person("cell_deputy"),
            fact="Lời chỉ dành cho người khác", judgement="",
        )  # fmt: skip
        log_read(
            actor=cast.actor("cell_secretary"), person_id=cast.person("member").pk, unit_path=cast.cell.path,
            part="plan", target=cast.person("member"),
        )  # fmt: skip
        _asked(cast)
        client.force_login(cast.accounts["member"])
        answer = client.get("/ho-so/tai-ve/")
    assert answer["Content-Type"] == "application/zip"
    with zipfile.ZipFile(io.BytesIO(answer.content)) as package:
        data = json.loads(package.read("ho-so-cua-toi.json"))
        text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(package.read("ho-so-cua-toi.pdf"))).pages)
    assert data["person"]["name"] == "Phạm Văn Bường"
    assert data["remarks_about_me"][0]["reply"]["text"] == "Tôi nhận"
    assert data["who_read"][0]["who"] == "Nguyễn Văn Thuận"
    assert data["requests"][0]["text"] == WORDS
    for words in ("HỒ SƠ CỦA TÔI", "tổng vệ sinh", "Tôi nhận", "Nguyễn Văn Thuận"):
        assert words in text
    assert "người khác" not in text + json.dumps(data, ensure_ascii=False)
    assert Entry.objects.filter(code="privacy.file.taken").count() == 1


def test_an_account_without_a_person_takes_an_empty_package(cast: Cast) -> None:
    with cast.at(), zipfile.ZipFile(io.BytesIO(my_package(actor=cast.actor("clerk"), person=None))) as package:
        assert json.loads(package.read("ho-so-cua-toi.json"))["person"] is None


def test_D23_restricted_words_are_opened_by_nobody_but_their_owner_until_the_restriction_ends(
    cast: Cast, client: Client
) -> None:
    """The right of law 91/2025: pages, lists, papers and opened files are closed; figures, and the comrade's own file, are not."""
    drive = open_test_drive(cast)
    secretary, member = cast.actor("cell_secretary"), cast.actor("member")
    with cast.at():
        review = reviews.start_review(actor=member, drive=drive, person=cast.person("member"))
        review = reviews.save_draft(actor=member, review=review, content=FULL, stamp=review.stamp)
        reviews.hand_in(actor=member, review=review)
        reviews.make_remark(
            actor=cast.actor("member2"), drive=drive, unit=cast.cell, addressee="person", person=cast.person("member"),
            fact="Ngày 2/3 vắng buổi tổng vệ sinh", judgement="",
        )  # fmt: skip
        corrections.state_finding(
            actor=secretary, drive=drive, unit=cast.cell, subject="person", person=cast.person("member"), kind="work",
            fact="Chậm nộp báo cáo tháng 2", source="review",
        )  # fmt: skip
        before = figures(actor=SYSTEM, drive=drive, unit=cast.cell)
        made = _asked(cast, "restrict")
        asking.answer(actor=cast.actor("clerk"), request=made, fulfil=True, words="Đã hạn chế")
        client.force_login(cast.accounts["cell_secretary"])
        page = reverse("review-read", args=[review.pk])
        answer = client.get(page)
        assert answer.status_code == 403
        assert "đề nghị tạm không sử dụng" in answer.content.decode()
        assert client.get(reverse("review-pdf", args=[review.pk])).status_code == 403
        assert review_selectors.remarks_of_unit(actor=secretary, drive=drive, unit=cast.cell) == []
        assert findings_of_unit(actor=secretary, unit=cast.cell) == []
        with pytest.raises(Restricted):
            review_selectors.handed_in_of(actor=secretary, unit=cast.cell, person_id=cast.person("member").pk)
        assert figures(actor=SYSTEM, drive=drive, unit=cast.cell) == before
        client.force_login(cast.accounts["member"])
        assert client.get(page).status_code == 200
        assert len(review_selectors.remarks_about_me(actor=member)) == 1
        assert "tạm không được sử dụng" in client.get("/ho-so/quyen/").content.decode()
        assert client.post(f"/ho-so/quyen/{made.pk}/cho-dung-lai/")["Location"] == "/ho-so/quyen/"
        with pytest.raises(Invalid):
            asking.release(actor=member, request=made)
        client.force_login(cast.accounts["cell_secretary"])
        assert client.get(page).status_code == 200


def test_D23_the_office_ends_a_restriction_with_words_that_the_comrade_reads(cast: Cast, client: Client) -> None:
    with cast.at():
        made = _asked(cast, "restrict")
        other = asking.ask(actor=cast.actor("member2"), kind="object", words="Không đồng ý")
        for row in (made, other):
            asking.answer(actor=cast.actor("clerk"), request=row, fulfil=True, words="Đã hạn chế")
        assert restricted([cast.person("member").pk, cast.person("member2").pk]) == {cast.person("member").pk}
        client.force_login(cast.accounts["clerk"])
        page = f"/du-lieu-ca-nhan/yeu-cau/{made.pk}/"
        assert "Chấm dứt việc hạn chế" in client.get(page).content.decode()
        assert client.post(f"{page}cho-dung-lai/", {"words": " "}).status_code == 422
        assert client.post(f"{page}cho-dung-lai/", {"words": "Hết lý do theo Điều lệ"})["Location"] == page
        assert "Hết lý do theo Điều lệ" in client.get(page).content.decode()
        with pytest.raises(NotFound):
            asking.release(actor=cast.actor("clerk"), request=other, words="x")
        for who, error in (("cell_secretary", Forbidden), ("sibling_secretary", NotFound)):
            with pytest.raises(error):
                asking.release(actor=cast.actor(who), request=made, words="x")
    assert list(Entry.objects.filter(code__startswith="audit.personal.re", code__endswith="ed").values_list("code", flat=True)) == [
        "audit.personal.restricted", "audit.personal.released",
    ]  # fmt: skip
