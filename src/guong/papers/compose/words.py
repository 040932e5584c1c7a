"""Words, dates and blocks that all papers share."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime

from guong.kernel import clock
from guong.papers.shapes import Block, Para

WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")
_BODY = re.compile(r"^(đảng ủy|đảng uỷ|đảng bộ|chi bộ|chi ủy)\s+", re.IGNORECASE)
_LEVEL = re.compile(
    r"^(phường|xã|thị trấn|quận|huyện|tỉnh|thị xã|thành phố|thành|cơ quan)(\s+(ủy|uỷ))?\s+", re.IGNORECASE
)


def place_of(name: str) -> str:
    """The place in the name of a committee: “Đảng ủy phường Mai Khê” → “Mai Khê”."""
    return _LEVEL.sub("", _BODY.sub("", name.strip())) or name


def without_body(name: str) -> str:
    """“Đảng ủy phường Mai Khê” → “phường Mai Khê”: after an office that names the body already."""
    return _BODY.sub("", name.strip()) or name


def archive_of(name: str) -> str:
    """The last line of “Nơi nhận”."""
    return "Lưu Chi bộ" if name.casefold().startswith("chi bộ") else "Lưu Đảng ủy"


def day(value: date) -> str:
    """22/4/2026."""
    return f"{value.day}/{value.month}/{value.year}"


def long_day(value: date) -> str:
    """ngày 09 tháng 4 năm 2026."""
    month = f"{value.month:02d}" if value.month < 3 else str(value.month)
    return f"ngày {value.day:02d} tháng {month} năm {value.year}"


def hour(value: datetime) -> str:
    """19 giờ 30, by the clock of Viet Nam."""
    local = value.astimezone(clock.ZONE)
    return f"{local.hour} giờ {local.minute:02d}" if local.minute else f"{local.hour} giờ"


def moment(value: datetime) -> str:
    """19 giờ 30, thứ Tư, ngày 22 tháng 4 năm 2026."""
    local = value.astimezone(clock.ZONE)
    return f"{hour(value)}, {WEEKDAYS[local.weekday()]}, {long_day(local.date())}"


def number(value: int) -> str:
    """15.605."""
    return f"{value:,}".replace(",", ".")


def paragraphs(text: str, *, lead: str = "") -> list[Block]:
    """What somebody wrote, one paragraph a line; empty lines are left out."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return [Para(line, lead=lead if index == 0 else "") for index, line in enumerate(lines)]


def comrade(name: str) -> str:
    return f"đồng chí {name}" if name else ""


def listed(names: Iterable[str], nobody: str = "không có") -> str:
    """A; B; C, or the word for nobody."""
    joined = "; ".join(name for name in names if name)
    return joined or nobody
