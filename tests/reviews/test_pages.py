"""The pages: what each person gets, what bad input does, and that nothing typed is lost."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client

from guong.drives.models import Drive
from guong.kernel import clock
from guong.reviews import services
from guong.reviews.enums import Addressee, ReviewState
from guong.reviews.models import Remark, Reply, SelfReview
from tests.cast import Cast
from tests.privacy import package
from tests.reviews.helpers import FULL, open_drive

NOW = clock.local(2026, 4, 1, 19, 42)


@pytest.fixture(autouse=True)
def evening(cast: Cast) -> Iterator[None]:
    with cast.at(NOW):
        yield


@pytest.fixture
def drive(cast: Cast) -> Drive:
    return open_drive(cast)


@pytest.fixture
def review(cast: Cast, drive: Drive) -> SelfReview:
    return services.start_review(actor=cast.actor("member"), drive=drive, person=cast.person("member"))


def browser(cast: Cast, who: str) -> Client:
    client = Client()
    client.force_login(cast.accounts[who])
    return client


def typed(content: dict[str, str], **more: Any) -> dict[str, Any]:
    return {**{f"s-{key}": text for key, text in content.items()}, **more}


def remark_to(cast: Cast, drive: Drive, who: str = "member") -> Remark:
    return services.make_remark(
        actor=cast.actor("cell_deputy"), drive=drive, unit=cast.cell, addressee=Addressee.PERSON,
        person=cast.person(who), fact="Hai buổi tổng vệ sinh đồng chí vắng mà không báo.",
    )  # fmt: skip


def test_a_member_begins_saves_and_hands_in_without_javascript(cast: Cast, drive: Drive) -> None:
    client = browser(cast, "member")
    assert drive.name in client.get("/tu-soi/").content.decode()
    begun = client.post(f"/tu-soi/dot/{drive.pk}/viet/")
    page = client.get(begun["Location"])
    assert page.status_code == 200
    assert "Khuyết điểm tôi tự thấy" in page.content.decode()
    saved = client.post(begun["Location"], typed({"strengths": "Góp đèn ngõ 42"}, stamp=0, act="save"))
    assert saved["Location"] == begun["Location"]
    again = client.get(begun["Location"]).content.decode()
    assert "Góp đèn ngõ 42" in again
    assert "19:42" in again
    done = client.post(begun["Location"], typed(FULL, stamp=1, act="hand_in"))
    assert done.status_code == 302
    assert SelfReview.objects.get().state == ReviewState.HANDED_IN
    read = client.get(done["Location"]).content.decode()
    assert FULL["direction"] in read


def test_hand_in_with_an_empty_section_names_it_and_keeps_every_word(cast: Cast, review: SelfReview) -> None:
    client = browser(cast, "member")
    page = client.post(f"/tu-soi/{review.pk}/", typed({"strengths": "Chỉ một việc"}, stamp=0, act="hand_in"))
    assert page.status_code == 422
    words = page.content.decode()
    assert "Chỉ một việc" in words
    assert "Khuyết điểm tôi tự thấy" in words
    kept = SelfReview.objects.get(pk=review.pk)
    assert (kept.state, kept.draft) == (ReviewState.DRAFT, {"strengths": "Chỉ một việc"})
    assert f'name="stamp" value="{kept.stamp}"' in words


def test_autosave_answers_with_the_hour_and_the_new_stamp(cast: Cast, review: SelfReview) -> None:
    client = browser(cast, "member")
    answer = client.post(f"/tu-soi/{review.pk}/luu/", typed({"strengths": "Một việc"}, stamp=0))
    assert json.loads(answer.content) == {"saved": "19:42", "stamp": 1}
    late = client.post(f"/tu-soi/{review.pk}/luu/", typed({"strengths": "Tab cũ"}, stamp=0))
    assert late.status_code == 409
    assert "conflict" in json.loads(late.content)
    for stamp in ["", "x", "-1", "9" * 40]:
        assert client.post(f"/tu-soi/{review.pk}/luu/", typed({"strengths": "Hỏng"}, stamp=stamp)).status_code == 409
    assert SelfReview.objects.get(pk=review.pk).draft == {"strengths": "Một việc"}


def test_two_tabs_get_a_page_with_both_texts_and_a_choice(cast: Cast, review: SelfReview) -> None:
    client = browser(cast, "member")
    client.post(f"/tu-soi/{review.pk}/", typed({"strengths": "Chữ của cửa sổ một"}, stamp=0, act="save"))
    page = client.post(f"/tu-soi/{review.pk}/", typed({"strengths": "Chữ của cửa sổ hai"}, stamp=0, act="save"))
    assert page.status_code == 409
    words = page.content.decode()
    assert "Chữ của cửa sổ một" in words
    assert "Chữ của cửa sổ hai" in words
    chosen = client.post(f"/tu-soi/{review.pk}/", typed({"strengths": "Chữ của cửa sổ hai"}, stamp=1, act="save"))
    assert chosen.status_code == 302
    assert SelfReview.objects.get(pk=review.pk).draft == {"strengths": "Chữ của cửa sổ hai"}


def test_taken_back_by_its_author_only(cast: Cast, review: SelfReview) -> None:
    actor = cast.actor("member")
    services.save_draft(actor=actor, review=review, content=FULL, stamp=0)
    services.hand_in(actor=actor, review=review)
    assert browser(cast, "cell_secretary").post(f"/tu-soi/{review.pk}/rut-lai/").status_code == 404
    assert browser(cast, "member").get(f"/tu-soi/{review.pk}/rut-lai/").status_code == 405
    assert browser(cast, "member").post(f"/tu-soi/{review.pk}/rut-lai/").status_code == 302
    assert SelfReview.objects.get(pk=review.pk).state == ReviewState.DRAFT


@pytest.mark.parametrize("who", ["cell_secretary", "member2", "clerk", "ward_secretary", "technician", "sibling_secretary",
                                 "inspector", "monitor", "outsider"])  # fmt: skip
def test_D7_no_page_of_a_draft_opens_for_anybody_else(cast: Cast, review: SelfReview, who: str) -> None:
    services.save_draft(actor=cast.actor("member"), review=review, content={"strengths": "Chữ bí mật"}, stamp=0)
    client = browser(cast, who)
    for page in ["", "ban-in/", "xac-nhan/"]:
        assert client.get(f"/tu-soi/{review.pk}/{page}").status_code == 404
    assert client.get(f"/tu-soi/{review.pk}/doc/").status_code in {403, 404}
    for page in ["", "luu/", "rut-lai/", "xac-nhan/"]:
        assert client.post(f"/tu-soi/{review.pk}/{page}", typed({"strengths": "đè"}, stamp=1)).status_code == 404
    for page in ["/ho-so/", "/ho-so/ban-in/", "/tu-soi/", "/gop-y/"]:
        assert "Chữ bí mật" not in client.get(page).content.decode()
    assert "Chữ bí mật" not in package.words(client.get("/ho-so/tai-ve/"))
    assert SelfReview.objects.get(pk=review.pk).draft == {"strengths": "Chữ bí mật"}


def test_an_anonymous_visitor_is_sent_to_sign_in(review: SelfReview) -> None:
    for page in ["/ho-so/", "/tu-soi/", f"/tu-soi/{review.pk}/", "/gop-y/"]:
        assert Client().get(page).status_code == 302


def test_the_secretary_sees_the_list_reads_what_is_handed_in_and_the_author_sees_that(
    cast: Cast, drive: Drive, review: SelfReview
) -> None:
    actor = cast.actor("member")
    services.save_draft(actor=actor, review=review, content=FULL, stamp=0)
    services.hand_in(actor=actor, review=review)
    secretary = browser(cast, "cell_secretary")
    listing = secretary.get(f"/chi-bo/{cast.cell.pk}/dot/{drive.pk}/tu-soi/")
    assert f"/tu-soi/{review.pk}/doc/" in listing.content.decode()
    assert FULL["shortcomings"] in secretary.get(f"/tu-soi/{review.pk}/doc/").content.decode()
    assert "Nguyễn Văn Thuận" in browser(cast, "member").get("/ho-so/").content.decode()
    for who, status in [("member2", 403), ("sibling_secretary", 404), ("clerk", 403), ("outsider", 404)]:
        assert browser(cast, who).get(f"/chi-bo/{cast.cell.pk}/dot/{drive.pk}/tu-soi/").status_code == status


def test_D26_typed_from_paper_waits_for_the_members_yes(cast: Cast, drive: Drive) -> None:
    helped = cast.person("helped")
    url = f"/chi-bo/{cast.cell.pk}/dot/{drive.pk}/tu-soi/nhap-giup/{helped.pk}/"
    secretary, member = browser(cast, "cell_secretary"), browser(cast, "helped")
    assert secretary.get(url).status_code == 200
    assert secretary.post(url, typed({"strengths": " "}, stamp=0)).status_code == 422
    assert secretary.post(url, typed(FULL, stamp=0)).status_code == 302
    review = SelfReview.objects.get()
    assert FULL["causes"] in secretary.get(url).content.decode()
    confirm = member.get(f"/tu-soi/{review.pk}/")
    assert confirm["Location"] == f"/tu-soi/{review.pk}/xac-nhan/"
    assert FULL["causes"] in member.get(confirm["Location"]).content.decode()
    stale = member.post(confirm["Location"], {"stamp": 0, "act": "yes"})
    assert stale["Location"] == confirm["Location"]
    member.post(confirm["Location"], {"stamp": review.stamp, "act": "yes"})
    assert SelfReview.objects.get().state == ReviewState.HANDED_IN
    assert secretary.get(url).status_code == 404
    for who, status in [("member", 403), ("clerk", 403), ("sibling_secretary", 404)]:
        assert browser(cast, who).get(url).status_code == status


def test_S140_signed_on_paper_is_handed_in_at_once(cast: Cast, drive: Drive) -> None:
    url = f"/chi-bo/{cast.cell.pk}/dot/{drive.pk}/tu-soi/nhap-giup/{cast.person('helped').pk}/"
    secretary = browser(cast, "cell_secretary")
    missing = secretary.post(url, typed({"strengths": "Một việc"}, stamp=0, signed="1"))
    assert missing.status_code == 422
    assert "Một việc" in missing.content.decode()
    assert secretary.post(url, typed(FULL, stamp=1, signed="1")).status_code == 302
    assert SelfReview.objects.get().signed_paper


def test_a_remark_is_handed_in_and_a_bad_one_keeps_what_was_typed(cast: Cast, drive: Drive) -> None:
    client = browser(cast, "member2")
    url = f"/chi-bo/{cast.cell.pk}/dot/{drive.pk}/gop-y/"
    page = client.get(url).content.decode()
    assert "checked" not in page
    good = {
        "what": "criticism",
        "addressee": "person",
        "person": cast.person("member").pk,
        "fact": "Ngày 7/2 vắng họp.",
    }
    bad = client.post(url, {**good, "fact": "", "judgement": "Lời nhận xét còn đây"})
    assert bad.status_code == 422
    assert "Lời nhận xét còn đây" in bad.content.decode()
    for wrong in [{"person": cast.person("sibling_member").pk}, {"person": ""}, {"person": "x"}, {"addressee": ""}]:
        assert client.post(url, {**good, **wrong}).status_code == 422
    assert not Remark.objects.exists()
    assert client.post(url, {**good, "by": cast.person("away").pk}).status_code == 302
    assert Remark.objects.get().author == cast.person("member2")  # only the secretary records for others
    assert browser(cast, "sibling_member").get(url).status_code == 404


def test_R27_three_answers_none_preselected(cast: Cast, drive: Drive) -> None:
    remark = remark_to(cast, drive)
    client = browser(cast, "member")
    url = f"/gop-y/{remark.pk}/tra-loi/"
    page = client.get(url).content.decode()
    assert page.count('type="radio"') == 3
    assert "checked" not in page
    assert Remark.objects.get().read_at == NOW
    assert client.post(url, {"kind": "explain", "text": " "}).status_code == 422
    assert client.post(url, {"text": "Không chọn"}).status_code == 422
    assert not Reply.objects.exists()
    assert client.post(url, {"kind": "explain", "text": "Hôm đó tôi đi viện."}).status_code == 302
    assert client.post(url, {"kind": "accept"}).status_code == 422
    for who in ["member2", "cell_deputy", "cell_secretary", "clerk"]:
        assert browser(cast, who).get(url).status_code == 404


def test_D1_D2_my_file_shows_what_was_said_and_my_answer_under_it(cast: Cast, drive: Drive) -> None:
    remark = remark_to(cast, drive)
    client = browser(cast, "member")
    page = client.get("/ho-so/").content.decode()
    assert page.count(remark.fact) == 2  # waiting, and in the list
    assert Remark.objects.get().read_at == NOW
    services.reply_to_remark(actor=cast.actor("member"), remark=remark, kind="explain", text="Hôm đó tôi đi viện.")
    for url in ["/ho-so/", "/ho-so/ban-in/"]:
        shown = client.get(url).content.decode()
        assert shown.index(remark.fact) < shown.index("Hôm đó tôi đi viện.")


def test_D2_the_answer_stands_with_the_remark_for_the_secretary_and_the_critic_too(cast: Cast, drive: Drive) -> None:
    remark = remark_to(cast, drive)
    services.reply_to_remark(actor=cast.actor("member"), remark=remark, kind="partly", text="Đúng một buổi thôi.")
    listing = f"/chi-bo/{cast.cell.pk}/dot/{drive.pk}/tu-soi/"
    for who, url in [("cell_secretary", listing), ("cell_deputy", "/gop-y/")]:
        page = browser(cast, who).get(url).content.decode()
        assert page.index(remark.fact) < page.index("Đúng một buổi thôi.")


def test_D23_the_download_holds_everything_of_mine_and_nothing_of_others(
    cast: Cast, drive: Drive, review: SelfReview
) -> None:
    services.save_draft(actor=cast.actor("member"), review=review, content=FULL, stamp=0)
    remark_to(cast, drive)
    other = remark_to(cast, drive, "member2")
    Remark.objects.filter(pk=other.pk).update(fact="Chuyện của người khác")
    answer = browser(cast, "member").get("/ho-so/tai-ve/")
    data = json.loads(package.values(answer))
    assert "attachment" in answer["Content-Disposition"]
    assert data["self_reviews"][0]["draft"] == FULL
    assert len(data["remarks_about_me"]) == 1
    assert "Chuyện của người khác" not in package.words(answer)


def test_an_account_of_an_office_has_an_empty_file(cast: Cast, drive: Drive) -> None:
    client = browser(cast, "clerk")
    assert client.get("/ho-so/").status_code == 200
    assert json.loads(package.values(client.get("/ho-so/tai-ve/")))["person"] is None
    assert client.post(f"/tu-soi/dot/{drive.pk}/viet/").status_code == 404
