"""Reading single values as offices write them. Every function is pure; ValueError means "this is not one"."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from functools import lru_cache

from guong.exchange.reading.headers import bare, plain
from guong.kernel import text
from guong.kernel.dates import parse_vietnamese
from guong.org.enums import MemberKind, PostKind, StandingKind

_WORDED = re.compile(r"^(?:ngay )?(\d{1,2}) ?thang ?(\d{1,2}) ?nam ?(\d{4})$")
_SHORT = re.compile(r"^(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{2})$")
_PLAIN_DAY = re.compile(r"(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4})\Z")
_YEAR_FIRST = re.compile(r"^(\d{4})[/.](\d{1,2})[/.](\d{1,2})$")
_SPACED = re.compile(r"^(\d{1,2}) (\d{1,2}) (\d{4})$")
_BLANK = r"(?:0{1,2}|[?x*_…\-]{1,4}|\.{2,4}|…)"  # 00/00/1950, --/--/1950, …/…/1950: only the year is known
_UNSAID = re.compile(rf"^(?:{_BLANK}[/.\-](?:{_BLANK}|\d{{1,2}})|\d{{1,2}}[/.\-]{_BLANK}|{_BLANK})[/.\-](\d{{4}})$")
_MONTH = re.compile(r"^(?:thang )?(\d{1,2})[/.\-](\d{4})$")
_CLOCK = re.compile(r"[ T]00:00(:00(\.0+)?)?$")
LONGEST_NAME = 120
_REMEMBERED = 4096  # the same few words stand in every row of a list
_EPOCH = date(1899, 12, 30)
_NAME = re.compile(r"^[^\W\d_](?:[^\W\d_]|[ .'’()\-])*$")
_TITLE = re.compile(r"^(đ/c|đc\.|đ\.c|đồng chí|ông|bà)[ .:]+", re.IGNORECASE)
_INJECTION = ("=", "+", "-", "@", "|", "\t")
_NOTHING = {"", "0", "k", "khong", "ko", "chua"}
_AS_OF = re.compile(
    r"(?:den|ngay|thoi diem)[^0-9]{0,20}(\d{1,2} ?[/.\-] ?\d{1,2} ?[/.\-] ?\d{4}|\d{1,2} thang \d{1,2} nam \d{4})"
)


def read_day(value: object) -> date:
    """A whole date, in any of the ways offices write it. ValueError otherwise (31/02, a year alone)."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, float | int) and not isinstance(value, bool) and 3_000 <= value <= 80_000:
        return _EPOCH + timedelta(days=int(value))
    if isinstance(value, str) and (match := _PLAIN_DAY.match(value)):
        day, month, year = (int(part) for part in match.groups())
        return date(year, month, day)
    words = _CLOCK.sub("", plain(value).strip("'’ .,;()"))
    if match := _WORDED.match(bare(words)):
        day, month, year = (int(part) for part in match.groups())
        return date(year, month, day)
    if match := _SPACED.match(words):
        day, month, year = (int(part) for part in match.groups())
        return date(year, month, day)
    if match := _YEAR_FIRST.match(words):
        year, month, day = (int(part) for part in match.groups())
        return date(year, month, day)
    if match := _SHORT.match(words.replace(" ", "")):
        day, month, year = (int(part) for part in match.groups())
        return date(year + (1900 if year >= 30 else 2000), month, day)
    if words.isascii() and words.isdigit() and len(words) == 5:
        return _EPOCH + timedelta(days=int(words))
    return parse_vietnamese(words)


def read_year(value: object) -> int:
    """A year alone, or a month with its year. ValueError otherwise."""
    words = plain(value)
    if match := _UNSAID.match(words):
        words = match.group(1)
    words = words.strip("'’ .,;()")
    if match := _MONTH.match(text.fold(words)):
        if not 1 <= int(match.group(1)) <= 12:
            raise ValueError(words)
        words = match.group(2)
    words = re.sub(r"^(?:sinh )?năm ", "", words, flags=re.IGNORECASE).removesuffix(".0")
    if not (words.isascii() and words.isdigit() and len(words) == 4 and 1850 <= int(words) <= 2150):
        raise ValueError(words)
    return int(words)


def year_alone(value: object) -> int:
    """The year, when nothing but a year is given (with its month at most); 0 otherwise."""
    if isinstance(value, date):
        return 0
    if isinstance(value, str) and (match := _PLAIN_DAY.match(value)) and int(match.group(1)) and int(match.group(2)):
        return 0
    try:
        return read_year(value)
    except ValueError:
        return 0


