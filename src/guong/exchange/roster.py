"""The people already known below a unit, and which of them a row of a file means."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from guong.exchange.cells import cell_key
from guong.exchange.reading.shapes import MemberRow
from guong.kernel import text
from guong.kernel.actor import Actor
from guong.org.models import Membership, Person, Post, Standing, Unit
from guong.org.querysets import in_scope, subtree_q

PERM = "org.member:import"


class SeveralPeople(LookupError):
    """A row without a code fits several people."""


@dataclass(slots=True)
class Known:
    """A person with what is open today."""

    person: Person
    membership: Membership | None = None
    standing: Standing | None = None
    posts: list[Post] = field(default_factory=list)

    @property
    def unit_id(self) -> int | None:
        return self.membership.unit_id if self.membership else None


class Roster:
    """Everybody who takes part, or last took part, below `under` and whom the actor may import."""

    def __init__(self, actor: Actor, under: Unit) -> None:
        self.under = under
        inside = in_scope(Membership.objects.filter(subtree_q(under.path, "unit__path")), actor.scope(PERM))
        ids = inside.values("person_id")
        self.people = {person.pk: Known(person) for person in Person.objects.filter(pk__in=ids)}
        for membership in Membership.objects.filter(person_id__in=ids, to_on=None).select_related("unit"):
            self.people[membership.person_id].membership = membership
        seen = set(inside.filter(to_on=None).values_list("person_id", flat=True))
        for pk in [pk for pk, known in self.people.items() if known.membership and pk not in seen]:
            del self.people[pk]  # now takes part elsewhere: not ours to change
        for standing in Standing.objects.filter(person_id__in=ids, to_on=None):
            if standing.person_id in self.people:
                self.people[standing.person_id].standing = standing
        for post in Post.objects.filter(subtree_q(under.path, "unit__path"), person_id__in=ids, to_on=None):
            if post.person_id in self.people:
                self.people[post.person_id].posts.append(post)
        self.by_code = {known.person.code.casefold(): known for known in self.people.values()}
        self.by_name: dict[str, list[Known]] = defaultdict(list)
        for known in self.people.values():
            self.by_name[text.fold(known.person.full_name)].append(known)

    def with_code(self, code: str) -> Known | None:
        """By the code as written, or as it was made unique for this office."""
        if not code:
            return None
        return self.by_code.get(code.casefold()) or self.by_code.get(local_code(self.under.code, code).casefold())

    def with_name(self, row: MemberRow, unit_id: int | None, claimed: set[int]) -> Known | None:
        """By name and date of birth. SeveralPeople when that fits more than one."""
        candidates = [
            known for known in self.by_name.get(text.fold(row.full_name), [])
            if known.person.pk not in claimed and _same_person(row, known, unit_id)
        ]  # fmt: skip
        for narrower in (
            [known for known in candidates if cell_key(known.person.full_name) == cell_key(row.full_name)],
            [known for known in candidates if known.unit_id == unit_id],
        ):
            if len(candidates) > 1 and narrower:
                candidates = [known for known in candidates if known in narrower] or narrower
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
