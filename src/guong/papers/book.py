"""The materials of a conference or a meeting as one book (S42): title page, contents, every PDF in order, the report of one's own
place at its place. What cannot be joined stands in the contents with the reason and where it is found.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils import translation

from guong.files import sniff
from guong.files.models import StoredFile
from guong.files.selectors import open_file
from guong.kernel.actor import Actor
from guong.kernel.errors import Forbidden, NotFound
from guong.library import selectors as library
from guong.library.models import Item, Pack
from guong.papers import joining, pdf
from guong.papers.compose.words import day, number
from guong.papers.joining import Part
from guong.papers.letterhead import head_of
from guong.papers.services import note_paper

MOST_BYTES = 60 * 1024 * 1024
"""Of the files that are joined, as they are stored."""
MOST_PAGES = 800
"""Of materials in one book."""

GONE = "Không còn trên tủ tài liệu hoặc đồng chí không được mở tệp này."
LOCKED = "Tệp PDF có mật khẩu nên không ghép được vào cuốn này. Mở riêng tại:"
BROKEN = "Tệp PDF bị hỏng nên không ghép được vào cuốn này. Mở riêng tại, hoặc xin nơi gửi bản khác:"
FULL = "Cuốn này đã đủ dày, tệp không ghép thêm được. Mở riêng tại:"
KINDS = {
    **dict.fromkeys(sniff.VIDEOS, "Phim, xem tại:"),
    **dict.fromkeys(sniff.PHOTOS, "Ảnh, xem tại:"),
    sniff.TXT: "Tệp chữ, mở tại:",
    sniff.DOCX: "Tệp Word, mở tại:",
    sniff.ODT: "Tệp văn bản, mở tại:",
    sniff.XLSX: "Bảng tính, mở tại:",
}


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the contents: joined, or apart with the reason."""

    item: Item
    part: Part | None
    apart: str = ""


def book_pdf(*, actor: Actor, pack: Pack, address: Callable[[int], str]) -> bytes:
    """The book as the reader may see it. `address`: of the page of a thing, by its id. One book is made at a time; at most
    MOST_BYTES and MOST_PAGES are joined, the rest is listed. For a pack that the actor has opened.
    """
    things = library.things_of_pack(actor=actor, pack=pack)
    with joining.one_book_at_a_time, translation.override("vi"):
        lines = _lines(actor, things)
        facts = _facts(actor, pack, lines)
        parts = [one.part for one in lines if one.part is not None]
        made = joining.join(facts["title"], _front(facts, lines, address), parts)
    note_paper(actor=actor, kind="book", target=pack, unit_path=pack.unit.path)
    return made


def _lines(actor: Actor, things: Sequence[Item]) -> list[Line]:
    lines, size, pages = [], 0, 0
    for thing in things:
        try:
            stored = library.item_stored(actor=actor, item_id=thing.pk)
            line = _line(thing, stored, MOST_BYTES - size, MOST_PAGES - pages)
        except (NotFound, Forbidden):
            line = Line(thing, None, GONE)
        else:
            if line.part is not None:
                size, pages = size + max(stored.size, len(line.part.data)), pages + line.part.pages
        lines.append(line)
    return lines


def _line(thing: Item, stored: StoredFile, room: int, pages: int) -> Line:
    if stored.media_type != sniff.PDF:
        return Line(thing, None, KINDS.get(stored.media_type, "Mở tại:"))
    if stored.size > room:
        return Line(thing, None, FULL)
    try:
        part = joining.part(thing.title, open_file(stored), pages)
    except joining.Locked:
        return Line(thing, None, LOCKED)
    except joining.Broken:
        return Line(thing, None, BROKEN)
    return Line(thing, part, "" if part else FULL)


def _facts(actor: Actor, pack: Pack, lines: Sequence[Line]) -> dict[str, Any]:
    target = library.target_of_pack(actor=actor, pack=pack)
    thing = pack.conference or pack.meeting
    drive = thing.drive if thing else None
    head = head_of(pack.unit, target.first)
    joined = [one.part for one in lines if one.part]
    apart = len(lines) - len(joined)
    made_of = f"Gồm {number(len(joined))} tài liệu, {number(sum(one.pages for one in joined))} trang"
    return {
        "title": f"Tài liệu: {target.name}",
        "head": {"parent": head.parent.upper(), "issuer": head.issuer.upper(), "dateline": head.dateline},
        "subject": [target.name, *([drive.name] if drive else [])],
        "day": f"Ngày {day(target.first)}",
        "made_of": made_of + (f"; {number(apart)} tài liệu phát riêng, ghi trong mục lục." if apart else "."),
    }


def _front(facts: dict[str, Any], lines: Sequence[Line], address: Callable[[int], str]) -> bytes:
    """Title page and contents. Their own number of pages is known once they are set: set again with the right numbers."""
    front = pdf.typeset("book.typ", facts | {"lines": _contents(lines, address, 0)})
    return pdf.typeset("book.typ", facts | {"lines": _contents(lines, address, joining.pages_of(front))})


def _contents(lines: Sequence[Line], address: Callable[[int], str], before: int) -> list[dict[str, Any]]:
    found, page = [], before + 1
    for one in lines:
        found.append(
            {
                "title": one.item.title, "about": f"{one.item.get_kind_display()}. {one.item.unit.name}",
                "apart": one.apart, "page": page, "address": "" if one.apart == GONE else address(one.item.pk),
            }
        )  # fmt: skip
        page += one.part.pages if one.part else 0
    return found
