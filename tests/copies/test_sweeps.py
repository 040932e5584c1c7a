"""By night self-reviews of different wards are compared, block after block, each once; the author is the first to know."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest

from guong.audit.models import Entry
from guong.copies import selectors, sweeps
from guong.copies.grams import OPEN
from guong.copies.models import FarPair, ReviewPrint, Sweep
from guong.copies.nearby import stored
from guong.copies.services import begin_sweeps, hand_in, keep_found, refresh_prints
from guong.copies.wide import neighbours
from guong.drives.models import Drive
from guong.jobs.schedule import plan_due
from guong.jobs.worker import work
from guong.kernel import clock
from guong.kernel.actor import SystemActor
from guong.kernel.errors import Forbidden, NotFound
from guong.org.enums import UnitKind
from guong.org.services import add_member, create_unit
from guong.reviews.models import ReviewRevision, SelfReview
from tests.cast import SYSTEM, Cast
from tests.copies.prose import prose
from tests.copies.test_pages import SHARED, browser, content, draft
from tests.reviews.helpers import open_drive

EVENING = clock.local(2026, 4, 1, 19, 42)


@pytest.fixture(autouse=True)
def evening(cast: Cast) -> Iterator[None]:
    with cast.at(EVENING):
        yield


@pytest.fixture
def drive(cast: Cast) -> Drive:
    return open_drive(cast)


def in_another_ward(cast: Cast, like: SelfReview, words: dict[str, str]) -> ReviewRevision:
    """Somebody of another ward has handed in these words for the same drive."""
    ward = create_unit(
        actor=SYSTEM, code="PHUONG-2", name="Đảng ủy phường Bến Lau", kind=UnitKind.WARD, parent=cast.district
    )
    cell = create_unit(
        actor=SYSTEM, code="CB-2-1", name="Chi bộ Bến Lau 1", kind=UnitKind.CELL_RESIDENTIAL, parent=ward
    )
    person = add_member(actor=SYSTEM, unit=cell, code="DV-901", full_name="Kiều Văn Sáng")
    review = SelfReview.objects.get(pk=like.pk)
    review.pk, review.person, review.unit = None, person, cell
    review.save()
    revision = ReviewRevision.objects.filter(review=like).get()
    revision.pk, revision.review, revision.content = None, review, words
    revision.save()
    refresh_prints(actor=SystemActor("test"))
    return revision


def night() -> None:
    with clock.at(EVENING + timedelta(hours=8)):
        work(plan_due, lambda _seconds: True, once=True)


@pytest.fixture
def mine(cast: Cast, drive: Drive) -> SelfReview:
    return hand_in(actor=cast.actor("member"), review=draft(cast, drive, "member", content(1)))


def test_S148_the_night_finds_what_stands_in_another_ward_and_the_author_is_the_first_to_know(
    cast: Cast, drive: Drive, mine: SelfReview
) -> None:
    other = in_another_ward(cast, mine, content(40))
    night()
    pair = FarPair.objects.get()
    assert (pair.first.review_id, pair.second_id) == (mine.pk, other.pk)
    assert Sweep.objects.get().finished_at is not None
    [far] = selectors.my_far(actor=cast.actor("member"), review=mine)
    assert all(any(part.text in words for words in content(1).values()) for part in far.excerpts)
    page = browser(cast, "member").get(f"/tu-soi/{mine.pk}/doan-giong/noi-khac/").content.decode()
    assert SHARED.split("\n")[1] in page
    assert "Kiều Văn Sáng" not in page
    assert "Bến Lau" not in page
    assert "noi-khac" in browser(cast, "member").get(f"/tu-soi/{mine.pk}/doc/").content.decode()
    with pytest.raises(NotFound):
        selectors.my_far(actor=cast.actor("cell_secretary"), review=mine)


def test_S149_the_secretary_sees_the_pair_a_day_later_and_never_whose_the_other_text_is(
    cast: Cast, drive: Drive, mine: SelfReview
) -> None:
    in_another_ward(cast, mine, content(40))
    night()
    address = f"/chi-bo/{cast.cell.pk}/dot/{drive.pk}/doan-giong/"
    actor, client = cast.actor("cell_secretary"), browser(cast, "cell_secretary")
    assert not selectors.far_of_cell(actor=actor, drive=drive, unit=cast.cell)
    pair = FarPair.objects.get()
    assert client.get(f"{address}noi-khac/{pair.pk}/").status_code == 404
    FarPair.objects.update(found_at=EVENING - timedelta(days=2))
    page = client.get(address).content.decode()
    assert "Giống bản tự soi ở phường, xã khác" in page
    passages = client.get(f"{address}noi-khac/{pair.pk}/").content.decode()
    assert SHARED.split("\n")[1] in passages
    for word in ("Kiều Văn Sáng", "Bến Lau", content(40)["shortcomings"].split("\n")[0]):
        assert word not in page + passages
    read = Entry.objects.filter(code="audit.personal.read").values_list("person_id", flat=True)
    assert set(read) == {cast.person("member").pk}
    assert browser(cast, "member").get(f"{address}noi-khac/{pair.pk}/").status_code == 403


def test_each_block_is_kept_once_and_a_sweep_goes_on_where_it_stood(
    cast: Cast, drive: Drive, mine: SelfReview, monkeypatch: pytest.MonkeyPatch
) -> None:
    in_another_ward(cast, mine, content(40))
    hand_in(actor=cast.actor("member2"), review=draft(cast, drive, "member2", content(70, "")))
    monkeypatch.setattr(sweeps, "BLOCK", 1)
    robot = SystemActor("test")
    [sweep] = begin_sweeps(actor=robot)
    assert begin_sweeps(actor=robot) == [sweep]
    steps = 0
    while Sweep.objects.get().finished_at is None:
        now = Sweep.objects.get()
        pairs, upto = sweeps.next_block(now)
        keep_found(actor=robot, sweep=now, pairs=pairs, cursor=upto)
        assert not keep_found(actor=robot, sweep=now, pairs=pairs, cursor=upto)  # by a second worker
        steps += 1
    assert steps == 3
    assert FarPair.objects.count() == 1
    assert not begin_sweeps(actor=robot)  # nothing new has been handed in
    with pytest.raises(Forbidden):
        begin_sweeps(actor=cast.actor("cell_secretary"))


def test_a_text_taken_back_or_erased_is_shown_no_more(cast: Cast, drive: Drive, mine: SelfReview) -> None:
    other = in_another_ward(cast, mine, content(40))
    night()
    ReviewRevision.objects.filter(pk=mine.revisions.get().pk).update(content={})
    assert not selectors.my_far(actor=cast.actor("member"), review=mine)
    FarPair.objects.update(found_at=EVENING - timedelta(days=2))
    SelfReview.objects.filter(pk=other.review_id).update(state="draft")
    assert not selectors.far_of_cell(actor=cast.actor("cell_secretary"), drive=drive, unit=cast.cell)


def test_within_a_ward_the_night_finds_nothing_and_set_phrases_pair_nobody(
    cast: Cast, drive: Drive, mine: SelfReview
) -> None:
    hand_in(actor=cast.actor("cell_deputy"), review=draft(cast, drive, "cell_deputy", content(10)))
    night()
    assert not FarPair.objects.exists()
    assert ReviewPrint.objects.count() == 2


@pytest.mark.parametrize("size", [1, 3, 40])
def test_neighbours_are_the_same_however_the_others_come_past(size: int) -> None:
    phrase = prose(999, 40)
    texts = [f"{prose(n, 150)}\n{phrase}" for n in range(40)]
    texts[30] = texts[4] + prose(300, 60)
    rows = [(n, f"ward{n % 5}/", stored(text, "", OPEN)) for n, text in enumerate(texts)]
    parts = [rows[first : first + size] for first in range(0, len(rows), size)]
    found = neighbours(rows[25:], parts)
    at_once = neighbours(rows[25:], [rows])
    assert found.pairs == at_once.pairs
    assert (4, 30) in found.pairs
    assert found.sure.tolist() == at_once.sure.tolist()
    assert len(found.sure)
    assert all(a < b and a % 5 != b % 5 for a, b in found.pairs)  # another ward, handed in earlier
