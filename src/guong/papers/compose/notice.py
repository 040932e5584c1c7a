"""The notice of a meeting (R9): who is asked to come, when, where, what stands on the agenda, who chairs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from guong.papers.compose.words import archive_of, moment
from guong.papers.shapes import Block, Head, Paper, Para, Section, Signature, Table
from guong.papers.shapes import Column as Col


@dataclass(frozen=True, slots=True)
class NoticeFacts:
    """Words are Vietnamese, names as they are written. `asked`: the body whose members are asked to come."""

    title: str
    asked: str
    starts_at: datetime
    place: str
    mode: str
    chair: str
    keeper: str
    steps: Sequence[tuple[str, int]]  # (title, minutes)
    contents: Sequence[str] = field(default=())  # what the drive asks to be treated
    signer_title: str = ""
    signer: str = ""


def compose(head: Head, facts: NoticeFacts) -> Paper:
    """One sheet: the hour and the place first, for those who read no further."""
    blocks: list[Block] = [
        Para(f"{facts.asked} trân trọng mời các đồng chí đảng viên dự {facts.title}."),
        Para(f"{moment(facts.starts_at)}.", lead="Thời gian: "),
        Para(f"{facts.place} ({facts.mode.lower()}).", lead="Địa điểm: "),
    ]
    if facts.chair:
        blocks.append(Para(f"đồng chí {facts.chair}.", lead="Chủ trì: "))
    if facts.keeper:
        blocks.append(Para(f"đồng chí {facts.keeper}.", lead="Thư ký: "))
    rows = tuple((str(at), title, f"{long} phút") for at, (title, long) in enumerate(facts.steps, start=1))
    blocks += [Section("Chương trình"), Table((Col("TT", 1, "center"), Col("Nội dung", 9), Col("Dự kiến", 2)), rows)]
    if facts.contents:
        blocks += [Section("Nội dung đề nghị chuẩn bị ý kiến"), *(Para(f"- {one}") for one in facts.contents)]
    blocks.append(
        Para(
            "Đồng chí nào không dự được, đề nghị báo chi ủy trước buổi sinh hoạt và nêu lý do. Rất mong các đồng chí đến đúng giờ."
        )
    )
    return Paper(
        head=head, kind="GIẤY MỜI", subject=(facts.title,), blocks=tuple(blocks),
        recipients=("Các đồng chí đảng viên", archive_of(head.issuer)),
        right=Signature(("T/M CHI BỘ" if archive_of(head.issuer) == "Lưu Chi bộ" else "T/M ĐẢNG ỦY", facts.signer_title), facts.signer),
    )  # fmt: skip
