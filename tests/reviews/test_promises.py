"""The register of promises beside the self-review, and the hint at answers that only repeat."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from guong.drives.models import Drive
from guong.drives.rulebook import KEYS
from guong.kernel import clock
from guong.kernel.errors import Forbidden, Invalid, NotFound
from guong.papers.selectors import review_paper
from guong.reviews import rules, selectors, services
from guong.reviews.models import Promise, PromiseAnswer, SelfReview
from tests.cast import SYSTEM, Cast
from tests.reviews.helpers import FULL, browser, open_drive

NOW = clock.local(2026, 4, 1, 19, 42)
TEXT = "Tôi xin hứa giải quyết hồ sơ của bà con đúng hẹn, không để ai phải đi lại nhiều lần."
GIVEN = {
    "kind": "appointment", "made_on": date(2024, 3, 1), "occasion": "Lễ trao quyết định tại phường", "text": TEXT, "duty": 3
}  # fmt: skip
OWN = "Từ tháng 6 tôi ghi giấy hẹn có giờ; quý I có 4 hồ sơ trễ, tôi đã gọi điện xin lỗi từng nhà."


@pytest.fixture(autouse=True)
def evening(cast: Cast) -> Iterator[None]:
    with cast.at(NOW):
        yield


@pytest.fixture
def drive(cast: Cast) -> Drive:
    return open_drive(cast)


def begun(cast: Cast, drive: Drive, who: str = "member") -> SelfReview:
    review = services.start_review(actor=cast.actor(who), drive=drive, person=cast.person(who))
    return services.save_draft(actor=cast.actor(who), review=review, content=FULL, stamp=review.stamp)


def mine(cast: Cast, **more: object) -> Promise:
    return services.enter_promise(actor=cast.actor("member"), person=cast.person("member"), **{**GIVEN, **more})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("said", "repeats"),
    [
        (TEXT, True),
        (TEXT.upper().replace(",", "…"), True),
        ("TOI XIN HUA GIAI QUYET HO SO cua ba con dung hen", True),
        ("Đã giải quyết hồ sơ của bà con đúng hẹn.", True),
        ("đúng hẹn", True),
        (OWN, False),
        (f"{TEXT} {OWN}", False),
        ("Chưa làm được việc nào.", False),
        ("", False),
        ("…", False),
    ],
)
def test_S147_an_answer_that_only_repeats_the_promise_is_known_by_its_letters(said: str, *, repeats: bool) -> None:
    assert rules.only_repeats(said, [TEXT]) is repeats
    assert not rules.only_repeats(said, [])


def test_S138_in_the_browser_entered_answered_hinted_read_beside_the_review_and_printed(
    cast: Cast, drive: Drive
) -> None:
    member, secretary = browser(cast, "member"), browser(cast, "cell_secretary")
    posted = {**GIVEN, "made_on": "1/3/2024"}
    for bad in ({}, {**posted, "text": " "}, {**posted, "made_on": "1/3/2027"}, {**posted, "duty": "7"},
                {**posted, "kind": "²"}, {**posted, "text": "x" * 5000}):  # fmt: skip
        assert member.post("/loi-hua/", bad).status_code == 422
    assert member.post("/loi-hua/", posted).status_code == 302
    promise, review = Promise.objects.get(), begun(cast, drive)
    editor, page = f"/tu-soi/{review.pk}/", f"/tu-soi/{review.pk}/loi-hua/"
    assert TEXT in member.get(editor).content.decode()
    form = {**{f"s-{key}": words for key, words in FULL.items()}, "stamp": review.stamp, "act": "hand_in"}
    assert member.post(editor, form)["Location"] == page, "what waits is shown to the author first"
    for bad in ({"word": "kept"}, {"word": "never", "fact": OWN}, {"fact": OWN}):
        assert member.post(page, {"promise": promise.pk, **bad}).status_code == 422
    assert member.post(page, {"promise": 10**6, "word": "kept", "fact": OWN}).status_code == 404
    assert member.post(page, {"promise": promise.pk, "word": "kept", "fact": TEXT}).status_code == 302
    assert "mới nhắc lại lời hứa" in member.get(page).content.decode()
    member.post(page, {"promise": promise.pk, "word": "partly", "fact": OWN})
    assert "mới nhắc lại lời hứa" not in member.get(page).content.decode()
    assert secretary.get("/loi-hua/").content.decode().count(TEXT) == 0
    assert member.post(page, {"act": "hand_in"})["Location"] == f"/tu-soi/{review.pk}/doc/"
    read = secretary.get(f"/tu-soi/{review.pk}/doc/").content.decode()
    assert OWN in read
    assert TEXT in read
    _found, paper = review_paper(actor=cast.actor("cell_secretary"), review_id=review.pk)
    assert OWN in str(paper)


def test_S138_a_rule_of_the_drive_may_hold_the_hand_in_back_until_every_promise_is_answered(
    cast: Cast, drive: Drive
) -> None:
    promise, review, me = mine(cast), begun(cast, drive), cast.actor("member")
    drive.ruleset.values["promises_before_hand_in"] = {"value": 1, "confirmed": False}
    drive.ruleset.save()
    review.refresh_from_db()
    with pytest.raises(Invalid) as refused:
        services.hand_in(actor=me, review=review)
    assert refused.value.params["promises"] == 1
    client = browser(cast, "member")
    assert client.post(f"/tu-soi/{review.pk}/loi-hua/", {"act": "hand_in"})["Location"].endswith("/loi-hua/")
    assert KEYS["promises_before_hand_in"].default == 0, "a hint unless an office decides otherwise"
    services.answer_promise(actor=me, review=review, promise=promise, word="kept", fact=TEXT)
    services.hand_in(actor=me, review=review)  # a hinted answer is never refused (S147)
    with pytest.raises(Invalid):
        services.answer_promise(actor=me, review=review, promise=promise, word="not", fact=OWN)


def test_S138_the_office_enters_the_member_is_told_and_puts_it_right_and_its_words_stay_beside(cast: Cast) -> None:
    office, member = browser(cast, "clerk"), browser(cast, "member")
    page = f"/dang-vien/{cast.person('member').pk}/loi-hua/"
    assert office.post(page, {**GIVEN, "made_on": "1/3/2024"}).status_code == 302
    assert "/loi-hua/" in member.get("/").content.decode(), "a task: look at what was entered"
    assert "văn phòng mới ghi" in member.get("/loi-hua/").content.decode()
    promise = Promise.objects.get()
    assert promise.seen_at is not None
    right = {**GIVEN, "made_on": "2/3/2024", "text": "Tôi hứa trả hồ sơ đúng hẹn."}
    assert member.post(f"/loi-hua/{promise.pk}/", right).status_code == 302
    promise.refresh_from_db()
    assert (promise.text, promise.office_text) == (right["text"], TEXT)
    assert "Nguyên văn do văn phòng ghi" in office.get(page).content.decode()
    assert "Lời hứa do văn phòng ghi" in member.get("/ho-so/").content.decode(), "who opened it (D6)"


def test_D7_what_a_member_enters_is_nobody_elses_and_an_answer_opens_with_the_hand_in(cast: Cast, drive: Drive) -> None:
    promise, review = mine(cast), begun(cast, drive)
    services.answer_promise(actor=cast.actor("member"), review=review, promise=promise, word="kept", fact=OWN)
    clerk, secretary = cast.actor("clerk"), cast.actor("cell_secretary")
    assert selectors.promises_entered(actor=clerk, person_id=promise.person_id)[2] == []
    for who in (clerk, secretary, cast.actor("member2")):
        with pytest.raises(NotFound):
            selectors.my_promise(actor=who, promise_id=promise.pk)
        with pytest.raises(NotFound):
            services.take_off_promise(actor=who, promise=promise)
        with pytest.raises(NotFound):
            services.answer_promise(actor=who, review=review, promise=promise, word="kept", fact=OWN)
    with pytest.raises(NotFound):
        selectors.promised(actor=secretary, review=review)
    with pytest.raises(Forbidden):
        services.enter_promise(actor=secretary, person=cast.person("member"), **GIVEN)  # type: ignore[arg-type]
    review = services.hand_in(actor=cast.actor("member"), review=review)
    assert [row.answer.fact for row in selectors.promised(actor=secretary, review=review) if row.answer] == [OWN]


def test_S138_taken_off_ones_own_is_gone_and_what_was_answered_or_entered_by_the_office_stays_dated(
    cast: Cast, drive: Drive
) -> None:
    me = cast.actor("member")
    services.take_off_promise(actor=me, promise=mine(cast))
    assert not Promise.objects.exists()
    kept, review = mine(cast), begun(cast, drive)
    services.answer_promise(actor=me, review=review, promise=kept, word="not", fact=OWN)
    services.hand_in(actor=me, review=review)
    services.take_off_promise(actor=me, promise=kept)
    kept.refresh_from_db()
    assert kept.ended_on == clock.today()
    assert PromiseAnswer.objects.get().fact == OWN
    with pytest.raises(Invalid):
        services.take_off_promise(actor=me, promise=kept)
    services.take_back(actor=me, review=review)
    assert selectors.promised(actor=me, review=SelfReview.objects.get()) == []


def test_D23_the_register_is_taken_along_and_S20_forms_that_do_not_ask_are_left_alone(cast: Cast, drive: Drive) -> None:
    mine(cast)
    taken = selectors.my_words(actor=cast.actor("member"))["promises"]
    assert isinstance(taken, list)
    assert taken[0]["text"] == TEXT
    services.enter_promise(actor=SYSTEM, person=cast.person("helped"), **GIVEN)  # type: ignore[arg-type]
    review = services.start_review(actor=cast.actor("helped"), drive=drive, person=cast.person("helped"))
    assert selectors.promised(actor=cast.actor("helped"), review=review) == []
    assert not selectors.promise_hints(actor=cast.actor("helped"), review=review)
