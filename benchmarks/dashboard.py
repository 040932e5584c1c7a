"""P1, P2: the figures of one body with those of all below it, beside a recount of the records and beside DuckDB.

The database is filled with `guong demo --size` when it is empty (GUONG_BENCH_SIZE: province, or nation on PostgreSQL).
"""

from __future__ import annotations

import csv
import os
import resource
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import duckdb
from django.db import connection
from django.test import Client
from django.urls import reverse

from benchmarks.report import Figure, medians
from benchmarks.worlds import SYSTEM
from guong.accounts.models import Account
from guong.demo.size.pouring import pour
from guong.demo.size.sizes import SIZES
from guong.drives.models import Drive, DriveUnit
from guong.drives.tallies import COLUMNS
from guong.figures import large, selectors
from guong.figures.counting import part
from guong.figures.summaries import refresh_summaries, whole
from guong.kernel import treepath
from guong.org.models import Unit
from guong.papers import exports

ROUNDS = 9
SLOW = 3
# every record that a figure of the drive is counted from, with the frozen path of its cell
RECORDS = {
    "roster": (
        "drives_participant r",
        "CAST(r.eligible AS INTEGER) AS a, CASE WHEN r.standing = 'exempt' THEN 1 ELSE 0 END AS b",
    ),
    "meetings": (
        "drives_registration r",
        "CASE WHEN r.state = 'held' THEN 1 ELSE 0 END AS a, CAST(r.as_registered AS INTEGER) AS b",
    ),
    "plans": (
        "plans_plan r",
        "CASE WHEN r.submitted_at IS NULL THEN 0 ELSE 1 END AS a, CASE WHEN r.accepted_at IS NULL THEN 0 ELSE 1 END AS b",
    ),
    "findings": (
        "corrections_finding r",
        "CASE WHEN r.state = 'closed' THEN 1 ELSE 0 END AS a, CASE WHEN r.divided_at IS NULL THEN 0 ELSE 1 END AS b",
    ),
}


def _filled() -> Drive:
    if not Drive.objects.exists():
        size = SIZES[os.environ.get("GUONG_BENCH_SIZE", "province")]
        pour(
            actor=SYSTEM,
            size=size if connection.vendor == "postgresql" or not size.postgres else SIZES["province"],
            progress=print,
        )
    drive = Drive.objects.select_related("scope_unit", "ruleset").get()
    refresh_summaries(actor=SYSTEM, drive=drive)
    return drive


def _levels(drive: Drive) -> dict[str, Unit]:
    """{what: a body}, from the top down to a cell."""
    top = drive.scope_unit
    found, path = {_what(top): top}, top.path
    while not (unit := Unit.objects.get(path=treepath.child(path, 1))).is_cell:
        found[_what(unit)], path = unit, unit.path
    return {**found, _what(unit): unit}


def _what(unit: Unit) -> str:
    kind = "cell" if unit.is_cell else str(unit.kind)
    return {"central": "nation", "ward": "commune"}.get(kind, kind)


def _ours(drive: Drive, unit: Unit) -> None:
    """The counts of a body and of each body or cell below it."""
    counted = whole(drive, unit, None)
    if counted is None:
        part(drive, unit, None)
    else:
        large.branches(SYSTEM, counted)


def _grouped(unit: Unit) -> str:
    """The path of the child below `unit` that a row belongs to."""
    return f"SUBSTR(path, 1, {len(unit.path) + treepath.WIDTH})"


def _sql(sql: str) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return list(cursor.fetchall())


def _records(name: str) -> str:
    table, columns = RECORDS[name]
    return f"SELECT u.path, {columns} FROM {table} JOIN drives_driveunit u ON u.drive_id = r.drive_id AND u.unit_id = r.unit_id"


def _recount(unit: Unit, run: Callable[[str], object], source: Callable[[str], str]) -> None:
    inside = f"path >= '{unit.path}' AND path < '{treepath.successor(unit.path)}'"
    for name in RECORDS:
        total = "SUM(CAST(a AS INTEGER)), SUM(CAST(b AS INTEGER))"
        run(f"SELECT {_grouped(unit)}, COUNT(*), {total} FROM {source(name)} WHERE {inside} GROUP BY 1")


def _sums(unit: Unit, run: Callable[[str], object], table: str) -> None:
    inside = f"path >= '{unit.path}' AND path < '{treepath.successor(unit.path)}'"
    columns = ", ".join(f"SUM({name})" for name in sorted(COLUMNS))
    run(f"SELECT {_grouped(unit)}, {columns} FROM {table} WHERE {inside} GROUP BY 1")


