"""The door through which rows pass: a scope turned into a filter."""

from __future__ import annotations

from datetime import date
from typing import TypeVar

from django.db.models import Model, Q, QuerySet

from guong.kernel import treepath
from guong.kernel.scope import Scope

M = TypeVar("M", bound=Model)


def scope_q(scope: Scope, field: str = "unit__path") -> Q:
    """A filter that lets through the rows whose unit path lies in the scope; nothing for the empty scope."""
    if scope.everything:
        return Q()
    condition = Q(pk__in=[])
    for start, end in scope.ranges():
        condition |= Q(**{f"{field}__gte": start, f"{field}__lt": end})
    if scope.exact:
        condition |= Q(**{f"{field}__in": sorted(scope.exact)})
    return condition


def in_scope(rows: QuerySet[M], scope: Scope, field: str = "unit__path") -> QuerySet[M]:
    """The rows of `rows` inside the scope."""
    return rows.filter(scope_q(scope, field))


def subtree_q(path: str, field: str = "path") -> Q:
    """A filter for the whole subtree of `path`, itself included, as a range."""
    return Q(**{f"{field}__gte": path, f"{field}__lt": treepath.successor(path)})


def valid_on(day: date, prefix: str = "") -> Q:
    """Dated rows that hold on `day`."""
    return Q(**{f"{prefix}from_on__lte": day}) & (
        Q(**{f"{prefix}to_on__isnull": True}) | Q(**{f"{prefix}to_on__gte": day})
    )
