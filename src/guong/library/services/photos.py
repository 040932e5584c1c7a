"""Photographs with caption, place, day and consent (S29)."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from guong.audit.work import record, service
from guong.drives.models import Drive
from guong.files import sniff
from guong.files.models import StoredFile
from guong.files.services import path_of
from guong.kernel import clock, text
from guong.kernel.actor import Actor, SystemActor
from guong.kernel.errors import Forbidden, Invalid
from guong.library import events  # noqa: F401  # registers the audit codes
from guong.library.models import Photo
from guong.library.perms import WRITE
from guong.org.models import Unit

LONGEST = timedelta(days=5 * 366)  # nothing with faces is kept longer than a term


@service
def put_photo(
    *, actor: Actor, unit: Unit, file: StoredFile, caption: str, place: str, taken_on: date, keep_until: date,
    consent: str = "", publish: bool = False, drive: Drive | None = None,
) -> Photo:  # fmt: skip
    """Keep a photograph, inside the body or published. Place and device are out of the file before it is stored.

    Invalid without caption or place, for a day to come, for a day of keeping that is past or too far, published without consent.
    """
    actor.require(WRITE, unit.path)
    if file.media_type not in sniff.PHOTOS:
        raise Invalid(_("Only pictures are taken here: JPEG, PNG or WebP."), field="file")
    row = Photo(
        unit=unit, drive=drive, file=file, caption=text.clean_line(caption)[:300], place=text.clean_line(place)[:200],
        taken_on=taken_on, keep_until=keep_until, consent=text.clean_line(consent)[:300], put_at=clock.now(),
        by_label=actor.label[:200], published_at=clock.now() if publish else None,
    )  # fmt: skip
    _check(row)
    row.save(force_insert=True)
    record(actor, "library.photo.put", row, unit_path=unit.path, changes={"published": publish})
    return row


def _check(row: Photo) -> None:
    today = clock.today()
    if not row.caption:
        raise Invalid(_("Say in a line what the picture shows."), field="caption")
    if not row.place:
        raise Invalid(_("Say where it was taken."), field="place")
    if row.taken_on > today:
        raise Invalid(_("This day has not come yet. Choose today or a day before."), field="taken_on")
    if not today < row.keep_until <= today + LONGEST:
        raise Invalid(_("Choose a day of the next five years on which the picture is taken away."), field="keep_until")
    if row.published_at is not None and not row.consent:
        raise Invalid(
            _("A picture of people is published only when they agreed. Write who agreed and how they were asked."),
            field="consent",
        )


def _locked(actor: Actor, photo: Photo) -> Photo:
    row = Photo.objects.select_for_update(of=("self",)).select_related("unit", "file").get(pk=photo.pk)
    actor.require(WRITE, row.unit.path)
    return row


@service
def publish_photo(*, actor: Actor, photo: Photo, consent: str) -> Photo:
    """Let those beside and below see it, with the consent written down."""
    row = _locked(actor, photo)
    row.consent, row.published_at = text.clean_line(consent)[:300], clock.now()
    _check(row)
    row.save(update_fields=["consent", "published_at"])
    record(actor, "library.photo.published", row, unit_path=row.unit.path)
    return row


@service
def hide_photo(*, actor: Actor, photo: Photo) -> Photo:
    """Somebody in it took the consent back, or the office thinks better of it: only the own body sees it."""
    row = _locked(actor, photo)
    row.published_at = None
    row.save(update_fields=["published_at"])
    record(actor, "library.photo.hidden", row, unit_path=row.unit.path)
    return row


@service
def remove_photo(*, actor: Actor, photo: Photo) -> Photo:
    """Take it away for good: the row stays as a line without a picture, the bytes go when nothing else holds them."""
    row = _locked(actor, photo)
    if row.file is None:
        raise Invalid(_("The picture has been taken away already."))
    return _take_away(actor, row)


@service
def remove_due(*, actor: Actor, today: date) -> int:
    """Take away every picture whose last day is over; how many. For the program's own work by the clock."""
    if not isinstance(actor, SystemActor):
        raise Forbidden
    due = Photo.objects.filter(keep_until__lt=today).exclude(file=None).select_related("unit", "file").order_by("pk")
    return len([_take_away(actor, row) for row in due])


def _take_away(actor: Actor, row: Photo) -> Photo:
    file = row.file
    row.file, row.published_at, row.caption, row.consent = None, None, str(_("(taken away)")), ""
    row.save(update_fields=["file", "published_at", "caption", "consent"])
    record(actor, "library.photo.removed", row, unit_path=row.unit.path)
    if file is not None:
        alone = not StoredFile.objects.filter(sha256=file.sha256).exclude(pk=file.pk).exists()
        path = path_of(file.sha256)
        file.delete()
        if alone:
            transaction.on_commit(lambda: _forget(path))
    return row


def _forget(path: Path) -> None:
    path.unlink(missing_ok=True)
