"""What a worker does between two tasks: plan the clock's turns, and every few seconds what may safely be done twice."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable

from django.db import OperationalError

from guong.figures.summaries import refresh_summaries
from guong.jobs.schedule import plan_due
from guong.jobs.tasks import ACTOR

FOLD_SECONDS = 15.0
"""Figures of large bodies are folded this often: their readers fold by themselves what is older than twenty seconds."""

logger = logging.getLogger(__name__)


class Pulse:
    """Called before every look into the queue; as many workers as one likes may have one. `seconds`: reads a clock that only
    goes forward."""

    def __init__(self, *, every: float = FOLD_SECONDS, seconds: Callable[[], float] = time.monotonic) -> None:
        self._every, self._seconds = every, seconds
        self._next = seconds()

    def __call__(self) -> int:
        """How many bodies were folded by this call. What goes wrong in the folding never holds up the clock's turns."""
        plan_due()
        if self._seconds() < self._next:
            return 0
        self._next = self._seconds() + self._every
        try:
            return refresh_summaries(actor=ACTOR)
        except OperationalError:  # the database is gone: the loop waits for it
            raise
        except Exception:  # counted again next time, and the night's check tells what stays wrong
            logger.exception("the figures of large drives were not folded")
            return 0
