"""The evening kit: agenda, open items, attendance list and blank minutes in one print job (law 9)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from guong.papers.compose import minutes
from guong.papers.compose.words import day, moment
from guong.papers.shapes import Block, Column, Head, Paper, Para, Table


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


def compose(head: Head, facts: KitFacts) -> list[Paper]:
    """Four papers, each on its own page."""
    subject = (facts.title,)
    when = f"Bắt đầu lúc {moment(facts.starts_at)}, tại {facts.place}."
    opening = f"Hôm nay, {moment(facts.starts_at)}, tại {facts.place}, {facts.unit} tổ chức {facts.title}."
    return [
        Paper(head, "CHƯƠNG TRÌNH", subject, _agenda(facts, when)),
        Paper(head, "VIỆC CẦN SOI LẠI", subject, _items(facts.items)),
        Paper(head, "DANH SÁCH ĐIỂM DANH", subject, (Para(when), _attendance(facts.people))),
        minutes.blank(head, subject, opening),
    ]


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
        Column("Hạn", 2.1, "center"), Column("Giữ được / một phần / chưa; lý do", 3.4),
    )  # fmt: skip
    rows = tuple(
        (str(index), item.fact, item.owner, item.measure, day(item.deadline), "")
        for index, item in enumerate(items, start=1)
    )
    return (Para("Từng việc có một trong ba câu trả lời, do người khác với người sửa nêu."), Table(columns, rows))


def _attendance(people: Sequence[str]) -> Table:
    columns = (Column("TT", 1, "center"), Column("Họ và tên", 6.5), Column("Vắng: lý do", 4), Column("Ký tên", 3.5))
    return Table(columns, tuple((str(index), name, "", "") for index, name in enumerate(people, start=1)))
