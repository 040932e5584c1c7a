"""Samples of the shelves are compared with; how strongly a hint is worded is a setting, and never a refusal."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from guong.copies import rules, selectors
from guong.copies.models import Sample
from guong.copies.rules import Weight
from guong.copies.selectors import Source
from guong.copies.services import put_item, refresh_prints
from guong.drives import rulebook
from guong.drives.models import Drive
from guong.files.services import store_file
from guong.kernel import clock
from guong.kernel.actor import SystemActor
from guong.kernel.errors import Invalid
from guong.library.models import Item
from guong.library.services import withdraw_item
from guong.reviews.enums import ReviewState
from guong.reviews.models import SelfReview
from tests.cast import Cast
from tests.copies.prose import prose
from tests.copies.test_pages import browser, content, draft
from tests.reviews.helpers import open_drive

SAMPLE = prose(501, 220)


@pytest.fixture(autouse=True)
def evening(cast: Cast) -> Iterator[None]:
    with cast.at(clock.local(2026, 4, 1, 19, 42)):
        yield


@pytest.fixture
def drive(cast: Cast) -> Drive:
    return open_drive(cast)


def on_shelf(cast: Cast, words: str, kind: str = "sample") -> Item:
    actor = cast.actor("clerk")
    file = store_file(
        actor=actor, unit_path=cast.ward.path, name="bài mẫu trên mạng.txt", data=words.encode(), purpose="document"
    )
    return put_item(actor=actor, unit=cast.ward, kind=kind, title="Bài mẫu chép trên mạng", file=file)


def test_S148_the_author_is_told_that_his_words_run_like_a_sample_of_the_shelf(cast: Cast, drive: Drive) -> None:
    on_shelf(cast, prose(600, 200))
    item = on_shelf(cast, SAMPLE)
    mine = draft(cast, drive, "member", {**content(10, ""), "strengths": SAMPLE})
    [hint] = selectors.hints(actor=cast.actor("member"), review=mine)
    assert (hint.source, hint.title) == (Source.SAMPLE, item.title)
    assert hint.theirs
    assert all(part.text in SAMPLE for part in hint.theirs)
    client = browser(cast, "member")
    page = client.get(f"/tu-soi/{mine.pk}/doan-giong/").content.decode()
    assert "một bài mẫu: “Bài mẫu chép trên mạng”" in page
    client.post(f"/tu-soi/{mine.pk}/doan-giong/")
    mine.refresh_from_db()
    assert mine.state == ReviewState.HANDED_IN


def test_what_is_no_sample_or_was_withdrawn_is_not_compared_with(cast: Cast, drive: Drive) -> None:
    on_shelf(cast, SAMPLE, kind="reference")
    mine = draft(cast, drive, "member", {**content(10, ""), "strengths": SAMPLE})
    assert not selectors.hints(actor=cast.actor("member"), review=mine)
    item = on_shelf(cast, SAMPLE)
    Sample.objects.update(key_mark="before", prints=b"")
    assert refresh_prints(actor=SystemActor("test")) == 1
    assert selectors.hints(actor=cast.actor("member"), review=mine)
    withdraw_item(actor=cast.actor("clerk"), item=item)
    assert not selectors.hints(actor=cast.actor("member"), review=mine)


def test_a_sample_without_text_is_refused_and_leaves_nothing(cast: Cast) -> None:
    with pytest.raises(Invalid):
        on_shelf(cast, "Chỉ vài chữ.")
    assert not Item.objects.exists()


@pytest.mark.parametrize(
    ("share", "expected"),
    [(0.08, Weight.SOME), (0.4999, Weight.SOME), (0.5, Weight.NOTICE), (0.69, Weight.NOTICE), (0.7, Weight.REWRITE), (1, Weight.REWRITE)],
)  # fmt: skip
def test_R30_the_share_says_how_strongly_a_hint_is_worded(share: float, expected: Weight) -> None:
    assert rules.weight(share, notice=50, rewrite=70) == expected


def test_R30_the_numbers_are_settings_that_nobody_has_confirmed(cast: Cast, drive: Drive) -> None:
    for name in ("copies_notice_percent", "copies_rewrite_percent"):
        assert (rulebook.KEYS[name].source, rulebook.KEYS[name].confirmed) == ("R30", False)
    on_shelf(cast, SAMPLE)
    mine = draft(cast, drive, "member", {**content(10, ""), "strengths": SAMPLE})
    [hint] = selectors.hints(actor=cast.actor("member"), review=mine)
    assert 0.5 < hint.share < 0.7  # of his own words: the sample stands whole in a longer text
    assert hint.weight == Weight.NOTICE
    page = browser(cast, "member").get(f"/tu-soi/{mine.pk}/doan-giong/").content.decode()
    assert f"{hint.percent} % số tiếng giống như vậy" in page
    drive.ruleset.values["copies_notice_percent"] = {"value": 100, "confirmed": False}
    drive.ruleset.save()
    [hint] = selectors.hints(actor=cast.actor("member"), review=SelfReview.objects.get(pk=mine.pk))
    assert hint.weight == Weight.SOME
