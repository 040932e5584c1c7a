"""The files of one waiting list under the data folder: its cells, what was read of them, and the report.

Everything is plain JSON. A piece that is written twice, because two pages of one person asked for it at once or the server fell
over in between, comes out the same: each has a name of its own.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import asdict, astuple, dataclass
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings

from guong.exchange.reading.lists import SEARCHED
from guong.exchange.reading.shapes import Cell, Grid, MemberRow, ParsedList, Problem, Skipped
from guong.exchange.report import Fate, ImportReport

_BLOCK = 2000  # rows that are read at once
_FIRST = SEARCHED + 1  # at least so many in the first block of a sheet: in them its heading is looked for
_ROW = ("sheet", "row", "full_name", "code", "birth_date", "birth_year", "gender", "admitted_on", "official_on", "cells", "posts",
        "standing", "occupation", "managed_by_higher", "ticket")  # fmt: skip
_DAYS = ("birth_date", "admitted_on", "official_on")
_REPORT = ("rows", "new_cells", "standings", "identity_columns", "unread_columns")


@dataclass(frozen=True, slots=True)
class Block:
    """Some rows of one sheet. `grid` has one row more than `stop`, if there is one: a heading may have two."""

    number: int  # of the sheet
    grid: Grid
    stop: int
    width: int  # columns of the whole sheet
    after: int  # where the next block begins in the file


class Shelf:
    def __init__(self, token: str) -> None:
        self.root = Path(settings.DATA) / "pending" / token

    def clear(self) -> None:
        shutil.rmtree(self.root, ignore_errors=True)

    def _write(self, name: str, lines: Iterator[str]) -> None:
        """Whole or not at all, readable by the program alone."""
        self.root.mkdir(parents=True, exist_ok=True, mode=0o700)
        part = self.root / f"{name}.{os.getpid()}.part"
        descriptor = os.open(part, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600)
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            for line in lines:
                file.write(line + "\n")
        part.replace(self.root / name)

    # -- cells ------------------------------------------------------------------------------------------------------

    def put_cells(self, grids: Sequence[Grid]) -> int:
        """Keep the cells of a file; the number of its rows."""
        self._write("cells", (line for number, grid in enumerate(grids) for line in _blocks(number, grid)))
        return sum(len(grid.rows) for grid in grids)

    def blocks(self, position: int = 0) -> Iterator[Block]:
        """The blocks from a place in the file on. FileNotFoundError when the file is no longer kept."""
        with (self.root / "cells").open("rb") as file:
            file.seek(position)
            for line in iter(file.readline, b""):
                number, sheet, width, start, stop, formulas, rows = json.loads(line)
                places = frozenset((row, column) for row, column in formulas)
                grid = Grid(sheet, [[_cell(value) for value in row] for row in rows], places, start)
                yield Block(number, grid, stop, width, file.tell())

    # -- what was read ----------------------------------------------------------------------------------------------

    def put_parsed(self, position: int, parsed: ParsedList) -> None:
        self._write(f"read-{position:012d}", iter([json.dumps(_plain(parsed))]))

    def parsed(self) -> ParsedList:
        """All that was read, in the order of the file."""
        whole = ParsedList()
        for path in sorted(self.root.glob("read-????????????")):
            _add(whole, json.loads(path.read_bytes()))
        return whole

    # -- report -----------------------------------------------------------------------------------------------------

    def put_report(self, report: ImportReport) -> None:
        facts: dict[str, Any] = {name: getattr(report, name) for name in _REPORT}
        facts["as_of"] = report.as_of and report.as_of.isoformat()
        facts["counts"] = {what: report.count(what) for what in ("create", "update", "unchanged")}
        for name in ("errors", "warnings", "skipped"):
            facts[name] = [astuple(one) for one in getattr(report, name)]
        self._write("fates", (json.dumps([fate.what, asdict(fate)]) for fate in report.fates))
        self._write("report", iter([json.dumps(facts)]))

    def report(self) -> ImportReport:
        """The report without its fates: these are asked for by the page (`fates`)."""
        facts = json.loads((self.root / "report").read_bytes())
        facts["as_of"] = date.fromisoformat(facts["as_of"]) if facts["as_of"] else None
        facts["errors"] = [Problem(*values) for values in facts["errors"]]
        facts["warnings"] = [Problem(*values) for values in facts["warnings"]]
        facts["skipped"] = [Skipped(*values) for values in facts["skipped"]]
        return ImportReport(**facts)

    def fates(self, what: str, start: int, stop: int) -> list[Fate]:
        """Fates number `start` to `stop` (not included), of one kind or ("") of all."""
        begin = f'["{what}",' if what else "["
        found = []
        with (self.root / "fates").open(encoding="ascii") as file:
            at = 0
            for line in file:
                if not line.startswith(begin):
                    continue
                if at >= stop:
                    break
                if at >= start:
                    found.append(Fate(**json.loads(line)[1]))
                at += 1
        return found


def _blocks(number: int, grid: Grid) -> Iterator[str]:
    width = max((len(row) for row in grid.rows), default=0)
    start = 0
    while start < len(grid.rows):
        stop = min(_BLOCK if start else max(_BLOCK, _FIRST), len(grid.rows) - start)
        rows = grid.rows[start : start + stop + 1]
        formulas = sorted(place for place in grid.formulas if start <= place[0] < start + stop)
        yield json.dumps([number, grid.sheet, width, start, stop, formulas, rows], default=_day)
        start += stop


def _day(value: date) -> list[str]:
    return [value.isoformat()]


def _cell(value: Any) -> Cell:
    return date.fromisoformat(value[0]) if isinstance(value, list) else value


def _plain(parsed: ParsedList) -> dict[str, Any]:
    labels: dict[int, tuple[int, dict[str, str]]] = {}
    rows = []
    for row in parsed.rows:
        number, _columns = labels.setdefault(id(row.columns), (len(labels), row.columns))
        values = [getattr(row, name) for name in _ROW]
        rows.append([number, *(value.isoformat() if isinstance(value, date) else value for value in values)])
    return {
        "labels": [columns for _number, columns in labels.values()],
        "rows": rows,
        "problems": [astuple(one) for one in parsed.problems],
        "warnings": [astuple(one) for one in parsed.warnings],
        "skipped": [astuple(one) for one in parsed.skipped],
        "as_of": parsed.as_of and parsed.as_of.isoformat(),
        "identity_columns": parsed.identity_columns,
        "unread_columns": parsed.unread_columns,
        "bad_rows": parsed.bad_rows,
    }


def _add(whole: ParsedList, piece: dict[str, Any]) -> None:
    for number, *values in piece["rows"]:
        facts = dict(zip(_ROW, values, strict=True))
        for name in _DAYS:
            facts[name] = date.fromisoformat(facts[name]) if facts[name] else None
        facts["cells"] = tuple(facts["cells"])
        facts["posts"] = None if facts["posts"] is None else tuple(facts["posts"])
        whole.rows.append(MemberRow(columns=piece["labels"][number], **facts))
    whole.problems += [Problem(*values) for values in piece["problems"]]
    whole.warnings += [Problem(*values) for values in piece["warnings"]]
    whole.skipped += [Skipped(*values) for values in piece["skipped"]]
    whole.as_of = whole.as_of or (date.fromisoformat(piece["as_of"]) if piece["as_of"] else None)
    for name in ("identity_columns", "unread_columns"):
        kept = getattr(whole, name)
        kept += [column for column in piece[name] if column not in kept]
    whole.bad_rows += piece["bad_rows"]
