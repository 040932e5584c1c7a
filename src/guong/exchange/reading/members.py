"""One row of a list, read into a MemberRow. Every fault is named with its column, its value and the way to mend it."""

from __future__ import annotations

import re
from datetime import date

from django.utils.translation import gettext as _

from guong.exchange.reading.headers import Heading, plain
from guong.exchange.reading.shapes import VALUE_SHOWN, Cell, Line, MemberRow, ParsedList, Problem
from guong.exchange.reading.values import (
    LONGEST_NAME,
    is_managed,
    is_mark,
    read_day,
    read_gender,
    read_name,
    read_posts,
    read_standing,
    year_alone,
)
from guong.kernel import text
from guong.kernel.dates import full_years
from guong.org.enums import StandingKind

_CITIZEN = re.compile(r"^0\d{11}$")  # the shape of a citizen's identity number
_FORMULA_START = ("=", "+", "-", "@", "\t")
_ADULT = 18
_BIRTHS = ("birth", "birth_male", "birth_female")


def read_member(line: Line, heading: Heading, cells: tuple[str, ...], parsed: ParsedList) -> None:
    """Read the row into `parsed`: as a member, or as the problems that keep it from being one."""
    reader = _Row(line, heading)
    row = reader.read(cells)
    parsed.warnings += reader.warnings
    if reader.problems:
        parsed.problems += reader.problems
        parsed.bad_rows += 1
    else:
        parsed.rows.append(row)


