"""D8: words end when their time ends; the row stays, the figures stay, the chain stays; holds and open matters keep them."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from io import BytesIO

import pytest
from django.apps import apps
from django.db import IntegrityError, models, transaction
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from guong.access.fieldclasses import FieldClass
from guong.access.fields import class_of
from guong.audit.models import Entry
from guong.audit.selectors import verify
from guong.corrections import services as corrections
from guong.drives.models import Drive
from guong.figures.checks import drift
from guong.kernel import clock
from guong.kernel.errors import Forbidden, Invalid, NotFound
from guong.meetings.models import Meeting, Note
from guong.meetings.services import evening
from guong.org.models import StandingRequest
from guong.org.services import ask_standing, decide_request
from guong.plans import services as plans
from guong.plans.models import Plan
from guong.privacy import rulebook, rules, selectors
from guong.privacy.classes import CLASSES, ERASED, OUTSIDE
from guong.privacy.models import Certificate, Hold, Purpose, Request
from guong.privacy.services import asking
from guong.privacy.services.erasing import erase_due
from guong.privacy.services.holding import ask_hold, confirm_hold, lift_hold
from guong.privacy.services.publishing import change_purpose, ensure_purposes, publish_settings
from guong.reviews import services as reviews
from guong.reviews.models import Remark, SelfReview
from tests.cast import NOON, SYSTEM, Cast
from tests.drives.factory import open_test_drive
from tests.reviews.helpers import FULL

OVER = clock.local(2030, 1, 1, 2)  # the drive ends in 2026: three years, to the end of 2029


def _said(cast: Cast) -> Drive:
    """A review, a remark with a reply, and a closed finding of one member."""
    drive = open_test_drive(cast)
    member, chair = cast.actor("member"), cast.actor("cell_secretary")
    with cast.at(NOON):
        review = reviews.start_review(actor=member, drive=drive, person=cast.person("member"))
        review = reviews.save_draft(actor=member, review=review, content=FULL, stamp=review.stamp)
        reviews.hand_in(actor=member, review=review)
        remark = reviews.make_remark(
            actor=cast.actor("member2"), drive=drive, unit=cast.cell, addressee="person", person=cast.person("member"),
            fact="Ngày 2/3 vắng buổi tổng vệ sinh", judgement="",
        )  # fmt: skip
        reviews.reply_to_remark(actor=member, remark=remark, kind="explain", text="Tôi đi viện")
        finding = corrections.state_finding(
            actor=chair, drive=drive, unit=cast.cell, subject="person", person=cast.person("member"), kind="work",
            fact="Chậm nộp báo cáo tháng 2", source="review", severity="small",
        )  # fmt: skip
        corrections.close_small(actor=chair, finding=finding)
    return drive


def _erase(moment: datetime = OVER) -> list[Certificate]:
    with clock.at(moment):
        return erase_due(actor=SYSTEM, today=clock.today())


def test_D8_the_last_day_is_the_end_of_the_year() -> None:
    assert rules.keep_until(date(2026, 6, 30), 3) == date(2029, 12, 31)
    assert rules.keep_until(date(9998, 1, 1), 30) == date(9999, 12, 31)
    assert rules.longest_hold(date(2026, 2, 28)) == date(2028, 2, 28)


def test_D8_words_end_when_their_time_ends_and_rows_figures_and_the_chain_stay(cast: Cast) -> None:
    drive = _said(cast)
    rows = Remark.objects.count(), SelfReview.objects.count()
    assert _erase(OVER - timedelta(days=2)) == []
    (made,) = _erase()
    assert (Remark.objects.count(), SelfReview.objects.count()) == rows
    assert Remark.objects.get().fact == ERASED
    assert Remark.objects.get().reply.text == ERASED
    review = SelfReview.objects.get()
    assert (review.draft, review.state, review.revisions.get().content) == ({}, "handed_in", {})
    assert drift(actor=SYSTEM) == []
    assert verify()[1] == []
    assert made.drive == drive
    assert made.texts == sum(line["texts"] for line in made.lines) >= 5
    assert Entry.objects.order_by("-seq")[0].code == "privacy.texts.erased"
    assert _erase() == []  # the next night finds nothing


def test_D8_erased_rows_still_open_in_the_browser(cast: Cast, client: Client) -> None:
    _said(cast)
    _erase()
    client.force_login(cast.accounts["member"])
    with clock.at(OVER):
        assert ERASED in client.get("/ho-so/").content.decode()
        assert client.get(f"/tu-soi/{SelfReview.objects.get().pk}/doc/").status_code in {200, 404}
        assert client.get("/ho-so/tai-ve/").status_code == 200
        clerk = Client()
        clerk.force_login(cast.accounts["clerk"])
        assert clerk.get("/du-lieu-ca-nhan/chung-nhan/").status_code == 200
        paper = clerk.get(f"/du-lieu-ca-nhan/chung-nhan/{Certificate.objects.get().pk}/")
    assert "GIẤY CHỨNG NHẬN" in "".join(page.extract_text() for page in PdfReader(BytesIO(paper.content)).pages)


def test_D8_an_erased_plan_keeps_its_shape_and_its_pages(cast: Cast, client: Client) -> None:
    drive, member = open_test_drive(cast), cast.actor("member")
    with cast.at(NOON):
        plan = plans.start_plan(actor=member, drive=drive, person=cast.person("member"))
        content = {"example": "Đọc báo Đảng mỗi sáng", "pledge": "Tôi cam kết", "items": []}
        plans.save_plan(actor=member, plan=plan, content=content, stamp=plan.stamp)
    assert _erase()[0].texts == 1
    assert Plan.objects.get().draft == {"example": "", "pledge": "", "items": []}
    client.force_login(cast.accounts["member"])
    with clock.at(OVER):
        assert client.get(reverse("plan-edit", args=[plan.pk])).status_code == 200
    assert _erase() == []


def test_D8_a_period_is_a_setting_and_the_certificate_names_its_version(cast: Cast) -> None:
    _said(cast)
    with cast.at(NOON):
        clerk = cast.actor("clerk")
        values = rulebook.defaults()
        values["keep_remarks"]["value"] = 1
        made = publish_settings(actor=clerk, unit=cast.ward, values=values, note="Quyết định của Ban Thường vụ")
        for wrong in ({**values, "keep_remarks": {"value": 99}}, {**values, "keep_remarks": {"value": "x"}}):
            with pytest.raises(Invalid):
                publish_settings(actor=clerk, unit=cast.ward, values=wrong, note="x")
        for note in ("", "lần nữa"):
            with pytest.raises(Invalid):
                publish_settings(actor=clerk, unit=cast.ward, values=values, note=note)
    assert rulebook.current(cast.cell.path) == made
    assert rulebook.current(cast.district.path).version == 1
    (certificate,) = _erase(clock.local(2028, 1, 1, 2))
    assert certificate.settings == made
    assert [line["class"] for line in certificate.lines] == ["keep_remarks"]
    assert SelfReview.objects.get().draft == FULL


def test_D8_an_open_finding_or_request_keeps_what_concerns_its_person(cast: Cast) -> None:
    drive = _said(cast)
    with cast.at(NOON):
        corrections.state_finding(
            actor=cast.actor("cell_secretary"), drive=drive, unit=cast.cell, subject="person",
            person=cast.person("member"), kind="work", fact="Còn một việc chưa xong", source="review",
        )  # fmt: skip
    assert _erase() == []
    assert SelfReview.objects.get().draft == FULL


def test_D8_a_hold_of_two_persons_keeps_words_until_its_end(cast: Cast) -> None:
    _said(cast)
    clerk, leader = cast.actor("clerk"), cast.actor("ward_secretary")
    start = OVER - timedelta(days=5)
    with clock.at(start):
        for reason, until in (("", date(2030, 6, 1)), ("Đơn", date(2029, 1, 1)), ("Đơn", date(2040, 1, 1))):
            with pytest.raises(Invalid):
                ask_hold(actor=clerk, unit=cast.cell, reason=reason, until=until)
        with pytest.raises(Invalid):
            ask_hold(
                actor=clerk, unit=cast.sibling, person=cast.person("member"), reason="Đơn", until=date(2030, 6, 1)
            )  # fmt: skip
        with pytest.raises(Forbidden):
            ask_hold(actor=SYSTEM, unit=cast.cell, reason="Đơn", until=date(2030, 6, 1))
        hold = ask_hold(
            actor=clerk, unit=cast.cell, person=cast.person("member"), reason="Đơn đang xem xét", until=date(2030, 6, 1)
        )  # fmt: skip
        with pytest.raises(Forbidden):
            confirm_hold(actor=clerk, hold=hold)
        assert selectors.holds_on_me(actor=cast.actor("member")) == [hold]
        assert selectors.holds_on_me(actor=cast.actor("member2")) == []
    assert _erase() == []  # not confirmed yet: it stands for a fortnight
    with clock.at(OVER):
        hold = confirm_hold(actor=leader, hold=hold)
        with pytest.raises(Invalid):
            confirm_hold(actor=leader, hold=hold)
    assert _erase(OVER + timedelta(days=60)) == []
    with clock.at(OVER + timedelta(days=61)):
        lift_hold(actor=leader, hold=hold)
        with pytest.raises(Invalid):
            lift_hold(actor=leader, hold=hold)
    assert _erase(OVER + timedelta(days=62))[0].texts >= 5
    with pytest.raises(IntegrityError), transaction.atomic():
        Hold.objects.update(confirmed_account_id=cast.accounts["clerk"].pk)


def test_D8_a_hold_that_nobody_confirms_lapses_and_one_of_a_unit_holds_all_below(cast: Cast) -> None:
    _said(cast)
    with clock.at(OVER - timedelta(days=5)):
        ask_hold(actor=cast.actor("clerk"), unit=cast.ward, reason="Kiểm tra", until=date(2030, 6, 1))
        assert len(selectors.holds_on_me(actor=cast.actor("member"))) == 1
    assert _erase() == []
    assert len(_erase(OVER + timedelta(days=20))) == 1


def test_nobody_lifts_or_confirms_a_hold_over_himself(cast: Cast) -> None:
    with cast.at(NOON):
        me = cast.person("ward_secretary")
        hold = ask_hold(actor=cast.actor("clerk"), unit=cast.cell, person=me, reason="Đơn", until=date(2026, 9, 1))
        for act in (confirm_hold, lift_hold):
            with pytest.raises(Forbidden):
                act(actor=cast.actor("ward_secretary"), hold=hold)


def test_D23_a_request_to_erase_that_is_fulfilled_erases_drives_that_are_over(cast: Cast) -> None:
    _said(cast)
    with clock.at(clock.local(2026, 9, 1, 9)):
        request = asking.ask(actor=cast.actor("member"), kind="delete", words="Xin xóa lời tự soi năm nay")
        asking.answer(actor=cast.actor("clerk"), request=request, fulfil=True, words="Đã xóa")
    made = Certificate.objects.get()
    assert made.request == request
    assert SelfReview.objects.get().draft == {}
    assert Remark.objects.get().fact == ERASED


def test_only_the_program_erases_by_night(cast: Cast) -> None:
    with pytest.raises(Forbidden):
        erase_due(actor=cast.actor("clerk"), today=date(2040, 1, 1))


def _outside(cast: Cast) -> Meeting:
    """An evening of spring 2026 outside any drive, and a request to be exempt that the cell decided."""
    with cast.at(NOON):
        meeting = evening.plan_meeting(
            actor=cast.actor("cell_secretary"), unit=cast.cell, kind="regular", starts_at=clock.now(), place="Nhà văn hóa",
            mode="in_person", chair=cast.person("cell_secretary"), secretary=cast.person("cell_deputy"),
        )  # fmt: skip
        meeting = evening.open_meeting(actor=cast.actor("cell_secretary"), meeting=meeting)
        evening.add_note(actor=cast.actor("cell_secretary"), meeting=meeting, text="Bà con nhắc việc rãnh thoát nước")
        asked = ask_standing(
            actor=cast.actor("member"), wanted="exempt", ground="health",
            words="Tôi phải mổ tim", from_on=date(2026, 5, 1),
        )  # fmt: skip
        decide_request(
            actor=cast.actor("cell_secretary"), request=asked, agree=False, met_on=clock.today(), decision="Chờ giấy viện",
        )  # fmt: skip
    return meeting


def test_D8_words_outside_any_drive_end_by_their_own_day_committee_by_committee(cast: Cast) -> None:
    """Minutes after ten years, requests after five; the ward gets a certificate without a drive; a hold keeps them."""
    meeting = _outside(cast)
    for year, words, note in ((2032, ERASED, "Bà con nhắc việc rãnh thoát nước"), (2037, ERASED, ERASED)):
        with clock.at(clock.local(year, 1, 1, 2)):
            made = erase_due(actor=SYSTEM, today=clock.today() - timedelta(days=1))
            assert [one for one in made if one.drive is None] == [], "not one day too early"
            made = erase_due(actor=SYSTEM, today=clock.today())
            assert [(one.drive, one.unit) for one in made] == [(None, cast.ward)]
            assert erase_due(actor=SYSTEM, today=clock.today()) == []
        assert StandingRequest.objects.get().words == StandingRequest.objects.get().decision == words
        assert Note.objects.get(meeting=meeting).text == note
    assert verify()[1] == []


def test_D8_outside_a_drive_a_hold_and_an_open_request_keep_words(cast: Cast, client: Client) -> None:
    _outside(cast)
    with cast.at(NOON):
        asking.ask(actor=cast.actor("member"), kind="correct", words="Ngày sinh của tôi sai")
    with clock.at(clock.local(2032, 1, 1, 2)):
        assert erase_due(actor=SYSTEM, today=clock.today()) == [], "an unanswered request"
        row = Request.objects.get()
        row = asking.answer(actor=cast.actor("clerk"), request=row, fulfil=False, words="Đúng như hồ sơ")
        hold = ask_hold(
            actor=cast.actor("clerk"), unit=cast.cell, person=None, reason="Đang thanh tra", until=date(2032, 6, 1)
        )
        assert erase_due(actor=SYSTEM, today=clock.today()) == []
        lift_hold(actor=cast.actor("clerk"), hold=hold)
        made = erase_due(actor=SYSTEM, today=clock.today())
        assert len(made) == 1
        assert made[0].lines[0]["class"] == "keep_requests"
        client.force_login(cast.accounts["clerk"])
        assert "ngoài các đợt" in client.get("/du-lieu-ca-nhan/chung-nhan/").content.decode()
        paper = client.get(f"/du-lieu-ca-nhan/chung-nhan/{made[0].pk}/").content
        assert "hồ sơ ngoài các đợt" in "".join(page.extract_text() for page in PdfReader(BytesIO(paper)).pages)


def test_D8_every_field_with_words_of_people_has_a_class_of_keeping() -> None:
    """A new field of words about people fails here, in any room: say how long it is kept."""
    kept = {
        (part.model._meta.label, name)
        for one in (*CLASSES, *OUTSIDE)
        for part in one.parts
        for name in (*part.texts, *part.documents)
    }
    wanted = {
        (model._meta.label, field.name)
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if isinstance(field, models.CharField | models.TextField | models.JSONField)
        and class_of(model._meta.label, field.name) in {FieldClass.PERSONAL, FieldClass.DRAFT}
    }
    no_words = {
        ("plans.PlanReturn", "checklist"),  # lists of codes
        ("reviews.ReviewReturn", "checklist"),
        ("accounts.OpenSession", "device"),  # goes with the session
    }
    unsaid = wanted - kept - no_words
    assert unsaid == set(), "say in src/guong/privacy/classes.py how long these are kept"


def test_the_register_is_shipped_read_by_everybody_and_changed_by_the_office(cast: Cast, client: Client) -> None:
    with cast.at(NOON):
        client.force_login(cast.accounts["member"])
        assert "Sổ mục đích" in client.get("/du-lieu-ca-nhan/muc-dich/").content.decode()
        ensure_purposes(actor=SYSTEM)
        one = Purpose.objects.order_by("position")[0]
        assert Purpose.objects.count() >= 9
        values = {
            "title": "Quản lý danh sách", "which": "Mã, họ tên", "seen_by": "Văn phòng", "kept": "Khi còn sinh hoạt",
            "ground": "law", "ground_text": "Luật 91/2025/QH15", "confirmed": "on",
        }  # fmt: skip
        page = f"/du-lieu-ca-nhan/muc-dich/{one.pk}/"
        assert client.post(page, values).status_code == 404
        client.force_login(cast.accounts["clerk"])
        assert client.get(page).status_code == 200
        assert client.post(page, {**values, "which": ""}).status_code == 422
        assert client.post(page, values).status_code == 302
        one.refresh_from_db()
        assert (one.confirmed, one.data, one.changed_by_label) == (True, "Mã, họ tên", "clerk")
        fields = {
            key: getattr(one, key) for key in ("title", "data", "seen_by", "kept", "ground", "ground_text", "confirmed")
        }
        for wrong in ({**fields, "ground": "magic"}, {**fields, "data": " "}, fields):
            with pytest.raises(Invalid):
                change_purpose(actor=cast.actor("clerk"), purpose=one, unit=cast.ward, values=wrong)


def test_settings_and_holds_in_the_browser(cast: Cast, client: Client) -> None:
    client.force_login(cast.accounts["clerk"])
    leader = Client()
    leader.force_login(cast.accounts["ward_secretary"])
    numbers = {key.name: key.default for key in rulebook.KEYS.values()}
    with cast.at(NOON):
        page = client.get("/du-lieu-ca-nhan/thoi-han/").content.decode()
        assert "chưa xác nhận" in page
        assert client.post("/du-lieu-ca-nhan/thoi-han/", {**numbers, "keep_plans": 99, "note": "x"}).status_code == 422
        changed = {**numbers, "keep_plans": 5, "note": "Quyết định 12"}
        assert client.post("/du-lieu-ca-nhan/thoi-han/", changed).status_code == 302
        assert rulebook.value(rulebook.current(cast.ward.path), "keep_plans") == 5
        asked = {"unit": cast.cell.pk, "person": "DV-006", "reason": "Đơn đang xem xét", "until": "01/09/2026"}
        assert client.post("/du-lieu-ca-nhan/giu-lai/", {**asked, "person": "KHONG"}).status_code == 422
        assert client.post("/du-lieu-ca-nhan/giu-lai/", asked).status_code == 302
        assert "Xác nhận lệnh giữ lại" in leader.get("/").content.decode()
        hold = Hold.objects.get()
        assert leader.post(f"/du-lieu-ca-nhan/giu-lai/{hold.pk}/xac-nhan/").status_code == 302
        assert client.post(f"/du-lieu-ca-nhan/giu-lai/{hold.pk}/bo/").status_code == 302
        assert "đã hết" in client.get("/du-lieu-ca-nhan/giu-lai/").content.decode()
        for pk in (hold.pk, 0):
            with pytest.raises(NotFound):
                selectors.hold(actor=cast.actor("outsider"), hold_id=pk)
