"""Vietnamese text: cleaning, folding for search, and the order of names."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_SPACES = re.compile(r"[\s\u00a0\u200b\ufeff]+")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_MARKS = {code: None for code in range(0x20000) if unicodedata.combining(chr(code))}
_LETTERS = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_TONES = {"\u0300": "1", "\u0309": "2", "\u0303": "3", "\u0301": "4", "\u0323": "5"}  # huyền, hỏi, ngã, sắc, nặng


def clean_line(value: str) -> str:
    """One line of typed text: composed (NFC), no control characters, single spaces, trimmed."""
    if value.isprintable() and "  " not in value and unicodedata.is_normalized("NFC", value):
        return value.strip(" ")  # nearly all text is clean: a plain space is the only printable blank
    composed = unicodedata.normalize("NFC", value)
    return _SPACES.sub(" ", _CONTROL.sub("", composed)).strip()


def clean_text(value: str) -> str:
    """Several lines as typed: composed, no control characters, line ends unified, outer blanks trimmed."""
    composed = unicodedata.normalize("NFC", value).replace("\r\n", "\n").replace("\r", "\n")
    return _CONTROL.sub("", composed).strip()


def fold(value: str) -> str:
    """Text for search: without marks, đ as d, lower case, single spaces. "Đặng" and "dang" meet."""
    if value.isascii():
        return _SPACES.sub(" ", value).strip().casefold()
    bare = unicodedata.normalize("NFD", value.replace("Đ", "D").replace("đ", "d")).translate(_MARKS)
    return _SPACES.sub(" ", bare).strip().casefold()


@lru_cache(maxsize=8192)  # there are about seven thousand syllables
def _syllable_key(word: str) -> str:
    """Letters by the Vietnamese alphabet first, tone last."""
    letters: list[str] = []
    tone = "0"
    for ch in unicodedata.normalize("NFD", word.lower()):
        if ch in _TONES:
            tone = _TONES[ch]
        elif unicodedata.combining(ch) and letters:
            letters[-1] = unicodedata.normalize("NFC", letters[-1] + ch)
        else:
            letters.append(ch)
    coded = "".join(f"{_LETTERS.index(ch) + 10:02d}" if ch in _LETTERS else f"{ord(ch) % 100:02d}" for ch in letters)
    return f"{coded}-{tone}"


def name_key(full_name: str) -> str:
    """Sort key of a person's name as offices order lists: given name, then family name, then the middle ones."""
    words = clean_line(full_name).split(" ")
    order = [words[-1], *words[:-1]]
    return " ".join(_syllable_key(word) for word in order)


def given_name(full_name: str) -> str:
    """The last word of a Vietnamese name: how people are addressed."""
    return full_name.split(" ")[-1] if full_name else ""


def natural_key(label: str) -> str:
    """Sort key of unit names in which numbers count as numbers: "Tổ dân phố 2" before "Tổ dân phố 10"."""
    return re.sub(r"\d+", lambda m: m.group().zfill(8), fold(label))
