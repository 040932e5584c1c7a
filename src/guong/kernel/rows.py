"""Rows read again under a lock, without reading again what cannot have changed."""

from __future__ import annotations

from typing import TypeVar

from django.db import models

Row = TypeVar("Row", bound=models.Model)


def with_known(row: Row, before: Row, *names: str) -> Row:
    """`row` with those related objects of `before` that were read already; for relations that never point elsewhere."""
    for name in names:
        if row._meta.get_field(name).is_cached(before):  # type: ignore[union-attr]  # a foreign key
            setattr(row, name, getattr(before, name))
    return row
