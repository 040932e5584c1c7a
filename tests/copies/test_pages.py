"""The author is told first, nobody is refused, and nobody reads through a hint what he may not read."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.test import Client

from guong.audit.models import Entry
from guong.copies import selectors
from guong.copies.keys import installation_key, mark
from guong.copies.models import ReviewPrint
from guong.copies.selectors import Source
from guong.copies.services import hand_in, refresh_prints
from guong.drives.models import Drive
from guong.kernel import clock
from guong.kernel.actor import SystemActor
from guong.kernel.errors import Forbidden, NotFound
from guong.privacy.classes import CLASSES
from guong.reviews import services
from guong.reviews.enums import ReviewState
from guong.reviews.models import SelfReview
from tests.cast import Cast
from tests.copies.prose import prose
from tests.reviews.helpers import open_drive

SHARED = prose(77, 120)


@pytest.fixture(autouse=True)
def evening(cast: Cast) -> Iterator[None]:
    with cast.at(clock.local(2026, 4, 1, 19, 42)):
        yield


@pytest.fixture
def drive(cast: Cast) -> Drive:
    return open_drive(cast)


def content(seed: int, shared: str = SHARED) -> dict[str, str]:
    return {
        "strengths": f"{prose(seed, 80)}\n{shared}", "shortcomings": prose(seed + 1, 60), "causes": prose(seed + 2, 40),
        "direction": prose(seed + 3, 40),
    }  # fmt: skip


def draft(cast: Cast, drive: Drive, who: str, words: dict[str, str]) -> SelfReview:
    review = services.start_review(actor=cast.actor(who), drive=drive, person=cast.person(who))
    return services.save_draft(actor=cast.actor(who), review=review, content=words, stamp=review.stamp)


def browser(cast: Cast, who: str) -> Client:
    client = Client()
    client.force_login(cast.accounts[who])
    return client


def test_S148_handing_in_keeps_less_than_a_thousand_bytes_with_the_words(cast: Cast, drive: Drive) -> None:
    done = hand_in(actor=cast.actor("member"), review=draft(cast, drive, "member", content(1)))
    kept = ReviewPrint.objects.get()
    assert done.state == ReviewState.HANDED_IN
    assert kept.key_mark == mark(installation_key())
    assert 0 < len(kept.prints) < 1000


def test_S148_the_author_sees_his_own_passage_and_nothing_of_the_other(cast: Cast, drive: Drive) -> None:
    other = content(1)
    hand_in(actor=cast.actor("cell_deputy"), review=draft(cast, drive, "cell_deputy", other))
    mine = draft(cast, drive, "member", content(10))
    [hint] = selectors.hints(actor=cast.actor("member"), review=mine)
    assert hint.source == Source.CELL
    assert not hint.theirs
    assert all(any(part.text in words for words in mine.draft.values()) for part in hint.excerpts)
    page = browser(cast, "member").get(f"/tu-soi/{mine.pk}/doan-giong/").content.decode()
    assert "một bản tự soi khác trong chi bộ" in page
    assert cast.person("cell_deputy").full_name not in page
    assert other["shortcomings"].split("\n")[0] not in page
    with pytest.raises(NotFound):
        selectors.hints(actor=cast.actor("cell_deputy"), review=mine)
    assert browser(cast, "cell_deputy").get(f"/tu-soi/{mine.pk}/doan-giong/").status_code == 404


def test_S148_hand_in_shows_the_hint_first_and_never_refuses(cast: Cast, drive: Drive) -> None:
    hand_in(actor=cast.actor("cell_deputy"), review=draft(cast, drive, "cell_deputy", content(1)))
    mine = draft(cast, drive, "member", content(10))
    client = browser(cast, "member")
    posted = {**{f"s-{key}": text for key, text in mine.draft.items()}, "stamp": mine.stamp, "act": "hand_in"}
    first = client.post(f"/tu-soi/{mine.pk}/", posted)
    assert first["Location"] == f"/tu-soi/{mine.pk}/doan-giong/"
    mine.refresh_from_db()
    assert mine.state == ReviewState.DRAFT
    assert client.post(first["Location"])["Location"] == f"/tu-soi/{mine.pk}/doc/"
    mine.refresh_from_db()
    assert mine.state == ReviewState.HANDED_IN


def test_a_text_of_ones_own_is_handed_in_without_a_detour(cast: Cast, drive: Drive) -> None:
    mine = draft(cast, drive, "member", content(10, ""))
    posted = {**{f"s-{key}": text for key, text in mine.draft.items()}, "stamp": mine.stamp, "act": "hand_in"}
    assert browser(cast, "member").post(f"/tu-soi/{mine.pk}/", posted)["Location"] == f"/tu-soi/{mine.pk}/doc/"


def test_S148_drafts_are_never_compared(cast: Cast, drive: Drive) -> None:
    draft(cast, drive, "cell_deputy", content(1))
    assert not selectors.hints(actor=cast.actor("member"), review=draft(cast, drive, "member", content(10)))


def test_S149_the_secretary_sees_the_pair_and_both_writers_see_who_looked(cast: Cast, drive: Drive) -> None:
    for who, seed in (("member", 1), ("cell_deputy", 10)):
        hand_in(actor=cast.actor(who), review=draft(cast, drive, who, content(seed)))
    ids = dict(SelfReview.objects.values_list("person_id", "pk"))
    address = f"/chi-bo/{cast.cell.pk}/dot/{drive.pk}/doan-giong/"
    client = browser(cast, "cell_secretary")
    page = client.get(address).content.decode()
    assert cast.person("member").full_name in page
    [pair] = selectors.cell_copies(actor=cast.actor("cell_secretary"), drive=drive, unit=cast.cell).pairs
    assert {pair.first.pk, pair.second.pk} == set(ids.values())
    assert SHARED.split("\n")[1] not in page
    passages = client.get(f"{address}{pair.first.pk}/{pair.second.pk}/")
    assert SHARED.split("\n")[1] in passages.content.decode()
    read = Entry.objects.filter(code="audit.personal.read").values_list("person_id", flat=True)
    assert set(read) == {cast.person("member").pk, cast.person("cell_deputy").pk}


def test_D7_only_whoever_reads_the_reviews_reads_the_pairs(cast: Cast, drive: Drive) -> None:
    address = f"/chi-bo/{cast.cell.pk}/dot/{drive.pk}/doan-giong/"
    assert browser(cast, "member").get(address).status_code == 403
    assert browser(cast, "cell_secretary").get(f"{address}1/2/").status_code == 404
    with pytest.raises(Forbidden):
        selectors.cell_copies(actor=cast.actor("member"), drive=drive, unit=cast.cell)


def test_fingerprints_of_another_secret_are_made_again(cast: Cast, drive: Drive) -> None:
    hand_in(actor=cast.actor("member"), review=draft(cast, drive, "member", content(1)))
    ReviewPrint.objects.update(key_mark="before")
    assert refresh_prints(actor=SystemActor("test")) == 1
    assert refresh_prints(actor=SystemActor("test")) == 0
    with pytest.raises(Forbidden):
        refresh_prints(actor=cast.actor("cell_secretary"))


def test_S149_ones_own_earlier_review_is_shown_beside_todays_words(cast: Cast, drive: Drive) -> None:
    before = content(20)
    hand_in(actor=cast.actor("member"), review=draft(cast, drive, "member", before))
    later = draft(cast, open_drive(cast, "TSTS-2027"), "member", content(30))
    [hint] = selectors.hints(actor=cast.actor("member"), review=later)
    assert hint.source == Source.EARLIER
    assert hint.theirs
    page = browser(cast, "member").get(f"/tu-soi/{later.pk}/doan-giong/").content.decode()
    assert "bản tự soi kỳ trước của chính đồng chí" in page


def test_S149_words_copied_from_the_form_are_shown(cast: Cast, drive: Drive) -> None:
    review = services.start_review(actor=cast.actor("member"), drive=drive, person=cast.person("member"))
    hint_text = "\n".join(str(section["hint"]) for section in review.template.sections)
    words = {**content(40, ""), "strengths": hint_text}
    review = services.save_draft(actor=cast.actor("member"), review=review, content=words, stamp=review.stamp)
    assert [hint.source for hint in selectors.hints(actor=cast.actor("member"), review=review)] == [Source.FORM]


def test_D24_the_cells_page_measures_no_person_and_says_that_it_judges_nothing(cast: Cast, drive: Drive) -> None:
    for who, seed in (("member", 1), ("cell_deputy", 10), ("member2", 20)):
        hand_in(actor=cast.actor(who), review=draft(cast, drive, who, content(seed)))
    found = selectors.cell_copies(actor=cast.actor("cell_secretary"), drive=drive, unit=cast.cell)
    keys = [(pair.first.person.name_key, pair.second.person.name_key) for pair in found.pairs]
    assert len(keys) == 3
    assert keys == sorted(keys)  # by name, never by how much
    page = browser(cast, "cell_secretary").get(f"/chi-bo/{cast.cell.pk}/dot/{drive.pk}/doan-giong/").content.decode()
    assert "không phải là lỗi" in page


def test_D8_fingerprints_end_with_the_words(cast: Cast, drive: Drive) -> None:
    hand_in(actor=cast.actor("member"), review=draft(cast, drive, "member", content(1)))
    [part] = [part for kind in CLASSES for part in kind.parts if part.model is ReviewPrint]
    rows = ReviewPrint.objects.filter(**{f"{part.drive}_id": drive.pk}).exclude(prints=part.blank)
    assert rows.update(**{name: part.blank for name in part.documents}) == 1
    assert not rows.exists()
    mine = draft(cast, drive, "member2", content(10))
    assert not selectors.hints(actor=cast.actor("member2"), review=mine)
