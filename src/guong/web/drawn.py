"""Indicators as drawings: places of dots and bars in a small frame, beside the table that says the same in figures. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

WIDTH, HEIGHT = 360, 170
_LEFT, _RIGHT, _TOP, _BOTTOM = 24, 336, 26, 138
_MOST = 24  # values that are drawn: the newest
_LABELS = 6


@dataclass(frozen=True, slots=True)
class Mark:
    """A dot or a bar: middle `x`, top `y`, `width` and `height` of a bar; `said` above it, `label` below ("" for none)."""

    x: int
    y: int
    said: str
    label: str
    width: int = 0
    height: int = 0

    @property
    def left(self) -> int:
        return self.x - self.width // 2


@dataclass(frozen=True, slots=True)
class Drawing:
    """What stands in the frame. `line`: the points of a line through the dots ("" for bars)."""

    marks: list[Mark]
    line: str
    width: int = WIDTH
    height: int = HEIGHT
    ground: int = _BOTTOM


def draw(kind: str, values: Sequence[tuple[str, int, int | None]]) -> Drawing | None:
    """`values` are (period, n, of), the oldest first: a rank with place 1 on top, a ratio from 0 to 100 %, a count as bars.

    None for fewer than two: one value is no movement.
    """
    rows = list(values)[-_MOST:]
    if len(rows) < 2:
        return None
    heights = _heights(kind, rows)
    step = (_RIGHT - _LEFT) / len(rows)
    every = -(-len(rows) // _LABELS)
    marks = []
    for at, ((label, n, of), part) in enumerate(zip(rows, heights, strict=True)):
        shown = at % every == (len(rows) - 1) % every  # the last one always
        y = _BOTTOM - round(part * (_BOTTOM - _TOP))
        wide = max(4, round(step * 0.6)) if kind == "count" else 0
        x = round(_LEFT + step * (at + 0.5))
        marks.append(Mark(x, y, _said(kind, n, of) if shown else "", label if shown else "", wide, _BOTTOM - y))
    line = "" if kind == "count" else " ".join(f"{mark.x},{mark.y}" for mark in marks)
    return Drawing(marks, line)


def _heights(kind: str, rows: Sequence[tuple[str, int, int | None]]) -> list[float]:
    """Height of each value, 0 at the ground to 1 at the top."""
    if kind == "rank":
        last = max((of or n for _label, n, of in rows), default=1)
        return [1 - (n - 1) / max(1, last - 1) for _label, n, _of in rows]
    if kind == "ratio":
        return [n / of if of else 0.0 for _label, n, of in rows]
    most = max(1, *(n for _label, n, _of in rows))
    return [n / most for _label, n, _of in rows]


def _said(kind: str, n: int, of: int | None) -> str:
    if kind == "count":
        return str(n)
    if kind == "rank":
        return f"{n}/{of}"
    return f"{(n * 200 + (of or 1)) // (2 * (of or 1))} %" if of else "–"
