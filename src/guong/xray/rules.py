"""Quality rules over the findings of one body (S79): pure, each explains itself by its code, none counts or compares people.

A rule looks at what was written and when, never at who is better. A hint names findings and measures, not persons, and nothing
is refused because of one.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

FEW = 3  # fewer of a kind say nothing
CLOSED = frozenset({"closed"})


@dataclass(frozen=True, slots=True)
class Measure:
    """One measure: folded words (no marks, lower case), its day, how often the day was moved."""

    pk: int
    words: str
    deadline: date
    moved: int = 0


@dataclass(frozen=True, slots=True)
class Part:
    """One share, in hundredths of a percent; `as_such`: of the collective as a whole."""

    hundredths: int
    as_such: bool = False


@dataclass(frozen=True, slots=True)
class Seen:
    """One finding as the rules see it; `fact` and `cause` folded."""

    pk: int
    fact: str
    cause: str
    cause_kind: str
    state: str
    priority: bool = False
    closed_on: date | None = None
    measures: Sequence[Measure] = ()
    parts: Sequence[Part] = ()


@dataclass(frozen=True, slots=True)
class Hint:
    """A place worth another look: the rule's code, the findings it is about, and figures for its sentence."""

    code: str
    findings: tuple[int, ...]
    measures: tuple[int, ...] = ()
    figures: Mapping[str, int] = field(default_factory=dict)


_VERBS = frozenset(
    """an bam ban bao bat bo boi buoc cai cap cat cham chan chap chi chia chinh chon chuan chup cong cung cu dan dang danh dao dat
    day dem den di dieu doc doi don dong du dung gap ghi giai giam giao giu goi gop gui hen hoan hoc hop huong huy in kham khao khac
    khep kiem ky lam lap len lien mang moi mo mua nang nghe nhac nhan nhap nho nop noi phan phat phoi phong phu phuc quet ra rut sap
    sao sinh so soan soat sua tang tap thao tham theo thi thong thu thuc thuyet tiep tim to toa tong tra trao trich trien trinh
    tro truc truyen tuyen ung van ve viet vao xac xay xem xep xin xoa xu yeu""".split()
)
"""First syllables of verbs by which Vietnamese offices say what is done, without marks. A hint only: a word too many does no harm."""

_GENERAL = ("tang cuong", "nang cao", "day manh", "co gang", "phan dau", "rut kinh nghiem", "quyet tam", "chu trong", "quan tam",
            "phat huy", "khac phuc trong thoi gian toi", "nghiem tuc", "tiep tuc")  # fmt: skip
_CARELESS = ("chu quan", "thieu trach nhiem", "thieu tinh than trach nhiem", "thieu y thuc", "y thuc chua", "cau tha", "chua quyet liet",
             "thieu quyet liet", "chua co gang", "ne nang", "luoi", "buong long", "chua tu giac", "lo la", "kem y thuc")  # fmt: skip
_FILLING = frozenset(
    "do la cua va con ban than dong chi ca nhan nguyen nhan mot so chua thuc su trong viec cong viec minh toi".split()
)
_WORD = re.compile(r"\w+")
_NUMBER = re.compile(r"\d")
_TIME = re.compile(
    r"\b(hang (ngay|tuan|thang|quy)|moi (ngay|tuan|thang|buoi)|truoc (gio|ngay)|trong ngay|thu \w+|cuoi thang)\b"
)


def _has(text: str, phrases: Iterable[str]) -> bool:
    return any(phrase in text for phrase in phrases)


def without_verb(seen: Sequence[Seen]) -> Iterator[Hint]:
    """A measure in which nothing is done: no word of doing anywhere in it."""
    for one in seen:
        for measure in one.measures:
            if not _VERBS.intersection(_WORD.findall(measure.words)):
                yield Hint("without_verb", (one.pk,), (measure.pk,))


def general(seen: Sequence[Seen]) -> Iterator[Hint]:
    """A measure of general words alone: "nâng cao", "rút kinh nghiệm", with neither a number nor a time by which one can see it."""
    for one in seen:
        for measure in one.measures:
            plain = not _NUMBER.search(measure.words) and not _TIME.search(measure.words)
            if plain and _has(measure.words, _GENERAL) and len(measure.words.split()) <= 14:
                yield Hint("general", (one.pk,), (measure.pk,))


