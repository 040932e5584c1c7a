"""`@service`: one write = one function, one transaction, its audit rows (laws 7; docs/mechanisms/audit.md).

Rows recorded inside a service are kept until the outermost service ends, then the head of the chain is locked, the rows are
chained and inserted, and the transaction commits. The lock is therefore held for the shortest possible time, and a bulk
service appends all its rows at once. If anything fails, neither the change nor its rows exist.
"""

from __future__ import annotations

import json
import logging
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import wraps
from operator import itemgetter
from typing import Any, ParamSpec, TypeVar

from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext_lazy as _

from guong.audit import chain
from guong.audit.codes import REGISTRY
from guong.audit.models import ChainHead, Entry
from guong.kernel import bulk, clock
from guong.kernel.actor import Actor
from guong.kernel.errors import Conflict

_COLUMNS = (*chain.FIELDS, "prev_hash", "hash")
_UNIQUE_VIOLATION = "23505"  # PostgreSQL's code
lines = logging.getLogger("guong.audit.rows")
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


def record_many(
    actor: Actor, code: str, model: type[models.Model], acts: Iterable[tuple[int, str, str, int | None, dict[str, Any]]]
) -> None:
    """`record` for the many targets of one bulk service: one row for each, at one moment, by one actor.

    `acts` are (target id, target label, unit path, person id, changes); `changes` holds strings, whole numbers, and lists
    and mappings of them.
    """
    if _open.depth == 0:
        raise RuntimeError("record_many() belongs inside a @service")
    if code not in REGISTRY:
        raise ValueError(f"audit code {code} is not registered")
    shared = {
        "at": clock.now(), "code": code, "actor_id": actor.id, "actor_label": actor.label[:200], "reason": actor.reason,
        "target_type": model._meta.label,
    }  # fmt: skip
    _open.rows += [
        {**shared, "target_id": pk, "target_label": label[:300], "unit_path": path, "person_id": person_id, "changes": changes}
        for pk, label, path, person_id, changes in acts
    ]  # fmt: skip


def _flush(rows: list[dict[str, Any]]) -> None:
    head, _made = ChainHead.objects.select_for_update().get_or_create(pk=1)
    first, prev = head.seq + 1, head.hash
    for seq, row in enumerate(rows, first):
        row["seq"], row["prev_hash"] = seq, prev
        row["hash"] = prev = chain.digest(prev, row)
    bulk.insert(Entry, _COLUMNS, map(itemgetter(*_COLUMNS), rows))
    ChainHead.objects.filter(pk=1).update(seq=head.seq + len(rows), hash=prev)
    if lines.isEnabledFor(logging.INFO):
        transaction.on_commit(lambda: _tell(rows))


def _tell(rows: list[dict[str, Any]]) -> None:
    """Each row as one line of JSON for a machine that collects logs (GUONG_AUDIT_LOG=1): a copy out of this one's reach."""
    for row in rows:
        lines.info(json.dumps(row, ensure_ascii=False, default=str, separators=(",", ":")))
