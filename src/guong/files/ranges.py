"""Parts of a file as a browser asks for them (RFC 9110, section 14), pure."""

from __future__ import annotations

import re

_ONE = re.compile(r"^\s*bytes\s*=\s*(\d{0,18})\s*-\s*(\d{0,18})\s*$", re.IGNORECASE)


class Unsatisfiable(ValueError):
    """The part asked for lies outside the file."""


def wanted(header: str, size: int) -> tuple[int, int] | None:
    """(first byte, last byte), both included; None for the whole file: no header, another unit, several parts, nonsense.

    Unsatisfiable for a part that begins behind the end, and for the last 0 bytes.
    """
    match = _ONE.match(header)
    if match is None or not (match.group(1) or match.group(2)):
        return None
    first, last = match.groups()
    if not first:  # the last n bytes
        length = int(last)
        if length == 0 or size == 0:
            raise Unsatisfiable
        return max(0, size - length), size - 1
    start = int(first)
    end = min(int(last), size - 1) if last else size - 1
    if last and int(last) < start:
        return None
    if start >= size:
        raise Unsatisfiable
    return start, end
