"""What the ward board and the loop strip show: plain values, ready for a page, a paper or JSON."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from guong.drives.models import Drive, DriveUnit
from guong.figures.milestones import Milestone
from guong.figures.rules import Few, Value
from guong.kernel.numbers import Ratio


@dataclass(frozen=True, slots=True)
class Row:
    """One cell. `open_here`: whether the reader may open its page today."""

    unit_id: int
    name: str
    kind: str
    eligible: int
    milestones: dict[str, Milestone]
    open_here: bool


@dataclass(frozen=True, slots=True)
class Group:
    """Cells of one kind, in the order of their names."""

    kind: str
    label: str
    rows: list[Row]


@dataclass(frozen=True, slots=True)
class LateCell:
    unit_id: int
    name: str
    secretary: str  # "" for a reader without the right to people
    days: int
    new_day: date | None = None  # of a meeting that missed its day (S136)


@dataclass(frozen=True, slots=True)
class LateList:
    """Cells late at one milestone, the longest wait first, and when they were last reminded."""

    matter: str
    cells: list[LateCell]
    reminded_on: date | None

    @property
    def unit_ids(self) -> list[int]:
        return [cell.unit_id for cell in self.cells]


@dataclass(frozen=True, slots=True)
class Step:
    """One of the seven steps of the loop. `late` counts the cells that are late at it; `few` hides n and of (D9)."""

    key: str
    n: int
    of: int
    state: str
    late: int = 0
    stopped: bool = False
    few: Few | None = None


@dataclass(frozen=True, slots=True)
class Bar:
    """One stage of the funnel from finding to held."""

    key: str
    n: int
    of: int


@dataclass(frozen=True, slots=True)
class Branch:
    """A body below a large one. `late`: {milestone: cells late at it}; `unit_id` None: the cells directly below, together."""

    unit_id: int | None
    name: str
    figures: dict[str, Value]
    late: dict[str, int]
    open_here: bool


@dataclass(frozen=True, slots=True)
class Board:
    """Of a small body `groups` holds its cells. Of a large one `branches` holds the bodies below it and `groups` one page of
    the cells directly below it; `late_cells` says how many are late, and `at` up to which moment the figures are whole."""

    drive: Drive
    top: DriveUnit
    as_of: date
    figures: dict[str, Value]
    steps: list[Step]
    groups: list[Group]
    late: list[LateList]
    funnel: list[Bar]  # empty when hidden or when nothing was found
    can_remind: bool
    branches: list[Branch] = field(default_factory=list)
    late_cells: dict[str, int] = field(default_factory=dict)
    at: datetime | None = None
    page: int = 1
    pages: int = 0  # of the cells directly below a large body

    @property
    def cells(self) -> int:
        number = self.figures["units.cells"]
        return number if isinstance(number, int) else 0

    @property
    def is_large(self) -> bool:
        return self.at is not None


def funnel(figures: dict[str, Value]) -> list[Bar]:
    """found → owned → done → held, each in the number found; nothing when the numbers are hidden."""
    found = figures["findings.total"]
    if not isinstance(found, int) or found == 0:
        return []
    bars = [Bar("found", found, found)]
    for key, name in (("findings.owned", "owned"), ("findings.done", "done"), ("findings.held", "held")):
        value = figures[key]
        if isinstance(value, Ratio):
            bars.append(Bar(name, value.n, found))
    return bars


def late_rows(rows: Sequence[Row], name: str) -> list[Row]:
    return sorted(
        (row for row in rows if row.milestones[name].state == "late"), key=lambda row: -row.milestones[name].days
    )
