"""Which cell a name in a file means: known ones by their name in any way of writing, new ones with a kind, a name and a code."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from functools import lru_cache

from guong.exchange.reading.headers import bare
from guong.kernel import text
from guong.org.enums import UnitKind
from guong.org.models import Unit

Word = tuple[str, str]  # letters without marks, the marks in one order
Key = tuple[Word, ...]

_SHORT = {
    "tdp": "tổ dân phố", "kdc": "khu dân cư", "kp": "khu phố", "th": "tiểu học", "mn": "mầm non", "mg": "mẫu giáo", "ca": "công an",
    "qs": "quân sự", "bchqs": "ban chỉ huy quân sự", "truong": "",
}  # fmt: skip
_KINDS = [
    (r"\b(cong an|canh sat)\b", UnitKind.CELL_POLICE),
    (r"\b(quan su|bo doi|bien phong|quan doi)\b", UnitKind.CELL_MILITARY),
    (r"\b(truong|mam non|tieu hoc|thcs|thpt|mau giao|trung hoc|giao duc|lien cap)\b", UnitKind.CELL_SCHOOL),
    (r"\b(to dan pho|tdp|khu pho|kp|khu dan cu|kdc|tieu khu|to \d+|khoi( pho)?)\b", UnitKind.CELL_RESIDENTIAL),
    (r"\b(thon|ban|ap|xom|lang|buon|plei|soc|phum)\b", UnitKind.CELL_VILLAGE),
    (r"\b(co quan|van phong|ubnd|uy ban|hanh chinh|dang uy|khoi)\b", UnitKind.CELL_OFFICE),
]
_PREFIX = {
    UnitKind.CELL_RESIDENTIAL: "TDP", UnitKind.CELL_VILLAGE: "THON", UnitKind.CELL_POLICE: "CA", UnitKind.CELL_MILITARY: "QS",
    UnitKind.CELL_SCHOOL: "TH", UnitKind.CELL_OFFICE: "CQ", UnitKind.CELL_OTHER: "CB",
}  # fmt: skip
_PLAIN = {
    "chi", "bộ", "tổ", "dân", "phố", "khu", "cư", "thôn", "xóm", "ấp", "bản", "làng", "phường", "xã", "số", "công", "an", "quân", "sự", "cơ",
    "quan", "văn", "phòng", "mầm", "non", "tiểu", "học",
}  # fmt: skip
_HOMES = {"tổ", "thôn", "xóm", "ấp", "bản", "làng", "khu", "khối", "tiểu"}
_ACRONYMS = {"thcs", "thpt", "ubnd", "hđnd", "mttq", "tdp", "kp", "kdc", "bch", "i", "ii", "iii", "iv", "v", "vi"}


_MOST_GUESSES = 40  # likenesses are dear; who has more unknown cells than this chose another office
_BRACKET = re.compile(r"\[([^\[\]]{1,40})\]$")  # a name that several cells have is exported with its code behind


class UnknownCell(LookupError):
    """No cell fits; `nearest` is the known name that looks most like it, or ""."""

    def __init__(self, nearest: str) -> None:
        super().__init__(nearest)
        self.nearest = nearest


class AmbiguousCell(LookupError):
    """Several cells fit."""


@dataclass(slots=True)
class NewCell:
    """A cell that the file names and the tree does not have yet."""

    key: Key
    kind: str
    name: str = ""
    code: str = ""
    spellings: Counter[str] = field(default_factory=Counter)


@lru_cache(maxsize=8192)
def _word(word: str) -> Word:
    word = word.casefold().replace("đ", "d\u0335")
    letters: list[str] = []
    marks: list[str] = []
    for ch in unicodedata.normalize("NFD", word):
        (marks if unicodedata.combining(ch) else letters).append(ch)
    return "".join(letters), "".join(sorted(marks))


@lru_cache(maxsize=8192)
def cell_key(name: str) -> Key:
    """A name as words for comparing: "Chi bộ TDP số 01" and "tổ dân phố 1" have the same key; "Hà" and "Hạ" have not."""
    spaced = re.sub(r"(?<=[^\W\d_])(?=\d)", " ", text.clean_line(name).casefold())
    words = re.findall(r"[^\W_]+", unicodedata.normalize("NFC", spaced))
    full: list[str] = []
    for word in words:
        full += _SHORT.get(_word(word)[0], word).split()
    key = [_word(word.lstrip("0") or "0") if word.isdigit() else _word(word) for word in full]
    if [base for base, _ in key[:2]] == ["chi", "bo"]:
        key = key[2:]
    elif key and key[0][0] == "cb":
        key = key[1:]
    kept = [
        word for at, word in enumerate(key)
        if not (word[0] == "so" and at + 1 < len(key) and key[at + 1][0].isdigit())
    ]  # fmt: skip
    return tuple(kept)


def _sound(key: Key) -> tuple[str, ...]:
    """The words without their marks: names that may fit each other share it."""
    return tuple(base for base, _marks in key)


def fits(written: Key, known: Key) -> bool:
    """Whether a written name may mean the known one: a missing mark is forgiven, another mark is not."""
    if len(written) != len(known):
        return False
    return all(
        base == other and not Counter(marks) - Counter(others)
        for (base, marks), (other, others) in zip(written, known, strict=True)
    )


def guess_kind(name: str) -> str:
    """The kind of a cell by the words of its name."""
    folded = bare(name)
    return str(next((kind for pattern, kind in _KINDS if re.search(pattern, folded)), UnitKind.CELL_OTHER))


def tidy_name(spellings: Counter[str]) -> str:
    """The best of the ways a name is written: with most marks, not in capitals, most often; always beginning "Chi bộ"."""
    best = max(spellings, key=lambda s: (not s.isupper(), sum(len(m) for _, m in cell_key(s)), spellings[s], s))
    caps = best.isupper()
    rest = re.sub(r"^(chi b[ộo]|cb)[ .]+", "", best, flags=re.IGNORECASE)
    if caps:
        rest = " ".join(_small(word) for word in rest.split())
    first = rest.split(" ")[0]
    if first.lower() in _HOMES:
        rest = rest[0].lower() + rest[1:]
    elif caps or not re.match(r"chi b[ộo]\b", best, re.IGNORECASE):
        rest = rest[0].upper() + rest[1:]
    return f"Chi bộ {rest}"[:200]


def _small(word: str) -> str:
    low = word.lower()
    if low in _ACRONYMS or any(ch.isdigit() for ch in word):
        return word
    return low if low in _PLAIN else word[0] + low[1:]


class CellBook:
    """The cells below one unit, and the new ones that a file asks for."""

    def __init__(self, known: list[Unit], *, create: bool) -> None:
        self.create = create
        self.known = known
        self.by_sound: dict[tuple[str, ...], list[tuple[Key, Unit]]] = defaultdict(list)
        for unit in known:
            key = cell_key(unit.name)
            self.by_sound[_sound(key)].append((key, unit))
        self._new_by_sound: dict[tuple[str, ...], list[NewCell]] = defaultdict(list)
        self.by_code = {unit.code.casefold(): unit for unit in known}
        self.new: list[NewCell] = []  # in the order of the file
        self._guesses = _MOST_GUESSES
        self._answers: dict[tuple[str, ...], Unit | NewCell | LookupError] = {}

    def prepare(self, all_names: set[tuple[str, ...]]) -> None:
        """Hear all names of a file first, those with most marks first, so that a careless spelling finds the careful one."""
        for names in sorted(all_names, key=lambda names: (-sum(len(m) for _, m in cell_key(names[0])), names)):
            self._answers[names] = self._look_up(names)

    def find(self, names: tuple[str, ...]) -> Unit | NewCell:
        """The cell that one of the names means (best first). UnknownCell or AmbiguousCell otherwise."""
        if names not in self._answers:
            self._answers[names] = self._look_up(names)
        answer = self._answers[names]
        if isinstance(answer, LookupError):
            raise type(answer)(*answer.args)
        if isinstance(answer, NewCell):
            if not answer.spellings:
                self.new.append(answer)
            same = [name for name in names if cell_key(name) == answer.key]
            answer.spellings.update(same or names[:1])
        return answer

    def _look_up(self, names: tuple[str, ...]) -> Unit | NewCell | LookupError:
        for name in names:
            found = self._known(name)
            if found is not None:
                return found
        key = cell_key(names[0])
        if not self.create or not key:
            return UnknownCell(self._nearest(names[0]))
        fitting = [cell for cell in self._new_by_sound[_sound(key)] if fits(key, cell.key)]
        if len(fitting) == 1:
            return fitting[0]
        cell = NewCell(key, guess_kind(names[0]))
        self._new_by_sound[_sound(key)].append(cell)
        return cell

    def _known(self, name: str) -> Unit | AmbiguousCell | None:
        line = text.clean_line(name)
        bracket = _BRACKET.search(line)
        by_code = self.by_code.get(line.casefold()) or (bracket and self.by_code.get(bracket.group(1).casefold()))
        if by_code:
            return by_code
        key = cell_key(name)
        alike = self.by_sound.get(_sound(key), [])
        near = [unit for known, unit in alike if known == key] or [unit for known, unit in alike if fits(key, known)]
        if len(near) > 1:
            return AmbiguousCell()
        return near[0] if near else None

    def _nearest(self, name: str) -> str:
        self._guesses -= 1
        if self._guesses < 0:
            return ""
        names = {bare(unit.name): unit.name for unit in self.known}
        close = difflib.get_close_matches(bare(name), names, n=1, cutoff=0.4) or difflib.get_close_matches(
            f"chi bo {bare(name)}", names, n=1, cutoff=0.4
        )
        return names[close[0]] if close else ""

    def name_new(self, under_code: str, taken: set[str]) -> None:
        """Give every new cell its name and a code that nobody has: the office's code, a short kind, a number."""
        free: dict[str, int] = {}
        for cell in self.new:
            cell.name = tidy_name(cell.spellings)
            stem = f"{under_code[:26]}-{_PREFIX[UnitKind(cell.kind)]}"
            last = cell.key[-1][0] if cell.key else ""
            number = int(last) if last.isdigit() and len(last) < 4 else free.get(stem, 1)
            while f"{stem}-{number:02d}" in taken:
                number += 1
            cell.code = f"{stem}-{number:02d}"
            if not (last.isdigit() and len(last) < 4):
                free[stem] = number + 1
            taken.add(cell.code)
