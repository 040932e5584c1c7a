"""The people already known below a unit, and which of them a row of a file means."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date

from django.db.models import QuerySet

from guong.exchange.cells import cell_key
from guong.exchange.reading.shapes import MemberRow
from guong.kernel import text
from guong.kernel.actor import Actor
from guong.org.models import Membership, Person, Post, Standing, Unit
from guong.org.querysets import in_scope, subtree_q

PERM = "org.member:import"
_FETCHED = 5000


class SeveralPeople(LookupError):
    """A row without a code fits several people."""


@dataclass(slots=True)
class Member:
    """What a list may say of a person, as it stands. Plain: a province has a hundred thousand."""

    pk: int
    code: str
    full_name: str
    search_text: str
    birth_date: date | None
    birth_year: int | None
    gender: str
    admitted_on: date | None
    official_on: date | None
    occupation: str
    kind: str
    managed_by_higher: bool


@dataclass(slots=True)
class Open:
    """An open membership, standing or post: its row, what it says (a unit or a kind), since when."""

    pk: int
    kind: str
    from_on: date
    unit_id: int = 0


@dataclass(slots=True)
class Known:
    """A person with what is open today."""

    person: Member
    membership: Open | None = None
    standing: Open | None = None
    posts: list[Open] = field(default_factory=list)

    @property
    def unit_id(self) -> int | None:
        return self.membership.unit_id if self.membership else None


_FIELDS = tuple(Member.__dataclass_fields__)


class Roster:
    """Everybody who takes part, or last took part, below `under` and whom the actor may import."""

    def __init__(self, actor: Actor, under: Unit) -> None:
        self.under = under
        inside = in_scope(Membership.objects.filter(subtree_q(under.path, "unit__path")), actor.scope(PERM))
        ids = inside.values("person_id")
        rows = Person.objects.filter(pk__in=ids).order_by("pk").values_list(*_FIELDS).iterator(_FETCHED)
        self.people = {row[0]: Known(Member(*row)) for row in rows}
        self._open(inside)
        self.by_code = {known.person.code.casefold(): known for known in self.people.values()}
        self.by_name: dict[str, list[Known]] = defaultdict(list)
        for known in self.people.values():
            self.by_name[known.person.search_text].append(known)

    def _open(self, inside: QuerySet[Membership]) -> None:
        ids = inside.values("person_id")
        seen = set(inside.filter(to_on=None).values_list("person_id", flat=True))
        places = Membership.objects.filter(person_id__in=ids, to_on=None)
        for person_id, pk, unit_id, from_on in places.values_list("person_id", "pk", "unit_id", "from_on"):
            if person_id in seen:
                self.people[person_id].membership = Open(pk, "", from_on, unit_id)
            else:
                self.people.pop(person_id, None)  # now takes part elsewhere: not ours to change
        standings = Standing.objects.filter(person_id__in=ids, to_on=None)
        for person_id, pk, kind, from_on in standings.values_list("person_id", "pk", "kind", "from_on"):
            if person_id in self.people:
                self.people[person_id].standing = Open(pk, kind, from_on)
        posts = Post.objects.filter(subtree_q(self.under.path, "unit__path"), person_id__in=ids, to_on=None).order_by(
            "pk"
        )
        for person_id, pk, kind, from_on, unit_id in posts.values_list("person_id", "pk", "kind", "from_on", "unit_id"):
            if person_id in self.people:
                self.people[person_id].posts.append(Open(pk, kind, from_on, unit_id))

    def with_code(self, code: str) -> Known | None:
        """By the code as written, or as it was made unique for this office."""
        if not code:
            return None
        return self.by_code.get(code.casefold()) or self.by_code.get(local_code(self.under.code, code).casefold())

    def with_name(self, row: MemberRow, unit_id: int | None, claimed: set[int]) -> Known | None:
        """By name and date of birth. SeveralPeople when that fits more than one."""
        candidates = [
            known for known in self.by_name.get(text.fold(row.full_name), ())
            if known.person.pk not in claimed and _same_person(row, known, unit_id)
        ]  # fmt: skip
        if len(candidates) > 1:
            key = cell_key(row.full_name)
            candidates = [known for known in candidates if cell_key(known.person.full_name) == key] or candidates
        if len(candidates) > 1:
            candidates = [known for known in candidates if known.unit_id == unit_id] or candidates
        if len(candidates) > 1:
            raise SeveralPeople
        return candidates[0] if candidates else None


def local_code(under_code: str, code: str) -> str:
    """A code that another office already uses, made this office's own."""
    return f"{under_code}-{code}"[:40]


def _same_person(row: MemberRow, known: Known, unit_id: int | None) -> bool:
    """A whole date of birth decides; with the year alone, or nothing, name and cell must agree too."""
    person = known.person
    if row.birth_date and person.birth_date:
        return row.birth_date == person.birth_date
    same_name = cell_key(row.full_name) == cell_key(person.full_name)
    years = {year for year in (row.birth_year, person.birth_year) if year}
    return same_name and known.unit_id == unit_id and len(years) < 2
