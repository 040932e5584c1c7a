"""Rules of a drive, pure (R14, R15, R17, S98, S120, S123, S132, S133, S136)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from guong.kernel import treepath


def held_as_registered(held_on: date, dates: list[tuple[date, date]]) -> bool:
    """R15: the date equals the last registration made before that day.

    `dates`: (day the registration or move was made, date it names), in the order in which they were made. What is written
    down on the day of the meeting itself is no registration any more.
    """
    before = [named for made, named in dates if made < held_on]
    return bool(before) and before[-1] == held_on


def in_window(day: date, window_from: date, window_to: date) -> bool:
    """Whether a meeting on that day is inside the drive's window (S98); both ends count."""
    return window_from <= day <= window_to


def days_late(today: date, due: date) -> int:
    """Whole days past a due day; 0 while it is not past."""
    return max(0, (today - due).days)


@dataclass(frozen=True, slots=True)
class Place:
    """What a body is in its drive. `link`: the chain of documents must pass it; `due`: it is to be visited."""

    link: bool
    due: bool


def place(path: str, top: str, *, is_cell: bool, is_committee: bool) -> Place:
    """The place of the body at `path` in a drive over `top` (frozen paths).

    Every committee below the one whose drive it is is a link of the chain (R14); that one sends its groups to the cells and
    committees directly below it (S123).
    """
    return Place(link=is_committee and path != top, due=(is_cell or is_committee) and treepath.parent(path) == top)


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a registered meeting stood at the end of a day. `missed`: the first day it had named and let pass; `named`: the
    day named last."""

    missed: date | None
    named: date


def standing(dates: Sequence[tuple[date, date]], on: date) -> Standing | None:
    """S136: the days that a meeting not held by the end of `on` had named. None if it was not registered by then.

    `dates`: (day made, day named) of the registration and its moves, oldest first. A day is moved in time only before it
    comes (R15); one that was still in force when it came, and passed, was missed, whatever was named afterwards.
    """
    known = [(made, named) for made, named in dates if made <= on]
    if not known:
        return None
    ends = [made for made, _named in known[1:]]
    missed = [named for (_made, named), until in zip(known, ends, strict=False) if named <= until and named < on]
    last = known[-1][1]
    if last < on:
        missed.append(last)
    return Standing(min(missed, default=None), last)


def awaited(calls: str, cells: int, registered: int) -> int:
    """Of how many cells a drive awaits a meeting: the whole of "held" (docs/mechanisms/tallies.md).

    Every cell below, when every cell is called; those that registered, when the drive asked for cells to be put forward.
    """
    return registered if calls == "put_forward" else cells


def nearest_above(path: str, paths: Iterable[str]) -> str | None:
    """The nearest of `paths` strictly above `path`; None when there is none."""
    among = set(paths)
    return next((one for one in reversed(treepath.ancestors(path)) if one in among), None)


def chain_state(*, arrived: bool, acknowledged: bool, issued: bool, passed: bool) -> str:
    """How far the documents have come at a committee (R14): "away", "arrived", "acknowledged", "issued", "passed"."""
    if passed:
        return "passed"
    if issued:
        return "issued"
    if acknowledged:
        return "acknowledged"
    return "arrived" if arrived else "away"


def stops_chain(state: str) -> bool:
    """Whether what came from above lies at this committee: it has arrived, and those below have not got it yet."""
    return state in {"arrived", "acknowledged", "issued"}


@dataclass(frozen=True, slots=True)
class Coverage:
    """How a cell's members are spread over the parts of its meeting (R17). Ids of people, in ascending order."""

    nowhere: tuple[int, ...]  # eligible, and in no part
    twice: tuple[int, ...]  # in more than one
    empty: tuple[int, ...]  # parts to which nobody comes

    @property
    def whole(self) -> bool:
        """Parts disjoint, and their union all the eligible."""
        return not (self.nowhere or self.twice or self.empty)


def coverage(eligible: Iterable[int], parts: Iterable[int], placed: Iterable[tuple[int, int]]) -> Coverage:
    """R17 of a cell. `parts`: numbers of the registered parts; `placed`: pairs (person, part).

    A meeting in one part is everybody's. A place in a part that is not registered counts for nothing. Who is exempt may come
    to a part and is awaited in none, but may not stand in two either.
    """
    known = set(parts)
    if len(known) < 2:
        return Coverage((), (), ())
    places: dict[int, set[int]] = {}
    for person, part in placed:
        if part in known:
            places.setdefault(person, set()).add(part)
    taken = {part for mine in places.values() for part in mine}
    return Coverage(
        nowhere=tuple(sorted(set(eligible) - places.keys())),
        twice=tuple(sorted(person for person, mine in places.items() if len(mine) > 1)),
        empty=tuple(sorted(known - taken)),
    )


def even_split(people: Sequence[int], parts: Sequence[int]) -> list[tuple[int, int]]:
    """A proposal: the people in their order, cut into parts whose sizes differ by one at most. Pairs (person, part)."""
    if not parts:
        return []
    size, more = divmod(len(people), len(parts))
    pairs: list[tuple[int, int]] = []
    for index, part in enumerate(parts):
        start = index * size + min(index, more)
        pairs += [(person, part) for person in people[start : start + size + (index < more)]]
    return pairs


@dataclass(frozen=True, slots=True)
class BlockStand:
    """Where a block stands before its cells may begin. `pilots`: named; `held`: of those, how many have met."""

    pilots: int
    held: int
    written: bool
    opened: bool


def block_missing(stand: BlockStand) -> str:
    """R16: what a block still lacks: "" (it is open), "pilot", "held", "lessons" or "approval"."""
    if stand.opened:
        return ""
    if not stand.pilots:
        return "pilot"
    if not stand.held:
        return "held"
    return "approval" if stand.written else "lessons"


def outline(lines: Iterable[str]) -> list[tuple[str, str]]:
    """S34: (group, matter) of lines of which those that begin with “#” name the group of the ones that follow.

    A group without matters is itself a matter. Empty lines say nothing.
    """
    found: list[tuple[str, str]] = []
    group, used = "", True
    for line in (one.strip() for one in lines):
        if not line:
            continue
        if line.startswith("#"):
            found += [] if used else [("", group)]
            group = line.lstrip("# ").strip()
            used = not group
        else:
            found.append((group, line))
            used = True
    return found if used else [*found, ("", group)]


_YEARLY = ((2, 3), (4, 30), (5, 19), (7, 27), (9, 2), (12, 22))


def anniversaries(start: date, end: date) -> list[date]:
    """S28: the great days of the year that fall into a drive, at most a hundred."""
    days = [
        date(year, month, day)
        for year in range(start.year, min(end.year, start.year + 15) + 1)
        for month, day in _YEARLY
    ]
    return [day for day in days if start <= day <= end][:100]


def task_state(due: date, *, taken: bool, done_on: date | None, today: date) -> str:
    """S116: where a task of a body stands: "done", "done_late", "late" (its day is over), "taken" or "given"."""
    if done_on is not None:
        return "done_late" if done_on > due else "done"
    if today > due:
        return "late"
    return "taken" if taken else "given"


def first_step(days: Mapping[str, date]) -> str:
    """S37: with what a body began: the earliest of its first days, in the order document, registered, met on one day."""
    order = ("document", "registered", "met")
    known = [what for what in order if what in days]
    return min(known, key=lambda what: (days[what], order.index(what)), default="")
