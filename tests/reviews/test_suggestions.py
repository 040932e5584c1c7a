"""Suggestions from above, topics and promises of remarks upward, and cells that only praise."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from guong.drives.models import Drive
from guong.kernel import clock
from guong.kernel.errors import Forbidden, Invalid, NotFound
from guong.reviews import rules, selectors, services
from guong.reviews.models import Suggestion
from tests.cast import Cast
from tests.reviews.helpers import FULL, browser, open_drive

NOW = clock.local(2026, 4, 1, 19, 42)
BY = date(2026, 4, 10)


@pytest.fixture(autouse=True)
def evening(cast: Cast) -> Iterator[None]:
    with cast.at(NOW):
        yield


@pytest.fixture
def drive(cast: Cast) -> Drive:
    return open_drive(cast)


def suggested(cast: Cast, drive: Drive, who: str | None = None) -> Suggestion:
    return services.suggest(
        actor=cast.actor("clerk"), drive=drive, from_unit=cast.ward, unit=cast.cell, text="Việc thu quỹ tháng 1.",
        answer_by=BY, person=cast.person(who) if who else None,
    )  # fmt: skip


def test_S40_S65_R28_a_suggestion_must_be_answered_before_the_hand_in_and_an_objection_is_an_answer(
    cast: Cast, drive: Drive
) -> None:
    office, member = browser(cast, "clerk"), browser(cast, "member")
    page = f"/to-chuc/{cast.ward.pk}/dot/{drive.pk}/goi-y/"
    typed = {"unit": cast.cell.pk, "name": "phạm văn bường", "text": "Việc thu quỹ tháng 1.", "answer_by": "10/4/2026"}
    for bad in ({}, {**typed, "name": "Không Có Ai"}, {**typed, "answer_by": "1/1/9999x"}, {**typed, "text": " "}):
        assert office.post(page, bad).status_code == 422
    assert office.post(page, typed).status_code == 302
    one = Suggestion.objects.get()
    assert f"/goi-y/{one.pk}/" in member.get("/").content.decode()
    review = services.start_review(actor=cast.actor("member"), drive=drive, person=cast.person("member"))
    posted = {f"s-{key}": text for key, text in FULL.items()}
    blocked = member.post(f"/tu-soi/{review.pk}/", {**posted, "stamp": 0, "act": "hand_in"})
    assert blocked.status_code == 422
    assert "gợi ý của cấp trên" in blocked.content.decode()
    assert member.post(f"/goi-y/{one.pk}/", {"kind": "explain"}).status_code == 422
    said = {"kind": "explain", "text": "Tháng 1 tôi đi viện, người thu là đồng chí khác."}
    assert member.post(f"/goi-y/{one.pk}/", said).status_code == 302
    assert said["text"] in office.get(page).content.decode()
    services.hand_in(actor=cast.actor("member"), review=review)


def test_S79_S80_a_body_answers_once_and_its_report_waits_for_that(cast: Cast, drive: Drive) -> None:
    one, secretary = suggested(cast, drive), cast.actor("cell_secretary")
    report = services.start_report(actor=secretary, drive=drive, unit=cast.cell, kind="cell", content=FULL)
    report = services.circulate_report(actor=secretary, report=report)
    with cast.at(clock.local(2026, 4, 7, 8)):
        with pytest.raises(Invalid):
            services.finalise_report(actor=secretary, report=report)
        with pytest.raises(Forbidden):
            services.answer_suggestion(actor=cast.actor("member"), suggestion=one, kind="accept")
        with pytest.raises(NotFound):
            services.answer_suggestion(actor=cast.actor("sibling_secretary"), suggestion=one, kind="accept")
        services.answer_suggestion(actor=secretary, suggestion=one, kind="partly", text="Thu đủ, ghi sổ thiếu.")
        with pytest.raises(Invalid):
            services.answer_suggestion(actor=secretary, suggestion=one, kind="accept")
        services.finalise_report(actor=secretary, report=report)
        found = selectors.suggestions_made(actor=cast.actor("clerk"), drive_id=drive.pk, unit_id=cast.ward.pk)
    assert (found.answered.n, found.answered.of, found.median_days) == (1, 1, 6)
    listed = browser(cast, "member").get(f"/to-chuc/{cast.cell.pk}/dot/{drive.pk}/bao-cao-tap-the/").content.decode()
    assert "Thu đủ, ghi sổ thiếu." in listed


def test_R28_only_what_stands_below_is_asked_and_only_the_asked_comrade_reads(cast: Cast, drive: Drive) -> None:
    clerk = cast.actor("clerk")
    for unit, day in ((cast.ward, BY), (cast.cell, date(2026, 3, 1))):
        with pytest.raises(Invalid):
            services.suggest(
                actor=clerk, drive=drive, from_unit=cast.ward, unit=unit, text="x", answer_by=day
            )  # fmt: skip
    with pytest.raises(Forbidden):
        services.suggest(
            actor=cast.actor("cell_secretary"), drive=drive, from_unit=cast.cell, unit=cast.cell, text="x", answer_by=BY
        )
    one = suggested(cast, drive, "member")
    for who in ("member2", "cell_secretary", "sibling_member"):
        with pytest.raises(NotFound):
            selectors.suggestion(actor=cast.actor(who), suggestion_id=one.pk)
    assert [row.pk for row in selectors.suggestions_to_me(actor=cast.actor("member"))] == [one.pk]
    assert selectors.suggestions_to_body(actor=cast.actor("member2"), drive_id=drive.pk, unit=cast.cell) == []


def test_S9_S10_topics_are_grouped_over_cells_and_a_promise_is_judged_from_its_day(cast: Cast, drive: Drive) -> None:
    made = [
        services.make_remark(
            actor=cast.actor(who), drive=drive, unit=unit, addressee="higher", fact="Rác đổ ở bãi ven sông.",
            topic="environment",
        )
        for who, unit in (("member", cast.cell), ("member2", cast.cell), ("sibling_member", cast.sibling))
    ]  # fmt: skip
    ward, author = cast.actor("ward_secretary"), cast.actor("member")
    with cast.at(clock.local(2026, 4, 5, 9)):
        services.answer_upward(
            actor=ward, remark=made[0], kind="accept", text="Sẽ dọn.", commitment="Dọn bãi rác", commit_on=BY
        )
        with pytest.raises(Invalid):
            services.judge_promise(actor=author, remark=made[0], kept="kept")
    with cast.at(clock.local(2026, 4, 10, 9)):
        client = browser(cast, "member")
        assert selectors.promises_to_judge(actor=author) == 1
        assert "Lời hứa với đồng chí đã đến hạn" in client.get("/").content.decode()
        assert "Đã đến ngày hẹn" in client.get("/gop-y/").content.decode()
        assert client.post(f"/gop-y-len-tren/{made[0].pk}/loi-hua/", {"kept": "kept"}).status_code == 302
        assert selectors.promises_to_judge(actor=author) == 0
        with pytest.raises(NotFound):
            services.judge_promise(actor=cast.actor("member2"), remark=made[0], kept="kept")
        found = selectors.upward_figures(actor=ward)
        assert "từ 2 chi bộ" in browser(cast, "ward_secretary").get("/gop-y-len-tren/").content.decode()
    assert (found.answered.n, found.answered.of, found.median_days, found.kept.n) == (1, 3, 4, 1)
    assert [(count, cells) for _topic, count, cells in found.topics] == [(3, 2)]


def test_S82_cells_that_say_nothing_or_only_praise_are_shown_to_the_chair_only(cast: Cast, drive: Drive) -> None:
    def seen(who: str) -> str:
        return selectors.candour(actor=cast.actor(who), drive=drive, unit=cast.cell)

    assert (seen("cell_secretary"), seen("member"), seen("ward_secretary"), seen("clerk")) == ("empty", "", "", "")
    about = {"actor": cast.actor("cell_deputy"), "drive": drive, "unit": cast.cell, "addressee": "person"}
    services.make_remark(**about, person=cast.person("member"), fact="Góp đèn ngõ.", is_strength=True)
    assert seen("cell_secretary") == "praise"
    page = browser(cast, "cell_secretary").get(f"/chi-bo/{cast.cell.pk}/dot/{drive.pk}/tu-soi/").content.decode()
    assert "chỉ có lời khen" in page
    services.make_remark(**about, person=cast.person("member"), fact="Vắng hai buổi.")
    assert seen("cell_secretary") == ""


def test_S82_the_rule_counts_and_reads_no_text() -> None:
    assert [rules.candour(0, 0), rules.candour(3, 0), rules.candour(3, 1)] == ["empty", "praise", ""]
    assert [rules.median([]), rules.median([5]), rules.median([9, 1]), rules.median([3, 1, 2])] == [None, 5, 1, 2]
