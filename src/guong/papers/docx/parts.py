"""The few things of OOXML that python-docx has no word for: borders, page numbers, clean text."""

from __future__ import annotations

import re

from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph
from docx.text.run import Run

FONT = "Times New Roman"
LINE = Pt(18)
SIDES = {"left": WD_ALIGN_PARAGRAPH.LEFT, "center": WD_ALIGN_PARAGRAPH.CENTER, "right": WD_ALIGN_PARAGRAPH.RIGHT}
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def clean(text: str) -> str:
    """Text that XML can hold."""
    return _NOT_XML.sub("", text)


def write(paragraph: Paragraph, text: str, *, size: float = 14, bold: bool = False, italic: bool = False) -> Run:
    """Add a run; line ends become line breaks."""
    run = paragraph.add_run(clean(text))
    run.font.size = Pt(size)
    run.bold = bold or None
    run.italic = italic or None
    return run


def shape(
    paragraph: Paragraph, *, side: WD_ALIGN_PARAGRAPH = WD_ALIGN_PARAGRAPH.JUSTIFY, first: bool = False, before: float = 0,
    after: float = 3,
) -> Paragraph:  # fmt: skip
    """Exact 18 pt lines; `first` indents the first line by 10 mm."""
    form = paragraph.paragraph_format
    form.line_spacing_rule = WD_LINE_SPACING.EXACTLY
    form.line_spacing = LINE
    form.space_before, form.space_after = Pt(before), Pt(after)
    if first:
        form.first_line_indent = Mm(10)
    paragraph.alignment = side
    return paragraph


def rule(paragraph: Paragraph, where: str, *, style: str = "single", size: int = 6, gap: int = 1) -> None:
    """A line along one side ("bottom", "left" …) of a paragraph. `size` in eighths of a point."""
    borders = paragraph._p.get_or_add_pPr().find(qn("w:pBdr"))
    if borders is None:
        borders = OxmlElement("w:pBdr")
        paragraph._p.get_or_add_pPr().append(borders)
    side = OxmlElement(f"w:{where}")
    for name, value in (("val", style), ("sz", str(size)), ("space", str(gap)), ("color", "auto")):
        side.set(qn(f"w:{name}"), value)
    borders.append(side)


def number_pages(document: Document) -> None:
    """Page number centred on top, not on the first page."""
    section = document.sections[0]
    section.different_first_page_header_footer = True
    paragraph = section.header.paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = write(paragraph, "", size=13)
    for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
        if kind:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
        else:
            mark = OxmlElement("w:instrText")
            mark.text = text
        run._r.append(mark)


def repeat_header(row: object) -> None:
    """Let a table's head stand again on the next page."""
    properties = row._tr.get_or_add_trPr()  # type: ignore[attr-defined]
    mark = OxmlElement("w:tblHeader")
    mark.set(qn("w:val"), "true")
    properties.append(mark)