class _Row:
    __slots__ = ("columns", "heading", "line", "problems", "values", "warnings", "words")

    def __init__(self, line: Line, heading: Heading) -> None:
        self.line, self.heading, self.columns = line, heading, heading.columns
        self.values, self.words = line.values, line.words
        self.problems: list[Problem] = []
        self.warnings: list[Problem] = []

    def read(self, cells: tuple[str, ...]) -> MemberRow:
        if self.line.formulas:
            self._refuse_formulas()
        row = MemberRow(self.line.sheet, self.line.index + 1, self._name(), columns=self.heading.labels)
        row.code, row.ticket = self._code(), self._text("ticket")[:100]
        self._birth(row)
        row.gender = self._gender()
        row.admitted_on, row.official_on = self._day("admitted"), self._day("official")
        own = self._text("cell")
        row.cells = (own,) if own else cells
        if own.startswith(_FORMULA_START):
            self._wrong("cell", own, _("A cell cannot begin with “=”, “+”, “-” or “@”. Type the name of the cell."))
        row.standing = self._standing()
        row.posts = self._posts()
        row.occupation = self._words("occupation", 80)
        row.managed_by_higher = is_managed(self._all("note")) or is_managed(self._text("standing"))
        if not self.problems:
            self._check_dates(row)
        return row

    # -- raw values -----------------------------------------------------------------------------------------------

    def _column(self, meaning: str) -> int:
        """The first column of this meaning with something in it; -1 if there is none."""
        for column in self.columns.get(meaning, ()):
            if column < len(self.words) and self.words[column]:
                return column
        return -1

    def _value(self, meaning: str) -> Cell:
        column = self._column(meaning)
        return self.values[column] if column >= 0 else None

    def _text(self, meaning: str) -> str:
        column = self._column(meaning)
        return self.words[column] if column >= 0 else ""

    def _all(self, meaning: str) -> str:
        columns = self.columns.get(meaning, ())
        return " - ".join([self.words[c] for c in columns if c < len(self.words) and self.words[c]])

    def _wrong(self, meaning: str, value: object, message: str, *, warn: bool = False) -> None:
        shown = value.strftime("%d/%m/%Y") if isinstance(value, date) else plain(value)[:VALUE_SHOWN]
        if not warn and any(problem.column == self.heading.label(meaning) for problem in self.problems):
            return  # one fault of a cell is enough: the first said is the deepest
        problem = Problem(self.line.sheet, self.line.index + 1, self.heading.label(meaning), shown, message)
        (self.warnings if warn else self.problems).append(problem)

    def _refuse_formulas(self) -> None:
        for meaning, columns in self.heading.columns.items():
            if meaning in {"ordinal", "remark"}:
                continue
            for column in columns:
                if column in self.line.formulas:
                    value = self.values[column] if column < len(self.values) else None
                    self._wrong(
                        meaning, value,
                        _("This cell holds a formula. Copy the column and paste it back as values (Paste special, Values), then send the file again."),
                    )  # fmt: skip

    # -- meanings --------------------------------------------------------------------------------------------------

    def _name(self) -> str:
        meaning = "name" if self.heading.has("name") else "given"
        words = self._text("name") or text.clean_line(f"{self._text('family')} {self._text('given')}")
        if not words:
            self._wrong(meaning, "", _("This row has no name. Type the full name, or delete the row."))
            return ""
        if len(words) > LONGEST_NAME:
            self._wrong(meaning, words, _("A name has at most 120 letters. Type the full name alone."))
            return ""
        try:
            return read_name(words)
        except ValueError:
            self._wrong(meaning, words, _("This is not a person's name: only letters may stand here, not figures, signs or formulas. Type the full name."))  # fmt: skip
            return ""

    def _code(self) -> str:
        code = self._text("code")
        if code.startswith(_FORMULA_START) or len(code) > 40:
            self._wrong("code", code, _("A member code has at most 40 letters and figures and does not begin with “=”, “+”, “-” or “@”. Correct it, or leave it empty."))  # fmt: skip
        elif _CITIZEN.match(code.replace(" ", "")):
            self._wrong("code", "…", _("This looks like a citizen's identity number. Such numbers are not kept here: use the internal member code, or leave the column out."))  # fmt: skip
        else:
            return code
        return ""

    def _gender(self) -> str:
        if is_mark(self._value("gender_female")):
            return "f"
        if is_mark(self._value("gender_male")) or self._value("birth_male") is not None:
            return "m"
        if self._value("birth_female") is not None:
            return "f"
        try:
            return read_gender(self._text("gender"))
        except ValueError:
            self._wrong("gender", self._text("gender"), _("This gender is not known. Write “Nam” or “Nữ”."))
            return ""

    def _birth(self, row: MemberRow) -> None:
        """A whole date, or only the year; the columns are tried in turn and the fullest wins."""
        for meaning in _BIRTHS:
            for column in self.columns.get(meaning, ()):
                if column >= len(self.words) or not self.words[column] or row.birth_date is not None:
                    continue
                value = self.values[column]
                if year := year_alone(value):
                    row.birth_year = year
                else:
                    row.birth_date = self._read_day(meaning, value)
        if row.birth_date is not None:
            row.birth_year = row.birth_date.year

    def _day(self, meaning: str) -> date | None:
        value = self._value(meaning)
        if value is None:
            return None
        if not year_alone(value):
            return self._read_day(meaning, value)
        self._wrong(meaning, value, _("Only the year is given, so the day was left empty."), warn=True)
        return None

    def _read_day(self, meaning: str, value: Cell) -> date | None:
        try:
            day = read_day(value)
        except (ValueError, OverflowError):
            self._wrong(meaning, value, _("There is no such date. Write day/month/year, for example 19/05/1972, or only the year of birth."))  # fmt: skip
            return None
        if not 1850 <= day.year <= 2150:
            self._wrong(meaning, value, _("This year cannot be right. Write day/month/year, for example 19/05/1972."))
            return None
        return day

    def _standing(self) -> str | None:
        if is_mark(self._value("standing_exempt")):
            return StandingKind.EXEMPT.value
        if is_mark(self._value("standing_away")):
            return StandingKind.AWAY.value
        found = ""
        if self.heading.has("standing"):
            try:
                found = read_standing(self._text("standing"))
            except ValueError:
                self._wrong(
                    "standing", self._text("standing"),
                    _("This standing is not known. Write “Miễn sinh hoạt”, “Đi làm ăn xa” or “Đình chỉ sinh hoạt”; leave it empty for everybody else."),
                )  # fmt: skip
        if not found and self.heading.has("note"):
            found = read_standing(self._all("note"), strict=False)
        known = any(self.heading.has(meaning) for meaning in ("standing", "standing_exempt", "standing_away"))
        return str(found) if found or known else None

    def _posts(self) -> tuple[str, ...] | None:
        if not self.heading.has("post"):
            return None
        kinds, other = read_posts(self._all("post"))
        for part in other:
            self._wrong("post", part, _("This is not one of the offices kept here, so it was left out."), warn=True)
        return tuple(kinds)

    def _words(self, meaning: str, limit: int) -> str:
        return self._text(meaning)[:limit].lstrip("=+-@\t ")

    def _check_dates(self, row: MemberRow) -> None:
        admitted, official = row.admitted_on, row.official_on
        if admitted and official and official < admitted:
            self._wrong("official", official, _("The day of full membership is before the day of admission. Correct one of the two."))  # fmt: skip
        if not admitted or not row.birth_year:
            return
        born = row.birth_date or date(row.birth_year, 1, 1)
        if born >= admitted:
            meaning = next((m for m in _BIRTHS if self._value(m) is not None), "birth")
            self._wrong(meaning, self._value(meaning), _("The day of birth is not before the day of admission. Correct one of the two."))  # fmt: skip
        elif row.birth_date and full_years(row.birth_date, admitted) < _ADULT:
            self._wrong("admitted", admitted, _("Younger than 18 on the day of admission: please check both dates."), warn=True)  # fmt: skip
