"""Opening a .docx that somebody sends: nothing is expanded, nothing is fetched, and every part is measured while it is read."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from lxml import etree

from guong.files import sniff
from guong.files.services import checked
from guong.kernel.errors import Invalid

PART_LIMIT = 12 * 1024 * 1024
"""Bytes of one part of the file, unpacked: about two thousand pages."""
_OLD_WORD = b"\xd0\xcf\x11\xe0"
_DECLARED = tuple(
    f"<!{word}".encode(code) for word in ("DOCTYPE", "ENTITY") for code in ("utf-8", "utf-16-le", "utf-16-be")
)
_EXTRA = ("word/footnotes.xml", "word/endnotes.xml", "word/comments.xml")


def open_form(name: str, data: bytes) -> tuple[Any, list[Any], Any]:
    """(root of the document, roots of notes and comments, root of its lists or None). Invalid, with field "file", otherwise.

    Refused with a sentence: not a .docx, an old .doc or one with a password, too large, a bomb, macros, entities, a
    document marked as secret (D22).
    """
    _refuse_size(data)
    if data.startswith(_OLD_WORD):
        raise Invalid(
            _("This is an old Word file, or one with a password. Open it in Word, save it as .docx without a password, and send that."),
            field="file",
        )  # fmt: skip
    _bytes, kind = checked(name, data, "document")
    if kind != sniff.DOCX:
        raise Invalid(_("Only a Word file (.docx) is read here. Save the form as .docx and send that."), field="file")
    parts = _parts(data)
    document = _root(parts["word/document.xml"])
    notes = [_root(parts[part]) for part in _EXTRA if part in parts]
    lists = _root(parts["word/numbering.xml"]) if "word/numbering.xml" in parts else None
    return document, notes, lists


def _refuse_size(data: bytes) -> None:
    if len(data) > settings.UPLOAD_LIMIT:
        limit = settings.UPLOAD_LIMIT // (1024 * 1024)
        raise Invalid(
            _("The file is larger than %(limit)s MB. Take the pictures out of it, save it again and send that."),
            field="file", params={"limit": limit},
        )  # fmt: skip


def _parts(data: bytes) -> Mapping[str, bytes]:
    """The parts that hold words, by name; each is read no further than its limit."""
    wanted = {"word/document.xml", "word/numbering.xml", *_EXTRA}
    found: dict[str, bytes] = {}
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for name in wanted & set(archive.namelist()):
                with archive.open(name) as part:
                    found[name] = part.read(PART_LIMIT + 1)
    except (zipfile.BadZipFile, RuntimeError, EOFError, OSError, ValueError) as error:
        raise _broken() from error
    if any(len(part) > PART_LIMIT for part in found.values()):
        raise Invalid(
            _("There are far more words in this file than a self-review holds. Send the form alone."), field="file"
        )
    return found


def _root(part: bytes) -> Any:
    """The parsed part. A part that declares anything (entities, outside documents) is refused before it is parsed."""
    if any(word in part for word in _DECLARED):
        raise _broken()
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=False)
    try:
        root = etree.fromstring(part, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise _broken() from error
    if root.getroottree().docinfo.doctype:
        raise _broken()
    return root


def _broken() -> Invalid:
    return Invalid(
        _("This file cannot be read: it is damaged, or it is no ordinary Word document. Save it again in Word and send the new one."),
        field="file",
    )  # fmt: skip
