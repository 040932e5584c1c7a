"""Writing planned rows, many at once."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.db.models import CharField, Value
from django.db.models.functions import Cast, Concat

from guong.audit.work import record_many
from guong.exchange.cells import NewCell
from guong.exchange.planning import Intent, member_kind
from guong.exchange.roster import Open
from guong.kernel import bulk, clock, text
from guong.kernel.actor import Actor
from guong.org.enums import CELL_POSTS
from guong.org.models import Dated, Membership, Person, Post, Standing, Unit

_BATCH = 500
_DAY = timedelta(days=1)
_PERSON = (
    "id", "code", "full_name", "name_key", "search_text", "birth_date", "birth_year", "gender", "admitted_on", "official_on",
    "occupation", "kind", "managed_by_higher", "wants_help",
)  # fmt: skip


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
        if changed:
            self._change(changed)

    # -- new people ------------------------------------------------------------------------------------------------

    def _create(self, intents: list[Intent]) -> None:
        """In columns, not in objects: a province has a hundred thousand members."""
        codes = self._codes(intents)
        ids = bulk.new_ids(Person, len(intents))
        places = [self.unit(intent.cell) for intent in intents]
        bulk.insert(Person, _PERSON, map(_person, intents, ids, codes))
        bulk.insert(
            Membership,
            ("person_id", "unit_id", "from_on"),
            ((pk, unit.pk, self.day) for pk, unit in zip(ids, places, strict=True)),
        )
        bulk.insert(
            Standing, ("person_id", "kind", "from_on"),
            [(pk, intent.standing, self.day) for pk, intent in zip(ids, intents, strict=True) if intent.standing],
        )  # fmt: skip
        self._begin_posts(zip(intents, ids, strict=True))
        acts = (
            (
                pk, intent.row.full_name, unit.path, pk,
                {"code": code, "standing": intent.standing or "", "posts": intent.new_posts, "by": "import"},
            )
            for intent, pk, code, unit in zip(intents, ids, codes, places, strict=True)
        )  # fmt: skip
        record_many(self.actor, "org.member.added", Person, acts)

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

    def _begin_posts(self, pairs: Iterable[tuple[Intent, int]]) -> None:
        rows = [
            (pk, self.unit(intent.cell).pk if kind in CELL_POSTS else self.under.pk, kind, self.day)
            for intent, pk in pairs for kind in intent.new_posts
        ]  # fmt: skip
        bulk.insert(Post, ("person_id", "unit_id", "kind", "from_on"), rows)

    # -- known people ----------------------------------------------------------------------------------------------

    def _change(self, intents: list[Intent]) -> None:
        self._set_fields(
            {intent.known.person.pk: intent.fields for intent in intents if intent.known and intent.fields}
        )
        ended: dict[type[Dated], list[tuple[int, date, date]]] = {Membership: [], Standing: [], Post: []}
        places, standings = [], []
        for intent in intents:
            known = intent.known
            assert known is not None
            pk = known.person.pk
            if intent.moved:
                first = self._follow(ended[Membership], known.membership)
                places.append((pk, self.unit(intent.cell).pk, first))
            if intent.standing is not None:
                first = self._follow(ended[Standing], known.standing)
                standings += [(pk, intent.standing, first)] if intent.standing else []
            for post in known.posts:
                if post.pk in intent.ended_posts:
                    self._follow(ended[Post], post)
        for model, ends in ended.items():
            _end(model, ends)
        bulk.insert(Membership, ("person_id", "unit_id", "from_on"), places)
        bulk.insert(Standing, ("person_id", "kind", "from_on"), standings)
        self._begin_posts((intent, intent.known.person.pk) for intent in intents if intent.known)
        self._note(intents)

    @staticmethod
    def _set_fields(fields: dict[int, dict[str, Any]]) -> None:
        recoded = [pk for pk, values in fields.items() if "code" in values]
        for start in range(0, len(recoded), _BATCH):  # codes that people swap must not meet half-way
            parked = Concat(Value("~"), Cast("pk", CharField()))
            Person.objects.filter(pk__in=recoded[start : start + _BATCH]).update(code=parked)
        groups: dict[tuple[str, ...], list[Person]] = defaultdict(list)
        for pk, values in fields.items():
            if "full_name" in values:
                name = values["full_name"]
                values = {**values, "name_key": text.name_key(name), "search_text": text.fold(name)}
            groups[tuple(sorted(values))].append(Person(pk=pk, **values))
        for names, people in groups.items():
            Person.objects.bulk_update(people, names, batch_size=_BATCH)

    def _follow(self, ends: list[tuple[int, date, date]], old: Open | None) -> date:
        """End `old` (noted in `ends` as pk, first day, last day); the first day of what follows it.

        That is the day of the list, or today when the list is older than `old`. What began that same day is moved back with
        its end, so that no day counts twice.
        """
        if old is None:
            return self.day
        first = self.day if self.day > old.from_on else max(clock.today(), old.from_on)
        last = first - _DAY
        ends.append((old.pk, min(old.from_on, last), last))
        return first

    def _note(self, intents: list[Intent]) -> None:
        """Which fields changed; values only where they are no personal text."""
        left = {intent.known.unit_id for intent in intents if intent.moved and intent.known and intent.known.unit_id}
        before = dict(Unit.objects.filter(pk__in=left).values_list("pk", "code"))
        acts = []
        for intent in intents:
            known, unit = intent.known, self.unit(intent.cell)
            assert known is not None
            facts: dict[str, Any] = {"fields": sorted(intent.fields), "by": "import"}
            if intent.moved:
                facts["cell"] = [before[known.unit_id] if known.unit_id else "-", unit.code]
            if intent.standing is not None:
                facts["standing"] = [known.standing.kind if known.standing else "", intent.standing]
            if intent.new_posts or intent.ended_posts:
                ended = [post.kind for post in known.posts if post.pk in intent.ended_posts]
                facts["posts"] = [ended, intent.new_posts]
            name = intent.fields.get("full_name", known.person.full_name)
            acts.append((known.person.pk, name, unit.path, known.person.pk, facts))
        record_many(self.actor, "org.member.changed", Person, acts)


def _person(intent: Intent, pk: int, code: str) -> tuple[Any, ...]:
    """A new person in the order of _PERSON."""
    row = intent.row
    name = row.full_name
    return (
        pk, code, name, text.name_key(name), text.fold(name), row.birth_date, row.birth_year, row.gender, row.admitted_on,
        row.official_on, row.occupation, member_kind(row, intent.cell), row.managed_by_higher, False,
    )  # fmt: skip


def _end(model: type[Dated], ends: list[tuple[int, date, date]]) -> None:
    rows = [model(pk=pk, from_on=first, to_on=last) for pk, first, last in ends]  # type: ignore[misc]  # every dated row has one
    if rows:
        model._default_manager.bulk_update(rows, ["from_on", "to_on"], batch_size=_BATCH)
