"""A self-review that was handed in, for whoever wants it on paper (S140)."""

from __future__ import annotations

from collections.abc import Sequence

from guong.papers.compose.words import paragraphs
from guong.papers.shapes import Block, Head, Lines, Paper, Para, Section, Signature


def compose(head: Head, *, name: str, cell: str, year: int, sections: Sequence[tuple[str, str]]) -> Paper:
    """`sections`: (title, text) in the order of the form; an empty text leaves lines to write on."""
    blocks: list[Block] = [Para(name, lead="Họ và tên: ", strong=True), Para(f"{cell}.", lead="Sinh hoạt tại: ")]
    for index, (title, text) in enumerate(sections, start=1):
        blocks.append(Section(f"{index}. {title}"))
        blocks += paragraphs(text) or [Lines(4)]
    return Paper(
        head=head,
        kind="BẢN TỰ SOI",
        subject=(f"năm {year}",),
        blocks=tuple(blocks),
        right=Signature(("NGƯỜI TỰ SOI",), name),
    )


def blank(head: Head, *, title: str, cell: str, parts: Sequence[str]) -> Paper:
    """A self-review to be written by hand; each part has lines, and asks for something that happened."""
    blocks: list[Block] = [
        Para("..............................................................", lead="Họ và tên: "),
        Para(f"{cell}.", lead="Sinh hoạt tại: "),
        Para("Mỗi phần nêu việc cụ thể: việc gì, khi nào, ở đâu.", italic=True),
    ]
    for index, part in enumerate(parts, start=1):
        blocks += [Section(f"{index}. {part}"), Lines(6)]
    return Paper(
        head=head, kind="BẢN TỰ SOI", subject=(title.lower(),), blocks=tuple(blocks), right=Signature(("NGƯỜI TỰ SOI",))
    )
