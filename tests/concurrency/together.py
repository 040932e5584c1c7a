"""Starting several calls at the same moment, each in a thread with a connection of its own."""

from __future__ import annotations

import contextvars
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection

from guong.audit.selectors import verify
from guong.figures.checks import drift
from tests.cast import SYSTEM

ON_POSTGRES = [
    pytest.mark.postgres,
    pytest.mark.django_db(transaction=True),
]


def at_once(*calls: Callable[[], Any]) -> list[Any]:
    """Call all of them together, at the clock of the caller; the result of each, or the exception it ended with."""
    gate = threading.Barrier(len(calls))

    def run(call: Callable[[], Any]) -> Any:
        connection.ensure_connection()
        gate.wait(timeout=30)
        try:
            return call()
        except Exception as error:  # noqa: BLE001  # the tests look at it
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(len(calls)) as pool:
        waiting = [pool.submit(contextvars.copy_context().run, run, call) for call in calls]
        return [one.result(timeout=60) for one in waiting]


def refused(results: list[Any]) -> list[Exception]:
    """Those that ended with an exception."""
    return [one for one in results if isinstance(one, Exception)]


def nothing_is_off() -> None:
    """The tallies agree with the rows, and the log is one unbroken chain."""
    assert drift(actor=SYSTEM) == []
    assert verify()[1] == []
