"""A personal plan, and the sheet that hangs on the board (S102, S108, S111; D21)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from guong.papers.compose.words import day, paragraphs
from guong.papers.shapes import Block, Column, Head, Notice, Paper, Para, Section, Signature, Table

SUBJECT = ("tu dưỡng, rèn luyện đạo đức, khắc phục hạn chế,", "thiếu sót của cá nhân năm {year}")
_COLUMNS = (
    Column("TT", 1, "center"),
    Column("Hạn chế, thiếu sót", 6.3),
    Column("Biện pháp khắc phục", 5.9),
    Column("Xong trước", 2.5, "center"),
)


@dataclass(frozen=True, slots=True)
class PlanFacts:
    """Whose plan, of which year; `content` as plans.models.Plan says; `shown` names the fields that may be printed."""

    name: str
    posts: str
    cell: str
    year: int
    content: Mapping[str, Any]
    recipients: Sequence[str] = ()
    signed: bool = False
    shown: frozenset[str] = frozenset({"name", "posts", "example", "items", "pledge"})


def compose(head: Head, facts: PlanFacts, notice: Notice | None = None) -> Paper:
    """The plan; only what `facts.shown` allows."""
    blocks: list[Block] = [Para(facts.name, lead="Họ và tên: ", strong=True)]
    if "posts" in facts.shown:
        where = f"sinh hoạt tại {facts.cell}."
        blocks.append(Para(f"{facts.posts}, {where}" if facts.posts else f"đảng viên, {where}", lead="Chức vụ: "))
    sections = [
        ("example", "Tu dưỡng, rèn luyện và nêu gương", paragraphs(str(facts.content.get("example", "")))),
        ("items", "Hạn chế, thiếu sót và cách khắc phục", _items(facts.content.get("items", ()))),
        ("pledge", "Cam kết", paragraphs(str(facts.content.get("pledge", "")))),
    ]
    kept = [(title, inside) for key, title, inside in sections if key in facts.shown and inside]
    for numeral, (title, inside) in zip(("I", "II", "III"), kept, strict=False):
        blocks += [Section(f"{numeral}. {title}"), *inside]
    return Paper(
        head=head,
        kind="KẾ HOẠCH",
        subject=tuple(line.format(year=facts.year) for line in SUBJECT),
        blocks=tuple(blocks),
        recipients=tuple(facts.recipients),
        right=Signature(("NGƯỜI LẬP KẾ HOẠCH",), facts.name, "(đã ký)" if facts.signed else ""),
        notice=notice,
    )


def _items(items: Sequence[Mapping[str, Any]]) -> list[Block]:
    rows = tuple(
        (str(index), str(item.get("shortcoming", "")), str(item.get("measure", "")), _deadline(item.get("deadline")))
        for index, item in enumerate(items, start=1)
    )
    return [Table(_COLUMNS, rows)] if rows else []


def _deadline(text: object) -> str:
    """22/4/2026 from an ISO date; what else was typed stays as it is."""
    try:
        return day(date.fromisoformat(str(text)))
    except ValueError:
        return str(text or "")
