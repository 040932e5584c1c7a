"""What the reader hands on. Plain values."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

Cell = str | int | float | bool | date | None
VALUE_SHOWN = 120  # characters of a wrong value that are shown back


@dataclass(frozen=True, slots=True)
class Grid:
    """One sheet, or a piece of it from row `start` on: its rows of values as stored, and where a formula stands
    (row and column of the sheet, counted from 0)."""

    sheet: str
    rows: list[list[Cell]]
    formulas: frozenset[tuple[int, int]] = frozenset()
    start: int = 0


@dataclass(frozen=True, slots=True)
class Line:
    """One row while it is read: row of the sheet from 0, values as stored, the same as clean words, columns with a formula."""

    sheet: str
    index: int
    values: list[Cell]
    words: list[str]
    formulas: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong in one row, with the way to mend it. `row` as the office sees it, from 1."""

    sheet: str
    row: int
    column: str
    value: str
    message: str

    def as_json(self) -> dict[str, str | int]:
        return {
            "sheet": self.sheet, "row": self.row, "column": self.column, "value": self.value, "message": self.message,
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Skipped:
    """A row that is no member: a total, a signature, a group title."""

    sheet: str
    row: int
    why: str


@dataclass(slots=True)
class MemberRow:
    """One member as the file states him. None, "" or () means that the file does not say."""

    sheet: str
    row: int
    full_name: str
    columns: dict[str, str] = field(default_factory=dict)  # meaning → heading in the file
    code: str = ""
    birth_date: date | None = None
    birth_year: int | None = None
    gender: str = ""
    admitted_on: date | None = None
    official_on: date | None = None
    cells: tuple[str, ...] = ()  # how the file names the cell, best first
    posts: tuple[str, ...] | None = None  # kinds of PostKind; None when the file has no such column
    standing: str | None = None  # "" simply eligible; None when the file does not say
    occupation: str = ""
    managed_by_higher: bool = False
    ticket: str = ""  # the hidden code that an exported list carries for each person


@dataclass(slots=True)
class ParsedList:
    """A whole file. `identity_columns` were seen and left unread (D22); `unread_columns` are unknown to us."""

    rows: list[MemberRow] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)
    as_of: date | None = None
    identity_columns: list[str] = field(default_factory=list)
    unread_columns: list[str] = field(default_factory=list)
    bad_rows: int = 0  # member rows that could not be read at all
