"""Recognising the heading of a list: which column means what, in whatever words and order an office uses."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Any

from guong.exchange.reading.shapes import Cell
from guong.kernel import text

IDENTITY = "identity"  # numbers and places that have no field here (D22)

# meaning → pattern over the folded heading without signs; the first that fits wins
_PATTERNS = [
    ("ticket", r"ma he thong( .*)?"),
    ("remark", r"loi( can sua)?"),
    (IDENTITY, r".*(cccd|cmnd|cmt\b|can cuoc|chung minh|dinh danh|so the|the dang|dien thoai|\bsdt\b|\bdt\b|dia chi|noi o|cho o"
               r"|que quan|nguyen quan|ho khau|thuong tru|tam tru|email|thu dien tu|zalo|noi sinh$|ly lich|bao hiem|ma so thue"
               r"|ho chieu|tai khoan).*"),
    ("ordinal", r"(stt|so tt|tt|so thu tu|thu tu|no|so)"),
    ("code", r"(ma|ma so|ma dv|ma dang vien|ma so dang vien|ma so dv|so hieu|so hieu dang vien|ma can bo|ma dv noi bo|ma noi bo)"),
    ("family", r"(ho|ho dem|ho va dem|ho lot|ho va ten dem|ho ten dem|ho va ten lot|ho va chu dem|ho chu dem|ho va chu lot|ho va lot)"),
    ("given", r"(ten|ten goi)"),
    ("name", r"(ho ?(va|,)? ?ten.*|ten dang vien|ten dong chi|dang vien|dong chi|ho ten.*|ten day du|full name|name)"),
    ("birth_male", r"(ngay thang )?(nam|ngay) ?sinh.* nam$|sinh nam$|.*sinh / nam"),
    ("birth_female", r".*sinh.* nu$"),
    ("birth", r"(ngay|thang|nam|sinh|ns|date of birth).*sinh.*|sinh ngay.*|sinh nam.*|nam sinh|ns|sinh|dob|date of birth"),
    ("gender_male", r"(gioi tinh|phai) nam|nam"),
    ("gender_female", r"(gioi tinh|phai) nu|nu"),
    ("gender", r"gioi tinh.*|phai|nam nu|gioi|gt"),
    ("official", r".*chinh thuc.*|ngay ct|ct"),
    ("admitted", r".*(vao dang|ket nap|du bi|vao dcs|vao d$).*|ngay vao|tuoi dang tu|ngay kn"),
    ("standing_exempt", r"(dien |tinh trang )?(dang vien |dv )?(duoc )?mien( sinh hoat| shd| sh| cong tac| ctsh)?.*"),
    ("standing_away", r"(dien |tinh trang )?(dang vien |dv )?(di )?(lam an xa|vang mat|di xa|di lam xa|lam xa)"),
    ("standing", r"(dien|tinh trang|trang thai|hinh thuc sinh hoat|che do sinh hoat)( .*)?"),
    ("post", r"(chuc vu|chuc danh|chuc trach|nhiem vu|cap uy|cv)( .*)?"),
    ("occupation", r"(nghe nghiep|nghe|cong viec|thanh phan)( .*)?"),
    ("cell", r"(thuoc |ten )?(chi bo|cb)( .*)?|(don vi|noi|to chuc|tai chi bo)( .*)?sinh hoat.*|sinh hoat (tai|o) .*|don vi|ten don vi"
             r"|to chuc dang( .*)?|sinh hoat tai"),
    ("note", r"ghi chu.*|ghi ch|luu y|gc"),
]  # fmt: skip
_COMPILED = [(meaning, re.compile(pattern)) for meaning, pattern in _PATTERNS]
_BRACKETS = re.compile(r"\(.*?\)")
_SIGNS = re.compile(r"[^\w\s]+")
_MULTIPLE = frozenset({"birth", "post", "note"})
_LONGEST = 300  # no heading is longer; patterns over endless words would take endless time
# what every heading of names begins with, whatever its marks: spares all other rows the patterns above
_NAMEISH = re.compile(
    r"[\W_]*(?:h[^\W\d_]?\W*(?:v[^\W\d_]\W*)?(?:t[^\W\d_]\W*n)?|t[^\W\d_]\W*n|[dđ][^\W\d_]\W*ng|full|name)(?![^\W\d_])",
    re.IGNORECASE,
)


_NO_DATA = frozenset({"name", "given", "family", "ordinal", "ticket", "remark"})
_NAMEISH_FIRST = frozenset("hHtTdDđĐfFnN")


@dataclass
class Heading:
    """The heading of one list: its last row (from 0), the columns of every meaning, and their words."""

    first: int
    last: int
    columns: dict[str, list[int]] = field(default_factory=dict)
    words: dict[int, str] = field(default_factory=dict)
    identity: list[str] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)

    def has(self, meaning: str) -> bool:
        return meaning in self.columns

    def label(self, meaning: str) -> str:
        return self.labels.get(meaning, "")

    @cached_property
    def labels(self) -> dict[str, str]:
        """{meaning: its words in the file}; one mapping for all rows of the list."""
        return {meaning: self.words.get(columns[0], "") for meaning, columns in self.columns.items()}

    def state(self) -> list[Any]:
        """JSON-able; `Heading.resume` makes it again."""
        return [self.first, self.last, self.columns, sorted(self.words.items()), self.identity, self.unread]

    @classmethod
    def resume(cls, state: list[Any]) -> Heading:
        first, last, columns, words, identity, unread = state
        return cls(first, last, columns, {column: word for column, word in words}, identity, unread)

    @property
    def is_list(self) -> bool:
        """A name and at least one thing more."""
        named = self.has("name") or (self.has("given") and self.has("family"))
        return named and len(set(self.columns) - _NO_DATA) >= 1


def plain(value: object) -> str:
    """A value as one clean line of text; whole numbers without their ".0"."""
    if value is None:
        return ""
    if isinstance(value, str):
        return text.clean_line(value)
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        value = int(value)
    return text.clean_line(str(value))


@lru_cache(maxsize=16384)
def bare(value: str) -> str:
    """Folded, without signs: for comparing headings and fixed words."""
    return " ".join(_SIGNS.sub(" ", text.fold(value)).split())


@lru_cache(maxsize=4096)
def meaning_of(words: str) -> str:
    """Which meaning a heading has; "" for an unknown one. What stands in brackets does not count if the rest is known."""
    if len(words) > _LONGEST:
        return ""
    for candidate in dict.fromkeys((_BRACKETS.sub(" ", words), words)):
        folded = bare(candidate)
        if not folded or len(folded) > 80:
            continue
        for meaning, pattern in _COMPILED:
            if pattern.fullmatch(folded):
                return meaning
    return ""


def find_heading(rows: list[list[Cell]], start: int, stop: int) -> Heading | None:
    """The first heading between two rows: of one row, or of two that belong together."""
    for index in range(start, min(stop, len(rows))):
        heading = heading_at(rows, index)
        if heading is not None:
            return heading
    return None


def heading_at(rows: list[list[Cell]], index: int, labels: list[str] | None = None) -> Heading | None:
    """The heading that begins in this row, if one does. `labels`: the row as clean words, when they are known already."""
    if labels is None:
        labels = [plain(value) for value in rows[index]]
    if not any(_may_be_names(label) for label in labels) or sum(bool(label) for label in labels) < 2:
        return None
    single = _build(index, index, dict(enumerate(labels)))
    below = [plain(value) for value in rows[index + 1]] if index + 1 < len(rows) else []
    if _continues(labels, below):
        double = _build(index, index + 1, _joined(labels, below))
        if double.is_list and (not single.is_list or len(double.columns) >= len(single.columns)):
            return double
    return single if single.is_list else None


def _may_be_names(label: str) -> bool:
    """Whether this is the heading of a column of names."""
    first = label[:1]
    if not first or (first.isalnum() and first not in _NAMEISH_FIRST):
        return False
    return bool("(" in label or _NAMEISH.match(label)) and meaning_of(label) in {"name", "given", "family"}


def _continues(labels: list[str], below: list[str]) -> bool:
    """Whether the next row is the second half of the heading: no figures in it, and words under an empty or a merged head."""
    filled = [(column, word) for column, word in enumerate(below) if word]
    if not filled or any(any(ch.isdigit() for ch in word) or len(word) > 40 for _, word in filled):
        return False
    known = sum(meaning_of(word) != "" or bare(word) in {"du bi", "ngay", "thang", "nam"} for _, word in filled)
    named = next((i for i, label in enumerate(labels) if meaning_of(label) in {"name", "given"}), -1)
    return known * 2 > len(filled) and not (0 <= named < len(below) and below[named] and labels[named])


def _joined(labels: list[str], below: list[str]) -> dict[int, str]:
    """Head and under-head of each column; an empty head belongs to the one on its left when an under-head stands below."""
    width = max(len(labels), len(below))
    words: dict[int, str] = {}
    head = ""
    for column in range(width):
        own = labels[column] if column < len(labels) else ""
        under = below[column] if column < len(below) else ""
        if own:
            head = own
        words[column] = f"{head} {under}".strip() if under else own
    return words


def _build(first: int, last: int, words: dict[int, str]) -> Heading:
    heading = Heading(first, last, words={column: word for column, word in words.items() if word})
    for column, word in heading.words.items():
        meaning = meaning_of(word)
        if meaning == IDENTITY:
            heading.identity.append(word)
        elif not meaning or (heading.has(meaning) and meaning not in _MULTIPLE):
            heading.unread.append(word)
        else:
            heading.columns.setdefault(meaning, []).append(column)
    return heading
