"""What an import did, or would do."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from guong.exchange.reading.shapes import Problem, Skipped


@dataclass(frozen=True, slots=True)
class Fate:
    """What becomes of one member row: create, update or unchanged. `changes` as {field: (before, after)} in words."""

    sheet: str
    row: int
    what: str
    name: str
    code: str
    cell: str
    changes: dict[str, tuple[str, str]] = field(default_factory=dict)


@dataclass(slots=True)
class ImportReport:
    """The fate of every row. With any error nothing is written, so `created` and `updated` are 0."""

    rows: int = 0
    fates: list[Fate] = field(default_factory=list)
    errors: list[Problem] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)
    new_cells: list[tuple[str, str, str]] = field(default_factory=list)  # code, name, kind
    standings: dict[str, int] = field(default_factory=dict)  # exempt, away, suspended as the file has them (R1)
    as_of: date | None = None
    identity_columns: list[str] = field(default_factory=list)
    unread_columns: list[str] = field(default_factory=list)
    written: bool = False
    counts: dict[str, int] = field(default_factory=dict)  # of a report whose fates are kept elsewhere

    def count(self, what: str) -> int:
        return self.counts[what] if self.counts else sum(fate.what == what for fate in self.fates)

    @property
    def created(self) -> int:
        return 0 if self.errors else self.count("create")

    @property
    def updated(self) -> int:
        return 0 if self.errors else self.count("update")

    @property
    def unchanged(self) -> int:
        return self.count("unchanged")

    def as_json(self) -> dict[str, Any]:
        """The contract of `guong import members --json`."""
        return {
            "rows": self.rows, "created": self.created, "updated": self.updated, "unchanged": self.unchanged,
            "errors": [error.as_json() for error in self.errors],
        }  # fmt: skip
