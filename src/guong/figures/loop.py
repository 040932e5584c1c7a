"""The seven steps of the loop with n and of, from figures and milestones. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from guong.figures.board import Row, Step, late_rows
from guong.figures.milestones import NAMES
from guong.figures.rules import Few, Value, stage, stopped_at
from guong.kernel.numbers import Ratio

KEYS = ("directives", "registration", "study", "meetings", "findings", "corrections", "rechecks")


def _step(key: str, value: Value, late: int, *, begun: bool = False, whole: int | None = None) -> Step:
    """A step; `whole` is what counts as done when that is not the numerator (make-up study)."""
    if isinstance(value, Few):
        return Step(key, 0, 0, "late" if late else ("go" if begun else "no"), late, few=value)
    ratio = value if isinstance(value, Ratio) else Ratio(value, value)
    state = stage(ratio.n if whole is None else whole, ratio.of, late=late > 0, begun=begun)
    return Step(key, ratio.n, ratio.of, "late" if late else state, late)


@dataclass(frozen=True, slots=True)
class Cells:
    """What the loop asks of the cells together. `late`: {milestone: cells late at it}."""

    number: int
    late: Mapping[str, int]
    rechecks_known: int
    rechecks_done: int
    begun: bool


def cells_of(rows: Sequence[Row]) -> Cells:
    """The same from the rows of a board."""
    return Cells(
        number=len(rows),
        late={name: len(late_rows(rows, name)) for name in NAMES},
        rechecks_known=sum(row.milestones["recheck"].day is not None for row in rows),
        rechecks_done=sum(row.milestones["recheck"].state == "ok" for row in rows),
        begun=any(row.milestones["corrections"].state not in {"no", "few"} for row in rows),
    )


def steps(figures: dict[str, Value], cells: Cells, basis: int) -> list[Step]:
    """The steps in order; the first late one is where the loop has stopped."""
    late, begun, looked = cells.late, cells.begun, cells.rechecks_known
    attended, made_up = figures["study.attended"], figures["study.made_up"]
    studied = attended.n + made_up.n if isinstance(attended, Ratio) and isinstance(made_up, Ratio) else None
    issued = figures["directives.issued"]
    chain = isinstance(issued, Ratio) and issued.of > 0
    found = [
        _step("directives", issued, 0) if chain else Step("directives", basis, basis, "ok" if basis else "no"),
        _step("registration", figures["meetings.registered"], late["registration"]),
        _step("study", attended, late["study"], whole=studied),
        _step("meetings", figures["meetings.held"], late["meeting"]),
        _step("findings", figures["findings.owned"], 0, begun=begun),
        _step("corrections", figures["actions.done"], late["corrections"], begun=begun),
        _step("rechecks", Ratio(cells.rechecks_done, cells.number if looked else 0), late["recheck"], begun=looked > 0),
    ]
    stopped = stopped_at([step.state for step in found])
    return [replace(step, stopped=index == stopped) for index, step in enumerate(found)]
