"""The commitment sheet of a member, to sign in the meeting; a cell's sheets are one print job (S47)."""

from __future__ import annotations

from dataclasses import replace

from guong.papers.compose.plan import PlanFacts
from guong.papers.compose.plan import compose as compose_plan
from guong.papers.compose.words import paragraphs
from guong.papers.shapes import Block, Head, Paper, Para, Signature

_OPENING = "Sau khi tự soi và nghe chi bộ góp ý, tôi cam kết trước chi bộ:"
_ENDING = "Chi bộ nhắc và kiểm tra việc thực hiện; tôi báo cáo kết quả trong sinh hoạt định kỳ."


def compose(head: Head, facts: PlanFacts) -> Paper:
    """What the plan says will be mended, and the pledge, with room for two signatures."""
    plan = compose_plan(head, replace(facts, shown=frozenset({"name", "posts", "items"})))
    blocks: list[Block] = [*plan.blocks[:2], Para(_OPENING), *plan.blocks[3:]]
    blocks += [*paragraphs(str(facts.content.get("pledge", ""))), Para(_ENDING)]
    return replace(
        plan, kind="BẢN CAM KẾT", subject=("tu dưỡng, rèn luyện, nêu gương, phấn đấu", f"năm {facts.year}"), blocks=tuple(blocks),
        recipients=(), left=Signature(("T/M CHI BỘ",)), right=Signature(("NGƯỜI CAM KẾT",), facts.name),
    )  # fmt: skip
