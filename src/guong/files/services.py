"""Taking bytes in."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from guong.audit.work import record, service
from guong.files import events, photos, secrecy, sniff  # noqa: F401  # events registers the audit codes
from guong.files.models import StoredFile
from guong.kernel import clock, text
from guong.kernel.actor import Actor
from guong.kernel.errors import Invalid, NotFound

PURPOSES: dict[str, frozenset[str]] = {
    "document": sniff.DOCUMENTS,
    "paper": sniff.DOCUMENTS,
    "photo": sniff.PHOTOS,
}
FIELD = "file"
_UNSAFE = re.compile(r'[\\/:*?"<>|\x00-\x1f\u202a-\u202e\u2066-\u2069]+')


@service
def store_file(*, actor: Actor, unit_path: str, name: str, data: bytes, purpose: str) -> StoredFile:
    """Keep an uploaded file for a record of the unit at `unit_path`; the service that ties it to the record checks the right.

    `purpose`: "document" or "paper" (PDF, Word, Excel, OpenDocument, text, pictures) or "photo" (pictures, drawn anew without
    EXIF and GPS). Invalid, with field "file", for an empty, too large, unknown, wrongly named or unpackable file and for
    documents marked Mật / Tối mật / Tuyệt mật (D22). The bytes are written before the row; left-over bytes do no harm.
    """
    if not actor.sees(unit_path):
        raise NotFound
    data, media_type = checked(name, data, purpose)
    digest = hashlib.sha256(data).hexdigest()
    _write(path_of(digest), data)
    stored = StoredFile.objects.create(
        sha256=digest, name=clean_name(name, media_type), media_type=media_type, size=len(data),
        uploaded_at=clock.now(), uploaded_by_id=actor.id,
    )  # fmt: skip
    changes = {"sha256": digest, "size": len(data), "media_type": media_type, "purpose": purpose}
    record(actor, "files.file.stored", stored, unit_path=unit_path, changes=changes)
    return stored


@service
def store_video(*, actor: Actor, unit_path: str, name: str, chunks: Iterable[bytes]) -> StoredFile:
    """Keep a film for a record of the unit at `unit_path`, written as it comes in: it never stands in memory whole.

    Invalid, with field "file", for an empty, too large or unknown film (only MP4 and WebM play in every browser), a name that
    bears a mark of secrecy, and a disk without room. Nothing is left behind by a refused one.
    """
    if not actor.sees(unit_path):
        raise NotFound
    _refuse_secret(secrecy.mark_of_name(name))
    digest, size, media_type = _pour(chunks)
    stored = StoredFile.objects.create(
        sha256=digest, name=clean_name(name, media_type), media_type=media_type, size=size, uploaded_at=clock.now(),
        uploaded_by_id=actor.id,
    )  # fmt: skip
    changes = {"sha256": digest, "size": size, "media_type": media_type, "purpose": "video"}
    record(actor, "files.file.stored", stored, unit_path=unit_path, changes=changes)
    return stored


def _pour(chunks: Iterable[bytes]) -> tuple[str, int, str]:
    """(hash, size, media type) of what was written under its hash."""
    root = Path(settings.MEDIA_ROOT)
    root.mkdir(parents=True, exist_ok=True)
    descriptor, temporary = tempfile.mkstemp(dir=root)
    try:
        seen, size, head = hashlib.sha256(), 0, b""
        with os.fdopen(descriptor, "wb") as out:
            for chunk in _measured(chunks, shutil.disk_usage(root).free // 2):
                head = head or chunk[:64]
                seen.update(chunk)
                size += len(chunk)
                out.write(chunk)
            out.flush()
            os.fsync(out.fileno())
        media_type = _film(head)
        path = path_of(seen.hexdigest())
        path.parent.mkdir(parents=True, exist_ok=True)
        os.replace(temporary, path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
    return seen.hexdigest(), size, media_type


def _film(head: bytes) -> str:
    if not head:
        raise Invalid(_("The file is empty. Choose it again."), field=FIELD)
    media_type = sniff.video_type(head)
    if media_type is None:
        raise Invalid(
            _("Only films that every browser plays are taken: MP4 or WebM. Save it again as MP4."), field=FIELD
        )
    return media_type


def _measured(chunks: Iterable[bytes], room: int) -> Iterator[bytes]:
    """The same chunks while they fit; the first one is looked at before the rest is written."""
    size = 0
    for chunk in chunks:
        if size == 0:
            _film(chunk[:64])
        size += len(chunk)
        if size > settings.VIDEO_LIMIT:
            limit = settings.VIDEO_LIMIT // (1024 * 1024)
            raise Invalid(
                _("The film is larger than %(limit)s MB. Make it smaller."), field=FIELD, params={"limit": limit}
            )
        if size > room:
            raise Invalid(
                _("There is not enough room on the disk for this film. Tell whoever looks after the machine."),
                field=FIELD,
            )
        yield chunk


def checked(name: str, data: bytes, purpose: str) -> tuple[bytes, str]:
    """(bytes to keep, media type), or Invalid. Nothing is written."""
    allowed = PURPOSES[purpose]
    if not data:
        raise Invalid(_("The file is empty. Choose it again."), field=FIELD)
    if len(data) > settings.UPLOAD_LIMIT:
        limit = settings.UPLOAD_LIMIT // (1024 * 1024)
        raise Invalid(_("The file is larger than %(limit)s MB. Make it smaller."), field=FIELD, params={"limit": limit})
    _refuse_secret(secrecy.mark_of_name(name))
    try:
        media_type = sniff.media_type(data)
    except sniff.Bomb:
        raise Invalid(
            _("This file grows too large when it is unpacked. Save it again in Word or Excel and choose the new one."),
            field=FIELD,
        ) from None
    if media_type is None or media_type not in allowed:
        raise Invalid(
            _("Only pictures are taken here: JPEG, PNG or WebP.")
            if purpose == "photo"
            else _(
                "This kind of file is not taken. Save it as PDF, Word (.docx), Excel (.xlsx) or text, without macros."
            ),
            field=FIELD,
        )
    _check_ending(name, media_type)
    if media_type in sniff.PHOTOS:
        return _redrawn(data)
    _refuse_secret(secrecy.mark_of_content(media_type, data))
    return data, media_type


def _refuse_secret(mark: str | None) -> None:
    if mark:
        raise Invalid(
            _(
                "This document is marked “%(mark)s”: it may not be kept here. Number, date, level and keeper may be noted in the register of secret documents."
            ),
            field=FIELD,
            params={"mark": mark},
        )


def _check_ending(name: str, media_type: str) -> None:
    ending = PurePosixPath(text.clean_line(name)).suffix.lower().lstrip(".")
    if ending in sniff.ENDINGS[media_type] or not any(ending in endings for endings in sniff.ENDINGS.values()):
        return
    raise Invalid(
        _("The name says .%(said)s but the content is .%(found)s. Save it again under its right kind."),
        field=FIELD, params={"said": ending, "found": sniff.ENDINGS[media_type][0]},
    )  # fmt: skip


def _redrawn(data: bytes) -> tuple[bytes, str]:
    try:
        return photos.redraw(data)
    except photos.BadPhoto:
        raise Invalid(
            _("This picture cannot be opened. Take or save it again and choose the new one."), field=FIELD
        ) from None


def clean_name(name: str, media_type: str) -> str:
    """A name that is safe in any folder: no path, no control or direction marks, at most 200 letters, the right ending."""
    base = _UNSAFE.sub(" ", text.clean_line(name.replace("\\", "/").rsplit("/", 1)[-1]))
    stem, dot, ending = base.rpartition(".")
    if not dot or ending.lower() not in sniff.ENDINGS[media_type]:
        ending = sniff.ENDINGS[media_type][0]
        stem = stem if dot and len(base) - len(stem) <= 6 else base
    stem = text.clean_line(stem).strip(". ")[:180]
    return f"{stem or 'tep'}.{ending.lower()}"


def path_of(digest: str) -> Path:
    """Where the bytes with this hash lie."""
    return Path(settings.MEDIA_ROOT) / digest[:2] / digest[2:4] / digest


def _write(path: Path, data: bytes) -> None:
    """Write once; the same bytes are never written twice, and a half-written file never stands under its name."""
    if path.exists():
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, temporary = tempfile.mkstemp(dir=path.parent)
    try:
        with os.fdopen(descriptor, "wb") as out:
            out.write(data)
            out.flush()
            os.fsync(out.fileno())
        os.replace(temporary, path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
