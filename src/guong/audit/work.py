"""`@service`: one write = one function, one transaction, its audit rows (laws 7; docs/mechanisms/audit.md).

Rows recorded inside a service are kept until the outermost service ends, then the head of the chain is locked, the rows are
chained and inserted, and the transaction commits. The lock is therefore held for the shortest possible time, and a bulk
service appends all its rows at once. If anything fails, neither the change nor its rows exist.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext_lazy as _

from guong.audit import chain
from guong.audit.codes import REGISTRY
from guong.audit.models import ChainHead, Entry
from guong.kernel import clock
from guong.kernel.actor import Actor
from guong.kernel.errors import Conflict

_UNIQUE_VIOLATION = "23505"  # PostgreSQL's code
P = ParamSpec("P")
R = TypeVar("R")


class _Open(threading.local):
    """Rows waiting in this thread, per nested service."""

    def __init__(self) -> None:
        self.depth = 0
        self.rows: list[dict[str, Any]] = []
        self.last: dict[tuple[tuple[int, ...], str], Callable[..., None]] = {}


_open = _Open()


@contextmanager
def unit_of_work() -> Iterator[None]:
    """A transaction whose audit rows are chained at its end. Services nest: only the outermost one flushes."""
    outermost = _open.depth == 0
    mark = len(_open.rows)
    _open.depth += 1
    try:
        with transaction.atomic():
            yield
            if outermost:
                _run_last()
                if _open.rows:
                    _flush(_open.rows)
    except IntegrityError as error:
        del _open.rows[mark:]
        if not _is_twice(error):
            raise
        raise Conflict(
            _("Somebody did the same thing at this very moment. Open the page again to see how it stands now.")
        ) from error
    except BaseException:
        del _open.rows[mark:]
        raise
    finally:
        _open.depth -= 1
        if outermost:
            _open.rows, _open.last = [], {}


def _is_twice(error: IntegrityError) -> bool:
    """Whether a unique constraint stopped the second of two who passed the same check at once."""
    return getattr(error.__cause__, "sqlstate", "") == _UNIQUE_VIOLATION or "UNIQUE constraint failed" in str(error)


def once_at_end(function: Callable[..., None]) -> Callable[..., None]:
    """Put a recount off to the end of the outermost service, once for each set of arguments (whole numbers).

    Bulk work then counts a cell once, and rows are locked in one order by every writer. Outside a service it runs at once.
    """

    @wraps(function)
    def put_off(*args: int) -> None:
        if _open.depth == 0:
            function(*args)
        else:
            _open.last[args, function.__module__] = function

    return put_off


def _run_last() -> None:
    waiting, _open.last = _open.last, {}
    for (args, _module), function in sorted(waiting.items(), key=lambda entry: entry[0]):
        function(*args)


def service(function: Callable[P, R]) -> Callable[P, R]:
    """Mark a write: keyword arguments only, an `actor` among them, one transaction, audited."""

    @wraps(function)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        if args or "actor" not in kwargs:
            raise TypeError(f"{function.__name__} takes keyword arguments, an actor among them")
        with unit_of_work():
            return function(*args, **kwargs)

    run.is_service = True  # type: ignore[attr-defined]  # read by the architecture test
    return run


def record(
    actor: Actor,
    code: str,
    target: models.Model,
    *,
    changes: Mapping[str, Any] | None = None,
    unit_path: str = "",
    person_id: int | None = None,
    reason: str = "",
) -> None:
    """Note one act for the log. Only inside a service.

    `changes` holds changed fields only, as {"field": [before, after]} or plain facts, JSON-able; never the text of a
    personal record (a technical administrator reads the log). `person_id` is the person whom the act concerns.
    """
    if _open.depth == 0:
        raise RuntimeError("record() belongs inside a @service")
    if code not in REGISTRY:
        raise ValueError(f"audit code {code} is not registered")
    _open.rows.append(
        {
            "at": clock.now(),
            "code": code,
            "actor_id": actor.id,
            "actor_label": actor.label[:200],
            "reason": reason or actor.reason,
            "target_type": target._meta.label,
            "target_id": target.pk,
            "target_label": str(target)[:300],
            "unit_path": unit_path,
            "person_id": person_id,
            "changes": json.loads(json.dumps(dict(changes or {}), default=str)),
        }
    )


def _flush(rows: list[dict[str, Any]]) -> None:
    head, _made = ChainHead.objects.select_for_update().get_or_create(pk=1)
    seq, prev = head.seq, head.hash
    entries = []
    for row in rows:
        seq += 1
        row["seq"] = seq
        current = chain.digest(prev, row)
        entries.append(Entry(**row, prev_hash=prev, hash=current))
        prev = current
    Entry.objects.bulk_create(entries, batch_size=500)
    ChainHead.objects.filter(pk=1).update(seq=seq, hash=prev)
