"""From bytes to rows of values: workbooks and text tables."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from pathlib import PurePath

import python_calamine
from django.utils.translation import gettext_lazy as _

from guong.exchange.reading.archive import BROKEN, MAX_CELLS, TOO_BIG, Formulas, Package, inspect_ods, inspect_xlsx
from guong.exchange.reading.headers import meaning_of, plain
from guong.exchange.reading.shapes import Cell, Grid
from guong.exchange.reading.tcvn3 import from_tcvn3, is_tcvn3
from guong.kernel.errors import Invalid

MAX_BYTES = 25 * 1024 * 1024
MAX_ROWS = 150_000
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SEARCHED = 80
LOCKED = _("This file is locked with a password. Save it without a password and send it again.")
WORD = _(
    "This is a Word document, not a workbook, whatever its name says. Copy the table into Excel and save it as .xlsx."
)
_TEXT_NAMES = {".csv", ".txt", ".tsv"}


def read_grids(name: str, data: bytes) -> list[Grid]:
    """All sheets with something in them. What the file is, its first bytes decide, not its name."""
    if len(data) > MAX_BYTES:
        raise Invalid(
            _("The file is larger than %(limit)s MB. A member list is far smaller: save the list alone and send that."),
            field="file", params={"limit": MAX_BYTES // 1024 // 1024},
        )  # fmt: skip
    if not data.strip(b"\0\t\r\n "):
        raise Invalid(_("The file is empty. Choose the file that holds the member list."), field="file")
    if data.startswith(b"PK"):
        return _modern(_packed(data))
    if data.startswith(_OLE):
        _refuse_other_ole(data)
        return _modern(_workbook(data, {}))
    if PurePath(name).suffix.lower() not in _TEXT_NAMES:
        raise Invalid(
            _("“%(name)s” is not a workbook, whatever its name says. Save the list as .xlsx, .xls, .ods or .csv."),
            field="file", params={"name": name[:80]},
        )  # fmt: skip
    return _modern([_text_table(PurePath(name).stem, data)])


def _modern(grids: list[Grid]) -> list[Grid]:
    """Lists in the letters of old fonts are brought to Unicode; all others stay untouched."""
    first = " ".join(
        value for grid in grids for row in grid.rows[:_SEARCHED] for value in row if isinstance(value, str)
    )
    if not is_tcvn3(first):
        return grids
    return [
        Grid(
            grid.sheet, [[from_tcvn3(value) if isinstance(value, str) else value for value in row] for row in grid.rows],
            grid.formulas,
        )
        for grid in grids
    ]  # fmt: skip


def _refuse_other_ole(data: bytes) -> None:
    """The old container also holds locked workbooks and Word documents."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise Invalid(LOCKED, field="file")
    if "WordDocument".encode("utf-16-le") in data:
        raise Invalid(WORD, field="file")


def _packed(data: bytes) -> list[Grid]:
    package = Package(data)
    if package.has("xl/workbook.xml"):
        return _workbook(data, inspect_xlsx(package))
    if package.has("word/document.xml"):
        raise Invalid(WORD, field="file")
    if package.has("content.xml"):
        return _workbook(data, inspect_ods(package))
    raise Invalid(BROKEN, field="file")


def _workbook(data: bytes, formulas: Formulas) -> list[Grid]:
    grids = []
    try:
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        for sheet in book.sheets_metadata:
            if sheet.visible != python_calamine.SheetVisibleEnum.Visible:
                continue
            if sheet.typ != python_calamine.SheetTypeEnum.WorkSheet:
                continue
            page = book.get_sheet_by_name(sheet.name)
            if page.total_height * page.total_width > MAX_CELLS:
                raise Invalid(TOO_BIG, field="file")
            rows = [[_cell(value) for value in row] for row in page.to_python(skip_empty_area=False)]
            _fill_merged(rows, page.merged_cell_ranges or [])
            if any(value is not None for row in rows for value in row) or formulas.get(sheet.name):
                grids.append(Grid(sheet.name, rows, formulas.get(sheet.name, frozenset())))
    except python_calamine.PasswordError:
        raise Invalid(LOCKED, field="file") from None
    except (python_calamine.CalamineError, OSError, ValueError, OverflowError):
        raise Invalid(BROKEN, field="file") from None
    if sum(len(grid.rows) for grid in grids) > MAX_ROWS:
        raise Invalid(TOO_BIG, field="file")
    return grids


def _fill_merged(rows: list[list[Cell]], ranges: list[tuple[tuple[int, int], tuple[int, int]]]) -> None:
    """A value that was merged over several rows (one cell for all its members) stands in each of them; headings stay."""
    left = 4 * len(rows)
    for (top, column), (bottom, last) in ranges:
        if column != last or not 0 <= top < bottom < len(rows) or column >= len(rows[top]):
            continue
        value = rows[top][column]
        left -= bottom - top
        if left < 0:
            return  # they lie over each other: nobody's list
        if isinstance(value, str) and not meaning_of(plain(value)):
            for row in range(top + 1, bottom + 1):
                rows[row][column] = value


def _cell(value: object) -> Cell:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, str):
        return value or None
    if isinstance(value, bool | int | float | date):
        return value
    if isinstance(value, time | timedelta):
        return str(value)
    return None


def _text_table(stem: str, data: bytes) -> Grid:
    text = _decode(data)
    if "\0" in text:
        raise Invalid(_("This file is not a text table. Save the list as .xlsx or as .csv (UTF-8)."), field="file")
    rows: list[list[Cell]] = []
    cells = 0
    try:
        for row in _split(text):
            rows.append([value if value.strip() else None for value in row])
            cells += len(row)
            if len(rows) > MAX_ROWS or cells > MAX_CELLS:
                raise Invalid(TOO_BIG, field="file")
    except csv.Error:
        raise Invalid(
            _("This text table cannot be taken apart into columns after row %(row)s: look there for a quotation mark (\") without its partner, or save the list as .xlsx."),
            field="file", params={"row": len(rows)},
        ) from None  # fmt: skip
    return Grid(stem, rows)


def _split(text: str) -> Iterator[list[str]]:
    """Rows, by the separator that occurs most evenly in the first lines: `;`, tab or `,`."""
    sample = [line for line in text.splitlines()[:200] if line.strip()]
    if sample and sample[0].lower().startswith("sep=") and len(sample[0]) == 5:
        separator = sample[0][4]
        text = text.split("\n", 1)[1] if "\n" in text else ""
    else:
        separator = max(";\t,|", key=lambda mark: sum(line.count(mark) > 1 for line in sample))
    return csv.reader(io.StringIO(text, newline=""), delimiter=separator)


def _decode(data: bytes) -> str:
    for mark, encoding in (
        (codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32"), (codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"),
    ):  # fmt: skip
        if data.startswith(mark):
            return data.decode(encoding, errors="replace")
    half = data[:4000]
    if half[1::2].count(0) > len(half) // 5:
        return data.decode("utf-16-le", errors="replace")
    if half[::2].count(0) > len(half) // 5:
        return data.decode("utf-16-be", errors="replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        loose = data.decode("utf-8", errors="replace")
        if loose.count("\ufffd") * 2 < sum(ch > "\x7f" for ch in loose[:200_000]):
            return loose  # a few broken letters: their rows are named
        old = data.decode("latin-1")
        return old if is_tcvn3(old[:20_000]) else data.decode("cp1258", errors="replace")
