"""Where one's own self-review runs word for word like another text. Shown to the author alone, before hand-in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
from django.db.models import F, Max, TextChoices
from django.utils.translation import gettext_lazy as _

from guong.copies import rules
from guong.copies.fold import Numbers
from guong.copies.forms import printed_words
from guong.copies.grams import Key
from guong.copies.keys import installation_key, mark
from guong.copies.models import ReviewPrint, Sample
from guong.copies.nearby import near, prints_of, read
from guong.copies.passages import Common
from guong.copies.sheets import Excerpt, Sheet, sheet
from guong.drives import rulebook
from guong.kernel import treepath
from guong.kernel.actor import Actor
from guong.kernel.errors import NotFound
from guong.library.querysets import items_seen
from guong.reviews.enums import ReviewState
from guong.reviews.models import ReviewRevision, SelfReview


class Source(TextChoices):
    """What the author's words run like."""

    EARLIER = "earlier", _("your own self-review of an earlier drive")
    FORM = "form", _("the words printed on the form")
    SAMPLE = "sample", _("a sample text")
    CELL = "cell", _("another self-review of your cell")
    WARD = "ward", _("another self-review of the same drive, in another cell")


@dataclass(frozen=True, slots=True)
class Hint:
    """`excerpts`: the author's own words. `theirs`: the other text's, only where it is the author's too or a sample of the shelf, whose
    name is `title`. `weight`: how strongly it is worded (R30)."""

    source: Source
    words: int
    share: float  # 0-1, of the author's own words
    excerpts: tuple[Excerpt, ...]
    theirs: tuple[Excerpt, ...] = ()
    title: str = ""
    weight: rules.Weight = rules.Weight.SOME

    @property
    def percent(self) -> int:
        return min(100, round(100 * self.share))


def hints(*, actor: Actor, review: SelfReview) -> list[Hint]:
    """What the draft has in common with other texts: one's own earlier one, the form, the cell, the ward. NotFound for others'."""
    if actor.person_id is None or review.person_id != actor.person_id:
        raise NotFound
    mine, key = sheet(review.template.sections, review.draft), installation_key()
    words = printed_words()
    found = [_earlier(review, mine, words, key), _form(mine, words, key), *_others(review, mine, words, key, actor)]
    notice, rewrite = (rulebook.value(review.drive.ruleset, f"copies_{name}_percent") for name in ("notice", "rewrite"))
    return [
        replace(hint, weight=rules.weight(hint.share, notice=notice, rewrite=rewrite))
        for hint in found
        if hint is not None
    ]


def _earlier(review: SelfReview, mine: Sheet, words: str, key: Key) -> Hint | None:
    """The newest self-review that the author handed in for a drive before this one."""
    rows = ReviewRevision.objects.filter(review__person_id=review.person_id).exclude(review__drive_id=review.drive_id)
    rows = rows.filter(review__drive__starts_on__lte=review.drive.starts_on).select_related("review__template")
    last = rows.order_by("-review__drive__starts_on", "-review_id", "-number").first()
    if last is None:
        return None
    before = sheet(last.review.template.sections, last.content)
    [pair] = read(mine.text, [before.text], template=words, said=np.zeros(0, np.uint64), key=key)
    if pair is None:
        return None
    theirs = tuple(part for p in pair[0].passages for part in before.excerpts(p.b0, p.b1))
    return _hint(Source.EARLIER, mine, *pair, theirs=theirs)


def _form(mine: Sheet, words: str, key: Key) -> Hint | None:
    [pair] = read(mine.text, [words], template="", said=np.zeros(0, np.uint64), key=key)
    return None if pair is None else _hint(Source.FORM, mine, *pair)


def _others(review: SelfReview, mine: Sheet, words: str, key: Key, actor: Actor) -> Iterator[Hint]:
    """The nearest sample, the nearest text of the cell and the nearest of the ward's other cells, if they have enough in common."""
    prints = prints_of(mine.text, words, key)
    if len(prints) == 0:
        return
    stored = _stored(review, key)
    found = near(prints, [blob for _, _, blob in stored], [cell == review.unit_id for _, cell, _ in stored], key)
    yield from _samples(actor, mine, prints, words, found.said, key)
    revisions = ReviewRevision.objects.select_related("review__template").in_bulk([stored[n][0] for n in found.texts])
    others = [revisions[stored[n][0]] for n in found.texts]
    texts = [sheet(other.review.template.sections, other.content).text for other in others]
    pairs = read(mine.text, texts, template=words, said=found.said, key=key)
    said: set[Source] = set()
    for other, pair in zip(others, pairs, strict=True):
        source = Source.CELL if other.review.unit_id == review.unit_id else Source.WARD
        if pair is not None and source not in said:
            said.add(source)
            yield _hint(source, mine, *pair)


def _samples(actor: Actor, mine: Sheet, prints: Numbers, words: str, maybe: Numbers, key: Key) -> Iterator[Hint]:
    """The nearest sample of the shelves in sight. What many of the ward say besides may be a set phrase: in short rows it is left out."""
    rows = Sample.objects.filter(item__in=items_seen(actor), key_mark=mark(key)).order_by("item_id")
    stored = [(pk, bytes(blob)) for pk, blob in rows.values_list("pk", "prints")]
    found = near(prints, [blob for _, blob in stored], [False] * len(stored), key) if stored else None
    if found is None or not found.texts:
        return
    samples = rows.select_related("item").in_bulk([stored[n][0] for n in found.texts])
    others = [samples[stored[n][0]] for n in found.texts]
    none = np.zeros(0, np.uint64)
    pairs = read(mine.text, [one.text for one in others], template=words, said=none, maybe=maybe, key=key)
    alike = [(pair, one) for pair, one in zip(pairs, others, strict=True) if pair is not None]
    if alike:
        (common, share), sample = max(alike, key=lambda one: one[0][0].words)
        theirs = tuple(Excerpt("", sample.text[p.b0 : p.b1]) for p in common.passages)
        yield replace(_hint(Source.SAMPLE, mine, common, share, theirs), title=sample.item.title)


def _stored(review: SelfReview, key: Key) -> list[tuple[int, int, bytes]]:
    """(revision, cell, fingerprints) of what others of the ward have handed in for this drive: the newest of each."""
    ward = treepath.parent(review.unit.path) or review.unit.path
    start, end = ward, treepath.successor(ward)
    rows = ReviewPrint.objects.filter(
        key_mark=mark(key), revision__review__drive_id=review.drive_id,
        revision__review__unit__path__gte=start, revision__review__unit__path__lt=end,
    ).exclude(revision__review__person_id=review.person_id)  # fmt: skip
    rows = rows.exclude(revision__review__state=ReviewState.DRAFT)
    newest = rows.annotate(last=Max("revision__review__revisions__number")).filter(revision__number=F("last"))
    found = newest.order_by("revision_id").values_list("revision_id", "revision__review__unit_id", "prints")
    return [(pk, cell, bytes(blob)) for pk, cell, blob in found]


def _hint(source: Source, mine: Sheet, found: Common, share: float, theirs: tuple[Excerpt, ...] = ()) -> Hint:
    excerpts = tuple(part for p in found.passages for part in mine.excerpts(p.a0, p.a1))
    return Hint(source, found.words, share, excerpts, theirs)
