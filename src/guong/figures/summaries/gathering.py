"""What is counted at the bodies themselves, from the tallies and dates of their cells, a few dozen bodies at a time.

It uses the same functions as the board of one ward, so a summary says what the board would.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from django.db.models import Q

from guong.drives.models import Drive, DriveUnit, Tally
from guong.drives.tallies import COLUMNS
from guong.figures.asof import counts_on, overdue_and_done_on
from guong.figures.counting import dates_of, span_of
from guong.figures.milestones import NAMES, Dates, Span, all_of
from guong.figures.summaries.nodes import gaps, nearest
from guong.kernel import clock

AT_ONCE = 24  # bodies in one round: some two thousand cells in memory
_NO_DATES = Dates()


def gather(
    drive: Drive, children: Mapping[str, Sequence[str]], homes: Sequence[str], on: date
) -> Iterator[dict[str, dict[str, int]]]:
    """{path of a body: counts at the body itself} at the end of `on`, round by round.

    `children`: the nodes directly below each node. Besides the tally's columns: `cells`, `actions_overdue`,
    `findings_done`, `late_<milestone>` (cells late at it), `rechecks_known`, `rechecks_done`, `begun`.
    """
    span = span_of(drive)
    for start in range(0, len(homes), AT_ONCE):
        yield _round(drive, children, homes[start : start + AT_ONCE], on, span)


def _round(
    drive: Drive, children: Mapping[str, Sequence[str]], homes: Sequence[str], on: date, span: Span
) -> dict[str, dict[str, int]]:
    where = Q(pk__in=[])
    for home in homes:
        for begin, end in gaps(home, children.get(home, ())):
            where |= Q(path__gte=begin, path__lt=end)
    cells = set(DriveUnit.objects.filter(where, drive=drive, is_cell=True).values_list("unit_id", flat=True))
    rows = _rows(drive, where, on)
    ids = [row["unit_id"] for row in rows]
    overdue, done = overdue_and_done_on(drive, ids, on)
    dates = dates_of(drive, sorted(cells), on)
    counted: dict[str, Counter[str]] = {home: Counter() for home in homes}
    for row in rows:
        unit_id = row.pop("unit_id")
        mine = counted[nearest(row.pop("path"), counted)]
        row["actions_overdue"], row["findings_done"] = overdue.get(unit_id, 0), done.get(unit_id, 0)
        mine.update(row)
        if unit_id in cells:
            mine.update(_marks(row, dates.get(unit_id, _NO_DATES), span, on))
    return {home: dict(counts) for home, counts in counted.items()}


def _rows(drive: Drive, where: Q, on: date) -> list[dict[str, Any]]:
    """Counts with `unit_id` and `path`, from the tallies today, from the dated rows on a past day."""
    tallies = Tally.objects.filter(where, drive=drive)
    if on == clock.today():
        return list(tallies.values("unit_id", "path", *sorted(COLUMNS)))
    paths = dict(tallies.values_list("unit_id", "path"))
    then = counts_on(drive, list(paths), on)
    return [{**then[unit_id], "unit_id": unit_id, "path": path} for unit_id, path in paths.items()]


def _marks(row: Mapping[str, int], dates: Dates, span: Span, on: date) -> dict[str, int]:
    marks = all_of(row, dates, span, on, None)
    found = {f"late_{name}": int(marks[name].state == "late") for name in NAMES}
    recheck = marks["recheck"]
    found["cells"] = 1
    found["rechecks_known"] = int(recheck.day is not None)
    found["rechecks_done"] = int(recheck.state == "ok")
    found["begun"] = int(marks["corrections"].state != "no")
    return found


def added(parts: Sequence[Mapping[str, int]]) -> dict[str, int]:
    """Sum of counts."""
    total: Counter[str] = Counter()
    for part in parts:
        total.update(part)
    return dict(total)
