"""A document of a committee or a cell in the official layout (rules.md D): plan, guide, programme, resolution, notice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from guong.papers.compose.words import paragraphs
from guong.papers.shapes import Block, Head, Paper, Para, Section, Signature

KINDS = {
    "plan": "KẾ HOẠCH", "guide": "HƯỚNG DẪN", "programme": "CHƯƠNG TRÌNH", "resolution": "NGHỊ QUYẾT", "conclusion": "KẾT LUẬN",
    "notice": "THÔNG BÁO", "scheme": "ĐỀ ÁN", "report": "BÁO CÁO",
}  # fmt: skip
BODIES = {"committee": "T/M ĐẢNG ỦY", "standing": "T/M BAN THƯỜNG VỤ", "cell": "T/M CHI BỘ"}


@dataclass(frozen=True, slots=True)
class DirectiveFacts:
    kind: str
    title: str
    opening: str
    sections: Sequence[tuple[str, str]]  # (heading, text)
    recipients: Sequence[str]
    body: str
    signer_title: str
    signer: str


def compose(head: Head, facts: DirectiveFacts) -> Paper:
    """Kind in capitals, what it is about, the opening, each heading with its paragraphs, signature, recipients."""
    blocks: list[Block] = list(paragraphs(facts.opening))
    for heading, text in facts.sections:
        if heading:
            blocks.append(Section(heading))
        blocks += paragraphs(text)
    return Paper(
        head=head, kind=KINDS[facts.kind], subject=(facts.title,), blocks=tuple(blocks) or (Para(""),),
        recipients=tuple(facts.recipients), right=Signature((BODIES[facts.body], facts.signer_title), facts.signer),
    )  # fmt: skip
