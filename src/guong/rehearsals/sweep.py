"""Finding and removing every row that hangs on an invented tree, whatever room it is of.

Foreign keys are deferred until the transaction ends, on both databases, so the order of removal does not matter; a row that
still pointed at something removed would make the whole transaction fail.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db import models
from django.db.models import ManyToOneRel

Found = dict[type[models.Model], set[int]]
CHUNK = 500


def hanging_on(start: Iterable[models.Model]) -> Found:
    """{model: ids} of these rows and of all rows that point at them, directly or through others."""
    found: Found = defaultdict(set)
    waiting: Found = defaultdict(set)
    for row in start:
        waiting[type(row)].add(row.pk)
    while waiting:
        model, ids = waiting.popitem()
        new = ids - found[model]
        found[model] |= new
        for key in _pointing_at(model):
            for chunk in _chunks(new):
                rows = key.model._base_manager.filter(**{f"{key.name}__in": chunk})
                pointing = set(rows.values_list("pk", flat=True)) - found[key.model]
                if pointing:
                    waiting[key.model] |= pointing
    return {model: ids for model, ids in found.items() if ids}


def remove(found: Found) -> int:
    """Remove these rows; how many there were. The caller has looked at what they are, and has a transaction open."""
    for model, ids in found.items():
        for chunk in _chunks(ids):
            rows = model._base_manager.filter(pk__in=chunk)
            rows._raw_delete(rows.db)
    return sum(len(ids) for ids in found.values())


def _pointing_at(model: type[models.Model]) -> list[Any]:
    """Every foreign key of the product to a model, those of many-to-many tables among them."""
    relations = model._meta.get_fields(include_hidden=True)
    return [one.field for one in relations if isinstance(one, ManyToOneRel)]


def _chunks(ids: set[int]) -> list[list[int]]:
    listed = sorted(ids)
    return [listed[start : start + CHUNK] for start in range(0, len(listed), CHUNK)]
