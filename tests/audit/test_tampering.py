"""Z6: 100,000 rows, 1,000 alterations, found every time, and the first wrong row is named.

The log is cut into segments between kept heads. A segment is checked by the function that checks the whole, from the head
before it to the head after it, so what is found in a segment is found in the whole; a few alterations are looked for in the
whole log as well, and a few in a database whose triggers were taken away.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

import pytest
from django.db import connection, transaction

from guong.audit import chain
from guong.audit.models import ChainHead, DailyHead, Entry
from guong.audit.selectors import verify
from guong.audit.services import close_day
from guong.kernel import clock
from tests.cast import DAY, SYSTEM, Cast

ROWS = 100_000
SEGMENT = 125
Row = dict[str, Any]
_START = datetime(2026, 4, 1, tzinfo=UTC)


def _row(seq: int, prev: str) -> Row:
    row: Row = {
        "seq": seq, "at": _START + timedelta(seconds=seq), "code": "org.unit.created", "actor_id": seq % 9,
        "actor_label": "Văn phòng", "reason": "", "target_type": "org.Unit", "target_id": seq,
        "target_label": f"Chi bộ {seq}", "unit_path": "00001", "person_id": None, "changes": {"n": seq}, "prev_hash": prev,
    }  # fmt: skip
    return {**row, "hash": chain.digest(prev, row)}


@pytest.fixture(scope="module")
def log() -> list[Row]:
    rows: list[Row] = []
    for seq in range(1, ROWS + 1):
        rows.append(_row(seq, rows[-1]["hash"] if rows else chain.ZERO))
    return rows


def _change(rows: list[Row], at: int, random: Random) -> int:
    """One field of one row."""
    field, value = random.choice(
        [
            ("actor_label", "Người khác"),
            ("changes", {"n": -1}),
            ("at", _START),
            ("person_id", 7),
            ("unit_path", ""),
            ("hash", "f" * 64),
            ("prev_hash", "f" * 64),
        ]
    )
    rows[at] = {**rows[at], field: value}
    return int(rows[at]["seq"])


def _rewrite(rows: list[Row], at: int, random: Random) -> int:
    """A row changed and given a hash that fits: the row after it does not follow any more."""
    row = {**rows[at], "actor_label": "Người khác"}
    rows[at] = {**row, "hash": chain.digest(row["prev_hash"], row)}
    return int(row["seq"]) + 1


def _remove(rows: list[Row], at: int, random: Random) -> int:
    return int(rows.pop(at)["seq"])


def _insert(rows: list[Row], at: int, random: Random) -> int:
    """A row of the right form between two others: one number then stands twice."""
    rows.insert(at + 1, _row(rows[at]["seq"] + 1, rows[at]["hash"]))
    return int(rows[at]["seq"]) + 2


def _swap(rows: list[Row], at: int, random: Random) -> int:
    rows[at], rows[at + 1] = rows[at + 1], rows[at]
    return int(rows[at + 1]["seq"])


def _truncate(rows: list[Row], at: int, random: Random) -> int:
    """The tail is cut off, and the head of the chain set back to fit: only a head kept elsewhere tells."""
    del rows[at:]
    return -1


ALTERATIONS: list[Callable[[list[Row], int, Random], int]] = [_change, _rewrite, _remove, _insert, _swap, _truncate]


def test_Z6_a_thousand_alterations_of_a_hundred_thousand_rows_are_all_found(log: list[Row]) -> None:
    random = Random(6)
    missed = []
    for number in range(1_000):
        first = random.randrange(ROWS // SEGMENT) * SEGMENT
        start = (first, log[first - 1]["hash"] if first else chain.ZERO)
        end = (first + SEGMENT, log[first + SEGMENT - 1]["hash"])
        part = log[first : first + SEGMENT]
        alter = ALTERATIONS[number % len(ALTERATIONS)]
        wrong = alter(part, random.randrange(SEGMENT - 2), random)
        head = (part[-1]["seq"], part[-1]["hash"]) if part else start
        found = chain.find_breaks(part, head, start=start, marks={end[0]: end[1]})
        expected = end[0] if wrong == -1 else wrong
        if not found or found[0].seq != expected:
            missed.append((number, alter.__name__, expected, found[:1]))
    assert missed == []


@pytest.mark.parametrize("alter", ALTERATIONS[:5], ids=lambda f: f.__name__)
def test_Z6_the_walk_of_the_whole_log_names_the_same_row(
    log: list[Row], alter: Callable[[list[Row], int, Random], int]
) -> None:
    """The last segment of the log, so that the walk passes everything before it."""
    rows = log[-2_000:]
    start = (ROWS - 2_000, log[-2_001]["hash"])
    head = (ROWS, log[-1]["hash"])
    assert chain.find_breaks(rows, head, start=start) == []
    wrong = alter(rows, 1_200, Random(1))
    assert chain.find_breaks(rows, head, start=start)[0].seq == wrong


def test_Z6_the_whole_log_is_walked_once_without_a_false_alarm(log: list[Row]) -> None:
    marks = {seq: log[seq - 1]["hash"] for seq in range(SEGMENT, ROWS + 1, SEGMENT)}
    assert chain.find_breaks(iter(log), (ROWS, log[-1]["hash"]), marks=marks) == []


def test_a_log_of_nothing_but_breaks_is_listed_up_to_a_bound(log: list[Row]) -> None:
    torn = [{**row, "actor_label": "x"} for row in log[:300]]
    found = chain.find_breaks(torn, (300, "x"))
    assert len(found) == chain.MOST
    assert str(found[0]).startswith("dòng / row 1:")


def _without_triggers() -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("ALTER TABLE audit_entry DISABLE TRIGGER audit_entry_append_only")
        else:
            for verb in ("update", "delete"):
                cursor.execute(f"DROP TRIGGER audit_entry_no_{verb}")


@pytest.mark.parametrize(
    ("statement", "first"),
    [
        ("UPDATE audit_entry SET actor_label = 'Người khác' WHERE seq = 7", 7),
        ("DELETE FROM audit_entry WHERE seq = 9", 9),
        ("UPDATE audit_entry SET seq = 1000000 WHERE seq = 11", 11),
        ("UPDATE audit_entry SET person_id = 1 WHERE seq = 1", 1),
    ],
)
def test_Z6_whoever_takes_the_triggers_away_is_still_found(cast: Cast, statement: str, first: int) -> None:
    with transaction.atomic():
        _without_triggers()
        with connection.cursor() as cursor:
            cursor.execute(statement)
        rows, breaks = verify()
        transaction.set_rollback(True)
    assert breaks[0].startswith(f"dòng / row {first}:")
    assert rows >= 10


def test_Z6_a_tail_cut_off_with_the_head_set_back_is_found_by_the_head_of_a_day(cast: Cast) -> None:
    with clock.at(clock.local(2026, 4, 2, 1)):
        kept = close_day(actor=SYSTEM, on=DAY)
    assert verify()[1] == []
    with transaction.atomic():
        _without_triggers()
        with connection.cursor() as cursor:
            cursor.execute(f"DELETE FROM audit_entry WHERE seq > {kept.seq - 3}")
        last = Entry.objects.order_by("-seq")[0]
        ChainHead.objects.update(seq=last.seq, hash=last.hash)
        with_heads = verify()[1]
        extra = (kept.seq, kept.hash[:12])
        without = verify(extra)[1]
        transaction.set_rollback(True)
    assert with_heads[0].startswith(f"dòng / row {kept.seq}:")
    assert without == with_heads
    assert DailyHead.objects.count() == 1


def test_Z6_a_log_written_anew_from_beginning_to_end_is_found_by_the_printed_head(cast: Cast) -> None:
    """Whoever rewrites everything, heads and all, cannot rewrite the sheet in the safe."""
    head = ChainHead.objects.get(pk=1)
    assert verify((head.seq, head.hash[:10].upper()))[1] == []
    assert verify((head.seq, "0123456789"))[1][0].startswith(f"dòng / row {head.seq}:")
    assert verify((head.seq + 5, "0123456789"))[1][0].startswith(f"dòng / row {head.seq + 5}:")
