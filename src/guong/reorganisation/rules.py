"""Rules of this room, pure."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import Any


def fingerprint(report: Mapping[str, Any]) -> str:
    """A short mark of what a report says: the same report, the same mark, whatever day it is made."""
    text = json.dumps(report, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def follow(keepers: Mapping[int, int], start: Iterable[int]) -> dict[int, int]:
    """Where each unit's records are today: the end of its chain of successors; itself when nothing followed.

    `keepers`: {ended unit: the one that keeps its records}. ValueError for a circle.
    """
    found: dict[int, int] = {}
    for unit_id in start:
        current, passed = unit_id, {unit_id}
        while current in keepers:
            current = keepers[current]
            if current in passed:
                raise ValueError(f"unit {unit_id} follows itself")
            passed.add(current)
        found[unit_id] = current
    return found
