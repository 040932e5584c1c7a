"""Finding the mark of a secret document, in a file name and in text (D22).

A mark stands alone: a line, a stamp beside the heading, a segment of a file name, or after "Độ mật:". The word inside a
sentence is none: "giữ bí mật", "Mật độ dân cư", "mật khẩu" are ordinary words.
"""

from __future__ import annotations

import html
import io
import re
import zipfile
from collections.abc import Iterable, Iterator

from pypdf import PdfReader
from pypdf.errors import PyPdfError

from guong.files import sniff
from guong.kernel import text

_LEVELS = {"MẬT": "Mật", "TỐIMẬT": "Tối mật", "TUYỆTMẬT": "Tuyệt mật"}
_BARE = {"MAT": "Mật", "TOIMAT": "Tối mật", "TUYETMAT": "Tuyệt mật"}
_SAID = re.compile(r"\bđộ mật\s*[:\-]\s*(tuyệt mật|tối mật|mật)\b", re.IGNORECASE)
_EDGES = re.compile(r"^[\W_]+|[\W_]+$")
_COLUMNS = re.compile(r"\t+|\s{2,}")
_SEGMENTS = re.compile(r"[-_–—()\[\]{}.,;+~]+")
_PARAGRAPH_END = re.compile(r"</(?:w:p|text:p|text:h|si|is|w:tc)>|<w:(?:tab|br)\b[^>]*/?>")
_TAG = re.compile(r"<[^>]*>")
_PARTS = re.compile(
    r"^(word/(document|header\d*|footer\d*)|xl/sharedStrings|xl/worksheets/sheet\d+|content|styles)\.xml$"
)
DAMAGED = (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError, OSError)
_READ_PAGES = 60
_PDF_PAGES = 3  # a stamp stands on the first page
_READ_LIMIT = 20 * 1024 * 1024  # bytes of one part


def mark_of_line(line: str) -> str | None:
    """ "Mật", "Tối mật" or "Tuyệt mật" if the line, or one column of it, is nothing but such a mark."""
    composed = text.clean_text(line)
    said = _SAID.search(composed)
    if said:
        return said.group(1).capitalize()
    for piece in [composed, *_COLUMNS.split(composed)]:
        bare = _EDGES.sub("", piece)
        level = _LEVELS.get(re.sub(r"\s+", "", bare).upper())
        if level and bare != "mật":  # honey in a list is no stamp
            return level
    return None


def mark_of_name(name: str) -> str | None:
    """The mark in a file name: a segment of its own, or the two-word levels anywhere."""
    stem = text.clean_line(name).rsplit(".", 1)[0]
    spaced = _SEGMENTS.sub(" ", stem)
    levels = re.search(r"\b(tuyệt|tối)\s+mật\b", spaced, re.IGNORECASE)
    if levels:
        return f"{levels.group(1)} mật".capitalize()
    if stem.isascii():
        levels = re.search(r"\b(tuyet|toi)\s+mat\b", spaced, re.IGNORECASE)
        if levels:
            return _BARE[levels.group(1).upper() + "MAT"]
        if "MAT" in (segment.strip() for segment in _SEGMENTS.split(stem)):
            return "Mật"
    marks = (mark_of_line(segment) for segment in _SEGMENTS.split(stem))
    return next((mark for mark in marks if mark), None)


def mark_of_content(media_type: str, data: bytes) -> str | None:
    """The mark in what can be read of a document; None where nothing can be read (a scanned page)."""
    marks = (mark_of_line(line) for line in _lines(media_type, data))
    return next((mark for mark in marks if mark), None)


def words_of(media_type: str, data: bytes) -> str:
    """What can be read of a document, line by line; empty for a scan, a picture, a damaged file."""
    if media_type != sniff.PDF:
        return "\n".join(_lines(media_type, data))
    try:
        return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(data)).pages[:_READ_PAGES])
    except DAMAGED:
        return ""


def _lines(media_type: str, data: bytes) -> Iterable[str]:
    if media_type == sniff.TXT:
        return (sniff.text_of(data) or "").splitlines()
    if media_type in {sniff.DOCX, sniff.XLSX, sniff.ODT}:
        return _office_lines(data)
    if media_type == sniff.PDF:
        return _pdf_lines(data)
    return ()


def _office_lines(data: bytes) -> Iterator[str]:
    """Paragraphs, cells and text boxes of the parts of an office file. No XML parser: nothing in the file is expanded."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for entry in archive.infolist():
            if not _PARTS.match(entry.filename):
                continue
            with archive.open(entry) as part:
                xml = part.read(_READ_LIMIT).decode("utf-8", "replace")
            for paragraph in _PARAGRAPH_END.split(xml):
                yield html.unescape(_TAG.sub("", paragraph))


def _pdf_lines(data: bytes) -> list[str]:
    """Lines of the first pages of a PDF that carries text, in reading order and as laid out (a stamp beside the heading)."""
    try:
        reader = PdfReader(io.BytesIO(data))
        pages = reader.pages[:_PDF_PAGES]
        texts = [
            words for page in pages for words in (page.extract_text(), page.extract_text(extraction_mode="layout"))
        ]
        return [line for words in texts for line in words.splitlines()]
    except DAMAGED:
        return []  # damaged or locked: nothing readable, and nothing that could be checked
