"""A picture of an address of this very installation, for a sheet of paper. It holds ids of rows, never a name nor a word."""

from __future__ import annotations

import io

import segno
from django.http import HttpRequest


def picture_of(request: HttpRequest, path: str) -> str:
    """The absolute address as a QR code: an SVG in a data address, dark on white in any theme."""
    made: str = segno.make(request.build_absolute_uri(path), error="m").svg_data_uri(
        scale=4, border=2, dark="#000", light="#fff"
    )
    return made


def png_of(request: HttpRequest, path: str) -> bytes:
    """The same as a PNG, for a Word file."""
    buffer = io.BytesIO()
    segno.make(request.build_absolute_uri(path), error="m").save(buffer, kind="png", scale=8, border=2)
    return buffer.getvalue()
