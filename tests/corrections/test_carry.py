"""Last year's shortcomings in this year's self-review (R24)."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from guong.corrections import rules, selectors
from guong.corrections.models import CarriedAnswer, Finding, HistoryLine
from guong.corrections.querysets import carried_findings
from guong.corrections.services.carry import answer_carried, hand_in
from guong.drives.models import Drive
from guong.kernel import clock
from guong.kernel.errors import Invalid, NotFound
from guong.reviews import services as reviews
from guong.reviews.models import SelfReview
from guong.reviews.services import ensure_templates
from tests.cast import SYSTEM, Cast
from tests.corrections import stage

WORDS = "Tháng 2 vắng hai buổi tổng vệ sinh của tổ."


def _finding(cast: Cast, drive: Drive, state: str, closed: int | None) -> Finding:
    made = stage.personal(cast, drive)
    moment = clock.local(closed, 5, 1) if closed else None
    Finding.objects.filter(pk=made.pk).update(state=state, closed_at=moment)
    return Finding.objects.get(pk=made.pk)


def _review(cast: Cast) -> tuple[Finding, SelfReview]:
    """A finding of the drive of 2025, and the self-review of 2026 with every section written."""
    ensure_templates(actor=SYSTEM)
    drive = stage.open_drive(cast, "D-2025")
    Drive.objects.filter(pk=drive.pk).update(year=2025)
    finding = stage.personal(cast, drive)
    review = reviews.start_review(
        actor=cast.actor("member"), drive=stage.open_drive(cast, "D-2026"), person=cast.person("member")
    )
    content = {section["key"]: WORDS for section in review.template.sections}
    return finding, reviews.save_draft(actor=cast.actor("member"), review=review, content=content, stamp=review.stamp)


@pytest.mark.parametrize("state", ["stated", "in_progress", "confirmed", "closed", "dropped"])
@pytest.mark.parametrize("year", [2024, 2025, 2026])
@pytest.mark.parametrize("closed", [None, 2024, 2025, 2026])
def test_R24_rule_and_database_agree_on_what_is_carried(cast: Cast, state: str, year: int, closed: int | None) -> None:
    with cast.at():
        drive, now = stage.open_drive(cast, "D-X"), stage.open_drive(cast, "D-2026")
        Drive.objects.filter(pk=drive.pk).update(year=year)
        finding = _finding(cast, drive, state, closed)
        ensure_templates(actor=SYSTEM)
        review = reviews.start_review(actor=cast.actor("member"), drive=now, person=cast.person("member"))
    wanted = rules.carries_over(state, year, closed, 2026)
    assert (finding in carried_findings(review)) == wanted


def test_R24_an_unanswered_shortcoming_of_last_year_holds_the_hand_in_back(cast: Cast) -> None:
    member = cast.actor("member")
    with cast.at():
        finding, review = _review(cast)
        with pytest.raises(Invalid) as error:
            hand_in(actor=member, review=review)
        assert error.value.params["carried"] == 1
        with pytest.raises(Invalid) as wordless:
            answer_carried(actor=member, review=review, finding=finding, word="still")
        assert wordless.value.field == "text"
        answer_carried(actor=member, review=review, finding=finding, word="held")
        done = hand_in(actor=member, review=review)
        with pytest.raises(Invalid):
            answer_carried(actor=member, review=review, finding=finding, word="held")
        shown = selectors.carried(actor=cast.actor("cell_secretary"), review=done)
    assert [(one.finding, one.answer.word if one.answer else "") for one in shown] == [(finding, "held")]


def test_R24_what_came_back_is_noted_in_the_story_of_the_earlier_one(cast: Cast) -> None:
    with cast.at():
        finding, review = _review(cast)
        for _twice in range(2):
            answer_carried(
                actor=cast.actor("member"), review=review, finding=finding, word="again", text="Tháng 1 lại muộn."
            )
    assert HistoryLine.objects.filter(finding=finding, event="recurred").count() == 1
    assert CarriedAnswer.objects.count() == 1


def test_R24_D7_nobody_else_answers_or_reads_while_it_is_written(cast: Cast) -> None:
    with cast.at():
        finding, review = _review(cast)
        for who in ("member2", "cell_secretary", "clerk"):
            with pytest.raises(NotFound):
                answer_carried(actor=cast.actor(who), review=review, finding=finding, word="held")
        with pytest.raises(NotFound):
            selectors.carried(actor=cast.actor("cell_secretary"), review=review)
        other = stage.personal(cast, finding.drive, "member2")
        with pytest.raises(NotFound):
            answer_carried(actor=cast.actor("member"), review=review, finding=other, word="held")


def test_R24_a_share_of_a_collective_finding_is_carried_too(cast: Cast) -> None:
    with cast.at():
        _mine, review = _review(cast)
        whole = stage.collective(cast, Drive.objects.get(code="D-2025"))
        stage.split(
            cast, whole, stage.part(cast.person("member"), 6000, deadline=date(2026, 4, 30)),
            stage.part(cast.person("member2"), 4000, deadline=date(2026, 4, 30)),
        )  # fmt: skip
    assert whole in carried_findings(review)


def test_R24_in_the_browser_the_hand_in_leads_to_what_waits(client: Client, cast: Cast) -> None:
    with cast.at():
        finding, review = _review(cast)
        client.force_login(cast.accounts["member"])
        edit, page = reverse("review-edit", args=[review.pk]), reverse("review-carried", args=[review.pk])
        assert page in client.get(edit).content.decode()
        form = {f"s-{key}": text for key, text in review.draft.items()}
        sent = client.post(edit, {**form, "stamp": review.stamp, "act": "hand_in"})
        assert sent.headers["Location"] == page
        kept = client.post(page, {"finding": finding.pk, "word": "", "text": "Đã đến sớm"})
        assert (kept.status_code, "Đã đến sớm" in kept.content.decode()) == (422, True)
        assert client.post(page, {"finding": "²", "word": "held"}).status_code == 404
        assert client.post(page, {"finding": finding.pk, "word": "held"}).status_code == 302
        review.refresh_from_db()
        done = client.post(edit, {**form, "stamp": review.stamp, "act": "hand_in"})
    assert done.headers["Location"] == reverse("review-read", args=[review.pk])
