"""What a file is, by its content and never by its name alone; archives are measured before anything in them is read."""

from __future__ import annotations

import io
import zipfile

PNG, JPEG, WEBP = "image/png", "image/jpeg", "image/webp"
MP4, WEBM = "video/mp4", "video/webm"
PDF, TXT = "application/pdf", "text/plain"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ODT = "application/vnd.oasis.opendocument.text"

PHOTOS = frozenset({PNG, JPEG, WEBP})
VIDEOS = frozenset({MP4, WEBM})  # what every browser plays without help
DOCUMENTS = PHOTOS | {PDF, TXT, DOCX, XLSX, ODT}
ENDINGS: dict[str, tuple[str, ...]] = {  # the first one is given to a file stored without an ending
    PNG: ("png",), JPEG: ("jpg", "jpeg", "jfif"), WEBP: ("webp",), PDF: ("pdf",), TXT: ("txt",), DOCX: ("docx",),
    XLSX: ("xlsx",), ODT: ("odt",), MP4: ("mp4", "m4v"), WEBM: ("webm",),
}  # fmt: skip
UNPACKED_LIMIT = 150 * 1024 * 1024  # bytes
ENTRIES_LIMIT = 5000
RATIO_LIMIT = 200  # unpacked size to packed size of the whole archive
_CONTROL = frozenset(range(32)) - {9, 10, 12, 13}


class Bomb(ValueError):
    """An archive that grows too large when unpacked."""


def media_type(data: bytes) -> str | None:
    """The media type of what this room takes in; None for anything else. Bomb for an archive that would not fit."""
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return PNG
    if data.startswith(b"\xff\xd8\xff"):
        return JPEG
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return WEBP
    if b"%PDF-" in data[:1024]:
        return PDF
    if data.startswith(b"PK\x03\x04"):
        return _office(data)
    return TXT if text_of(data) is not None else None


_MP4_BRANDS = frozenset(
    {b"isom", b"iso2", b"iso4", b"iso5", b"iso6", b"mp41", b"mp42", b"avc1", b"M4V ", b"dash", b"MSNV"}
)


def video_type(head: bytes) -> str | None:
    """The media type of a film by its first bytes (64 are enough); None for what a browser may not play."""
    if head[4:8] == b"ftyp" and head[8:12] in _MP4_BRANDS:
        return MP4
    return WEBM if head.startswith(b"\x1a\x45\xdf\xa3") and b"webm" in head[:64] else None


def text_of(data: bytes) -> str | None:
    """The text of a plain text file (UTF-8, or UTF-16 with its mark); None for bytes that are no text."""
    encoding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        return None
    if any(ord(ch) in _CONTROL for ch in text[:20_000]):
        return None
    return text if text.strip() else None


def _office(data: bytes) -> str | None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _measure(archive, len(data))
            names = set(archive.namelist())
            if any(name.endswith("vbaProject.bin") for name in names):
                return None  # macros do not come in
            if "word/document.xml" in names:
                return DOCX
            if "xl/workbook.xml" in names:
                return XLSX
            if "mimetype" in names and archive.getinfo("mimetype").file_size < 100:
                return ODT if archive.read("mimetype").decode("ascii", "replace").strip() == ODT else None
    except (zipfile.BadZipFile, RuntimeError, EOFError, OSError):
        return None
    return None


def _measure(archive: zipfile.ZipFile, packed: int) -> None:
    entries = archive.infolist()
    unpacked = sum(entry.file_size for entry in entries)
    if len(entries) > ENTRIES_LIMIT or unpacked > UNPACKED_LIMIT or unpacked > RATIO_LIMIT * max(packed, 1024):
        raise Bomb(f"{len(entries)} entries, {unpacked} bytes unpacked")