def _as_csv(sql: str, file: Path) -> None:
    if connection.vendor == "postgresql":
        with (
            file.open("wb") as out,
            connection.cursor() as cursor,
            cursor.copy(f"COPY ({sql}) TO STDOUT CSV HEADER") as copy,
        ):
            for block in copy:
                out.write(block)
        return
    with file.open("w", newline="") as out, connection.cursor() as cursor:
        cursor.execute(sql)
        writer = csv.writer(out)
        writer.writerow([column[0] for column in cursor.description])
        writer.writerows(cursor)


def _in_duckdb(home: Path) -> duckdb.DuckDBPyConnection:
    """The same rows, the paths joined already, in DuckDB's own columns."""
    other = duckdb.connect()
    queries = {name: _records(name) for name in RECORDS}
    queries["tallies"] = "SELECT path, " + ", ".join(sorted(COLUMNS)) + " FROM drives_tally"
    for name, sql in queries.items():
        file = home / f"{name}.csv"
        _as_csv(sql, file)
        other.execute(f"CREATE TABLE {name} AS SELECT * FROM read_csv('{file}', types={{'path': 'VARCHAR'}})")
        file.unlink()
    other.execute("PRAGMA threads=2")
    return other


def _page(client: Client, url: str) -> None:
    if (status := client.get(url).status_code) != 200:
        raise RuntimeError(f"{url} answers {status}")


def _papers(drive: Drive, unit: Unit) -> None:
    """The official report of a body, three times (P6)."""
    for make in (exports.report_docx, exports.report_xlsx, exports.report_pdf):
        if not make(actor=SYSTEM, drive=drive, unit=unit):
            raise RuntimeError(f"no report of {unit.code}")


def measure() -> Figure:
    drive = _filled()
    client = Client()
    client.force_login(Account.objects.get(username="vanphong"))
    rows = []
    with tempfile.TemporaryDirectory() as home:
        other = _in_duckdb(Path(home))
        for what, unit in _levels(drive).items():
            url = reverse("board", args=[drive.pk, unit.pk])
            fast = {
                "figures": partial(selectors.figures, actor=SYSTEM, drive=drive, unit=unit),
                "with all below": partial(_ours, drive, unit),
                "whole page": partial(_page, client, url),
                "sum of tallies": partial(_sums, unit, _sql, "drives_tally"),
                "DuckDB, tallies": partial(_sums, unit, other.execute, "tallies"),
                "DuckDB, records": partial(_recount, unit, lambda sql: other.execute(sql).fetchall(), str),
            }
            papers = partial(_papers, drive, unit)
            slow = {
                "report as .docx, .xlsx and .pdf": papers,
                "recount": partial(_recount, unit, _sql, lambda name: f"({_records(name)}) AS rows"),
            }
            for work in fast.values():
                work()
            busy = medians(
                {"figures, processor": fast["figures"], "whole page, processor": fast["whole page"]},
                ROUNDS,
                time.thread_time,
            )
            taken = {**medians(fast, ROUNDS), **medians(slow, SLOW), **busy}
            cells = DriveUnit.objects.filter(
                drive=drive, is_cell=True, path__gte=unit.path, path__lt=treepath.successor(unit.path)
            ).count()
            rows.append({"body": what, "cells": cells, **{f"{name}, ms": f"{ms:.1f}" for name, ms in taken.items()}})
    return _figure(drive, rows)


def _figure(drive: Drive, rows: list[dict[str, Any]]) -> Figure:
    members = drive.participants.count()
    nation = "nation" in {row["body"] for row in rows}
    code = "P2-dashboard" if connection.vendor == "sqlite" else "P1-dashboard"
    how = (
        f"{members:,} members, {rows[0]['cells']:,} cells. Median wall time of {ROUNDS} taking turns (report and recount: {SLOW}); “processor” is the time of the program alone, which others on the machine do not lengthen. “With all "
        "below” counts every body or cell below too, as the board shows them; “recount” groups roster, registrations, plans and "
        "findings by the bodies below; DuckDB holds the same rows with the paths joined already. "
        f"Highest memory of the program: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB, DuckDB's columns included."
    )
    goal = "figures at most 5 ms at every level (3 ms embedded), the page of the top at most 60 ms; the report of a province under a minute and 512 MB (P6)"
    return Figure(f"{code}-nation" if nation else code, "the board of one body, at any level", how, goal, rows)
