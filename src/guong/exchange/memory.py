"""The memory of a long reading: hundreds of thousands of small values, none in a circle."""

from __future__ import annotations

import gc
import threading
from collections.abc import Iterator
from contextlib import contextmanager

_lock = threading.Lock()
_inside = 0


@contextmanager
def gc_at_rest() -> Iterator[None]:
    """Spare the search for circles, which would walk over every value read so far again and again; it returns with the last."""
    global _inside
    with _lock:
        _inside += 1
        gc.disable()
    try:
        yield
    finally:
        with _lock:
            _inside -= 1
            if not _inside:
                gc.enable()
