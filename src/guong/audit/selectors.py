"""Reading the log."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Max, Q, QuerySet, Subquery

from guong.audit import chain
from guong.audit.areas import ABOUT_PEOPLE, AREAS
from guong.audit.models import ChainHead, DailyHead, Entry
from guong.audit.reads import CODE
from guong.kernel import clock, treepath
from guong.kernel.actor import Actor
from guong.kernel.errors import NotFound
from guong.kernel.scope import Scope

LOG = "audit.log:read"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a reader looks for. `path`: a subtree of the tree; `who`: a part of the name; days are both included; `before`: a
    row number, for the next page of older rows."""

    path: str = ""
    who: str = ""
    since: date | None = None
    until: date | None = None
    area: str = ""
    before: int = 0


def verify(extra: tuple[int, str] | None = None) -> tuple[int, list[str]]:
    """Walk the whole chain, and every daily head: (number of rows, a sentence for every break, the first wrong row first).

    `extra` is a head from paper: (row, beginning of its hash). Numbers only: no right needed. Memory does not grow with rows;
    rows that are written meanwhile are left to the next walk.
    """
    newest = Entry.objects.order_by("-seq").values("seq")[:1]
    head = ChainHead.objects.annotate(top=Subquery(newest)).filter(pk=1).first()  # one statement: both of one moment
    seq, hash_, top = (head.seq, head.hash, head.top or 0) if head else (0, chain.ZERO, _newest())
    marks = dict(DailyHead.objects.filter(seq__gt=0).values_list("seq", "hash"))
    if extra is not None:
        marks[extra[0]] = _whole_hash(*extra)
    rows = Entry.objects.filter(seq__lte=seq).order_by("seq").values(*chain.FIELDS, "prev_hash", "hash")
    breaks = chain.find_breaks(rows.iterator(chunk_size=2000), (seq, hash_), marks=marks)
    if not breaks and top > seq:
        breaks = [chain.Break(seq + 1, "end", seq)]
    return Entry.objects.count(), [str(one) for one in breaks]


def _newest() -> int:
    return Entry.objects.order_by("-seq").values_list("seq", flat=True).first() or 0


def _whole_hash(seq: int, beginning: str) -> str:
    """The hash of a row when it begins as it does on paper, else what stands on paper: the walk then tells them apart."""
    found = Entry.objects.filter(seq=seq, hash__startswith=beginning.lower()).values_list("hash", flat=True).first()
    return found if found is not None and beginning else beginning


def log(*, actor: Actor, wanted: Wanted, limit: int) -> list[Entry]:
    """What was done within the actor's `audit.log:read`, newest first; never a line about the words of people."""
    scope = actor.scope(LOG)
    if not scope:
        raise NotFound
    rows = Entry.objects.filter(_within(scope), _office())
    return list(_matching(rows, wanted).order_by("-seq")[:limit])


def mine(*, actor: Actor, wanted: Wanted, limit: int) -> list[Entry]:
    """What the actor did, and what was done concerning him or her, newest first. Every line, of whatever area."""
    condition = Q(pk__in=[])
    if actor.id is not None:
        condition |= Q(actor_id=actor.id)
    if actor.person_id is not None:
        condition |= Q(person_id=actor.person_id)
    return list(_matching(Entry.objects.filter(condition), wanted).order_by("-seq")[:limit])


def _office() -> Q:
    """Lines of an office's work. What concerns one person is shown in the areas that are the office's own."""
    condition = Q(pk__in=[])
    for area in AREAS:
        mine = Q(code__startswith=f"{area}.")
        condition |= mine if area in ABOUT_PEOPLE else mine & Q(person_id=None)
    return condition


def _within(scope: Scope) -> Q:
    if scope.everything:
        return Q()
    condition = Q(unit_path__in=sorted(scope.exact))
    for start, end in scope.ranges():
        condition |= Q(unit_path__gte=start, unit_path__lt=end)
    return condition


def _matching(rows: QuerySet[Entry], wanted: Wanted) -> QuerySet[Entry]:
    if wanted.path:
        rows = rows.filter(unit_path__gte=wanted.path, unit_path__lt=treepath.successor(wanted.path))
    if wanted.who:
        rows = rows.filter(actor_label__icontains=wanted.who)
    if wanted.since:
        rows = rows.filter(at__gte=_midnight(wanted.since))
    if wanted.until and wanted.until < date.max:
        rows = rows.filter(at__lt=_midnight(wanted.until + timedelta(days=1)))
    if wanted.area in AREAS:
        rows = rows.filter(code__startswith=f"{wanted.area}.")
    return rows.filter(seq__lt=wanted.before) if wanted.before else rows


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), clock.ZONE)


def daily_heads(*, actor: Actor, limit: int = 60) -> list[DailyHead]:
    """The heads of the newest days. Numbers only, for whoever reads the log somewhere; NotFound for others."""
    if not actor.scope(LOG):
        raise NotFound
    return list(DailyHead.objects.order_by("-on")[:limit])


def daily_head(*, actor: Actor, head_id: int) -> DailyHead:
    """One of them, to be printed."""
    found = DailyHead.objects.filter(pk=head_id).first() if actor.scope(LOG) else None
    if found is None:
        raise NotFound
    return found


def about_person(*, actor: Actor, person_id: int, limit: int = 50, code: str = "") -> list[Entry]:
    """What was done with, and who read, the file of a person: for that person only (D6). `code`: only acts of this kind."""
    if actor.person_id != person_id:
        return []
    rows = Entry.objects.filter(person_id=person_id)
    if code:
        rows = rows.filter(code=code)
    return list(rows.order_by("-seq")[:limit])


def my_last_reads(*, actor: Actor, target_type: str, ids: Collection[int]) -> dict[int, datetime]:
    """When the actor last opened each of these records of others ("reviews.SelfReview"); those never opened are absent."""
    mine = Entry.objects.filter(code=CODE, actor_id=actor.id, target_type=target_type, target_id__in=ids)
    rows = mine.values_list("target_id").annotate(last=Max("at")) if actor.id is not None and ids else []
    return {pk: last for pk, last in rows if pk is not None}
