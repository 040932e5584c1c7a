"""The sheet of a day: the head of the log's chain, to be signed and kept apart from the machine."""

from __future__ import annotations

from guong.audit.models import DailyHead
from guong.audit.selectors import LOG, daily_head
from guong.kernel.actor import Actor
from guong.org.models import Unit
from guong.org.selectors import units
from guong.papers import pdf
from guong.papers.compose.words import long_day, number
from guong.papers.letterhead import head_of
from guong.papers.shapes import Head, Lines, Paper, Para, Signature


def daily_head_pdf(*, actor: Actor, head_id: int) -> tuple[DailyHead, bytes]:
    """The head and its sheet, one page of A4."""
    kept = daily_head(actor=actor, head_id=head_id)
    unit = units(actor=actor, perm=LOG).select_related("parent").first()
    return kept, pdf.render([compose(kept, unit)])


def compose(kept: DailyHead, unit: Unit | None) -> Paper:
    """What the sheet says. `unit` gives the letterhead: the topmost whose log the reader reads."""
    head = head_of(unit, kept.on) if unit else Head(parent="", issuer="GƯƠNG", place="........", on=kept.on)
    groups = [kept.hash[start : start + 8] for start in range(0, 64, 8)]
    command = f"guong audit verify --head {kept.seq}:{kept.hash[:16]}"
    return Paper(
        head=head,
        kind="ĐẦU CHUỖI NHẬT KÝ",
        subject=(long_day(kept.on),),
        blocks=(
            Para(number(kept.rows), lead="Số dòng ghi thêm từ lần khóa trước: ", strong=True),
            Para(number(kept.seq), lead="Tổng số dòng của nhật ký: ", strong=True),
            Para(" ".join(groups[:4]) + "\n" + " ".join(groups[4:]), lead="Mã băm SHA-256 của dòng cuối: ", strong=True),
            Para(
                "Mỗi dòng nhật ký mang dấu của mọi dòng đứng trước nó. Ai sửa, xóa, chèn, đổi chỗ hay cắt bớt một dòng "
                "đã có trong ngày này thì mã của dòng cuối không còn trùng với mã in ở trên."
            ),
            Para("In, ký, cất tờ này tách khỏi máy chủ. Khi cần đối chiếu, người quản trị chạy lệnh:"),
            Para(command, strong=True),
            Para("Kết quả đối chiếu, ngày đối chiếu (ghi tay):"),
            Lines(2),
        ),
        left=Signature(("NGƯỜI IN",)),
        right=Signature(("NGƯỜI GIỮ BẢN GIẤY",)),
    )  # fmt: skip
