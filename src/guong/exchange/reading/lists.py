"""From grids to member rows: finds each list, tells members from titles, totals and signatures, and reads them."""

from __future__ import annotations

import itertools
import re

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from guong.exchange.reading.headers import Heading, bare, find_heading, heading_at, plain
from guong.exchange.reading.members import read_member
from guong.exchange.reading.shapes import Cell, Grid, ParsedList, Problem, Skipped
from guong.exchange.reading.values import read_as_of
from guong.kernel import text
from guong.kernel.errors import Invalid

_SEARCHED = 80  # rows in which the first heading is looked for
_TOTAL = re.compile(
    r"^(tổng|cộng|tong (so|cong)|cong( so)?\W*\d*\W*$|ấn định|danh sách (này )?(có|gồm)|trong đó|số lượng)",
    re.IGNORECASE,
)
_SIGNED = re.compile(
    r"^(nguoi (lap|tong hop|ky)|t m|tm|ky( ten)?|thu truong|xac nhan|noi nhan|t l|tl|k t|kt|ghi chu|luu y|bi thu|pho bi thu|chi uy)( .*)?$"
    r"|^.*\bngay \d* ?thang \d* ?nam\b.*$"
)
_DEFAULT_SHEET = re.compile(
    r"^(sheet|trang ?tinh|danh sach|ds|data|table|bang|list|tong hop|dang vien|ds dang vien)? ?\d*$"
)
_CELL_WORDS = re.compile(r"(chi\s+b[ộoô]̣?\b.*)", re.IGNORECASE)
_COUNTED = re.compile(r"\s*[(:–-]?\s*(tổng số)?:?\s*\d+\s*(đ/c|đc|đồng chí|đảng viên|đv)\.?\s*\)?\s*$", re.IGNORECASE)
_AFTER = re.compile(r"[,(;]|\s(?:tính đến|năm|tháng|quý)\s", re.IGNORECASE)
_NO_HEADING = gettext_lazy(
    "No heading row was found. The list needs a row of headings with at least “Họ và tên” and one more column, for example “Ngày sinh” or “Chi bộ”."
)
_NAMES = ("name", "given", "family")
_DATA = ("code", "birth", "birth_male", "birth_female", "admitted", "official")


def read_lists(grids: list[Grid]) -> ParsedList:
    """All lists of all sheets. Invalid when no sheet has one."""
    parsed = ParsedList()
    found = [_read_grid(grid, parsed) for grid in grids]
    if not any(found):
        raise Invalid(_NO_HEADING, field="file")
    if not parsed.rows and not parsed.problems:
        raise Invalid(gettext_lazy("The list has a heading but no member below it."), field="file")
    return parsed


def _read_grid(grid: Grid, parsed: ParsedList) -> bool:
    heading = find_heading(grid.rows, 0, _SEARCHED)
    if heading is None:
        return False
    _read_titles(grid, heading, parsed)
    reading = _Reading(grid, heading, parsed)
    for index in range(heading.last + 1, len(grid.rows)):
        if index > reading.heading.last:
            reading.row(index)
    for name in (*heading.identity,):
        if name not in parsed.identity_columns:
            parsed.identity_columns.append(name)
    parsed.unread_columns += [name for name in heading.unread if name not in parsed.unread_columns]
    return True


def _read_titles(grid: Grid, heading: Heading, parsed: ParsedList) -> None:
    for row in grid.rows[: heading.first]:
        for value in row:
            if parsed.as_of is None and isinstance(value, str):
                parsed.as_of = read_as_of(value)


def cell_in(words: str) -> str:
    """The name of a cell inside a title: "DANH SÁCH ĐẢNG VIÊN CHI BỘ TỔ DÂN PHỐ 1" → "CHI BỘ TỔ DÂN PHỐ 1"; "" if none."""
    match = _CELL_WORDS.search(text.clean_line(words))
    if match is None:
        return ""
    name = _AFTER.split(_COUNTED.sub("", match.group(1)))[0].strip(" .:;-–…_")
    return name if len(bare(name).split()) > 2 else ""


