"""Giving bytes out. The caller has checked the right on the record to which the file belongs."""

from __future__ import annotations

from guong.files.models import StoredFile
from guong.files.services import path_of
from guong.kernel.errors import NotFound


def open_file(stored: StoredFile) -> bytes:
    """The bytes of a stored file, for rooms above that hold a right on its record. NotFound when they are missing on the disk (a restore without files)."""
    try:
        return path_of(stored.sha256).read_bytes()
    except FileNotFoundError:
        raise NotFound from None
