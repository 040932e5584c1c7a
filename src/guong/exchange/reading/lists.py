"""From grids to member rows: finds each list, tells members from titles, totals and signatures, and reads them."""

from __future__ import annotations

import itertools
import re
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from guong.exchange.reading.headers import Heading, bare, find_heading, heading_at, plain
from guong.exchange.reading.members import read_member
from guong.exchange.reading.shapes import Grid, Line, ParsedList, Skipped
from guong.exchange.reading.values import read_as_of
from guong.kernel import text
from guong.kernel.errors import Invalid

SEARCHED = 400  # rows in which the first heading is looked for
_NAMED = 40  # columns without a use that are told by name
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
    readers = [SheetReader(grid.sheet) for grid in grids]
    for reader, grid in zip(readers, grids, strict=True):
        reader.read(grid, parsed)
    refuse_empty(parsed, found=any(reader.heading for reader in readers))
    return parsed


def refuse_empty(parsed: ParsedList, *, found: bool) -> None:
    """Invalid when no sheet has a list (`found`: a heading was seen), or a list has nobody in it."""
    if not found:
        raise Invalid(_NO_HEADING, field="file")
    if not parsed.rows and not parsed.problems:
        raise Invalid(gettext_lazy("The list has a heading but no member below it."), field="file")


def cell_in(words: str) -> str:
    """The name of a cell inside a title: "DANH SÁCH ĐẢNG VIÊN CHI BỘ TỔ DÂN PHỐ 1" → "CHI BỘ TỔ DÂN PHỐ 1"; "" if none."""
    match = _CELL_WORDS.search(text.clean_line(words))
    if match is None:
        return ""
    name = _AFTER.split(_COUNTED.sub("", match.group(1)))[0].strip(" .:;-–…_")
    return name if len(bare(name).split()) > 2 else ""


class SheetReader:
    """One sheet being read downwards, in one go or block by block: the heading and the group title in force, and whether
    the list has ended. Between two blocks it can be put away as plain values (`state`) and taken up again."""

    def __init__(self, sheet: str) -> None:
        self.sheet = sheet
        self.heading: Heading | None = None
        self.group = ""
        self.ended = False
        self.outside: tuple[str, ...] = ()

    def state(self) -> dict[str, Any]:
        """JSON-able; `SheetReader.resume` makes the reader again."""
        heading = self.heading and self.heading.state()
        return {"heading": heading, "group": self.group, "ended": self.ended, "outside": list(self.outside)}

    @classmethod
    def resume(cls, sheet: str, state: dict[str, Any]) -> SheetReader:
        reader = cls(sheet)
        reader.heading = Heading.resume(state["heading"]) if state["heading"] else None
        reader.group, reader.ended, reader.outside = state["group"], state["ended"], tuple(state["outside"])
        return reader

    def read(self, grid: Grid, parsed: ParsedList, stop: int | None = None) -> None:
        """Read the rows of a grid, which begins at row `grid.start` of the sheet, into `parsed`.

        `stop`: rows from this one on (counted in the grid) are only looked at, for a heading of two rows.
        """
        if grid.start == 0:
            self._begin(grid, parsed)
        if self.heading is None:
            return
        for at in range(len(grid.rows) if stop is None else stop):
            if grid.start + at > self.heading.last:
                self._row(grid, at, self.heading, parsed)

    def _begin(self, grid: Grid, parsed: ParsedList) -> None:
        self.heading = find_heading(grid.rows, 0, SEARCHED)
        if self.heading is None:
            return
        above = [value for row in grid.rows[: self.heading.first] for value in row if isinstance(value, str)]
        for value in above:
            parsed.as_of = parsed.as_of or read_as_of(value)
        sheet = text.clean_line(self.sheet)
        named = [] if _DEFAULT_SHEET.match(bare(sheet)) else [sheet]
        titles = [title for value in above if (title := cell_in(value))]
        self.outside = tuple(dict.fromkeys([*titles, *named]))
        parsed.identity_columns += [name for name in self.heading.identity if name not in parsed.identity_columns]
        unread = [name for name in self.heading.unread if name not in parsed.unread_columns]
        parsed.unread_columns += unread[: max(0, _NAMED - len(parsed.unread_columns))]

    def _row(self, grid: Grid, at: int, heading: Heading, parsed: ParsedList) -> None:
        values = grid.rows[at]
        index = grid.start + at
        words = [plain(value) for value in values]
        line = Line(self.sheet, index, values, words, _formulas(grid, index, heading))
        if not any(words) and not line.formulas:
            return
        again = heading_at(grid.rows, at, words)
        if again is not None and len(again.columns) >= 3:
            again.first, again.last = again.first + grid.start, again.last + grid.start
            self.heading, self.ended = again, False
            parsed.skipped.append(Skipped(self.sheet, index + 1, _("heading")))
        elif why := self._no_member(line, heading):
            parsed.skipped.append(Skipped(self.sheet, index + 1, why))
        else:
            read_member(line, heading, (self.group,) if self.group else self.outside, parsed)

    def _no_member(self, line: Line, heading: Heading) -> str:
        """Why this row is no member; "" when it is one (perhaps a faulty one)."""
        words = line.words
        if _is_numbering(words):
            return _("numbers of the columns")
        ordinal = _is_numbered(words, heading)
        if _filled(words, heading, _DATA) and (ordinal or not _is_words_only(words)):
            return ""
        filled = [word for word in words if word]
        group = next((word for word in filled if bare(word).startswith(("chi bo ", "cb "))), "")
        if group and len(filled) <= 3 and not _names_person(words, heading, group):
            self.group, self.ended = ("" if heading.has("cell") else cell_in(group) or group), False
            return _("title of a group")
        if ordinal:
            return _("no member in it") if len(filled) == 1 and not line.formulas else ""
        return self._below_the_list(line, heading, filled)

    def _below_the_list(self, line: Line, heading: Heading, filled: list[str]) -> str:
        """A row without number, code or dates: a total, a signature, stray words, or a member of a very short list."""
        columns = [column for meaning in _NAMES for column in heading.columns.get(meaning, ())]
        name = next((line.words[column] for column in columns if column < len(line.words)), "")
        if _TOTAL.match(name) or _TOTAL.match(filled[0] if filled else ""):
            return _("total or signature")
        if _SIGNED.match(bare(name)) or (
            not name and any(_SIGNED.match(bare(word)) or word[:1] == "(" for word in filled)
        ):
            self.ended = True
            return _("total or signature")
        if name and self.ended:
            return _("total or signature")
        return "" if name or line.formulas else _("no member in it")


