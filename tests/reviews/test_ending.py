"""After the hand-in: returned with a reason, finalised after the meeting, signed in one of three ways."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from guong.drives.models import Drive
from guong.kernel import clock
from guong.kernel.errors import Forbidden, Invalid, NotFound
from guong.papers.selectors import review_paper
from guong.reviews import services, tallies
from guong.reviews.enums import ReviewState
from guong.reviews.models import ReviewReturn, ReviewSignature, SelfReview
from tests.cast import Cast
from tests.reviews.helpers import FULL, browser, open_drive, open_meeting

NOW = clock.local(2026, 4, 1, 19, 42)


@pytest.fixture(autouse=True)
def evening(cast: Cast) -> Iterator[None]:
    with cast.at(NOW):
        yield


@pytest.fixture
def drive(cast: Cast) -> Drive:
    return open_drive(cast)


def handed_in(cast: Cast, drive: Drive, who: str = "member") -> SelfReview:
    actor = cast.actor(who)
    review = services.start_review(actor=actor, drive=drive, person=cast.person(who))
    review = services.save_draft(actor=actor, review=review, content=FULL, stamp=0)
    return services.hand_in(actor=actor, review=review)


def test_S112_a_self_review_goes_back_with_a_reason_and_a_checklist_and_is_counted(cast: Cast, drive: Drive) -> None:
    review, client = handed_in(cast, drive), browser(cast, "cell_secretary")
    assert "Trả lại" in client.get(f"/tu-soi/{review.pk}/doc/").content.decode()
    assert client.post(f"/tu-soi/{review.pk}/tra-lai/", {"reason": " "}).status_code == 422
    assert client.post(f"/tu-soi/{review.pk}/tra-lai/", {"reason": "x", "points": ["lạ"]}).status_code == 422
    said = {"reason": "Khuyết điểm chưa nói việc nào, ngày nào.", "points": ["fact", "direction"]}
    assert client.post(f"/tu-soi/{review.pk}/tra-lai/", said).status_code == 302
    assert client.get(f"/tu-soi/{review.pk}/doc/").status_code == 404  # the author's alone again (D7)
    member = browser(cast, "member")
    page = member.get(f"/tu-soi/{review.pk}/").content.decode()
    assert said["reason"] in page
    assert "Chưa nêu việc cụ thể" in page
    assert "bị trả lại" not in page
    assert "được trả lại" in member.get("/").content.decode()
    assert tallies.count(drive.pk, cast.cell.pk)["reviews_handed_in"] == 0
    services.hand_in(actor=cast.actor("member"), review=review)
    services.return_review(actor=cast.actor("cell_secretary"), review=review, reason="Thêm ngày xong.")
    assert list(ReviewReturn.objects.values_list("number", "checklist")) == [(1, ["fact", "direction"]), (2, [])]
    assert review.revisions.count() == 1


def test_D4_under_the_final_text_stand_three_words_of_equal_weight(cast: Cast, drive: Drive) -> None:
    review, secretary = handed_in(cast, drive), cast.actor("cell_secretary")
    with pytest.raises(Invalid):
        services.finalise_review(actor=secretary, review=review)  # not read out yet
    services.present_review(actor=secretary, review=review, meeting=open_meeting(drive, cast.cell))
    client, member = browser(cast, "cell_secretary"), browser(cast, "member")
    assert client.post(f"/tu-soi/{review.pk}/hoan-chinh/", {"assessment": "Nói thật, có hướng sửa."}).status_code == 302
    assert "/ky/" in member.get("/").content.decode()
    page = member.get(f"/tu-soi/{review.pk}/ky/").content.decode()
    assert page.count('type="radio"') == 3
    assert " checked" not in page
    assert member.post(f"/tu-soi/{review.pk}/ky/", {"word": "decline"}).status_code == 422  # a reason is kept with it
    said = {"word": "seen", "reason": "Việc tháng 2 không đúng như đã ghi."}
    assert member.post(f"/tu-soi/{review.pk}/ky/", said).status_code == 302
    read = client.get(f"/tu-soi/{review.pk}/doc/").content.decode()
    assert all(text in read for text in ("Nói thật, có hướng sửa.", said["reason"], "không đồng ý"))
    with pytest.raises(Invalid):
        services.sign_review(actor=cast.actor("member"), review=review, word="agree")
    assert SelfReview.objects.get().state == ReviewState.SIGNED
    _review, paper = review_paper(actor=cast.actor("member"), review_id=review.pk)
    printed = " ".join(getattr(block, "text", "") for block in paper.blocks)
    assert all(text in printed for text in ("Nói thật, có hướng sửa.", said["reason"], "không đồng ý"))
    assert tallies.count(drive.pk, cast.cell.pk)["reviews_presented"] == 1


def test_R42_nobody_returns_or_finalises_his_own_and_heads_do_it_for_each_other(cast: Cast, drive: Drive) -> None:
    own = handed_in(cast, drive, "cell_secretary")
    with pytest.raises(Forbidden):
        services.return_review(actor=cast.actor("cell_secretary"), review=own, reason="tôi")
    with pytest.raises(Forbidden):
        services.return_review(actor=cast.actor("member"), review=own, reason="tôi")
    with pytest.raises(NotFound):
        services.return_review(actor=cast.actor("sibling_secretary"), review=own, reason="tôi")
    assert services.return_review(actor=cast.actor("cell_deputy"), review=own, reason="Nêu rõ ngày.").number == 1
    other = handed_in(cast, drive)
    with pytest.raises(Forbidden):
        services.return_review(actor=cast.actor("cell_deputy"), review=other, reason="Nêu rõ ngày.")


def test_D26_what_was_signed_on_paper_is_written_down_as_such(cast: Cast, drive: Drive) -> None:
    review = handed_in(cast, drive)
    SelfReview.objects.filter(pk=review.pk).update(state=ReviewState.FINALISED)
    with pytest.raises(NotFound):
        services.sign_review(actor=cast.actor("sibling_member"), review=review, word="agree")
    with pytest.raises(Forbidden):
        services.sign_review(actor=cast.actor("member2"), review=review, word="agree")
    services.sign_review(actor=cast.actor("cell_secretary"), review=review, word="agree")
    signature = ReviewSignature.objects.get()
    assert (signature.person_id, bool(signature.typed_by_label)) == (review.person_id, True)


def test_the_secretary_finalises_all_that_were_read_out_with_one_button_but_not_his_own(
    cast: Cast, drive: Drive
) -> None:
    evening, secretary = open_meeting(drive, cast.cell), cast.actor("cell_secretary")
    reviews = [handed_in(cast, drive, who) for who in ("member", "member2", "cell_secretary")]
    for review in reviews:
        services.present_review(actor=secretary, review=review, meeting=evening)
    client, url = browser(cast, "cell_secretary"), f"/chi-bo/{cast.cell.pk}/dot/{drive.pk}"
    assert "Hoàn chỉnh cả 2 bản" in client.get(f"{url}/tu-soi/").content.decode()
    assert client.post(f"{url}/tu-soi/hoan-chinh/").status_code == 302
    states = dict(SelfReview.objects.values_list("person_id", "state"))
    assert states == {
        cast.person("member").pk: ReviewState.FINALISED,
        cast.person("member2").pk: ReviewState.FINALISED,
        cast.person("cell_secretary").pk: ReviewState.PRESENTED,
    }
    assert browser(cast, "member").post(f"{url}/tu-soi/hoan-chinh/").status_code == 403
    assert client.post(f"{url}/tu-soi/hoan-chinh/", follow=True).status_code == 200  # nothing is left; nothing breaks
