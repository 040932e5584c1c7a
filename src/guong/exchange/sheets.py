"""Workbooks that go out: plain values only. Nothing in them is a formula or a link, whatever somebody's name looks like (Z8)."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from datetime import date

import xlsxwriter

from guong.exchange.reading.shapes import Cell

_TEXT_LIMIT = 32_000  # characters that Excel lets stand in a cell
_RISKY = ("=", "+", "-", "@", "\t", "\r")
_MOST_ROWS = 1_048_576


class Book:
    """An .xlsx that is written row by row and never held whole."""

    def __init__(self) -> None:
        self._buffer = io.BytesIO()
        safe = {
            "constant_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        }
        self._book = xlsxwriter.Workbook(self._buffer, safe)
        self._day = self._book.add_format({"num_format": "dd/mm/yyyy"})
        self._head = self._book.add_format({"bold": True, "text_wrap": True, "valign": "top", "border": 1})
        self._wrong = self._book.add_format({"font_color": "#9c0006", "text_wrap": True, "valign": "top"})
        self._quoted = self._book.add_format({"quote_prefix": True})

    def sheet(self, name: str, widths: Sequence[int] = (), hidden: Sequence[int] = ()) -> Sheet:
        """A sheet of its own name; columns in `hidden` are kept out of sight."""
        taken = {sheet.get_name().casefold() for sheet in self._book.worksheets()}
        title = "".join(" " if ch in "[]:*?/\\" else ch for ch in name).strip(" '")[:28] or "Danh sách"
        number = 1
        own = title
        while own.casefold() in taken:
            number += 1
            own = f"{title[:24]} {number}"
        sheet = self._book.add_worksheet(own)
        for column, width in enumerate(widths):
            sheet.set_column(column, column, width, None, {"hidden": True} if column in hidden else {})
        return Sheet(sheet, self._day, self._head, self._wrong, self._quoted)

    def close(self) -> bytes:
        self._book.close()
        return self._buffer.getvalue()


class Sheet:
    def __init__(self, sheet: object, day: object, head: object, wrong: object, quoted: object) -> None:
        self._sheet: xlsxwriter.worksheet.Worksheet = sheet
        self._formats = {"head": head, "wrong": wrong}
        self._day, self._quoted = day, quoted
        self._next = 0

    def row(self, values: Iterable[Cell], style: str = "", last: tuple[int, str, str] | None = None) -> None:
        """The next row. `last`: a column, its words and their style, written besides."""
        if self._next >= _MOST_ROWS:
            return
        for column, value in enumerate(values):
            if value is not None and value != "":
                self._cell(column, value, self._formats.get(style))
        if last is not None:
            self._sheet.write_string(self._next, last[0], last[1][:_TEXT_LIMIT], self._formats.get(last[2]))
        self._next += 1

    def freeze(self) -> None:
        """Keep the rows written so far in sight."""
        self._sheet.freeze_panes(self._next, 0)

    def _cell(self, column: int, value: Cell, style: object) -> None:
        if isinstance(value, bool):
            self._sheet.write_boolean(self._next, column, value, style)
        elif isinstance(value, int | float):
            if value == value and abs(value) < 1e300:  # a number, not an endless one
                self._sheet.write_number(self._next, column, value, style)
        elif isinstance(value, date) and value.year >= 1900:
            self._sheet.write_datetime(self._next, column, value, self._day)
        else:
            words = value.strftime("%d/%m/%Y") if isinstance(value, date) else str(value)[:_TEXT_LIMIT]
            words = words.encode("utf-8", "replace").decode()
            self._sheet.write_string(self._next, column, words, self._quoted if words.startswith(_RISKY) else style)
