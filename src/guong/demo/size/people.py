"""Invented names with the keys that lists are sorted and searched by, worked out once for every name."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from guong.demo.names import Names
from guong.kernel import text

_NAMES = 8_000


@dataclass(frozen=True, slots=True)
class Name:
    full: str
    key: str
    search: str
    gender: str


def name_pool(seed: int, number: int = _NAMES) -> list[Name]:
    """Different names, men's and women's in turn; the same for one seed."""
    names = Names(seed)
    pool = []
    for at in range(number):
        gender = "mf"[at % 2]
        full = names.take(gender)
        pool.append(Name(full, text.name_key(full), text.fold(full), gender))
    return pool


_FIRST = "Hồng Thanh Vân Mai Lam Kim Ngọc Bạch".split()
_SECOND = "Sa Khê Vực Trạch Đàm Phố Thạch Lạc Viên".split()


def place_names(seed: int) -> list[str]:
    """Seventy-two invented places."""
    places = [f"{first} {second}" for first in _FIRST for second in _SECOND]
    Random(seed).shuffle(places)  # noqa: S311  # a repeatable demonstration
    return places
