"""Writing planned rows, many at once."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

from guong.audit.work import record
from guong.exchange.cells import NewCell
from guong.exchange.planning import Intent, member_kind
from guong.kernel import clock, text
from guong.kernel.actor import Actor
from guong.org.enums import CELL_POSTS
from guong.org.models import Dated, Membership, Person, Post, Standing, Unit

_BATCH = 500
_DAY = timedelta(days=1)


class Writer:
    """Writes intents below one unit. `day` is the day the list speaks of."""

    def __init__(self, actor: Actor, under: Unit, day: date, units: dict[int, Unit]) -> None:
        self.actor, self.under, self.day = actor, under, day
        self.units = units  # id() of a NewCell → its unit

    def unit(self, cell: Unit | NewCell) -> Unit:
        return self.units[id(cell)] if isinstance(cell, NewCell) else cell

    def write(self, intents: list[Intent]) -> None:
        self._create([intent for intent in intents if intent.known is None])
        changed = [intent for intent in intents if intent.known is not None and intent.changes]
        self._change(changed)
        self._posts(
            [(intent, intent.known.person) for intent in changed if intent.known and intent.new_posts], self.day
        )

    # -- new people ------------------------------------------------------------------------------------------------

    def _create(self, intents: list[Intent]) -> None:
        codes = self._codes(intents)
        people = [self._person(intent, code) for intent, code in zip(intents, codes, strict=True)]
        Person.objects.bulk_create(people, batch_size=_BATCH)
        pairs = list(zip(intents, people, strict=True))
        Membership.objects.bulk_create(
            [Membership(person=person, unit=self.unit(intent.cell), from_on=self.day) for intent, person in pairs],
            batch_size=_BATCH,
        )
        Standing.objects.bulk_create(
            [
                Standing(person=person, kind=intent.standing, from_on=self.day)
                for intent, person in pairs if intent.standing
            ],
            batch_size=_BATCH,
        )  # fmt: skip
        self._posts(pairs, self.day)
        for intent, person in pairs:
            facts = {"code": person.code, "standing": intent.standing or "", "posts": intent.new_posts, "by": "import"}
            record(self.actor, "org.member.added", person, unit_path=self.unit(intent.cell).path, person_id=person.pk, changes=facts)  # fmt: skip

    def _person(self, intent: Intent, code: str) -> Person:
        row = intent.row
        return Person(
            code=code, full_name=row.full_name, name_key=text.name_key(row.full_name), search_text=text.fold(row.full_name),
            birth_date=row.birth_date, birth_year=row.birth_year, gender=row.gender, admitted_on=row.admitted_on,
            official_on=row.official_on, occupation=row.occupation, kind=member_kind(row, intent.cell),
            managed_by_higher=row.managed_by_higher,
        )  # fmt: skip

    def _codes(self, intents: list[Intent]) -> list[str]:
        """The file's code, or the cell's code with the next free number."""
        taken = {intent.code for intent in intents if intent.code}
        stems = {f"{self.unit(intent.cell).code[:34]}-" for intent in intents if not intent.code}
        for stem in stems:
            end = stem[:-1] + chr(ord("-") + 1)
            taken |= set(Person.objects.filter(code__gte=stem, code__lt=end).values_list("code", flat=True))
        counters: Counter[str] = Counter()
        codes = []
        for intent in intents:
            code = intent.code
            stem = f"{self.unit(intent.cell).code[:34]}-"
            while not code:
                counters[stem] += 1
                candidate = f"{stem}{counters[stem]:03d}"
                code = "" if candidate in taken else candidate
            codes.append(code)
        return codes

    def _posts(self, pairs: list[tuple[Intent, Person]], day: date) -> None:
        rows = [
            Post(person=person, unit=self.unit(intent.cell) if kind in CELL_POSTS else self.under, kind=kind, from_on=day)
            for intent, person in pairs for kind in intent.new_posts
        ]  # fmt: skip
        Post.objects.bulk_create(rows, batch_size=_BATCH)

    # -- known people ----------------------------------------------------------------------------------------------

    def _change(self, intents: list[Intent]) -> None:
        people = []
        for intent in intents:
            assert intent.known is not None
            if intent.fields:
                people.append(_apply(intent.known.person, intent.fields))
        names = ["code", "full_name", "name_key", "search_text", "birth_date", "birth_year", "gender", "admitted_on"]
        names += ["official_on", "occupation", "kind", "managed_by_higher"]
        parked = [person for intent, person in _with_new_code(intents)]
        for person in parked:  # codes that people swap must not meet half-way
            Person.objects.filter(pk=person.pk).update(code=f"~{person.pk}")
        Person.objects.bulk_update(people, names, batch_size=200)
        for intent in intents:
            before = self._move(intent)
            self._set_standing(intent)
            self._end_posts(intent)
            self._note(intent, before)

    def _from(self, old: Dated | None) -> date:
        """The first day of what follows `old`: the day of the list, or today when the list is older than `old`."""
        if old is None or self.day > old.from_on:
            return self.day
        return max(clock.today(), old.from_on)

    @staticmethod
    def _end(old: Dated, first: date) -> None:
        """End the day before; what began that same day is moved back with its end, so that no day counts twice."""
        old.to_on = first - _DAY
        old.from_on = min(old.from_on, old.to_on)
        old.save(update_fields=["from_on", "to_on"])

    def _move(self, intent: Intent) -> str:
        assert intent.known is not None
        old = intent.known.membership
        if not intent.moved:
            return ""
        first = self._from(old)
        if old is not None:
            self._end(old, first)
        Membership.objects.create(person=intent.known.person, unit=self.unit(intent.cell), from_on=first)
        return old.unit.code if old else "-"

    def _set_standing(self, intent: Intent) -> None:
        if intent.standing is None or intent.known is None:
            return
        first = self._from(intent.known.standing)
        if intent.known.standing is not None:
            self._end(intent.known.standing, first)
        if intent.standing:
            Standing.objects.create(person=intent.known.person, kind=intent.standing, from_on=first)

    def _end_posts(self, intent: Intent) -> None:
        assert intent.known is not None
        for post in intent.known.posts:
            if post.pk in intent.ended_posts:
                self._end(post, self._from(post))

    def _note(self, intent: Intent, before: str) -> None:
        """Which fields changed; values only where they are no personal text."""
        assert intent.known is not None
        person, unit = intent.known.person, self.unit(intent.cell)
        facts: dict[str, object] = {"fields": sorted(intent.fields), "by": "import"}
        if before:
            facts["cell"] = [before, unit.code]
        if intent.standing is not None:
            facts["standing"] = [intent.known.standing.kind if intent.known.standing else "", intent.standing]
        if intent.new_posts or intent.ended_posts:
            ended = [post.kind for post in intent.known.posts if post.pk in intent.ended_posts]
            facts["posts"] = [ended, intent.new_posts]
        record(self.actor, "org.member.changed", person, unit_path=unit.path, person_id=person.pk, changes=facts)


def _apply(person: Person, fields: dict[str, object]) -> Person:
    for name, value in fields.items():
        setattr(person, name, value)
    if "full_name" in fields:
        person.name_key, person.search_text = text.name_key(person.full_name), text.fold(person.full_name)
    return person


def _with_new_code(intents: list[Intent]) -> list[tuple[Intent, Person]]:
    return [(intent, intent.known.person) for intent in intents if intent.known and "code" in intent.fields]
