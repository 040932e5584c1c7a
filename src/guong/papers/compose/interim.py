"""The first report of a drive: what the figures of a day say in sentences, and places for the office's own words (S48).

It is a draft of a document: every line may be changed before it is signed. Figures about people's faults have no place in it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from guong.figures.rules import Value
from guong.kernel.numbers import Ratio
from guong.papers.compose.words import day, number

NAMED = 40
"""Names in one sentence; of more, the first ones and how many are left."""


@dataclass(frozen=True, slots=True)
class InterimFacts:
    """`blank`: cells that have not registered; `late`: those that let their day pass; `sent`: committees that sent somebody."""

    drive: str
    unit: str
    basis: Sequence[str]
    as_of: date
    figures: Mapping[str, Value]
    blank: Sequence[str]
    late: Sequence[str]
    sent: Ratio


def title(facts: InterimFacts) -> str:
    return f"kết quả bước đầu triển khai {facts.drive} (tính đến ngày {day(facts.as_of)})"


def opening(facts: InterimFacts) -> str:
    basis = f"Thực hiện {'; '.join(facts.basis)}, " if facts.basis else ""
    return f"{basis}{facts.unit} báo cáo kết quả bước đầu triển khai {facts.drive} như sau:"


def sections(facts: InterimFacts) -> list[dict[str, str]]:
    """Three sections: what was done, by the figures; the assessment, left to the office; what comes next."""
    done = [one for one in (_documents(facts), _registered(facts), _studied(facts), _met(facts)) if one]
    return [
        {"heading": "I- Kết quả bước đầu", "text": "\n".join(f"{n}. {one}" for n, one in enumerate(done, start=1))},
        {"heading": "II- Đánh giá bước đầu", "text": "1. Ưu điểm: …\n2. Hạn chế, khó khăn và nguyên nhân: …"},
        {"heading": "III- Nhiệm vụ thời gian tới", "text": _next(facts)},
    ]


def _ratio(facts: InterimFacts, key: str) -> Ratio:
    value = facts.figures.get(key)
    return value if isinstance(value, Ratio) else Ratio(0, 0)


def _said(ratio: Ratio) -> str:
    return f"{number(ratio.n)}/{number(ratio.of)}" + (f" ({ratio.percent} %)" if ratio.percent is not None else "")


def names(cells: Sequence[str]) -> str:
    """A; B; C, and how many more."""
    shown = "; ".join(cells[:NAMED])
    return shown + (f" và {number(len(cells) - NAMED)} nơi khác" if len(cells) > NAMED else "")


def _documents(facts: InterimFacts) -> str:
    issued, visited, urging = (
        _ratio(facts, "directives.issued"),
        _ratio(facts, "units.visited"),
        facts.figures.get("directives.urging"),
    )
    parts = []
    if issued.of:
        parts.append(f"{_said(issued)} cấp ủy trực thuộc đã ban hành văn bản triển khai")
    if isinstance(urging, int) and urging:
        parts.append(f"đã gửi {number(urging)} văn bản đôn đốc")
    if facts.sent.n:
        parts.append(f"{_said(facts.sent)} cấp ủy đã phân công người trực tiếp chỉ đạo, theo dõi, dự sinh hoạt")
    if visited.n:
        parts.append(f"{_said(visited)} tổ chức đã được tổ công tác đến làm việc")
    return f"Công tác lãnh đạo, chỉ đạo: {'; '.join(parts)}." if parts else ""


def _registered(facts: InterimFacts) -> str:
    signed = _ratio(facts, "meetings.registered")
    left = signed.of - signed.n
    said = f"Qua theo dõi bước đầu, {_said(signed)} chi bộ đã đăng ký lịch sinh hoạt."
    if left and facts.blank:
        return f"{said} Còn {number(left)} chi bộ chưa đăng ký: {names(facts.blank)}."
    return f"{said} Còn {number(left)} chi bộ chưa đăng ký." if left else said


def _studied(facts: InterimFacts) -> str:
    came = _ratio(facts, "study.attended")
    return f"Học tập, quán triệt: {_said(came)} đảng viên được triệu tập đã dự." if came.of else ""


def _met(facts: InterimFacts) -> str:
    held, kept = _ratio(facts, "meetings.held"), _ratio(facts, "meetings.as_registered")
    said = f"Sinh hoạt: {_said(held)} chi bộ đã tổ chức" + (f", {_said(kept)} đúng lịch đã đăng ký." if held.n else ".")
    return f"{said} Chi bộ chậm lịch: {names(facts.late)}." if facts.late else said


def _next(facts: InterimFacts) -> str:
    signed = _ratio(facts, "meetings.registered")
    lines = []
    if signed.of > signed.n:
        lines.append(f"Đôn đốc {number(signed.of - signed.n)} chi bộ chưa đăng ký lịch sinh hoạt.")
    if facts.late:
        lines.append(f"Các chi bộ chậm lịch ({number(len(facts.late))} chi bộ) ấn định ngày mới và tổ chức sinh hoạt.")
    lines.append("…")
    return "\n".join(f"{n}. {one}" for n, one in enumerate(lines, start=1))
