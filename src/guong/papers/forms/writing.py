"""A form as .docx: each section has a heading with a hidden bookmark and a frame (content control) that carries its identity."""

from __future__ import annotations

import io
from datetime import UTC
from typing import Any

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph

from guong.kernel import clock
from guong.papers.docx.parts import clean, shape, write
from guong.papers.docx.render import letterhead, page, sign
from guong.papers.forms.sheet import CELL, CODE, CODE_PICTURE, INTRO, KIND, NAME, PLACEHOLDER, SIGNED, FormSheet
from guong.papers.shapes import Signature

_CENTER = WD_ALIGN_PARAGRAPH.CENTER
_GREY = RGBColor(0x6B, 0x6B, 0x6B)
_DOTS = "." * 60
BOOKMARK = "_guong_"
"""Hidden bookmarks begin with a low line: Word shows them to nobody and keeps them when the heading is rewritten."""


def render(sheet: FormSheet) -> bytes:
    """The bytes of a .docx file that can be filled in Word or LibreOffice and read back by `reading.read_form`."""
    document = page(sheet.title, sheet.head.issuer if sheet.head else "")
    document.core_properties.identifier = str(sheet.form)
    document.core_properties.modified = clock.now().astimezone(UTC).replace(tzinfo=None, microsecond=0)
    if sheet.head is not None:
        letterhead(document, sheet.head)
    write(shape(document.add_paragraph(), side=_CENTER, before=12, after=0), KIND, size=16, bold=True)
    write(shape(document.add_paragraph(), side=_CENTER, after=0), sheet.title, bold=True)
    if sheet.drive:
        write(shape(document.add_paragraph(), side=_CENTER, after=6), sheet.drive)
    _grey(shape(document.add_paragraph(), after=6), INTRO)
    for lead, said in ((NAME, sheet.name), (CELL, sheet.cell)):
        paragraph = shape(document.add_paragraph(), first=True)
        write(paragraph, lead)
        write(paragraph, said or _DOTS, bold=bool(said))
    for index in range(len(sheet.sections)):
        _section(document, sheet, index)
    sign(document, Signature((SIGNED,), sheet.name))
    _grey(shape(document.add_paragraph(), before=12, after=0), f"{CODE}{sheet.form}")
    if sheet.code:
        _picture(document, sheet.code)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _grey(paragraph: Paragraph, text: str) -> None:
    run = write(paragraph, text, size=11, italic=True)
    run.font.color.rgb = _GREY


def _picture(document: Any, png: bytes) -> None:
    """The form's own QR code, under the line with its identity."""
    run = shape(document.add_paragraph(), after=0).add_run()
    drawn = run.add_picture(io.BytesIO(png), width=Mm(28))
    drawn._inline.docPr.set("name", CODE_PICTURE)
    drawn._inline.docPr.set("descr", "Mã QR mở đúng bản này trong Gương")


def _section(document: Any, sheet: FormSheet, index: int) -> None:
    section = sheet.sections[index]
    heading = shape(document.add_paragraph(), first=True, before=8)
    heading.paragraph_format.keep_with_next = True
    write(heading, sheet.heading(index), bold=True)
    _bookmark(heading, index + 1, BOOKMARK + section.key)
    for line in (section.ask, section.hint):
        hint = shape(document.add_paragraph(), after=2)
        hint.paragraph_format.keep_with_next = True
        _grey(hint, line)
    _frame(document, sheet, index)


def _bookmark(paragraph: Paragraph, number: int, name: str) -> None:
    start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
    for mark in (start, end):
        mark.set(qn("w:id"), str(number))
    start.set(qn("w:name"), name[:40])
    paragraph._p.insert(1 if paragraph._p.pPr is not None else 0, start)
    paragraph._p.append(end)


def _frame(document: Any, sheet: FormSheet, index: int) -> None:
    """A content control around the paragraphs of the section; an empty one shows where to click."""
    section = sheet.sections[index]
    control, about, inside = (OxmlElement(name) for name in ("w:sdt", "w:sdtPr", "w:sdtContent"))
    values = (
        ("alias", clean(section.title)[:60]),
        ("tag", sheet.form.tag(section.key)[:64]),
        ("id", str(7_001 + index)),
    )
    for name, value in (*values, ("lock", "sdtLocked")):
        entry = OxmlElement(f"w:{name}")
        entry.set(qn("w:val"), value)
        about.append(entry)
    if not section.text:
        about.append(OxmlElement("w:showingPlcHdr"))
    for line in section.text.split("\n") if section.text else [PLACEHOLDER]:
        paragraph = shape(document.add_paragraph(), first=bool(section.text))
        run = write(paragraph, line)
        if not section.text:
            run.font.color.rgb, run.font.size = _GREY, Pt(13)
        inside.append(paragraph._p)
    control.append(about)
    control.append(inside)
    document.element.body.insert(len(document.element.body) - 1, control)  # before the properties of the page
