"""One paper as .docx, in the layout of rules.md D."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import UTC
from typing import Any

from docx import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from guong.kernel import clock
from guong.papers.docx.parts import FONT, SIDES, clean, number_pages, repeat_header, rule, shape, write
from guong.papers.shapes import Block, Head, Lines, Notice, Paper, Para, Section, Signature, Table, Voice, span

_CENTER = WD_ALIGN_PARAGRAPH.CENTER
_WIDTH = 165  # mm between the margins
_Cell = Any  # python-docx leaves its cells untyped
UNANSWERED = "(chưa trả lời)"


def render(paper: Paper) -> bytes:
    """The bytes of a .docx file. The strip of a posting is printed without its QR code: that sheet is made as PDF."""
    document = page(paper.title, paper.head.issuer)
    letterhead(document, paper.head)
    _title(document, paper)
    for block in paper.blocks:
        _block(document, block)
    _ending(document, paper)
    if paper.notice is not None:
        _notice(document, paper.notice)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def page(title: str, issuer: str) -> Any:
    """An empty A4 page of rules.md D, with its title and author as properties."""
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(20), Mm(20)
    section.left_margin, section.right_margin = Mm(30), Mm(15)
    section.header_distance = Mm(10)
    style: Any = document.styles["Normal"]
    style.font.name, style.font.size = FONT, Pt(14)
    fonts = style.element.rPr.rFonts
    for name in ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"):
        fonts.set(qn(name), FONT)
    number_pages(document)
    properties = document.core_properties
    properties.title, properties.author, properties.language = (
        clean(title)[:250],
        clean(issuer),
        "vi-VN",
    )
    properties.created = properties.modified = clock.now().astimezone(UTC).replace(tzinfo=None, microsecond=0)
    return document


def _grid(document: Any, widths: Sequence[float]) -> Any:
    """A table without lines, for things that stand side by side."""
    table = document.add_table(rows=1, cols=len(widths))
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    for cell, width in zip(table.rows[0].cells, widths, strict=True):
        cell.width = Mm(width)
    return table


def _line(cell: _Cell, text: str, *, fresh: bool = True, side: WD_ALIGN_PARAGRAPH = _CENTER, **look: Any) -> Any:
    """A short line in a cell: its first paragraph when that is still empty."""
    first = cell.paragraphs[0]
    paragraph = cell.add_paragraph() if first.text or not fresh else first
    write(shape(paragraph, side=side, after=0), text, **look)
    return paragraph


def letterhead(document: Any, head: Head) -> None:
    """The two blocks on top."""
    left, right = _grid(document, (76, 89)).rows[0].cells
    _line(left, head.parent.upper(), size=13)
    _line(left, head.issuer.upper(), size=13, bold=True)
    _line(left, "*")
    if head.number:
        _line(left, head.number, size=13)
    rule(_line(right, "ĐẢNG CỘNG SẢN VIỆT NAM", bold=True), "bottom")
    _line(right, head.dateline, size=13, italic=True)


def _title(document: Any, paper: Paper) -> None:
    first = shape(document.add_paragraph(), side=_CENTER, before=12, after=0)
    write(first, paper.kind, size=paper.kind_size, bold=True)
    for line in paper.subject:
        write(shape(document.add_paragraph(), side=_CENTER, after=0), line, bold=True)
    write(shape(document.add_paragraph(), side=_CENTER, after=6), "-----")


def _block(document: Any, block: Block) -> None:
    if isinstance(block, Section):
        paragraph = shape(document.add_paragraph(), first=True, before=6)
        paragraph.paragraph_format.keep_with_next = True
        write(paragraph, block.text, bold=True)
    elif isinstance(block, Para):
        paragraph = shape(document.add_paragraph(), first=True)
        if block.lead:
            write(paragraph, block.lead, italic=block.italic)
        write(paragraph, block.text, bold=block.strong, italic=block.italic)
    elif isinstance(block, Voice):
        _voice(document, block)
    elif isinstance(block, Table):
        _table(document, block)
    elif isinstance(block, Lines):
        for _ in range(block.count):
            rule(shape(document.add_paragraph(), after=0), "bottom", style="dotted", size=4)


def _voice(document: Any, voice: Voice) -> None:
    words = shape(document.add_paragraph(), first=True)
    words.paragraph_format.keep_with_next = True
    write(words, f"{voice.who}: ", bold=True)
    write(words, voice.words)
    answer = shape(document.add_paragraph(), after=6)
    answer.paragraph_format.left_indent = Mm(8)
    rule(answer, "left", size=8, gap=6)
    write(answer, f"{voice.answer_who}: ", italic=True)
    write(answer, voice.answer or UNANSWERED)


def _table(document: Any, block: Table) -> None:
    table = document.add_table(rows=1, cols=len(block.columns))
    table.style = "Table Grid"
    table.autofit = False
    whole = sum(column.share for column in block.columns)
    widths = [Mm(_WIDTH * column.share / whole) for column in block.columns]
    for cell, column in zip(table.rows[0].cells, block.columns, strict=True):
        _line(cell, column.title, size=13, bold=True)
    repeat_header(table.rows[0])
    for row in [*block.rows, *([block.total] if block.total else [])]:
        for cell, column, text in zip(table.add_row().cells, block.columns, row, strict=True):
            _line(cell, text, side=SIDES[column.align], size=13, bold=row is block.total)
    for row in table.rows:
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = width
    shape(document.add_paragraph(), after=0)


def _recipients(cell: _Cell, recipients: Sequence[str]) -> None:
    if not recipients:
        return
    title = _line(cell, "Nơi nhận:", side=WD_ALIGN_PARAGRAPH.LEFT)
    title.runs[0].underline = True
    for index, recipient in enumerate(recipients, start=1):
        end = "." if index == len(recipients) else ","
        _line(cell, f"- {recipient}{end}", side=WD_ALIGN_PARAGRAPH.LEFT, size=12)


def _sign(cell: _Cell, signature: Signature) -> None:
    for line in signature.lines:
        _line(cell, line, bold=True)
    if signature.mark:
        mark = _line(cell, signature.mark, italic=True)
        mark.runs[0].font.color.rgb = RGBColor(0x1C, 0x41, 0x7F)
    else:
        for _ in range(3):
            _line(cell, "", fresh=False)
    _line(cell, signature.name, bold=True)


def _ending(document: Any, paper: Paper) -> None:
    if not (paper.left or paper.right or paper.recipients):
        return
    shape(document.add_paragraph(), after=0)
    left, right = _grid(document, (82, 83)).rows[0].cells
    if paper.left is not None:
        _sign(left, paper.left)
    else:
        _recipients(left, paper.recipients)
    if paper.right is not None:
        _sign(right, paper.right)
    if paper.left is not None and paper.recipients:
        _recipients(_grid(document, (_WIDTH,)).rows[0].cells[0], paper.recipients)


def sign(document: Any, signature: Signature) -> None:
    """One signature, on the right."""
    shape(document.add_paragraph(), after=0)
    _sign(_grid(document, (82, 83)).rows[0].cells[1], signature)


def _notice(document: Any, notice: Notice) -> None:
    top = shape(document.add_paragraph(), before=18, after=0)
    rule(top, "top", style="double", size=6)
    write(top, notice.title, bold=True)
    write(
        shape(document.add_paragraph(), after=0),
        f"Tại {notice.place}. {span(notice.from_on, notice.until_on)}.",
        size=12,
    )
    line = f"Người treo: {notice.posted_by}.   Ngày gỡ: ...../...../........   Ký: ...................."
    write(shape(document.add_paragraph(), after=0), line, size=12)
