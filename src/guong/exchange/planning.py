"""Comparing a file with what is known: the fate of every row, decided before anything is written."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from guong.exchange import tickets
from guong.exchange.cells import AmbiguousCell, CellBook, NewCell, UnknownCell, cell_key
from guong.exchange.reading.shapes import MemberRow, ParsedList, Problem
from guong.exchange.reading.values import read_kind
from guong.exchange.roster import Known, Member, Roster, SeveralPeople, local_code
from guong.kernel import text
from guong.org.enums import CELL_POSTS, MemberKind, PostKind, UnitKind
from guong.org.models import Unit

_HEADS = frozenset(
    {
        PostKind.COMMITTEE_SECRETARY, PostKind.COMMITTEE_STANDING_DEPUTY, PostKind.COMMITTEE_DEPUTY, PostKind.STANDING_MEMBER,
        PostKind.PEOPLE_CHAIR, PostKind.FRONT_HEAD,
    }
)  # fmt: skip
_BY_CELL = {
    UnitKind.CELL_SCHOOL.value: MemberKind.TEACHER.value, UnitKind.CELL_POLICE.value: MemberKind.ARMED.value,
    UnitKind.CELL_MILITARY.value: MemberKind.ARMED.value,
}  # fmt: skip
_PLAIN_FIELDS = ("gender", "admitted_on", "official_on", "occupation")


@dataclass(slots=True)
class Intent:
    """One member row with the cell it means, the person it means (None: a new one), and what would change."""

    row: MemberRow
    cell: Unit | NewCell
    known: Known | None
    code: str
    unit_id: int | None  # of the cell; None: a new one
    fields: dict[str, Any] = field(default_factory=dict)  # of Person: new values
    moved: bool = False
    standing: str | None = None  # the new one, when it changes
    new_posts: list[str] = field(default_factory=list)
    ended_posts: list[int] = field(default_factory=list)  # primary keys

    @property
    def changes(self) -> bool:
        return bool(self.fields or self.moved or self.standing is not None or self.new_posts or self.ended_posts)


class Planner:
    """Turns rows into intents, collecting the problems on the way."""

    def __init__(
        self, parsed: ParsedList, under: Unit, book: CellBook, roster: Roster, taken: set[str], today: date
    ) -> None:
        self.parsed, self.under, self.book, self.roster = parsed, under, book, roster
        self.taken = taken  # codes of people who are not in the roster
        self.today = today
        self.problems: list[Problem] = []
        self._said: set[tuple[str, int, str]] = set()
        self.claimed: set[int] = set()
        self.says_managed = any(row.managed_by_higher or row.ticket for row in parsed.rows)

    def plan(self) -> list[Intent]:
        """Rows with the hidden code of an export first, then rows that have a code: a code says more than a name."""
        coded = self._by_codes()
        self._refuse_twins(coded)
        self.book.prepare({row.cells for row in self.parsed.rows if row.cells})
        intents = []
        for row in self.parsed.rows:
            self._refuse_future(row)
            if (cell := self._cell(row)) is None or (row.ticket and id(row) not in coded):
                continue
            unit_id = cell.pk if isinstance(cell, Unit) else None
            try:
                known = coded.get(id(row)) or self._by_name(row, unit_id)
            except SeveralPeople:
                self._wrong(row, "name", row.full_name, _("Several people have this name and date of birth. Add the member code to this row."))  # fmt: skip
                continue
            intents.append(self._intent(row, cell, unit_id, known))
        self._refuse_taken_codes(intents)
        return intents

    # -- whom and where -------------------------------------------------------------------------------------------

    def _wrong(self, row: MemberRow, meaning: str, value: str, message: str) -> None:
        place = (row.sheet, row.row, row.columns.get(meaning, ""))
        if place not in self._said:  # one fault of a cell is enough
            self._said.add(place)
            self.problems.append(Problem(*place, value[:120], message))

    def _by_codes(self) -> dict[int, Known]:
        """{id() of a row: the person whom its ticket or its code names}. Marks them as taken."""
        found: dict[int, Known] = {}
        for row in self.parsed.rows:
            if row.ticket and (known := self._by_ticket(row)) is not None:
                found[id(row)] = known
                self.claimed.add(known.person.pk)
        for row in self.parsed.rows:
            known = None if row.ticket or not row.code else self.roster.with_code(row.code)
            if known is not None and known.person.pk not in self.claimed and self._may_be(row, known):
                found[id(row)] = known
                self.claimed.add(known.person.pk)
        return found

    def _by_ticket(self, row: MemberRow) -> Known | None:
        """The person of an exported row. A ticket that is forged, of another organisation, or used twice is refused."""
        pk = tickets.read(self.under, row.ticket)
        known = self.roster.people.get(pk) if pk else None
        if known is None:
            self._wrong(row, "ticket", row.ticket, _("The hidden code of this row was not given out for this organisation, or was changed. Take the row from a newly exported list, or empty this cell."))  # fmt: skip
        elif known.person.pk in self.claimed:
            self._wrong(row, "ticket", "", _("Two rows have the same hidden code: the row was copied. For another person empty the hidden code in column “%(column)s”, or delete the row.") % {"column": row.columns.get("ticket", "")})  # fmt: skip
            return None
        return known

    def _refuse_twins(self, coded: dict[int, Known]) -> None:
        """Two rows with one code, or two rows of one person. Whom we know already by their codes, those are two."""
        codes: dict[str, MemberRow] = {}
        people: dict[tuple[object, ...], list[MemberRow]] = defaultdict(list)
        unknown = []
        for row in self.parsed.rows:
            first = codes.setdefault(row.code.casefold(), row) if row.code else row
            if first is not row:
                self._wrong(row, "code", row.code, _("Row %(first)s and row %(second)s have the same code. Every member has a code of his or her own: correct one of the two.") % _both(first, row))  # fmt: skip
            elif id(row) not in coded:
                unknown.append(row)
            elif key := _identity(row):
                people[key].append(row)
        for row in unknown:
            if not (key := _identity(row)):
                continue
            twin = next((one for one in people[key] if cell_key(one.full_name) == cell_key(row.full_name)), None)
            people[key].append(row)
            if twin is not None:
                self._wrong(row, "name", row.full_name, _("Row %(first)s and row %(second)s are the same person (same name and date of birth). Delete one of the two.") % _both(twin, row))  # fmt: skip

    def _refuse_future(self, row: MemberRow) -> None:
        """A day that has not come cannot be a day of birth, admission or full membership."""
        days = (("birth", row.birth_date), ("admitted", row.admitted_on), ("official", row.official_on))
        for meaning, day in days:
            if day is not None and day > self.today:
                self._wrong(row, meaning, day.strftime("%d/%m/%Y"), _("This day has not come yet. Check the year."))
        if row.birth_date is None and row.birth_year and row.birth_year > self.today.year:
            self._wrong(row, "birth", str(row.birth_year), _("This day has not come yet. Check the year."))

    def _refuse_taken_codes(self, intents: list[Intent]) -> None:
        """A code that stays somebody else's cannot be given; two people may swap theirs."""
        given_up = {intent.known.person.pk for intent in intents if intent.known is not None and intent.code}
        for intent in intents:
            owner = self.roster.by_code.get(intent.code.casefold()) if intent.code else None
            mine = owner is not None and intent.known is not None and owner.person.pk == intent.known.person.pk
            if owner is not None and not mine and owner.person.pk not in given_up:
                self._wrong(intent.row, "code", intent.row.code, _("This code is already in use. Codes are never reused: give another."))  # fmt: skip

    def _cell(self, row: MemberRow) -> Unit | NewCell | None:
        if self.under.is_cell and (not row.cells or "cell" not in row.columns):
            return self.under
        if not row.cells:
            self._wrong(row, "cell", "", _("This row does not say which cell the member belongs to. Fill in the column “Chi bộ”."))  # fmt: skip
            return None
        try:
            return self.book.find(row.cells)
        except AmbiguousCell:
            self._wrong(
                row, "cell", row.cells[0], _("Several cells have this name. Write the code of the cell instead.")
            )
        except UnknownCell as error:
            advice = _("No cell of this name here.") if not error.nearest else _("No cell of this name here. Did you mean “%(nearest)s”?") % {"nearest": error.nearest}  # fmt: skip
            self._wrong(row, "cell", row.cells[0], advice + " " + _("Correct the name, or choose to create new cells."))
        return None

    def _may_be(self, row: MemberRow, known: Known) -> bool:
        """A code whose owner has another name *and* another birth is a mistake, not a correction."""
        person = known.person
        same_name = text.fold(row.full_name) == person.search_text
        same_birth = not (row.birth_year and person.birth_year) or row.birth_year == person.birth_year
        if row.birth_date and person.birth_date and not same_name:
            same_birth = row.birth_date == person.birth_date
        if same_name or same_birth:
            return True
        self._wrong(row, "code", row.code, _("This code already belongs to another member (another name and another date of birth). Correct the code."))  # fmt: skip
        return False

    def _by_name(self, row: MemberRow, unit_id: int | None) -> Known | None:
        if not self.roster.people or row.ticket:
            return None
        known = self.roster.with_name(row, unit_id, self.claimed)
        if known is not None:
            self.claimed.add(known.person.pk)
        return known

    # -- what changes ---------------------------------------------------------------------------------------------

    def _intent(self, row: MemberRow, cell: Unit | NewCell, unit_id: int | None, known: Known | None) -> Intent:
        intent = Intent(row, cell, known, self._code(row, known), unit_id)
        if row.posts is not None and (row.posts or (known is not None and known.posts)):
            intent.new_posts, intent.ended_posts = self._posts(row.posts, intent)
        present = known.standing.kind if known and known.standing else ""
        if row.standing is not None and row.standing != present:
            intent.standing = row.standing
        if known is None:
            intent.moved = True
            return intent
        intent.moved = unit_id is None or known.unit_id != unit_id
        intent.fields = self._fields(intent, known.person)
        return intent

    def _code(self, row: MemberRow, known: Known | None) -> str:
        """The code to write; "" = one is made when the row is written, or nothing changes."""
        if not row.code:
            return ""
        local = local_code(self.under.code, row.code)
        if known is not None and known.person.code.casefold() in {row.code.casefold(), local.casefold()}:
            return ""
        if row.code not in self.taken:
            return row.code
        if local in self.taken:
            self._wrong(row, "code", row.code, _("This code is already in use. Codes are never reused: give another."))
        return local

    def _fields(self, intent: Intent, person: Member) -> dict[str, Any]:
        row = intent.row
        fields = {
            name: value for name in _PLAIN_FIELDS if (value := getattr(row, name)) and value != getattr(person, name)
        }
        if intent.code:
            fields["code"] = intent.code
        if (
            person.full_name != row.full_name
            and text.clean_line(person.full_name).casefold() != row.full_name.casefold()
        ):
            fields["full_name"] = row.full_name
        if row.birth_date and row.birth_date != person.birth_date:
            fields["birth_date"] = row.birth_date
        if row.birth_year and row.birth_year != person.birth_year:
            fields["birth_year"] = row.birth_year
            if row.birth_date is None and person.birth_date is not None:
                fields["birth_date"] = None
        if self.says_managed and row.managed_by_higher != person.managed_by_higher:
            fields["managed_by_higher"] = row.managed_by_higher
        if "occupation" in fields or intent.new_posts or intent.ended_posts:
            kind = member_kind(row, intent.cell)
            if kind != person.kind:
                fields["kind"] = kind
        return fields

    def _posts(self, said: tuple[str, ...], intent: Intent) -> tuple[list[str], list[int]]:
        """Offices to begin and to end. Offices of the committee are held at `under`; what is held elsewhere is not the list's."""
        wanted = [kind for kind in said if kind in CELL_POSTS or not self.under.is_cell]
        if intent.known is None:
            return wanted, []
        kept = set()
        ended = []
        for post in intent.known.posts:
            own = post.unit_id in (intent.unit_id, intent.known.unit_id)
            if post.kind in wanted and post.unit_id == (intent.unit_id if post.kind in CELL_POSTS else self.under.pk):
                kept.add(post.kind)
            elif (post.kind in CELL_POSTS and own) or (post.unit_id == self.under.pk and not self.under.is_cell):
                ended.append(post.pk)
        return [kind for kind in wanted if kind not in kept], ended


def member_kind(row: MemberRow, cell: Unit | NewCell) -> str:
    """Which form of self-review fits: heads of a committee, else the occupation, else the cell (S127)."""
    if row.posts and _HEADS & set(row.posts):
        return MemberKind.LEADER.value
    return read_kind(row.occupation) or _BY_CELL.get(cell.kind, MemberKind.OFFICIAL.value)


def _identity(row: MemberRow) -> tuple[object, ...]:
    """What makes two rows the same person: name and whole date; with the year alone also the cell, and no codes."""
    name = text.fold(row.full_name)
    if not name.replace(" ", "").isalpha():  # dots and strokes do not make another person
        name = " ".join("".join(ch if ch.isalpha() else " " for ch in name).split())
    if row.birth_date:
        return name, row.birth_date
    if row.code:
        return ()
    return name, row.birth_year, row.cells


def _both(first: MemberRow, second: MemberRow) -> dict[str, str]:
    def place(row: MemberRow) -> str:
        return str(row.row) if first.sheet == second.sheet else f"{row.row} ({row.sheet})"

    return {"first": place(first), "second": place(second)}
