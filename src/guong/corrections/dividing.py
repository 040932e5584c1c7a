"""The division of a finding as a pure machine: whole hundredths, whole lists, nothing lost (R21, S67, D17, Q4).

A share is known by its key, (person id, of the collective as such). Services hold the rows; what changes is decided here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from guong.corrections.rules import left

Key = tuple[int, bool]


class Uneven(ValueError):
    """The shares do not make exactly 100 %: `rest` hundredths are left (negative: too many)."""

    def __init__(self, rest: int) -> None:
        super().__init__(f"{rest} hundredths are left")
        self.rest = rest


class Settled(ValueError):
    """A share on which work was already reported would be withdrawn; `key` names it."""

    def __init__(self, key: Key) -> None:
        super().__init__(f"work on {key} was reported")
        self.key = key


@dataclass(frozen=True, slots=True)
class Standing:
    """A share as it stands. `fixed`: its work was reported or confirmed, so that it stays."""

    hundredths: int
    terms: object  # measure, date and reason: what its person was asked to take on
    state: str = "proposed"
    fixed: bool = False


@dataclass(frozen=True, slots=True)
class Change:
    """What a new list does to the standing shares."""

    kept: frozenset[Key] = frozenset()
    withdrawn: frozenset[Key] = frozenset()
    proposed: tuple[Key, ...] = field(default=())


def whole(parts: Mapping[Key, int] | Mapping[int, int]) -> None:
    """Raise Uneven unless the parts make exactly 100 %."""
    rest = left(parts.values())
    if rest:
        raise Uneven(rest)


def redivide(standing: Mapping[Key, Standing], wanted: Mapping[Key, tuple[int, object]]) -> Change:
    """The change from what stands to a new whole list {key: (hundredths, terms)}: unchanged shares keep their answer.

    Uneven unless the list makes exactly 100 %; Settled when a share whose work was reported would go.
    """
    whole({key: hundredths for key, (hundredths, _terms) in wanted.items()})
    kept = frozenset(
        key for key, one in standing.items() if key in wanted and wanted[key] == (one.hundredths, one.terms)
    )
    gone = frozenset(standing) - kept
    for key in sorted(gone):
        if standing[key].fixed:
            raise Settled(key)
    return Change(kept, gone, tuple(key for key in wanted if key not in kept))


def may_carry(key: Key, hundredths: int, members: set[int], standing: Mapping[Key, Standing]) -> bool:
    """Whether somebody may carry so much: a member of the collective; one who left it, no more than he carries already."""
    if key[0] in members:
        return True
    return key in standing and hundredths <= standing[key].hundredths


def resettle(standing: Mapping[int, int], contested: int, changes: Mapping[int, int]) -> dict[int, int]:
    """All parts by share id after an objection was decided; the contested share may become 0, no other one.

    KeyError for a share that does not stand, ValueError for a part below its least, Uneven for any other sum than 100 %.
    """
    if set(changes) - set(standing):
        raise KeyError(sorted(set(changes) - set(standing))[0])
    parts = {pk: changes.get(pk, hundredths) for pk, hundredths in standing.items()}
    if any(part < 1 for pk, part in parts.items() if pk != contested) or parts[contested] < 0:
        raise ValueError("each remaining share is at least a hundredth")
    whole(parts)
    return parts
