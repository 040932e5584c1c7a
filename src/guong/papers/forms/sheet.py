"""What stands on a printed form before anybody writes on it. Whoever reads a form back knows these lines again."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from guong.kernel.text import clean_line, fold
from guong.papers.shapes import Head

NOBODY = "0" * 10
"""The owner's mark on a form of the library, which anybody may fill in."""
PLACEHOLDER = "Bấm vào đây để viết."
KIND = "BẢN TỰ SOI"
SIGNED = "NGƯỜI TỰ SOI"
CODE_PICTURE = "guong-ma-qr"
"""Name of the picture of the form's own code, by which it is known again and not counted as a picture that somebody put in."""
NAME, CELL, CODE = "Họ và tên: ", "Sinh hoạt tại: ", "Mã tờ: "
INTRO = (
    "Viết vào khung dưới mỗi mục, lưu lại dạng .docx rồi đưa tệp vào Gương ở trang “Bản tự soi của tôi”. "
    "Chữ đưa vào vẫn là bản nháp của riêng đồng chí cho đến khi tự tay nộp."
)
_NUMERALS = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")
_ID = re.compile(r"([a-z][a-z0-9_]{0,38})[-:](\d{1,4})[-:]([0-9a-f]{10})(?![0-9a-z])")


@dataclass(frozen=True, slots=True)
class FormId:
    """Which form a sheet is, in which version, and whose: `owner` is ten hexadecimal figures, NOBODY for an unnamed sheet."""

    code: str
    version: int
    owner: str = NOBODY

    def __str__(self) -> str:
        return f"{self.code}-{self.version}-{self.owner}"

    def tag(self, key: str) -> str:
        """The mark of one section's frame; Word keeps up to 64 letters."""
        return f"guong:{self.code}:{self.version}:{self.owner}:{key}"


def form_ids(text: str) -> Iterator[FormId]:
    """Every identity written in a text, as a tag or as the line under the form."""
    for code, version, owner in _ID.findall(text):
        yield FormId(code, int(version), owner)


@dataclass(frozen=True, slots=True)
class SheetSection:
    """One section of a form. `text`: what its frame already holds."""

    key: str
    title: str
    ask: str
    hint: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class FormSheet:
    """A form as it is printed."""

    form: FormId
    title: str
    head: Head | None
    name: str
    cell: str
    drive: str
    sections: tuple[SheetSection, ...]
    code: bytes = b""  # a PNG of the address that opens this very form (S139); empty: none is printed

    def heading(self, index: int) -> str:
        return f"{_NUMERALS[index] if index < len(_NUMERALS) else index + 1}. {self.sections[index].title}"

    def fixed(self) -> frozenset[str]:
        """Every printed line that is nobody's words, compared as `same` does."""
        lines = [
            KIND, SIGNED, PLACEHOLDER, INTRO, self.title, self.title.upper(), self.drive, self.name, "*", "-----",
            "ĐẢNG CỘNG SẢN VIỆT NAM",
        ]  # fmt: skip
        if self.head is not None:
            lines += [self.head.parent, self.head.issuer, self.head.number, self.head.dateline]
        for index, section in enumerate(self.sections):
            lines += [self.heading(index), section.title, section.ask, section.hint]
        return frozenset(key for line in lines if (key := same(line)))


_QUOTES = str.maketrans({"“": '"', "”": '"', "„": '"', "‘": "'", "’": "'", "–": "-", "—": "-", "…": "."})


def same(line: str) -> str:
    """What two writings of one line have in common: no marks, no case, plain quotes and dashes."""
    return fold(clean_line(line).translate(_QUOTES))
