"""A figure as Markdown and JSON, with the machine it was measured on; and the clock that all figures use."""

from __future__ import annotations

import json
import os
import platform
import statistics
import time
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import django
from django.db import connection


@dataclass
class Figure:
    """`rows` are lines of the table: {column: value}. `how` says what was measured against what."""

    code: str
    title: str
    how: str
    goal: str
    rows: list[dict[str, Any]]
    machine: dict[str, str] = field(default_factory=lambda: machine())

    @property
    def name(self) -> str:
        return f"{self.code}-{connection.vendor}"

    def markdown(self) -> str:
        heads = list(self.rows[0])
        lines = [f"# {self.code}: {self.title}", "", self.how, "", f"Goal: {self.goal}", ""]
        lines += ["| " + " | ".join(heads) + " |", "|" + "---|" * len(heads)]
        lines += ["| " + " | ".join(str(row[head]) for head in heads) + " |" for row in self.rows]
        facts = ", ".join(f"{key} {value}" for key, value in self.machine.items())
        return "\n".join([*lines, "", f"Machine: {facts}.", ""])

    def write(self, folder: Path) -> None:
        folder.mkdir(exist_ok=True)
        (folder / f"{self.name}.md").write_text(self.markdown(), encoding="utf-8")
        whole = json.dumps(asdict(self), ensure_ascii=False, indent=1)
        (folder / f"{self.name}.json").write_text(whole + "\n", encoding="utf-8")


def machine() -> dict[str, str]:
    """What the figures depend on. The load tells how many others used the cores meanwhile."""
    if connection.vendor == "sqlite":
        database = f"SQLite {connection.Database.sqlite_version}"
    else:
        database = f"PostgreSQL {connection.pg_version // 10000}, without fsync"
    return {
        "day": datetime.now(UTC).date().isoformat(),
        "cores": str(os.cpu_count()),
        "load": f"{os.getloadavg()[0]:.1f}",
        "system": platform.platform(terse=True),
        "Python": platform.python_version(),
        "Django": django.get_version(),
        "database": database,
    }


def medians(
    works: Mapping[str, Callable[[], object]], rounds: int, clock: Callable[[], float] = time.perf_counter
) -> dict[str, float]:
    """Median milliseconds of each work. The works take turns, so that a busy moment of the machine meets all of them."""
    taken: dict[str, list[float]] = {name: [] for name in works}
    for _ in range(rounds):
        for name, work in works.items():
            begin = clock()
            work()
            taken[name].append(clock() - begin)
    return {name: statistics.median(times) * 1000 for name, times in taken.items()}
