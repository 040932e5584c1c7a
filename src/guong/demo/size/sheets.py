"""Rows on their way into the database: one sheet a table, poured by COPY where there is one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.management.color import no_style
from django.db import connection, models

from guong.kernel.errors import Invalid

_FLUSH = 20_000  # rows a sheet keeps before it is poured


class Sheet:
    """Rows of one model. `names`: columns as they are given; every other column has its default. Keys are counted here."""

    def __init__(self, model: type[models.Model], names: str) -> None:
        self.model = model
        given = names.split()
        fields = {field.attname: field for field in model._meta.concrete_fields}
        rest = [name for name in fields if name not in given and name != "id"]
        self._tail = tuple(self._plain(fields[name].get_default(), fields[name]) for name in rest)
        self._columns = [str(fields[name].column) for name in ("id", *given, *rest)]
        self._width = len(given)
        self._rows: list[tuple[Any, ...]] = []
        newest = model._default_manager.aggregate(newest=models.Max("pk"))["newest"]
        self.next_id: int = (newest or 0) + 1
        self.poured = 0

    @staticmethod
    def _plain(value: Any, field: Any) -> Any:
        if value is None and not field.null:
            raise Invalid(f"{field.model._meta.label}.{field.name}")
        if isinstance(value, bool):
            return int(value)
        return "{}" if value == {} else value

    def add(self, *values: Any) -> int:
        """One row: whole numbers, texts (dates as ISO), None. Returns its key."""
        if len(values) != self._width:
            raise ValueError(f"{self.model._meta.label}: {len(values)} values for {self._width} columns")
        key = self.next_id
        self.next_id = key + 1
        self._rows.append((key, *values, *self._tail))
        return key

    @property
    def full(self) -> bool:
        return len(self._rows) >= _FLUSH

    def pour(self) -> None:
        """Into the database."""
        if not self._rows:
            return
        quote = connection.ops.quote_name
        table = quote(self.model._meta.db_table)
        columns = ", ".join(quote(column) for column in self._columns)
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor, cursor.cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as copy:
                copy.write(_as_copy(self._rows))
        else:
            marks = ", ".join(["?"] * len(self._columns))
            sql = f"INSERT INTO {table} ({columns}) VALUES ({marks})"  # noqa: S608  # names of our own tables
            connection.connection.executemany(sql, self._rows)
        self.poured += len(self._rows)
        self._rows = []


def _as_copy(rows: Sequence[tuple[Any, ...]]) -> str:
    """COPY's text form. Texts of the demonstration hold no tab, line break or backslash, so nothing is escaped."""
    return "\n".join("\t".join(["\\N" if value is None else str(value) for value in row]) for row in rows) + "\n"


def set_sequences(sheets: Sequence[Sheet]) -> None:
    """The next row made by hand gets the next free key."""
    statements = connection.ops.sequence_reset_sql(no_style(), [sheet.model for sheet in sheets])
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def orphans(sheets: Sequence[Sheet]) -> list[str]:
    """Foreign keys of these tables that point at nothing: "table.column: number", each found by one join of whole tables."""
    found = []
    for sheet in sheets:
        for field in sheet.model._meta.concrete_fields:
            if not isinstance(field, models.ForeignKey):
                continue
            target = field.related_model._meta
            rows = sheet.model._default_manager.filter(**{f"{field.name}__isnull": False}).order_by()
            there = target.model._default_manager.filter(pk=models.OuterRef(field.attname))
            number = rows.filter(~models.Exists(there)).count()
            if number:
                found.append(f"{sheet.model._meta.db_table}.{field.column}: {number}")
    return found
