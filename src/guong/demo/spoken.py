"""Composes what an invented person says: the pool that fits the cell, the wording that is free there, and concrete places and days.

Two people of one cell never get the same wording twice, so that passages in common are only those that the story plants.
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from guong.demo import faults
from guong.demo.cellcast import CellCast
from guong.org.enums import MemberKind, UnitKind
from guong.org.models import Person

_WHY = {
    MemberKind.RETIRED: faults.RETIRED,
    MemberKind.WORKER: faults.IN_SHIFTS,
    MemberKind.FREELANCE: faults.TRADING,
    MemberKind.TEACHER: faults.TEACHING,
    MemberKind.ARMED: faults.GUARDING,
}
_POOLS = {UnitKind.CELL_SCHOOL: faults.SCHOOL, UnitKind.CELL_POLICE: faults.POLICE}
_DAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")


@dataclass(frozen=True)
class Fault:
    """A shortcoming as its owner tells it, and what he or she will do about it. `kind` is a FindingKind value."""

    kind: str
    fact: str
    circumstances: str
    cause: str
    measure: str


def seed_of(cell: CellCast) -> int:
    """The same number for the same cell in the same drive, in every run and process."""
    return zlib.crc32(f"{cell.drive.code} {cell.unit.code}".encode())


def fault(cell: CellCast, person: Person, index: int) -> Fault:
    """The shortcoming of the `index`-th member: pools are walked once before a second wording is taken."""
    pool = _POOLS.get(UnitKind(cell.unit.kind), faults.STREET)
    turn, place = divmod(index, len(pool))
    seed = seed_of(cell)
    spec = pool[(place + seed) % len(pool)]
    first = (seed // len(pool) + turn) % 2
    second = (seed // 7919 + turn + turn // 2) % 2
    why = _WHY.get(MemberKind(person.kind), faults.AT_WORK)
    say = filler(cell, index)
    return Fault(
        spec.kind, say(spec.facts[first]), say(why[(index + seed) % len(why)]), spec.cause, say(spec.measures[second])
    )


def several(cell: CellCast, pool: Sequence[str], index: int, count: int) -> str:
    """`count` sentences of a pool, others for the neighbour, with places and days filled in."""
    say, start = filler(cell, index), seed_of(cell) + index * count
    step = 1 + start // len(pool) % 3  # neighbours that meet again in the pool do not meet in all their sentences
    return " ".join(say(pool[(start + step * number) % len(pool)]) for number in range(count))


def filler(cell: CellCast, index: int) -> Filler:
    """The places and days of the `index`-th member: the same throughout a drive."""
    return Filler(f"{cell.drive.code} {cell.unit.code} {index}", cell.drive.starts_on.month)


class Filler:
    """Fills the braces of a sentence with a place, a day, and one of the five months before `month`."""

    def __init__(self, seed: str, month: int) -> None:
        random = Random(seed)  # noqa: S311  # a repeatable story
        month = (month - random.randint(2, 6)) % 12 + 1
        self._words = {
            "thang": f"tháng {month}", "Thang": f"Tháng {month}", "ngo": f"ngõ {random.randint(4, 168)}",
            "so": str(random.randint(2, 4)), "nhieu": str(random.randint(5, 14)), "ngay": random.choice(_DAYS),
        }  # fmt: skip

    def __call__(self, sentence: str) -> str:
        return sentence.format_map(self._words)


def plain() -> list[Fault]:
    """One of each shortcoming of the streets, for cells that are poured by the thousand."""
    found = []
    for index, spec in enumerate(faults.STREET):
        say, why = Filler(spec.facts[0], 6), faults.RETIRED[index % len(faults.RETIRED)]
        found.append(Fault(spec.kind, say(spec.facts[0]), say(why), spec.cause, say(spec.measures[0])))
    return found