def careless(seen: Sequence[Seen]) -> Iterator[Hint]:
    """A cause that only says that somebody was careless: what made it possible is left out (D16)."""
    for one in seen:
        if one.cause_kind == "subjective" and _has(one.cause, _CARELESS):
            rest = one.cause
            for phrase in _CARELESS:
                rest = rest.replace(phrase, " ")
            if len([word for word in re.findall(r"\w+", rest) if word not in _FILLING]) <= 4:
                yield Hint("careless", (one.pk,))


def bare_fact(seen: Sequence[Seen]) -> Iterator[Hint]:
    """A fact without a number, a time or a place to look at: fewer than eight words and no figure."""
    for one in seen:
        if len(one.fact.split()) < 8 and not _NUMBER.search(one.fact) and not _TIME.search(one.fact):
            yield Hint("bare_fact", (one.pk,))


def last_day(seen: Sequence[Seen], ends_on: date | None) -> Iterator[Hint]:
    """Everything that is closed was closed on the drive's last day, or all on one day."""
    closed = [one for one in seen if one.state in CLOSED and one.closed_on is not None]
    days = {one.closed_on for one in closed}
    if len(closed) >= FEW and len(days) == 1:
        at_end = int(ends_on is not None and days == {ends_on})
        yield Hint("last_day", tuple(one.pk for one in closed), (), {"count": len(closed), "at_end": at_end})


def equal_parts(seen: Sequence[Seen]) -> Iterator[Hint]:
    """Shares of three or more that are all the same: divided by counting heads, not by responsibility."""
    for one in seen:
        parts = [part.hundredths for part in one.parts if not part.as_such]
        if len(parts) >= FEW and max(parts) - min(parts) <= 1:
            yield Hint("equal_parts", (one.pk,), (), {"count": len(parts)})


def mostly_nobody(seen: Sequence[Seen]) -> Iterator[Hint]:
    """Half or more of a finding lies on the collective as a whole."""
    for one in seen:
        if sum(part.hundredths for part in one.parts if part.as_such) >= 5000:
            yield Hint("mostly_nobody", (one.pk,))


def same_words(seen: Sequence[Seen]) -> Iterator[Hint]:
    """One sentence as the measure of three or more: rõ người, chưa rõ việc."""
    places: dict[str, list[tuple[int, int]]] = {}
    for one in seen:
        for measure in one.measures:
            places.setdefault(" ".join(measure.words.split()), []).append((one.pk, measure.pk))
    for found in places.values():
        if len(found) >= FEW:
            yield Hint(
                "same_words",
                tuple(sorted({pk for pk, _m in found})),
                tuple(m for _pk, m in found),
                {"count": len(found)},
            )


def same_deadline(seen: Sequence[Seen]) -> Iterator[Hint]:
    """All measures (five or more) end on one and the same day."""
    days = Counter(measure.deadline for one in seen for measure in one.measures)
    number = sum(days.values())
    if number >= FEW + 2 and len(days) == 1:
        yield Hint("same_deadline", tuple(one.pk for one in seen if one.measures), (), {"count": number})


def often_moved(seen: Sequence[Seen]) -> Iterator[Hint]:
    """A day that was moved three times: the measure may be the wrong one."""
    for one in seen:
        for measure in one.measures:
            if measure.moved >= FEW:
                yield Hint("often_moved", (one.pk,), (measure.pk,), {"count": measure.moved})


def all_first(seen: Sequence[Seen]) -> Iterator[Hint]:
    """More than half of the findings come first: then none does."""
    first = [one.pk for one in seen if one.priority]
    if len(first) >= FEW and 2 * len(first) > len(seen):
        yield Hint("all_first", tuple(first), (), {"count": len(first), "of": len(seen)})


RULES: dict[str, Callable[[Sequence[Seen]], Iterator[Hint]]] = {
    "without_verb": without_verb,
    "general": general,
    "careless": careless,
    "bare_fact": bare_fact,
    "equal_parts": equal_parts,
    "mostly_nobody": mostly_nobody,
    "same_words": same_words,
    "same_deadline": same_deadline,
    "often_moved": often_moved,
    "all_first": all_first,
}
CODES = (*RULES, "last_day")


def xray(seen: Sequence[Seen], *, on: Iterable[str] = CODES, ends_on: date | None = None) -> list[Hint]:
    """Hints of the rules that are switched on, rule by rule in their fixed order, findings in the order given."""
    wanted = set(on)
    found = [hint for code, rule in RULES.items() if code in wanted for hint in rule(seen)]
    return found + (list(last_day(seen, ends_on)) if "last_day" in wanted else [])
