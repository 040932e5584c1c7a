"""The look of the night's comparison: one block of a sweep, read and compared without a transaction."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

import numpy as np
from django.db.models import F, Max, QuerySet

from guong.copies.fold import Numbers, fold
from guong.copies.forms import printed_words
from guong.copies.grams import Key, digests, kept
from guong.copies.keys import installation_key, mark
from guong.copies.models import ReviewPrint, Sweep
from guong.copies.nearby import read_sizes
from guong.copies.sheets import sheet
from guong.copies.sorting import among, distinct
from guong.copies.wide import Neighbours, Part, neighbours
from guong.kernel import treepath
from guong.reviews.enums import ReviewState
from guong.reviews.models import ReviewRevision

BLOCK = 2000  # texts of one step
_PART = 500  # rows that come past at once


@dataclass(frozen=True, slots=True)
class FoundPair:
    """Revisions `first` < `second`, equal words, the share (0-1) of the shorter text's own words, and where the passages stand."""

    first: int
    second: int
    words: int
    share: float
    places: list[list[int]]


def handed_in(drive_id: int) -> QuerySet[ReviewPrint]:
    """The newest fingerprints of each self-review of the drive that is no draft now, by revision."""
    rows = ReviewPrint.objects.filter(revision__review__drive_id=drive_id, key_mark=mark(installation_key()))
    rows = rows.exclude(revision__review__state=ReviewState.DRAFT).exclude(prints=b"")
    newest = rows.annotate(last=Max("revision__review__revisions__number")).filter(revision__number=F("last"))
    return newest.order_by("revision_id")


def next_block(sweep: Sweep) -> tuple[list[FoundPair], int]:
    """The pairs that the next block shows, and the revision up to which the sweep has then come."""
    rows = handed_in(sweep.drive_id).filter(revision_id__lte=sweep.upto)
    block = list(_parts(rows.filter(revision_id__gt=sweep.cursor)[:BLOCK], BLOCK))
    if not block:
        return [], sweep.upto
    near = neighbours(block[0], _parts(rows, _PART))
    return list(_read(near)), block[0][-1][0] if len(block[0]) == BLOCK else sweep.upto


def _parts(rows: QuerySet[ReviewPrint], size: int) -> Iterator[Part]:
    part: list[tuple[int, str, bytes]] = []
    for number, path, blob in rows.values_list("revision_id", "revision__review__unit__path", "prints").iterator(size):
        part.append((number, treepath.parent(path) or path, bytes(blob)))
        if len(part) == size:
            yield part
            part = []
    if part:
        yield part


def _read(near: Neighbours) -> Iterator[FoundPair]:
    """The pairs that are worth a hint, read word by word: the texts of one of the block at a time."""
    key, words = installation_key(), printed_words()
    for second, pairs in groupby(near.pairs, key=lambda pair: pair[1]):
        numbers = [first for first, _ in pairs]
        found = ReviewRevision.objects.select_related("review__template").in_bulk([second, *numbers])
        texts = {number: sheet(one.review.template.sections, one.content).text for number, one in found.items()}
        numbers = [number for number in numbers if number in texts]
        if second in texts and numbers:
            yield from _pairs_of(second, numbers, texts, near, words, key)


def _pairs_of(
    second: int, numbers: list[int], texts: dict[int, str], near: Neighbours, words: str, key: Key
) -> Iterator[FoundPair]:
    prints = distinct(kept(fold([texts[second]]), key).values)
    said, maybe = _said(prints, near, key)
    read = read_sizes(texts[second], [texts[n] for n in numbers], template=words, said=said, maybe=maybe, key=key)
    for first, (shared, mine, theirs) in zip(numbers, read, strict=True):
        if shared is not None:
            places = [[p.b0, p.b1, p.a0, p.a1] for p in shared.passages]
            yield FoundPair(first, second, shared.words, shared.own / max(1, min(mine, theirs)), places)


def _said(prints: Numbers, near: Neighbours, key: Key) -> tuple[Numbers, Numbers]:
    """Those of a text's fingerprints that are set phrases, surely and in short rows."""
    names = digests(prints, key) if len(prints) else np.zeros(0, np.uint64)
    return prints[among(names, near.sure)], prints[among(names, near.likely)]
