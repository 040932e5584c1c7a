"""Storing a cell's counts in the transaction of the fact (docs/mechanisms/tallies.md).

Every room above counts what it knows of ONE cell from its own rows and hands the numbers to `store`. The row is locked
before the counting (`locked`), so two writers of one cell cannot store each other's past; the cost is bounded by the size
of a cell, not of the drive.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from guong.drives.models import Tally

COLUMNS: frozenset[str] = frozenset(
    field.name for field in Tally._meta.get_fields() if field.name not in {"id", "drive", "unit", "path", "changed"}
)


@contextmanager
def locked(drive_id: int, unit_id: int) -> Iterator[Tally | None]:
    """The tally of the cell, locked until the transaction ends; None for a unit outside the drive (nothing to count)."""
    yield Tally.objects.select_for_update().filter(drive_id=drive_id, unit_id=unit_id).first()


def store(tally: Tally | None, counts: Mapping[str, int]) -> None:
    """Write these columns of a locked tally, and mark it for the summaries of the bodies above: dates may have changed even
    where no count did."""
    if tally is None:
        return
    unknown = set(counts) - COLUMNS
    if unknown:
        raise ValueError(f"unknown tally columns: {sorted(unknown)}")
    Tally.objects.filter(pk=tally.pk).update(changed=True, **counts)
