"""Pairs of a cell's self-reviews, for whoever reads them anyway. In the order of names; no person is measured (D10, D24)."""

from __future__ import annotations

from dataclasses import dataclass

from guong.audit.reads import log_read
from guong.copies.collection import Comparison, compare
from guong.copies.forms import printed_words
from guong.copies.keys import installation_key
from guong.copies.passages import Passage
from guong.copies.sheets import Excerpt, Sheet, sheet
from guong.drives.models import Drive
from guong.kernel.actor import Actor
from guong.kernel.errors import NotFound
from guong.org.models import Unit
from guong.reviews.enums import ReviewState
from guong.reviews.models import SelfReview

_READ = "reviews.review:read"


@dataclass(frozen=True, slots=True)
class Alike:
    """Two self-reviews with passages in common, the earlier name first."""

    first: SelfReview
    second: SelfReview
    words: int
    share: float

    @property
    def percent(self) -> int:
        """Of the shorter text's own words."""
        return min(100, round(100 * self.share))


@dataclass(frozen=True, slots=True)
class CellCopies:
    """`compared`: self-reviews handed in · `uniformity`: see `collection.Comparison`; None for a very small cell."""

    compared: int
    pairs: list[Alike]
    uniformity: float | None

    @property
    def percent(self) -> int | None:
        """The uniformity in hundredths."""
        return None if self.uniformity is None else round(100 * self.uniformity)


@dataclass(frozen=True, slots=True)
class PairTexts:
    """A pair with its passages: (words of the first, words of the second), both as they were typed."""

    pair: Alike
    passages: list[tuple[tuple[Excerpt, ...], tuple[Excerpt, ...]]]


def cell_copies(*, actor: Actor, drive: Drive, unit: Unit) -> CellCopies:
    """Pairs and uniformity of what is handed in. Forbidden without the right to read the cell's reviews."""
    actor.require(_READ, unit.path)
    reviews, _sheets, found = _compared(drive, unit)
    pairs = [Alike(reviews[p.a], reviews[p.b], p.words, p.share) for p in found.pairs]
    return CellCopies(len(reviews), pairs, found.uniformity.get(0))


def pair_texts(*, actor: Actor, drive: Drive, unit: Unit, first_id: int, second_id: int) -> PairTexts:
    """One pair with its passages. Noted in the files of both as read (D6). NotFound if they have nothing in common."""
    actor.require(_READ, unit.path)
    reviews, sheets, found = _compared(drive, unit)
    for p in found.pairs:
        if (reviews[p.a].pk, reviews[p.b].pk) == (first_id, second_id):
            for review in (reviews[p.a], reviews[p.b]):
                log_read(
                    actor=actor, person_id=review.person_id, unit_path=unit.path, part="self_review", target=review
                )
            pair = Alike(reviews[p.a], reviews[p.b], p.words, p.share)
            return PairTexts(pair, [_side_by_side(passage, sheets[p.a], sheets[p.b]) for passage in p.passages])
    raise NotFound


def _side_by_side(passage: Passage, a: Sheet, b: Sheet) -> tuple[tuple[Excerpt, ...], tuple[Excerpt, ...]]:
    return a.excerpts(passage.a0, passage.a1), b.excerpts(passage.b0, passage.b1)


def _compared(drive: Drive, unit: Unit) -> tuple[list[SelfReview], list[Sheet], Comparison]:
    """The newest handed-in texts of the cell, in the order of names, compared with each other."""
    rows = SelfReview.objects.filter(drive=drive, unit=unit).exclude(state=ReviewState.DRAFT).defer("draft")
    rows = rows.select_related("person", "template", "unit").prefetch_related("revisions")
    reviews, sheets = [], []
    for review in rows.order_by("person__name_key", "person_id"):
        revisions = list(review.revisions.all())
        if revisions:
            reviews.append(review)
            sheets.append(sheet(review.template.sections, revisions[-1].content))
    texts = [one.text for one in sheets]
    found = compare(texts, template=printed_words(), cells=[0] * len(texts), key=installation_key())
    return reviews, sheets, found
