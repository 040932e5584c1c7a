"""How long somebody waits after wrong passwords. Pure."""

from __future__ import annotations

FREE_TRIES = 5
FIRST_WAIT = 5  # seconds
LONGEST_WAIT = 900


def wait_after(failures: int) -> int:
    """Seconds until the next try: none for the first five, then 5, 10, 20 … up to a quarter of an hour."""
    if failures < FREE_TRIES:
        return 0
    return int(min(LONGEST_WAIT, FIRST_WAIT * 2 ** min(failures - FREE_TRIES, 10)))
