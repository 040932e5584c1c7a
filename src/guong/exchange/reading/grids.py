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
from guong.exchange.reading.shapes import Cell, Grid
from guong.kernel.errors import Invalid

MAX_BYTES = 25 * 1024 * 1024
MAX_ROWS = 150_000
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
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
        return _packed(data)
    if data.startswith(_OLE):
        return _workbook(data, {})
    if PurePath(name).suffix.lower() not in _TEXT_NAMES:
        raise Invalid(
            _("“%(name)s” is not a workbook, whatever its name says. Save the list as .xlsx, .xls, .ods or .csv."),
            field="file", params={"name": name[:80]},
        )  # fmt: skip
    return [_text_table(PurePath(name).stem, data)]


def _packed(data: bytes) -> list[Grid]:
    package = Package(data)
    if package.has("xl/workbook.xml"):
        return _workbook(data, inspect_xlsx(package))
    if package.has("word/document.xml"):
        raise Invalid(
            _("This is a Word document, not a workbook, whatever its name says. Copy the table into Excel and save it as .xlsx."),
            field="file",
        )  # fmt: skip
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
            if any(value is not None for row in rows for value in row) or formulas.get(sheet.name):
                grids.append(Grid(sheet.name, rows, formulas.get(sheet.name, frozenset())))
    except python_calamine.PasswordError:
        raise Invalid(_("This file is locked with a password. Save it without a password and send it again."), field="file") from None  # fmt: skip
    except (python_calamine.CalamineError, OSError, ValueError, OverflowError):
        raise Invalid(BROKEN, field="file") from None
    if sum(len(grid.rows) for grid in grids) > MAX_ROWS:
        raise Invalid(TOO_BIG, field="file")
    return grids


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
    try:
        for row in _split(text):
            rows.append([value if value.strip() else None for value in row])
            if len(rows) > MAX_ROWS or len(row) > 500:
                raise Invalid(TOO_BIG, field="file")
    except csv.Error:
        raise Invalid(_("This text table cannot be taken apart into columns. Save it as .xlsx, or as .csv (UTF-8)."), field="file") from None  # fmt: skip
    return Grid(stem, rows)


def _split(text: str) -> Iterator[list[str]]:
    """Rows, by the separator that occurs most evenly in the first lines: `;`, tab or `,`."""
    sample = [line for line in text.splitlines()[:200] if line.strip()]
    if sample and sample[0].lower().startswith("sep=") and len(sample[0]) == 5:
        separator = sample[0][4]
        text = text.split("\n", 1)[1] if "\n" in text else ""
    else:
        separator = max(";\t,", key=lambda mark: sum(line.count(mark) > 1 for line in sample))
    return csv.reader(io.StringIO(text, newline=""), delimiter=separator)


def _decode(data: bytes) -> str:
    for mark, encoding in (
        (codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"),
    ):  # fmt: skip
        if data.startswith(mark):
            return data.decode(encoding, errors="replace")
    half = data[:4000]
    if half[1::2].count(0) > len(half) // 5:
        return data.decode("utf-16-le", errors="replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1258", errors="replace")
