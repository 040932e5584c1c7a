"""The arithmetic of the chain: pure functions over plain values (Z6)."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

ZERO = "0" * 64
FIELDS = (
    "seq", "at", "code", "actor_id", "actor_label", "reason", "target_type", "target_id", "target_label",
    "unit_path", "person_id", "changes",
)  # fmt: skip


def digest(prev_hash: str, values: Mapping[str, Any]) -> str:
    """SHA-256 over the previous hash and all fields of a row in one canonical form."""
    plain = {name: values[name] for name in FIELDS}
    at: datetime = plain["at"]
    plain["at"] = at.astimezone(UTC).isoformat(timespec="microseconds")
    text = json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(f"{prev_hash}\n{text}".encode()).hexdigest()


def find_breaks(rows: Iterable[Mapping[str, Any]], head: tuple[int, str]) -> list[str]:
    """Sentences about every place where the chain does not hold; empty when it is whole. `rows` in order of seq."""
    breaks: list[str] = []
    expected, prev = 1, ZERO
    for row in rows:
        if row["seq"] != expected:
            breaks.append(f"seq {expected}: missing (found {row['seq']})")
        elif row["prev_hash"] != prev:
            breaks.append(f"seq {row['seq']}: does not follow the row before it")
        if row["hash"] != digest(row["prev_hash"], row):
            breaks.append(f"seq {row['seq']}: changed after it was written")
        expected, prev = row["seq"] + 1, row["hash"]
    if head != (expected - 1, prev):
        breaks.append(f"head says {head[0]}, the last row is {expected - 1}: rows are missing at the end, or changed")
    return breaks
