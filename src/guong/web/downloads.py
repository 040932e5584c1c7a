"""Giving a stored file to a browser: never run, never guessed at, never kept by a shared cache."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils.http import content_disposition_header

from guong.files import ranges
from guong.files.models import StoredFile
from guong.files.selectors import open_part


def download(stored: StoredFile, data: bytes) -> HttpResponse:
    """The bytes as a download under their own name. The caller has checked the right on the record."""
    response = HttpResponse(data, content_type=stored.media_type)
    response["Content-Disposition"] = content_disposition_header(True, stored.name) or "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cache-Control"] = "private, no-store"
    return response


def stream(request: HttpRequest, stored: StoredFile) -> HttpResponseBase:
    """A film, or the part of it that the player asks for. The caller has checked the right on the record."""
    tag, size = f'"{stored.sha256}"', stored.size
    asked = request.headers.get("Range", "") if request.headers.get("If-Range", tag) == tag else ""
    try:
        part = ranges.wanted(asked, size)
    except ranges.Unsatisfiable:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    first, last = part or (0, size - 1)
    response = StreamingHttpResponse(
        open_part(stored, first, last) if request.method != "HEAD" else [], status=206 if part else 200,
        content_type=stored.media_type,
    )  # fmt: skip
    response["Content-Length"] = str(last - first + 1)
    if part:
        response["Content-Range"] = f"bytes {first}-{last}/{size}"
    response["Accept-Ranges"], response["ETag"] = "bytes", tag
    response["Content-Disposition"] = content_disposition_header(False, stored.name) or "inline"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-cache"
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
