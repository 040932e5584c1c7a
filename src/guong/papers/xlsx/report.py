"""The report of a unit as .xlsx: the same facts as the Word file and the PDF, numbers as numbers.

Every text is written as text: nothing that somebody typed is read as a formula or a link (Z8).
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import UTC
from typing import Any

import xlsxwriter

from guong.figures.rules import Few, Value
from guong.kernel import clock
from guong.kernel.numbers import Ratio
from guong.papers.compose.report import LABELS, PARTS, ReportFacts, amount
from guong.papers.compose.words import day, long_day
from guong.papers.shapes import Head

FONT = "Times New Roman"
OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
_FIRST = ("Chỉ số", "Mã", "Số lượng", "Trên tổng số", "Tỷ lệ (%)", "Như trong báo cáo")
_WIDTHS = (52, 26, 12, 14, 12, 22)


def render(head: Head, facts: ReportFacts) -> bytes:
    """The bytes of an .xlsx file: figures, cells, cells that are late. A sheet without rows is left out."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, OPTIONS)
    book.set_properties(
        {
            "title": f"Báo cáo kết quả thực hiện {facts.drive}",
            "author": facts.unit,
            "created": clock.now().astimezone(UTC).replace(tzinfo=None, microsecond=0),
        }
    )
    looks = Looks(book)
    _figures(book, looks, head, facts)
    if facts.cells:
        rows: list[list[str | int]] = [
            [str(number), cell.name, cell.eligible, cell.study, day(cell.met_on) if cell.met_on else "chưa", cell.plans]
            for number, cell in enumerate(facts.cells, start=1)
        ]
        add_list(book, looks, "Theo chi bộ", ("TT", "Chi bộ", "Thuộc diện", "Học tập", "Sinh hoạt", "Kế hoạch"), rows)
    if facts.late:
        late: list[list[str | int]] = [
            [str(number), cell.name, cell.days, day(cell.new_day) if cell.new_day else "chưa đăng ký lại"]
            for number, cell in enumerate(facts.late, start=1)
        ]
        add_list(book, looks, "Chậm lịch", ("TT", "Chi bộ", "Chậm (ngày)", "Ngày mới"), late)
    book.close()
    return buffer.getvalue()


class Looks:
    def __init__(self, book: Any) -> None:
        def look(**more: Any) -> Any:
            return book.add_format({"font_name": FONT, "font_size": 12, "text_wrap": True, "valign": "top", **more})

        self.plain = look(border=1)
        self.number = look(border=1, num_format="#,##0", align="right")
        self.title = look(border=1, bold=True, align="center", bg_color="#EDEDED")
        self.part = look(border=1, bold=True)
        self.left = look(align="center")
        self.bold = look(align="center", bold=True)
        self.place = look(align="center", italic=True)
        self.kind = look(align="center", bold=True, font_size=15)
        self.note = look(italic=True)


def _page(book: Any, name: str, widths: Sequence[float]) -> Any:
    sheet = book.add_worksheet(name)
    sheet.set_paper(9)
    sheet.set_landscape()
    sheet.set_margins(left=1.18, right=0.59, top=0.79, bottom=0.79)  # 30, 15, 20, 20 mm in inches
    sheet.fit_to_pages(1, 0)
    sheet.set_header("&C&P", {"margin": 0.4})
    for column, width in enumerate(widths):
        sheet.set_column(column, column, width)
    return sheet


def _figures(book: Any, looks: Looks, head: Head, facts: ReportFacts) -> None:
    sheet = _page(book, "Số liệu", _WIDTHS)
    _letterhead(sheet, looks, head, facts)
    row = 8
    for column, title in enumerate(_FIRST):
        sheet.write_string(row, column, title, looks.title)
    sheet.repeat_rows(row)
    for title, prefixes in PARTS:
        row += 1
        sheet.merge_range(row, 0, row, len(_FIRST) - 1, title, looks.part)
        for key, value in facts.figures.items():
            if key.startswith(prefixes):
                row += 1
                _figure(sheet, looks, row, key, value)
    sheet.merge_range(
        row + 2, 0, row + 2, 5,
        "Số liệu do phần mềm tính từ hồ sơ của các chi bộ; nội dung góp ý và khuyết điểm ở lại chi bộ.", looks.note,
    )  # fmt: skip
    sheet.merge_range(row + 4, 3, row + 4, 5, facts.signer_title, looks.bold)
    sheet.merge_range(row + 9, 3, row + 9, 5, facts.signer, looks.bold)


def _letterhead(sheet: Any, looks: Looks, head: Head, facts: ReportFacts) -> None:
    """The two blocks on top, and the title of the report (rules.md D)."""
    for row, text, look in (
        (0, head.parent.upper(), looks.left),
        (1, head.issuer.upper(), looks.bold),
        (2, "*", looks.left),
    ):
        sheet.merge_range(row, 0, row, 1, text, look)
    sheet.merge_range(0, 2, 0, 5, "ĐẢNG CỘNG SẢN VIỆT NAM", looks.bold)
    sheet.merge_range(1, 2, 1, 5, head.dateline, looks.place)
    sheet.merge_range(4, 0, 4, 5, "BÁO CÁO", looks.kind)
    sheet.merge_range(5, 0, 5, 5, f"kết quả thực hiện {facts.drive}", looks.bold)
    sheet.merge_range(6, 0, 6, 5, f"(tính đến {long_day(facts.as_of)})", looks.left)


def _figure(sheet: Any, looks: Looks, row: int, key: str, value: Value) -> None:
    sheet.write_string(row, 0, LABELS[key], looks.plain)
    sheet.write_string(row, 1, key, looks.plain)
    for column in (2, 3, 4):
        sheet.write_blank(row, column, None, looks.plain)
    if isinstance(value, Ratio):
        sheet.write_number(row, 2, value.n, looks.number)
        sheet.write_number(row, 3, value.of, looks.number)
        if value.percent is not None:
            sheet.write_number(row, 4, value.percent, looks.number)
    elif not isinstance(value, Few):
        sheet.write_number(row, 2, value, looks.number)
    sheet.write_string(row, 5, " · ".join(part for part in amount(value) if part), looks.plain)


def add_list(book: Any, looks: Looks, name: str, titles: Sequence[str], rows: Sequence[Sequence[str | int]]) -> None:
    sheet = _page(book, name, (6, 48, 14, 16, 16, 16))
    for column, title in enumerate(titles):
        sheet.write_string(0, column, title, looks.title)
    sheet.repeat_rows(0)
    sheet.freeze_panes(1, 0)
    for number, row in enumerate(rows, start=1):
        for column, value in enumerate(row):
            if isinstance(value, int):
                sheet.write_number(number, column, value, looks.number)
            else:
                sheet.write_string(number, column, value, looks.plain)
