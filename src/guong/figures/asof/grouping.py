"""Counting rows by unit."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, QuerySet


def by_unit(rows: QuerySet[Any], field: str = "unit_id", what: str = "pk") -> dict[int, int]:
    """{unit id: number of distinct `what`}."""
    grouped = rows.order_by().values(field).annotate(number=Count(what, distinct=True))
    return dict(grouped.values_list(field, "number"))
