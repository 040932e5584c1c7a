"""Giving a stored file to a browser: never run, never guessed at, never kept by a shared cache."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from guong.files.models import StoredFile


def download(stored: StoredFile, data: bytes) -> HttpResponse:
    """The bytes as a download under their own name. The caller has checked the right on the record."""
    response = HttpResponse(data, content_type=stored.media_type)
    response["Content-Disposition"] = content_disposition_header(True, stored.name) or "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cache-Control"] = "private, no-store"
    return response


_KINDS = {
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "zip": "application/zip",
}


def attachment(data: bytes, name: str) -> HttpResponse:
    """Something made for this reader alone; a PDF opens in the browser, where it is printed. The kind follows the name."""
    kind = name.rsplit(".", 1)[-1]
    response = HttpResponse(data, content_type=_KINDS[kind])
    response["Content-Disposition"] = content_disposition_header(kind != "pdf", name) or "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response
