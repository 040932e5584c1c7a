"""The certificate on paper: what was erased, how many, when, by which rule."""

from __future__ import annotations

from datetime import date

from guong.kernel import clock
from guong.kernel.actor import Actor
from guong.papers import pdf
from guong.papers.compose.words import day, long_day, number
from guong.papers.letterhead import head_of
from guong.papers.shapes import Column, Paper, Para, Signature, Table
from guong.privacy.classes import CLASSES, OUTSIDE
from guong.privacy.models import Certificate
from guong.privacy.selectors import certificate

_LABELS = {
    "keep_reviews": "Bản tự soi",
    "keep_remarks": "Góp ý và trả lời",
    "keep_findings": "Khuyết điểm, phần trách nhiệm, biện pháp",
    "keep_ratings": "Xếp loại cuối năm",
    "keep_plans": "Kế hoạch tu dưỡng",
    "keep_minutes": "Biên bản, ghi chép",
    "keep_photos": "Ảnh minh chứng",
    "keep_requests": "Đơn, lệnh giữ, mở hồ sơ, chuyển sinh hoạt",
}
assert set(_LABELS) == {one.key for one in (*CLASSES, *OUTSIDE)}
_COLUMNS = (
    Column("Loại", 7),
    Column("Hết hạn lưu", 3, "center"),
    Column("Số văn bản đã xóa", 3.5, "right"),
    Column("Số giữ lại", 2.5, "right"),
)


def certificate_pdf(*, actor: Actor, certificate_id: int) -> bytes:
    """One page; numbers only, nobody's name."""
    return pdf.render([compose(certificate(actor=actor, certificate_id=certificate_id))])


def compose(made: Certificate) -> Paper:
    on = made.made_at.astimezone(clock.ZONE).date()
    rows = tuple(
        (
            _LABELS[line["class"]],
            day(date.fromisoformat(line["until"])),
            number(line["texts"]),
            number(line["held"]),
        )
        for line in made.lines
    )
    why = "theo yêu cầu của người có dữ liệu" if made.request_id else "vì đã hết thời hạn lưu"
    return Paper(
        head=head_of(made.unit, on, number=f"Số {made.pk}"),
        kind="GIẤY CHỨNG NHẬN XÓA DỮ LIỆU",
        subject=(f"(đợt: {made.drive.name})" if made.drive else "(hồ sơ ngoài các đợt)",),
        blocks=(
            Para(f"Ngày {long_day(on).removeprefix('ngày ')}, {made.made_by_label} đã xóa lời văn {why}."),
            Table(_COLUMNS, rows, ("Cộng", "", number(made.texts), number(made.held))),
            Para(
                f"Căn cứ: thời hạn lưu đã công bố, phiên bản {made.settings.version} ({made.settings.note}). "
                "Dòng ghi việc vẫn còn để số liệu không đổi; lời văn không còn. Số giữ lại là hồ sơ đang có khuyết điểm "
                "chưa khép, yêu cầu chưa trả lời hoặc lệnh giữ. Việc xóa được ghi vào nhật ký nối chuỗi."
            ),
        ),
        left=Signature(("NGƯỜI IN",)),
        right=Signature(("NGƯỜI XÁC NHẬN",)),
    )
