"""The arithmetic of the chain: pure functions over plain values (Z6)."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any, NamedTuple

ZERO = "0" * 64
_CANONICAL = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode
FIELDS = (
    "seq", "at", "code", "actor_id", "actor_label", "reason", "target_type", "target_id", "target_label",
    "unit_path", "person_id", "changes",
)  # fmt: skip
MOST = 100
"""After so many breaks nothing more is listed: what is looked at is the first one."""

_WORDS = {
    "gap": "thiếu, thừa hoặc đổi chỗ (gặp dòng {found}) / missing, inserted or moved (found row {found})",
    "torn": "không nối tiếp dòng trước / does not follow the row before it",
    "changed": "bị sửa sau khi ghi / changed after it was written",
    "mark": "khác với đầu chuỗi đã giữ / differs from a head that was kept",
    "cut": "đã có trong đầu chuỗi đã giữ, nay nhật ký dừng ở dòng {found} / stood in a head that was kept, the log now "
    "ends at row {found}",
    "end": "đầu chuỗi ghi dòng {found}: mất dòng ở cuối, hoặc bị sửa / the head says row {found}: rows are missing at the "
    "end, or changed",
}


class Break(NamedTuple):
    """A place where the chain does not hold: the number of the row, what is wrong, and the number that was found there."""

    seq: int
    kind: str
    found: int = 0

    def __str__(self) -> str:
        return f"dòng / row {self.seq}: {_WORDS[self.kind].format(found=self.found)}"


def digest(prev_hash: str, values: Mapping[str, Any]) -> str:
    """SHA-256 over the previous hash and all fields of a row in one canonical form."""
    plain = {name: values[name] for name in FIELDS}
    at: datetime = plain["at"]
    plain["at"] = at.astimezone(UTC).isoformat(timespec="microseconds")
    text = _CANONICAL(plain)
    return hashlib.sha256(f"{prev_hash}\n{text}".encode()).hexdigest()


def find_breaks(
    rows: Iterable[Mapping[str, Any]], head: tuple[int, str], *, start: tuple[int, str] = (0, ZERO),
    marks: Mapping[int, str] | None = None,
) -> list[Break]:  # fmt: skip
    """Every place where the chain does not hold (at most MOST), the first wrong row first; empty when it is whole.

    `rows` in order of seq, read once: memory stays the same for any number. `start` is the (seq, hash) after which they
    begin, so that a part of the log is checked by itself. `marks` are heads kept elsewhere: {seq: hash}.
    """
    breaks: list[Break] = []
    kept = marks or {}
    last, prev = start
    for row in rows:
        if len(breaks) >= MOST:
            return breaks
        if (found := _break_of(row, last + 1, prev, kept)) is not None:
            breaks.append(found)
        last, prev = row["seq"], row["hash"]
    breaks += [Break(seq, "cut", last) for seq in sorted(kept) if seq > last]
    if not breaks and head != (last, prev):
        breaks.append(Break(last + 1, "end", head[0]))
    return breaks[:MOST]


def _break_of(row: Mapping[str, Any], expected: int, prev: str, marks: Mapping[int, str]) -> Break | None:
    """What is wrong with one row, the worst first; None when it stands as it was written."""
    seq = row["seq"]
    if seq != expected:
        return Break(expected, "gap", seq)
    if row["hash"] != digest(row["prev_hash"], row):
        return Break(seq, "changed")
    if row["prev_hash"] != prev:
        return Break(seq, "torn")
    return Break(seq, "mark") if marks.get(seq, row["hash"]) != row["hash"] else None
