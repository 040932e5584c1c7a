"""A list as .xlsx: one sheet, one heading row, every cell text."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import UTC

import xlsxwriter

from guong.kernel import clock
from guong.papers.xlsx.report import OPTIONS, Looks, add_list


def render_table(title: str, author: str, titles: Sequence[str], rows: Sequence[Sequence[str]]) -> bytes:
    """The bytes of an .xlsx file."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, OPTIONS)
    made = clock.now().astimezone(UTC).replace(tzinfo=None, microsecond=0)
    book.set_properties({"title": title, "author": author, "created": made})
    add_list(book, Looks(book), "Danh sách", titles, rows)
    book.close()
    return buffer.getvalue()
