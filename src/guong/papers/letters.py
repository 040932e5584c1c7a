"""Invitation letters: one page for each chosen member of a cell, with a sign-in card in it, in one print job.

The address in the QR code carries the sign-in name only. The code stands on the paper, is used once, and is kept nowhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any
from urllib.parse import urlencode

from guong.access.cards import MemberCard
from guong.access.offices import issue_cell_cards
from guong.audit.work import record, service
from guong.kernel import clock
from guong.kernel.actor import Actor
from guong.org.models import Unit
from guong.papers import events, pdf  # noqa: F401  # events registers the audit codes
from guong.papers.letterhead import head_of, signer_of
from guong.papers.selectors import qr_code
from guong.papers.shapes import Head, short

OPENING = (
    "{unit} bắt đầu dùng Gương để mỗi đồng chí tự soi, tự sửa thuận tiện hơn: viết bản tự soi, đọc góp ý và trả lời, "
    "giữ kế hoạch tu dưỡng của mình. Những gì đồng chí viết chỉ đến những người được đọc theo quy định, và đồng chí "
    "luôn xem được ai đã đọc hồ sơ của mình.",
    "Mời đồng chí mở lần đầu theo phiếu dưới đây.",
)
STEPS = (
    "Hướng máy ảnh điện thoại vào hình vuông, hoặc gõ địa chỉ ghi bên cạnh. Tên đăng nhập đã được điền sẵn.",
    "Nhập mã dùng một lần. Chữ hoa hay chữ thường đều được, dấu gạch có thể bỏ qua.",
    "Tự đặt một mật khẩu của riêng mình, từ mười ký tự trở lên; bốn từ dễ nhớ ghép lại là tốt.",
)
CLOSING = (
    "Không ai được hỏi mã hay mật khẩu của đồng chí, kể cả bí thư hay văn phòng, qua điện thoại hay tin nhắn đều không. "
    "Phiếu bị mất thì báo ngay để thu hồi và in phiếu khác.",
    "Đồng chí mắt kém, không quen dùng máy hay đang ở xa cứ nói với chi bộ: viết tay vẫn được, có người giúp đưa vào "
    "máy, đồng chí xem lại và đồng ý rồi mới gửi.",
)


def letter(card: MemberCard, unit_name: str, head: Head, signer: tuple[str, str], address: str) -> dict[str, Any]:
    """One letter as plain data. `address`: the page of the first sign-in, absolute. Pure but for the picture."""
    named = f"{address}?{urlencode({'ten': card.username})}"
    day: date = card.expires_at.astimezone(clock.ZONE).date()
    return {
        "head": {"parent": head.parent.upper(), "issuer": head.issuer.upper(), "dateline": head.dateline},
        "title": "THƯ MỜI",
        "subject": "tham gia “Tự soi, tự sửa” trên Gương",
        "to": f"đồng chí {card.name}",
        "opening": [words.format(unit=unit_name) for words in OPENING],
        "address": address.split("://", 1)[-1],
        "username": card.username,
        "code": card.code,
        "until": f"Dùng một lần, đến hết ngày {short(day)}.",
        "qr": qr_code(named),
        "steps": list(STEPS),
        "closing": list(CLOSING),
        "signer_title": signer[0],
        "signer": signer[1],
    }


def render(letters: Sequence[dict[str, Any]], title: str) -> bytes:
    """One PDF, a page for each letter."""
    return pdf.typeset("letter.typ", {"title": title, "letters": list(letters)})


@service
def cell_letters_pdf(*, actor: Actor, unit: Unit, person_ids: Iterable[int], address: str) -> bytes:
    """Cards for the chosen members and the letters that carry them: all or none, one print job.

    Invalid when nobody is chosen, or when somebody's sign-in is another office's to print.
    """
    cards = issue_cell_cards(actor=actor, unit=unit, person_ids=person_ids)
    today = clock.today()
    head, signer = head_of(unit, today), signer_of(unit, today)
    made = render([letter(card, unit.name, head, signer, address) for card in cards], f"Thư mời, {unit.name}")
    record(
        actor, "papers.paper.made", unit, unit_path=unit.path, changes={"kind": "invitations", "letters": len(cards)}
    )
    return made
