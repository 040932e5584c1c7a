"""Rules of the register, pure (S24, S81, R14)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from guong.kernel import text

_KINDS = {  # symbol letters → DirectiveKind value
    "NQ": "resolution", "KL": "conclusion", "QĐ": "regulation", "QĐI": "regulation", "CT": "instruction", "HD": "guide",
    "KH": "plan", "CTR": "programme", "TB": "notice", "BC": "report", "CV": "letter", "QC": "rules", "ĐA": "scheme", "PA": "option",
    "TTR": "submission", "BB": "minutes",
}  # fmt: skip
ORDINARY = frozenset({"", "normal", "thường", "không"})


def symbol_key(symbol: str) -> str:
    """What counts as the same number: no spaces, capitals, composed letters ("124 - qđ/tw" = "124-QĐ/TW")."""
    return re.sub(r"\s+", "", text.clean_line(symbol)).upper()


def issuer_key(issuer: str) -> str:
    """What counts as the same issuer: without marks, case and double spaces."""
    return text.fold(issuer)


def kind_of_symbol(symbol: str) -> str:
    """DirectiveKind value guessed from the letters after the number; "other" when they say nothing."""
    match = re.match(r"^\d*-?([A-ZĐ]+)", symbol_key(symbol))
    return _KINDS.get(match.group(1), "other") if match else "other"


def would_circle(child: int, parent: int, parents_of: dict[int, set[int]]) -> bool:
    """Whether "child implements parent" would lead back to the child. `parents_of`: {child id: parent ids}."""
    waiting, seen = [parent], set[int]()
    while waiting:
        current = waiting.pop()
        if current == child:
            return True
        if current not in seen:
            seen.add(current)
            waiting.extend(parents_of.get(current, set()))
    return False


def thinned(ties: Mapping[int, list[int]]) -> dict[int, list[int]]:
    """The same ties without those that a longer way says already: {id: next ids}."""

    def reached(start: int) -> set[int]:
        waiting, seen = list(ties.get(start, [])), set[int]()
        while waiting:
            current = waiting.pop()
            if current not in seen:
                seen.add(current)
                waiting.extend(ties.get(current, []))
        return seen

    deeper = {key: set().union(*(reached(one) for one in direct)) for key, direct in ties.items() if direct}
    return {key: [one for one in ties[key] if one not in beyond] for key, beyond in deeper.items()}


def levels(parents: Mapping[int, Sequence[int]], ids: Iterable[int]) -> dict[int, int]:
    """How many steps down the cascade each document stands: 1 for one that carries nothing out, else one below its lowest
    parent (R14: conclusion 1, plan 2, guide 3, commune guide 4)."""
    known: dict[int, int] = {}

    def of(one: int, seen: frozenset[int]) -> int:
        if one not in known:
            above = [of(up, seen | {one}) for up in parents.get(one, ()) if up not in seen]
            known[one] = 1 + max(above, default=0)
        return known[one]

    return {one: of(one, frozenset()) for one in ids}


def is_secret(secrecy: str) -> bool:
    """Whether a level of secrecy forbids the document here (D22): every level but the ordinary one."""
    return text.clean_line(secrecy).lower() not in ORDINARY


LETTERS = {  # DirectiveKind value → what stands in the symbol; decisions and regulations share theirs
    "resolution": "NQ", "decision": "QĐ", "regulation": "QĐ", "conclusion": "KL", "rules": "QC", "notice": "TB", "report": "BC",
    "plan": "KH", "programme": "CTr", "submission": "TTr", "letter": "CV", "minutes": "BB", "guide": "HD", "scheme": "ĐA",
    "option": "PA", "instruction": "CT",
}  # fmt: skip
_OWN = (
    "resolution", "decision", "regulation", "conclusion", "notice", "report", "plan", "programme", "scheme", "option",
    "submission", "letter", "minutes",
)  # fmt: skip
SHIPPED: dict[str, tuple[str, ...]] = {  # rules.md D [F2]: to be confirmed by the party office
    "committee": (*_OWN, "rules"),
    "standing": (*_OWN, "guide"),
    "cell": tuple(kind for kind in (*_OWN, "rules") if kind != "regulation"),
}


def authority_fault(table: Mapping[str, Iterable[str]]) -> str:
    """What is wrong with a table of authority: "body" (an unknown or missing one), "kind" (unknown), "empty"; "" when in order."""
    if set(table) != set(SHIPPED):
        return "body"
    if any(kind not in LETTERS for kinds in table.values() for kind in kinds):
        return "kind"
    return "" if all(list(kinds) for kinds in table.values()) else "empty"


def in_force(day: date, start: date, end: date | None, replaced_from: date | None) -> bool:
    """Whether a document holds on a day: from its first day to its last, and not from the day on which another replaces it."""
    if day < start or (end is not None and day > end):
        return False
    return replaced_from is None or day < replaced_from


def number_of(symbol: str) -> tuple[int, str] | None:
    """(5, "KH") of "05-KH/ĐU"; None when there is no number with letters."""
    match = re.match(r"^(\d{1,6})-([A-ZĐ]+)", symbol_key(symbol))
    return (int(match.group(1)), match.group(2)) if match else None


def next_number(letters: str, symbols: Iterable[str]) -> int:
    """The next number of a kind within a term, after every one used (numbers run per kind through the whole term)."""
    used = [found[0] for symbol in symbols if (found := number_of(symbol)) and found[1] == letters.upper()]
    return max(used, default=0) + 1


WRITTEN = ("plan", "guide", "programme", "resolution", "conclusion", "notice", "scheme", "report")
"""Kinds that are drafted here: with a kind line, an opening and sections. Letters and submissions have a layout of their own."""


def organisation_of(unit_kind: str) -> str:
    """What stands behind the stroke: ĐU of a grassroots committee and its standing committee, CB of a cell, TU, HU above."""
    if unit_kind.startswith("cell_"):
        return "CB"
    return {"central": "TW", "province": "TU", "district": "HU"}.get(unit_kind, "ĐU")


def symbol_of(number: int, letters: str, organisation: str) -> str:
    """05-KH/ĐU. Numbers below 10 have a leading nought."""
    return f"{number:02d}-{letters}/{organisation}"


WORDS = {  # DirectiveKind value → as it is written before a number in a text
    "resolution": "Nghị quyết", "decision": "Quyết định", "regulation": "Quy định", "conclusion": "Kết luận", "rules": "Quy chế",
    "notice": "Thông báo", "report": "Báo cáo", "plan": "Kế hoạch", "programme": "Chương trình", "submission": "Tờ trình",
    "letter": "Công văn", "minutes": "Biên bản", "guide": "Hướng dẫn", "scheme": "Đề án", "option": "Phương án",
    "instruction": "Chỉ thị",
}  # fmt: skip


def named(kind: str, symbol: str) -> str:
    """Kế hoạch số 19-KH/TU; the bare symbol for a kind without a word."""
    return f"{WORDS[kind]} số {symbol}" if kind in WORDS else symbol


def opening_words(parent: str, unit: str, kind: str) -> str:
    """The first sentence of a document that carries another out."""
    word = {
        "plan": "xây dựng kế hoạch",
        "guide": "hướng dẫn",
        "programme": "xây dựng chương trình",
        "report": "báo cáo kết quả",
    }.get(kind, "ban hành văn bản")
    return f"Thực hiện {parent}, {unit} {word} như sau:"


def outline(kind: str, above: Sequence[str]) -> list[str]:
    """Headings to begin with: those of the document above when they are known, else the usual ones of the kind."""
    if above:
        return list(above)
    if kind == "report":
        return ["I- Kết quả đạt được", "II- Hạn chế và nguyên nhân", "III- Nhiệm vụ thời gian tới"]
    if kind == "guide":
        return ["I- Mục đích, yêu cầu", "II- Nội dung hướng dẫn", "III- Cách thức tiến hành", "IV- Tổ chức thực hiện"]
    return ["I- Mục đích, yêu cầu", "II- Nội dung", "III- Thời gian, tiến độ", "IV- Tổ chức thực hiện"]


def generation_on(day: date, starts: Sequence[date]) -> int | None:
    """S87: which of the first days (ascending) is of the generation that holds on a day: its place, or None before the first."""
    return max((place for place, start in enumerate(starts) if start <= day), default=None)
