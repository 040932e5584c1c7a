"""Comparing a file with what is known: the fate of every row, decided before anything is written."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from guong.exchange.cells import AmbiguousCell, CellBook, NewCell, UnknownCell, cell_key
from guong.exchange.reading.shapes import MemberRow, ParsedList, Problem
from guong.exchange.reading.values import read_kind
from guong.exchange.roster import Known, Roster, SeveralPeople, local_code
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
    UnitKind.CELL_SCHOOL: MemberKind.TEACHER, UnitKind.CELL_POLICE: MemberKind.ARMED, UnitKind.CELL_MILITARY: MemberKind.ARMED,
}  # fmt: skip
_PLAIN_FIELDS = ("gender", "admitted_on", "official_on", "occupation")


@dataclass(slots=True)
class Intent:
    """One member row with the cell it means, the person it means (None: a new one), and what would change."""

    row: MemberRow
    cell: Unit | NewCell
    known: Known | None
    code: str
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

    def __init__(self, parsed: ParsedList, under: Unit, book: CellBook, roster: Roster, taken: set[str]) -> None:
        self.parsed, self.under, self.book, self.roster = parsed, under, book, roster
        self.taken = taken  # codes of people who are not in the roster
        self.problems: list[Problem] = []
        self.claimed: set[int] = set()
        self.says_managed = any(row.managed_by_higher for row in parsed.rows)

    def plan(self) -> list[Intent]:
        """Rows that have a code first: a code says more than a name."""
        self._refuse_twins()
        self.book.prepare({row.cells for row in self.parsed.rows if row.cells})
        placed = [(row, cell) for row in self.parsed.rows if (cell := self._cell(row)) is not None]
        coded: dict[int, Known] = {}
        for index, (row, _cell) in enumerate(placed):
            known = self.roster.with_code(row.code)
            if known is not None and known.person.pk not in self.claimed and self._may_be(row, known):
                coded[index] = known
                self.claimed.add(known.person.pk)
        intents = []
        for index, (row, cell) in enumerate(placed):
            try:
                known = coded.get(index) or self._by_name(row, cell)
            except SeveralPeople:
                self._wrong(row, "name", row.full_name, _("Several people have this name and date of birth. Add the member code to this row."))  # fmt: skip
                continue
            intents.append(self._intent(row, cell, known))
        return intents

    # -- whom and where -------------------------------------------------------------------------------------------

    def _wrong(self, row: MemberRow, meaning: str, value: str, message: str) -> None:
        self.problems.append(Problem(row.sheet, row.row, row.columns.get(meaning, ""), value[:120], message))

    def _refuse_twins(self) -> None:
        """Two rows with one code, or two rows of one person."""
        codes: dict[str, MemberRow] = {}
        people: dict[tuple[object, ...], MemberRow] = {}
        for row in self.parsed.rows:
            first = codes.setdefault(row.code.casefold(), row) if row.code else row
            if first is not row:
                self._wrong(row, "code", row.code, _("Row %(first)s and row %(second)s have the same code. Every member has a code of his or her own: correct one of the two.") % _both(first, row))  # fmt: skip
                continue
            key = _identity(row)
            twin = people.setdefault(key, row) if key else row
            if twin is not row:
                self._wrong(row, "name", row.full_name, _("Row %(first)s and row %(second)s are the same person (same name and date of birth). Delete one of the two.") % _both(twin, row))  # fmt: skip

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
        same_name = text.fold(row.full_name) == text.fold(person.full_name)
        same_birth = not (row.birth_year and person.birth_year) or row.birth_year == person.birth_year
        if row.birth_date and person.birth_date and not same_name:
            same_birth = row.birth_date == person.birth_date
        if same_name or same_birth:
            return True
        self._wrong(row, "code", row.code, _("This code already belongs to another member (another name and another date of birth). Correct the code."))  # fmt: skip
        return False

    def _by_name(self, row: MemberRow, cell: Unit | NewCell) -> Known | None:
        known = self.roster.with_name(row, cell.pk if isinstance(cell, Unit) else None, self.claimed)
        if known is not None:
            self.claimed.add(known.person.pk)
        return known

    # -- what changes ---------------------------------------------------------------------------------------------

    def _intent(self, row: MemberRow, cell: Unit | NewCell, known: Known | None) -> Intent:
        intent = Intent(row, cell, known, self._code(row, known))
        wanted, ended = self._posts(row, cell, known)
        intent.new_posts, intent.ended_posts = wanted, ended
        present = known.standing.kind if known and known.standing else ""
        if row.standing is not None and row.standing != present:
            intent.standing = row.standing
        intent.moved = known is None or known.unit_id is None or not isinstance(cell, Unit) or known.unit_id != cell.pk
        intent.fields = self._fields(intent)
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

    def _fields(self, intent: Intent) -> dict[str, Any]:
        row, known = intent.row, intent.known
        if known is None:
            return {}
        person = known.person
        fields = {
            name: value for name in _PLAIN_FIELDS if (value := getattr(row, name)) and value != getattr(person, name)
        }
        if intent.code:
            fields["code"] = intent.code
        if text.clean_line(person.full_name).casefold() != row.full_name.casefold():
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

    def _posts(self, row: MemberRow, cell: Unit | NewCell, known: Known | None) -> tuple[list[str], list[int]]:
        """Offices to begin and to end. Offices of the committee are held at `under`."""
        if row.posts is None:
            return [], []
        wanted = [kind for kind in row.posts if kind in CELL_POSTS or not self.under.is_cell]
        if known is None:
            return wanted, []
        kept = set()
        ended = []
        for post in known.posts:
            place = cell.pk if isinstance(cell, Unit) else None
            here = post.unit_id == (place if post.kind in CELL_POSTS else self.under.pk)
            if here and post.kind in wanted:
                kept.add(post.kind)
            elif post.kind in CELL_POSTS or post.unit_id == self.under.pk:
                ended.append(post.pk)
        return [kind for kind in wanted if kind not in kept], ended


def member_kind(row: MemberRow, cell: Unit | NewCell) -> str:
    """Which form of self-review fits: heads of a committee, else the occupation, else the cell (S127)."""
    if row.posts and _HEADS & set(row.posts):
        return MemberKind.LEADER.value
    return read_kind(row.occupation) or str(_BY_CELL.get(UnitKind(cell.kind), MemberKind.OFFICIAL))


def _identity(row: MemberRow) -> tuple[object, ...]:
    """What makes two rows the same person: name and whole date; with the year alone also the cell, and no codes."""
    name = cell_key(row.full_name)
    if row.birth_date:
        return name, row.birth_date
    if row.code:
        return ()
    return name, row.birth_year, row.cells


def _both(first: MemberRow, second: MemberRow) -> dict[str, str]:
    def place(row: MemberRow) -> str:
        return str(row.row) if first.sheet == second.sheet else f"{row.row} ({row.sheet})"

    return {"first": place(first), "second": place(second)}