class _Reading:
    """One sheet being read downwards: the heading in force, the group title in force, whether the list has ended."""

    def __init__(self, grid: Grid, heading: Heading, parsed: ParsedList) -> None:
        self.grid, self.heading, self.parsed = grid, heading, parsed
        self.group = ""
        self.ended = False
        titles = [cell_in(value) for row in grid.rows[: heading.first] for value in row if isinstance(value, str)]
        sheet = text.clean_line(grid.sheet)
        named = [] if _DEFAULT_SHEET.match(bare(sheet)) else [sheet]
        self.outside = tuple(dict.fromkeys([*(title for title in titles if title), *named]))

    def row(self, index: int) -> None:
        values = self.grid.rows[index]
        if not any(plain(value) for value in values) and not self._has_formula(index):
            return
        again = heading_at(self.grid.rows, index)
        if again is not None and len(again.columns) >= 3:
            self.heading, self.ended = again, False
            self._skip(index, _("heading"))
        elif why := self._no_member(index, values):
            self._skip(index, why)
        else:
            cells = (self.group,) if self.group else self.outside
            read_member(self.grid, index, self.heading, cells, self.parsed)

    def _skip(self, index: int, why: str) -> None:
        self.parsed.skipped.append(Skipped(self.grid.sheet, index + 1, why))

    def _has_formula(self, index: int) -> bool:
        return any(
            (index, column) in self.grid.formulas for columns in self.heading.columns.values() for column in columns
        )

    def _filled(self, values: list[Cell], meanings: tuple[str, ...]) -> bool:
        return any(
            plain(values[column]) != ""
            for meaning in meanings for column in self.heading.columns.get(meaning, ()) if column < len(values)
        )  # fmt: skip

    def _no_member(self, index: int, values: list[Cell]) -> str:
        """Why this row is no member; "" when it is one (perhaps a faulty one)."""
        if _is_numbering(values):
            return _("numbers of the columns")
        if self._filled(values, _DATA) and not self._is_words_only(values):
            return ""
        ordinal = self._number(values)
        words = [plain(value) for value in values if plain(value)]
        group = next((word for word in words if bare(word).startswith(("chi bo ", "cb "))), "")
        if group and len(words) <= 3 and not self._named_person(values, group):
            self.group, self.ended = ("" if self.heading.has("cell") else cell_in(group) or group), False
            return _("title of a group")
        if ordinal:
            return _("no member in it") if len(words) == 1 and not self._has_formula(index) else ""
        return self._below_the_list(index, values, words)

    def _below_the_list(self, index: int, values: list[Cell], words: list[str]) -> str:
        """A row without number, code or dates: a total, a signature, stray words, or a member of a very short list."""
        name = plain(next((values[c] for m in _NAMES for c in self.heading.columns.get(m, ()) if c < len(values)), ""))
        if _TOTAL.match(name) or _TOTAL.match(words[0] if words else ""):
            return _("total or signature")
        if _SIGNED.match(bare(name)) or (
            not name and any(_SIGNED.match(bare(word)) or word[:1] == "(" for word in words)
        ):
            self.ended = True
            return _("total or signature")
        if name and self.ended:
            return _("total or signature")
        return "" if name or self._has_formula(index) else _("no member in it")

    def _is_words_only(self, values: list[Cell]) -> bool:
        """A total whose text happens to stand under one of the data columns."""
        words = [plain(value) for value in values if plain(value)]
        return (
            len(words) <= 2
            and not self._number(values)
            and any(_TOTAL.match(word) or _SIGNED.match(bare(word)) for word in words)
        )

    def _named_person(self, values: list[Cell], group: str) -> bool:
        """The group words stand in the column of cells beside a name or a number: a member row, not a title."""
        columns = self.heading.columns.get("cell", [])
        in_cell = any(column < len(values) and plain(values[column]) == group for column in columns)
        return in_cell and (self._filled(values, ("name", "given")) or self._number(values))

    def _number(self, values: list[Cell]) -> bool:
        columns = self.heading.columns.get("ordinal", [])
        return any(column < len(values) and plain(values[column]).rstrip(".").isdigit() for column in columns)


def _is_numbering(values: list[Cell]) -> bool:
    """The row (1) (2) (3) or A B 1 2 under a heading."""
    words = [plain(value).strip("()[] .") for value in values if plain(value)]
    if len(words) < 3 or any(len(word) > 2 for word in words):
        return False
    numbers = [int(word) for word in words if word.isascii() and word.isdigit()]
    steps_up = all(after - before == 1 for before, after in itertools.pairwise(numbers))
    return steps_up and len(numbers) >= len(words) - 3 and len(numbers) >= 2


__all__ = ["Problem", "cell_in", "read_lists"]
