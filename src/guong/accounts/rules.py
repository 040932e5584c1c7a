"""How long somebody waits after wrong passwords, and when a session has lasted long enough. Pure."""

from __future__ import annotations

import re

FREE_TRIES = 5
FIRST_WAIT = 5  # seconds
LONGEST_WAIT = 900

HOUR = 3600
MEMBER_IDLE = 12 * HOUR
MEMBER_WHOLE = 7 * 24 * HOUR
STAFF_WHOLE = 12 * HOUR
HALF_OPEN = 15 * 60  # seconds between the password and the second step
SURE = 10 * 60  # seconds for which a password just typed is enough to change what guards the account
SESSIONS_AT_MOST = 10  # of one account; the oldest ends when one more is opened

SHEET_CODES = 10
SHEET_LENGTH = 8
ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"  # without 0/O and 1/I: read from paper by old eyes


def wait_after(failures: int) -> int:
    """Seconds until the next try: none for the first five, then 5, 10, 20 … up to a quarter of an hour."""
    if failures < FREE_TRIES:
        return 0
    return int(min(LONGEST_WAIT, FIRST_WAIT * 2 ** min(failures - FREE_TRIES, 10)))


def session_ended(now: int, started: int, seen: int, *, staff: bool, staff_idle: int) -> bool:
    """Whether a session is over. Seconds; `staff`: whoever holds an office that reads others' files or manages."""
    idle, whole = (staff_idle, STAFF_WHOLE) if staff else (MEMBER_IDLE, MEMBER_WHOLE)
    return now - seen >= idle or now - started >= whole


def plain_code(typed: str) -> str:
    """A code as it was meant: without blanks and dashes, in capitals."""
    return re.sub(r"[\s-]", "", typed).upper()


def is_phone_code(code: str) -> bool:
    """Six digits come from the telephone's application; everything else from paper."""
    return len(code) == 6 and code.isascii() and code.isdecimal()
