"""PDF files joined to one, each page with its number in the whole. Nothing that runs when a file is opened comes along."""

from __future__ import annotations

import io
import threading
from collections.abc import Sequence
from dataclasses import dataclass

from pypdf import PageObject, PdfReader, PdfWriter
from pypdf.errors import DependencyError
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, StreamObject

from guong.files.secrecy import DAMAGED

one_book_at_a_time = threading.Lock()
"""Held by whoever collects and joins: the memory of one book, never of two."""
_HARMLESS = frozenset({"/URI", "/GoTo"})
_FONT = NameObject("/GuongSoTrang")
_SIZE, _EDGE = 11, 22  # points: of the number, and of its foot above the lower edge
_DIGIT = 0.5  # width of a digit of Times, in its size


class Locked(ValueError):
    """The file asks for a password."""


class Broken(ValueError):
    """The file cannot be read as PDF, or has no pages."""


@dataclass(frozen=True, slots=True)
class Part:
    """One file that may be joined: its name in the outline, its bytes, how many pages."""

    name: str
    data: bytes
    pages: int


def part(name: str, data: bytes, most: int) -> Part | None:
    """The file written anew, which shows that every page of it can be; None with more than `most` pages. Locked; Broken."""
    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted:
            raise Locked
        count = len(reader.pages)
        if count > most:
            return None
        writer = PdfWriter()
        writer.append(reader, import_outline=False)
        for page in writer.pages:
            _calm(page)
        made = _written(writer)
    except DependencyError as error:
        raise Locked from error
    except Locked:
        raise
    except DAMAGED as error:
        raise Broken from error
    if not count:
        raise Broken
    return Part(name, made, count)


def join(title: str, front: bytes, parts: Sequence[Part]) -> bytes:
    """One file: the front as it is, then each part from the next page on, with numbers and an outline."""
    writer = PdfWriter()
    writer.append(PdfReader(io.BytesIO(front)), import_outline=False)
    for one in parts:
        first = len(writer.pages)
        writer.append(PdfReader(io.BytesIO(one.data)), import_outline=False)
        for index in range(first, first + one.pages):
            _number(writer, writer.pages[index], index + 1)
        writer.add_outline_item(title=one.name, page_number=first)
    writer.add_metadata({"/Title": title})
    return _written(writer)


def pages_of(data: bytes) -> int:
    return len(PdfReader(io.BytesIO(data)).pages)


def _written(writer: PdfWriter) -> bytes:
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _calm(page: PageObject) -> None:
    """Scripts and starts of programs are taken out; marks, stamps and links stay."""
    page.pop("/AA", None)
    for kept in page.get("/Annots", ArrayObject()).get_object():
        mark = kept.get_object()
        mark.pop("/AA", None)
        action = mark.get("/A")
        if action is not None and action.get_object().get("/S") not in _HARMLESS:
            mark.pop("/A")


def _number(writer: PdfWriter, page: PageObject, number: int) -> None:
    """The number at the foot of the page as it is seen, turned or not; what the page draws stays as it is, unread."""
    fonts = _fonts(page)
    if _FONT not in fonts:
        times = {"/Type": "/Font", "/Subtype": "/Type1", "/BaseFont": "/Times-Roman"}
        fonts[_FONT] = DictionaryObject({NameObject(key): NameObject(value) for key, value in times.items()})
    drawn = f"Q BT {_FONT} {_SIZE} Tf 0 g {_place(page, len(str(number)))} Tm ({number}) Tj ET"
    old = page.get("/Contents", ArrayObject()).get_object()
    inside = list(old) if isinstance(old, ArrayObject) else [page.raw_get("/Contents")]
    page[NameObject("/Contents")] = ArrayObject([_stream(writer, "q"), *inside, _stream(writer, drawn)])


def _fonts(page: PageObject) -> DictionaryObject:
    """The fonts that the page may use, made when it has none."""
    holder: DictionaryObject = page
    for key in ("/Resources", "/Font"):
        if key not in holder:
            holder[NameObject(key)] = DictionaryObject()
        held = holder[key].get_object()
        if not isinstance(held, DictionaryObject):
            raise Broken
        holder = held
    return holder


def _place(page: PageObject, digits: int) -> str:
    """The text matrix of the number: upright and in the middle of the lower edge of the page as it is seen."""
    box, half = page.cropbox, digits * _DIGIT * _SIZE / 2
    left, right, low, high = (float(one) for one in (box.left, box.right, box.bottom, box.top))
    across, along = (left + right) / 2, (low + high) / 2
    turned = {
        0: (1, 0, 0, 1, across - half, low + _EDGE), 90: (0, 1, -1, 0, right - _EDGE, along - half),
        180: (-1, 0, 0, -1, across + half, high - _EDGE), 270: (0, -1, 1, 0, left + _EDGE, along + half),
    }  # fmt: skip
    return " ".join(f"{one:g}" for one in turned.get(page.rotation % 360, turned[0]))


def _stream(writer: PdfWriter, words: str) -> object:
    made = StreamObject()
    made.set_data(f"{words}\n".encode("ascii"))
    return writer._add_object(made)
