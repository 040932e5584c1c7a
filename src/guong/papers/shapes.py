"""What a paper is made of: plain values, from which the same words come out as .docx and as PDF.

A paper is an official letterhead, a kind in capitals, blocks, and signatures (rules.md D). Text is text: no markup is read from it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any, ClassVar, Literal

Align = Literal["left", "center", "right"]


@dataclass(frozen=True, slots=True)
class Head:
    """The two blocks on top. Names as they are written; capitals are made when the page is set. `number` may be ""."""

    parent: str
    issuer: str
    place: str
    on: date | None
    number: str = ""

    @property
    def dateline(self) -> str:
        """Place and date; days below 10 and months 1, 2 with a leading nought; dots to fill in by hand without a date."""
        if self.on is None:
            return f"{self.place}, ngày ..... tháng ..... năm ........"
        month = f"{self.on.month:02d}" if self.on.month < 3 else str(self.on.month)
        return f"{self.place}, ngày {self.on.day:02d} tháng {month} năm {self.on.year}"


@dataclass(frozen=True, slots=True)
class Signature:
    """Lines in bold capitals, then room to sign, then the name without titles."""

    lines: tuple[str, ...]
    name: str = ""
    mark: str = ""  # "(đã ký)" on a copy


@dataclass(frozen=True, slots=True)
class Section:
    """A heading inside the text."""

    tag: ClassVar[str] = "section"
    text: str


@dataclass(frozen=True, slots=True)
class Para:
    """One paragraph: a plain lead and a text, bold when `strong`. `first` indents its first line."""

    tag: ClassVar[str] = "para"
    text: str
    lead: str = ""
    strong: bool = False
    italic: bool = False


@dataclass(frozen=True, slots=True)
class Voice:
    """Words about somebody with the answer under them. The answer is not optional: "" prints that none has been given (D2)."""

    tag: ClassVar[str] = "voice"
    who: str
    words: str
    answer_who: str
    answer: str


@dataclass(frozen=True, slots=True)
class Column:
    title: str
    share: float  # of the width
    align: Align = "left"


@dataclass(frozen=True, slots=True)
class Table:
    tag: ClassVar[str] = "table"
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    total: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Lines:
    """Empty ruled lines to write on by hand (law 9)."""

    tag: ClassVar[str] = "lines"
    count: int


Block = Section | Para | Voice | Table | Lines


@dataclass(frozen=True, slots=True)
class Notice:
    """The strip under a posted plan: where and how long it hangs, and who takes it down (D21). `qr` is an SVG picture."""

    place: str
    from_on: date
    until_on: date
    qr: str
    posted_by: str
    title: str = "NIÊM YẾT CÔNG KHAI"


@dataclass(frozen=True, slots=True)
class Paper:
    head: Head
    kind: str
    subject: tuple[str, ...] = ()
    blocks: tuple[Block, ...] = ()
    recipients: tuple[str, ...] = ()
    left: Signature | None = None
    right: Signature | None = None
    notice: Notice | None = None
    kind_size: int = field(default=16)
    text_size: int = field(default=14)

    @property
    def title(self) -> str:
        """For the properties of the file."""
        return " ".join([self.kind, *self.subject])


def _plain(block: Block) -> dict[str, Any]:
    return {"tag": block.tag, **asdict(block)}


def as_data(papers: Sequence[Paper]) -> list[dict[str, Any]]:
    """Papers as plain data for the page maker."""
    data = []
    for paper in papers:
        plain = asdict(paper)
        plain["blocks"] = [_plain(block) for block in paper.blocks]
        plain["head"]["dateline"] = paper.head.dateline
        plain["head"]["parent"] = paper.head.parent.upper()
        plain["head"]["issuer"] = paper.head.issuer.upper()
        if paper.notice is not None:
            plain["notice"]["span"] = span(paper.notice.from_on, paper.notice.until_on)
        data.append(plain)
    return data


def short(day: date) -> str:
    """22/4/2026, as the table of a plan writes it."""
    return f"{day.day}/{day.month}/{day.year}"


def span(start: date, end: date) -> str:
    return f"Từ {short(start)} đến hết {short(end)}"