def read_name(value: str) -> str:
    """A person's name, capitals brought down, forms of address dropped. ValueError for what cannot be a name."""
    name = text.clean_line(value)
    if name.startswith(_INJECTION):
        raise ValueError(name)
    if title := _TITLE.match(name):
        name = name[title.end() :]
    name = name.strip(" .,;")
    if not name or len(name) > LONGEST_NAME or not _NAME.match(name):
        raise ValueError(name)
    if name.isupper() or name.islower():
        name = re.sub(r"[^\W\d_]+", lambda word: word.group()[0].upper() + word.group()[1:].lower(), name)
    return text.clean_line(name)


@lru_cache(maxsize=_REMEMBERED)
def read_gender(value: str) -> str:
    """m, f, or "" for nothing said. ValueError for other words."""
    word = bare(value)
    if word in {"nam", "m", "male", "trai", "ong", "1"}:
        return "m"
    if word in {"nu", "f", "female", "gai", "ba", "0", "n"}:
        return "f"
    if word:
        raise ValueError(value)
    return ""


def is_mark(value: object) -> bool:
    """A ticked cell: x, ✓, 1, có, or any words but no."""
    return (value is not None and value is not False and bare(plain(value)) not in _NOTHING) or plain(value) in {
        "✓",
        "✔",
        "+",
        "*",
    }


_NEUTRAL = re.compile(
    r"(k|khong|0|x|dv|hoat dong|dinh ky|dang|du|co|binh thuong|thuong xuyen|chinh thuc|du bi|tham gia|sinh hoat|tai cho|co mat|bat buoc|duong chuc"
    r"|dang vien|huu tri|nghi huu|cong chuc|vien chuc|can bo|cong tac|luc luong vu trang|giao vien|khong mien|cong nhan|hoc sinh|sinh vien"
    r"|nong dan|lao dong|hop|dien|phai|hien|nay|dong|la|tu|do|mien kiem diem khong| )+"
)


@lru_cache(maxsize=_REMEMBERED)
def read_standing(value: str, *, strict: bool = True) -> str:
    """exempt, away, suspended, or "" for simply eligible. With `strict`, unknown words are a ValueError."""
    word = bare(value)
    if "khong mien" in word:
        return ""
    if re.search(r"\bdinh chi\b", word):
        return StandingKind.SUSPENDED
    if re.search(r"\b(duoc )?mien\b", word) and (
        strict or re.search(r"\bmien (sinh|shd|sh|cong tac|ct)\b|^mien$", word)
    ):
        return StandingKind.EXEMPT
    if re.search(
        r"\b(lam an xa|lam viec xa|lam xa|di xa|o xa|tam vang|vang mat|di vang|xa nha|nuoc ngoai|xkld|xuat khau lao dong|cong tac xa)\b|di lam an|lao dong xa|^vang$",
        word,
    ):
        return StandingKind.AWAY
    if strict and word and not _NEUTRAL.fullmatch(word):
        raise ValueError(value)
    return ""


_COMMITTEE = r"\b(dang uy|dang bo|phuong|xa|thi tran|quan|huyen|tinh|thanh pho|co so)\b"
_POSTS: list[tuple[str, str]] = [  # the first pattern that fits a part decides; "" = known, but no office kept here
    (r"^(dang vien|khong|k|x)$", ""),
    (r"\bpho chu tich|\bpho truong|\bpho chu nhiem|\bpho giam doc|\bpho hieu truong|\bpho cong an|\bto pho", ""),
    (r"\b(doan|hoi|cong doan|mttq|mat tran)\b.*\bpho bi thu|\bpho bi thu\b.*\b(doan|chi doan)\b", ""),
    (r"\bbi thu\b.*\b(chi doan|doan( thanh nien| tncs)?)\b", PostKind.MASS_HEAD),
    (r"\b(pho bi thu|pbt)\b.*\b(thuong truc|tt)\b|\b(thuong truc|tt)\b.*\b(pho bi thu|pbt)\b", PostKind.COMMITTEE_STANDING_DEPUTY),
    (r"\b(pho bi thu|pbt)\b.*\b(chi bo|chi uy|cb)\b", PostKind.CELL_DEPUTY),
    (rf"\b(pho bi thu|pbt)\b.*{_COMMITTEE}|\b(pho bi thu|pbt) du\b", PostKind.COMMITTEE_DEPUTY),
    (r"\b(pho bi thu|pbt)\b", PostKind.CELL_DEPUTY),
    (r"\b(bi thu|bt)\b.*\b(chi bo|chi uy|cb)\b", PostKind.CELL_SECRETARY),
    (rf"\b(bi thu|bt)\b.*{_COMMITTEE}|\b(bi thu|bt) du\b", PostKind.COMMITTEE_SECRETARY),
    (r"\b(bi thu|bt)\b", PostKind.CELL_SECRETARY),
    (r"\bthuong vu\b|\bubtv\b|\buv ?btv\b|\buvtv\b|\bbtv\b", PostKind.STANDING_MEMBER),
    (r"\bchi uy vien\b|\buy vien chi uy\b|\bchi uy\b|\bcuv\b|\buv chi uy\b|\bcap uy( vien)?\b", PostKind.CELL_COMMITTEE),
    (r"\bdang uy vien\b|\buy vien (ban )?chap hanh\b|\buv ?bch\b|\b(uy vien|uv) bch\b|\b(uy vien|uv) dang uy\b|\bduv\b|\bbch dang\b", PostKind.COMMITTEE_MEMBER),
    (r"\b(chu tich|ct)\b.*\b(ubnd|uy ban nhan dan)\b", PostKind.PEOPLE_CHAIR),
    (r"\b(chu tich|ct)\b.*\b(mttq|mat tran|ubmttq|ubmt)\b", PostKind.FRONT_HEAD),
    (r"\b(chu tich|ct)\b.*\b(hoi|cong doan|ccb|hnd|phu nu|hpn|cuu chien binh)\b|\bchi hoi truong\b", PostKind.MASS_HEAD),
    (r"^(chu tich|ct) (phuong|xa|thi tran)$", PostKind.PEOPLE_CHAIR),
]  # fmt: skip
_PARTS = re.compile(r"\s[-–—]\s|[,;/+&\n–—]|\bkiêm\b|\bvà\b|(?<=[a-zđỷỳ])-(?=[A-ZĐỦ])", re.IGNORECASE)