def _formulas(grid: Grid, index: int, heading: Heading) -> frozenset[int]:
    """Columns of the list in which this row holds a formula."""
    if not grid.formulas:
        return frozenset()
    return frozenset(
        column for columns in heading.columns.values() for column in columns if (index, column) in grid.formulas
    )


def _filled(words: list[str], heading: Heading, meanings: tuple[str, ...]) -> bool:
    for meaning in meanings:
        for column in heading.columns.get(meaning, ()):
            if column < len(words) and words[column]:
                return True
    return False


def _is_words_only(words: list[str]) -> bool:
    """A total whose text happens to stand under one of the data columns."""
    filled = [word for word in words if word]
    return len(filled) <= 2 and any(_TOTAL.match(word) or _SIGNED.match(bare(word)) for word in filled)


def _names_person(words: list[str], heading: Heading, group: str) -> bool:
    """The group words stand in the column of cells beside a name or a number: a member row, not a title."""
    columns = heading.columns.get("cell", [])
    in_cell = any(column < len(words) and words[column] == group for column in columns)
    return in_cell and (_filled(words, heading, ("name", "given")) or _is_numbered(words, heading))


def _is_numbered(words: list[str], heading: Heading) -> bool:
    columns = heading.columns.get("ordinal", ())
    return any(column < len(words) and words[column].rstrip(".").isdigit() for column in columns)


def _is_numbering(filled: list[str]) -> bool:
    """The row (1) (2) (3) or A B 1 2 under a heading."""
    words: list[str] = []
    for word in filled:
        if word:
            words.append(word.strip("()[] ."))
            if len(words[-1]) > 2:
                return False
    if len(words) < 3:
        return False
    numbers = [int(word) for word in words if word.isascii() and word.isdigit()]
    steps_up = all(after - before == 1 for before, after in itertools.pairwise(numbers))
    return steps_up and len(numbers) >= len(words) - 3 and len(numbers) >= 2


__all__ = ["SEARCHED", "SheetReader", "cell_in", "read_lists", "refuse_empty"]
