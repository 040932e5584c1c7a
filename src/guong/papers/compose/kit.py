"""The evening kit in one print job (law 9): agenda, also in large type, open items, attendance list, blank minutes, a sheet for
votes, and blank self-reviews."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from guong.papers.compose import minutes, review
from guong.papers.compose.words import day, moment
from guong.papers.shapes import Block, Column, Head, Lines, Paper, Para, Section, Signature, Table


@dataclass(frozen=True, slots=True)
class OpenItem:
    """A measure that waits to be looked at."""

    fact: str
    owner: str
    measure: str
    deadline: date


@dataclass(frozen=True, slots=True)
class KitFacts:
    title: str
    unit: str
    starts_at: datetime
    place: str
    chair: str
    steps: Sequence[tuple[str, int]]  # (title, minutes)
    items: Sequence[OpenItem]
    people: Sequence[str]
    forms: Sequence[tuple[str, Sequence[str]]] = field(default=())  # (title, parts) of each blank self-review
    contents: Sequence[str] = field(default=())  # what the drive asks to be treated


LARGE = 22  # points: read from an arm's length without glasses
BALLOTS = 4  # votes one sheet has room for


def compose(head: Head, facts: KitFacts) -> list[Paper]:
    """The papers in the order in which the evening needs them, each on its own page."""
    subject = (facts.title,)
    when = f"Bắt đầu lúc {moment(facts.starts_at)}, tại {facts.place}."
    opening = f"Hôm nay, {moment(facts.starts_at)}, tại {facts.place}, {facts.unit} tổ chức {facts.title}."
    return [
        Paper(head, "CHƯƠNG TRÌNH", subject, _agenda(facts, when)),
        Paper(head, "CHƯƠNG TRÌNH (CHỮ LỚN)", subject, _large(facts, when), text_size=LARGE),
        Paper(head, "VIỆC CẦN SOI LẠI", subject, _items(facts.items)),
        Paper(head, "DANH SÁCH ĐIỂM DANH", subject, (Para(when), _attendance(facts.people))),
        minutes.blank(head, subject, opening),
        Paper(head, "PHIẾU GHI BIỂU QUYẾT", subject, _votes(), right=Signature(("THƯ KÝ",))),
        *(review.blank(head, title=title, cell=facts.unit, parts=parts) for title, parts in facts.forms),
    ]


def _large(facts: KitFacts, when: str) -> tuple[Block, ...]:
    """The steps in large type, for those who read with difficulty: no table, no small print (S140)."""
    steps = [
        Para(f"{title} ({long} phút)", lead=f"{index}. ") for index, (title, long) in enumerate(facts.steps, start=1)
    ]
    asked: list[Block] = []
    if facts.contents:
        asked = [Section("Nội dung cần bàn"), *(Para(one, lead="[   ]  ") for one in facts.contents)]
    return (Para(when), *steps, *asked)


def _votes() -> tuple[Block, ...]:
    """Tallies to be written by hand: the four numbers make the ballots given out (R5). No line for a name."""
    columns = (
        Column("TT", 0.9, "center"), Column("Nội dung biểu quyết", 5), Column("Có quyền", 1.7, "center"),
        Column("Phát ra", 1.6, "center"), Column("Tán thành", 1.7, "center"), Column("Không tán thành", 1.9, "center"),
        Column("Không ý kiến", 1.8, "center"), Column("Không hợp lệ", 1.7, "center"),
    )  # fmt: skip
    rows = tuple((str(index), "\n\n", "", "", "", "", "", "") for index in range(1, BALLOTS + 1))
    rule = "Bốn số cuối cộng lại bằng số phiếu phát ra. Nghị quyết được thông qua khi quá nửa số đảng viên có quyền tán thành."
    return (Para(rule), Table(columns, rows), Section("Kiểm lại, nếu có (lý do):"), Lines(3))


def _agenda(facts: KitFacts, when: str) -> tuple[Block, ...]:
    rows = tuple((str(index), title, f"{long} phút", "") for index, (title, long) in enumerate(facts.steps, start=1))
    whole = sum(long for _, long in facts.steps)
    columns = (
        Column("TT", 1, "center"),
        Column("Nội dung", 8.5),
        Column("Thời gian", 2.2, "center"),
        Column("Ghi chú", 3.5),
    )
    chair = Para(f"đồng chí {facts.chair}." if facts.chair else "..............................", lead="Chủ trì: ")
    return (Para(when), chair, Table(columns, rows, ("", "Cả buổi", f"{whole} phút", "")))


def _items(items: Sequence[OpenItem]) -> tuple[Block, ...]:
    if not items:
        return (Para("Chi bộ không còn việc nào chưa soi lại."),)
    columns = (
        Column("TT", 0.9, "center"), Column("Khuyết điểm", 4.2), Column("Người sửa", 2.6), Column("Biện pháp", 4),
        Column("Hạn", 2.1, "center"), Column("Xong / làm tiếp, hạn mới / không làm được; lý do", 3.4),
    )  # fmt: skip
    rows = tuple(
        (str(index), item.fact, item.owner, item.measure, day(item.deadline), "")
        for index, item in enumerate(items, start=1)
    )
    return (Para("Từng việc có một trong ba câu trả lời, do đồng chí khác với người sửa nêu."), Table(columns, rows))


def _attendance(people: Sequence[str]) -> Table:
    columns = (Column("TT", 1, "center"), Column("Họ và tên", 6.5), Column("Vắng: lý do", 4), Column("Ký tên", 3.5))
    return Table(columns, tuple((str(index), name, "", "") for index, name in enumerate(people, start=1)))