def read_posts(value: str) -> tuple[list[str], list[str]]:
    """(offices, parts that are not offices kept here). "Phó Bí thư Đảng ủy - Chủ tịch UBND" is two."""
    kinds, other = _posts(value)
    return list(kinds), list(other)


@lru_cache(maxsize=_REMEMBERED)
def _posts(value: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    kinds: list[str] = []
    other: list[str] = []
    for part in _PARTS.split(text.clean_line(value)):
        words = bare(part)
        if not words:
            continue
        kind = next((kind for pattern, kind in _POSTS if re.search(pattern, words)), None)
        if kind is None:
            other.append(part.strip())
        elif kind and str(kind) not in kinds:
            kinds.append(str(kind))
    return tuple(kinds), tuple(other)


@lru_cache(maxsize=_REMEMBERED)
def read_kind(occupation: str) -> str:
    """Which form of self-review an occupation asks for (S127); "" when it does not say."""
    word = bare(occupation)
    for pattern, kind in (
        (r"\b(huu|mat suc|cao tuoi)\b", MemberKind.RETIRED),
        (r"\b(giao vien|giang vien|nha giao|hieu truong|day hoc)\b", MemberKind.TEACHER),
        (r"\b(cong an|quan doi|bo doi|quan nhan|si quan|bien phong|quan su|luc luong vu trang|canh sat)\b", MemberKind.ARMED),
        (r"\b(cong nhan|lao dong hop dong|cong ty)\b", MemberKind.WORKER),
        (r"\b(lanh dao|quan ly|giam doc)\b", MemberKind.LEADER),
        (r"\b(kinh doanh|buon ban|noi tro|tu do|nong|lam ruong|tho|tieu thuong|ngu dan|lam vuon|chan nuoi)\b", MemberKind.FREELANCE),
        (r"\b(cong chuc|vien chuc|can bo|nhan vien|bac si|y ta|ke toan|chuyen vien)\b", MemberKind.OFFICIAL),
    ):  # fmt: skip
        if re.search(pattern, word):
            return str(kind)
    return ""


def read_as_of(words: str) -> date | None:
    """The day a list speaks of, from a title such as “Tính đến ngày 28/02/2022”."""
    folded = text.fold(words)
    if not re.search(r"\b(tinh den|den ngay|thoi diem|tai ngay)\b", folded):
        return None
    match = _AS_OF.search(folded)
    if match is None:
        return None
    try:
        return read_day(re.sub(r" (?=[/.\-])|(?<=[/.\-]) ", "", match.group(1)))
    except ValueError:
        return None


@lru_cache(maxsize=_REMEMBERED)
def is_managed(note: str) -> bool:
    """“Diện quận ủy quản lý”: managed by a standing committee above (S107)."""
    word = bare(note)
    return bool(
        re.search(
            r"\bdien\b.*\b(quan ly)\b|\b(ban thuong vu|btv|quan uy|huyen uy|thanh uy|tinh uy|trung uong|cap tren)\b.*\bquan ly\b",
            word,
        )
    )
