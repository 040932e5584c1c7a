"""What the night found beyond the ward: to the author at once, a day later to whoever reads the cell's self-reviews. The other text only
to whoever may read it too; nobody else learns whose it is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet

from guong.audit.reads import log_read
from guong.copies.models import FarPair
from guong.copies.sheets import Excerpt, sheet
from guong.drives.models import Drive
from guong.kernel import clock
from guong.kernel.actor import Actor
from guong.kernel.errors import NotFound
from guong.org.models import Unit
from guong.reviews.enums import ReviewState
from guong.reviews.models import ReviewRevision, SelfReview

_READ = "reviews.review:read"
_AUTHOR_FIRST = timedelta(days=1)
_MOST = 5  # pairs that are shown of one text, those with most words first


@dataclass(frozen=True, slots=True)
class Far:
    """One pair from the side of one self-review. `excerpts`: its words; `theirs`, `other`: only for whoever may read the other too."""

    pk: int
    review: SelfReview
    words: int
    share: float
    excerpts: tuple[Excerpt, ...] = ()
    theirs: tuple[Excerpt, ...] = ()
    other: SelfReview | None = None

    @property
    def percent(self) -> int:
        return min(100, round(100 * self.share))


def my_far(*, actor: Actor, review: SelfReview) -> list[Far]:
    """The author's own passages that run like a text handed in in another ward. NotFound for others'."""
    if actor.person_id is None or review.person_id != actor.person_id:
        raise NotFound
    rows = _pairs().filter(Q(first__review=review) | Q(second__review=review)).order_by("-words", "pk")[:_MOST]
    found = [_far(pair, review.pk) for pair in rows]
    return [one for one in found if one.excerpts]


def far_of_cell(*, actor: Actor, drive: Drive, unit: Unit) -> list[Far]:
    """Self-reviews of the cell that run like one of another ward, in the order of names: words and share, no text, nobody's name
    elsewhere. Forbidden without the right to read the cell's reviews."""
    actor.require(_READ, unit.path)
    rows = _pairs(Q(found_at__lte=clock.now() - _AUTHOR_FIRST))
    rows = rows.filter(_at("first", drive, unit) | _at("second", drive, unit))
    found = [_side(pair, unit) for pair in rows]
    alike = [Far(pair.pk, mine.review, pair.words, pair.share) for pair, mine, _other in found]
    return sorted(alike, key=lambda one: (one.review.person.name_key, one.review.person_id, one.pk))


def far_texts(*, actor: Actor, drive: Drive, unit: Unit, pair_id: int) -> Far:
    """The passages of one pair in the text of the cell's member; the other's beside it for whoever may read that too. Noted in the
    files of those whose words are shown (D6)."""
    actor.require(_READ, unit.path)
    rows = _pairs(Q(found_at__lte=clock.now() - _AUTHOR_FIRST), Q(pk=pair_id))
    pair = rows.filter(_at("first", drive, unit) | _at("second", drive, unit)).first()
    if pair is None:
        raise NotFound
    _pair, mine, other = _side(pair, unit)
    both = actor.can(_READ, other.review.unit.path)
    for review in [mine.review, other.review] if both else [mine.review]:
        log_read(actor=actor, person_id=review.person_id, unit_path=review.unit.path, part="self_review", target=review)
    far = _far(pair, mine.review_id)
    if not both:
        return far
    theirs = _far(pair, other.review_id)
    return Far(far.pk, far.review, far.words, far.share, far.excerpts, theirs.excerpts, other.review)


def _pairs(*only: Q) -> QuerySet[FarPair]:
    """Pairs of which both are handed in and nothing newer has been handed in since."""
    rows = FarPair.objects.filter(*only).select_related(
        "first__review__person", "first__review__template", "first__review__unit",
        "second__review__person", "second__review__template", "second__review__unit",
    )  # fmt: skip
    for side in ("first", "second"):
        newer = ReviewRevision.objects.filter(review=OuterRef(f"{side}__review"), pk__gt=OuterRef(side))
        rows = rows.filter(~Exists(newer)).exclude(**{f"{side}__review__state": ReviewState.DRAFT})
    return rows


def _at(side: str, drive: Drive, unit: Unit) -> Q:
    return Q(**{f"{side}__review__drive": drive, f"{side}__review__unit": unit})


def _side(pair: FarPair, unit: Unit) -> tuple[FarPair, ReviewRevision, ReviewRevision]:
    """The pair, the revision of the cell, the other one."""
    if pair.first.review.unit_id == unit.pk:
        return pair, pair.first, pair.second
    return pair, pair.second, pair.first


def _far(pair: FarPair, review_id: int) -> Far:
    at = 0 if pair.first.review_id == review_id else 2
    revision = pair.second if at else pair.first
    text = sheet(revision.review.template.sections, revision.content)
    excerpts = tuple(part for place in pair.places for part in text.excerpts(place[at], place[at + 1]))
    return Far(pair.pk, revision.review, pair.words, pair.share, excerpts)
