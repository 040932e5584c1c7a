"""Giving bytes out. The caller has checked the right on the record to which the file belongs."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from guong.files.models import StoredFile
from guong.files.services import path_of
from guong.kernel.errors import NotFound

CHUNK = 256 * 1024  # bytes


def open_file(stored: StoredFile) -> bytes:
    """The bytes of a stored file, for rooms above that hold a right on its record. NotFound when they are missing on the disk (a restore without files)."""
    try:
        return path_of(stored.sha256).read_bytes()
    except FileNotFoundError:
        raise NotFound from None


def open_part(stored: StoredFile, first: int, last: int) -> Iterator[bytes]:
    """The bytes from `first` to `last`, both included, piece by piece; for rooms above that hold a right on its record."""
    path = path_of(stored.sha256)
    if not path.exists():
        raise NotFound
    return _pieces(path, first, last)


def _pieces(path: Path, first: int, last: int) -> Iterator[bytes]:
    left = last - first + 1
    with path.open("rb") as file:
        file.seek(first)
        while left > 0 and (piece := file.read(min(CHUNK, left))):
            left -= len(piece)
            yield piece
