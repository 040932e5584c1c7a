"""What stands on the shelves: things to read and watch, agendas, photographs."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from guong.directives.selectors import directive as directive_seen
from guong.drives.models import Drive
from guong.files import sniff
from guong.files.models import StoredFile
from guong.files.selectors import open_file
from guong.kernel import clock, text, treepath
from guong.kernel.actor import Actor, refuse
from guong.kernel.errors import Forbidden, NotFound
from guong.library.enums import ItemKind
from guong.library.models import Frame, Item, Photo
from guong.library.perms import WRITE
from guong.library.querysets import frames_seen, items_seen, photos_seen
from guong.org.models import Unit

Step = tuple[str, str, int]  # (kind, title, minutes), as a meeting takes it


def items(*, actor: Actor, query: str = "", kind: str = "", drive: Drive | None = None) -> QuerySet[Item]:
    """Things on the shelves that the actor sees, musts first, then the newest; found with or without marks."""
    rows = items_seen(actor).select_related("unit", "file", "directive", "adapted_from__unit", "drive")
    if kind in ItemKind.values:
        rows = rows.filter(kind=kind)
    if drive is not None:
        rows = rows.filter(drive=drive)
    for word in text.fold(query).split()[:12]:
        rows = rows.filter(search_text__contains=word)
    return rows


def reading_list(*, actor: Actor, drive: Drive) -> list[Item]:
    """What is read for a drive, musts first (S113)."""
    return list(items(actor=actor, drive=drive).exclude(kind=ItemKind.FORM))


def item(*, actor: Actor, item_id: int, perm: str = "") -> Item:
    """One thing; NotFound when out of sight, Forbidden when `perm` is not held on its shelf."""
    rows = items_seen(actor).select_related("unit", "file", "directive", "adapted_from__unit", "drive")
    found = rows.filter(pk=item_id).first()
    if found is None:
        hidden = Item.objects.filter(pk=item_id).select_related("unit").first()
        if hidden is not None and hidden.withdrawn_at is None:
            refuse(actor, hidden.unit.path)
        raise NotFound
    if perm and not actor.can(perm, found.unit.path):
        raise Forbidden
    return found


def item_file(*, actor: Actor, item_id: int) -> tuple[StoredFile, bytes]:
    """The file of a thing, or of the document it names. NotFound for a film, which is given out part by part."""
    stored = item_stored(actor=actor, item_id=item_id)
    if stored.media_type in sniff.VIDEOS:
        raise NotFound
    return stored, open_file(stored)


def item_stored(*, actor: Actor, item_id: int) -> StoredFile:
    """What is stored of a thing, or of the document it names: kind and size are known before a byte is read."""
    found = item(actor=actor, item_id=item_id)
    stored = found.file
    if stored is None and found.directive_id is not None:
        stored = directive_seen(actor=actor, directive_id=found.directive_id).file
    if stored is None:
        raise NotFound
    return stored


def film(*, actor: Actor, item_id: int) -> StoredFile:
    """The film of an item, to be streamed part by part."""
    found = item(actor=actor, item_id=item_id)
    if found.file is None or found.file.media_type not in sniff.VIDEOS:
        raise NotFound
    return found.file


def shelves(*, actor: Actor) -> list[Unit]:
    """Bodies on whose shelf the actor may put something: the very ones where the right is held, committees first."""
    scope = actor.scope(WRITE)
    rows = Unit.objects.filter(closed_on=None)
    if not scope.everything:
        rows = rows.filter(path__in=sorted(scope.exact | scope.subtrees))
    return list(rows.order_by("path"))


def adaptable(*, actor: Actor) -> list[Item]:
    """Forms from above that one of the actor's bodies may adapt."""
    paths = {path for unit in shelves(actor=actor) for path in treepath.ancestors(unit.path)}
    rows = items_seen(actor).filter(kind=ItemKind.FORM, unit__path__in=sorted(paths)).select_related("unit")
    return list(rows)


def frames(*, actor: Actor) -> list[Frame]:
    """Agendas that hold for the actor's bodies, or are theirs."""
    return list(frames_seen(actor).select_related("unit", "drive", "adapted_from__unit").order_by("unit__path", "kind"))


def frame(*, actor: Actor, frame_id: int) -> Frame:
    """One agenda; NotFound when out of sight or ended."""
    found = frames_seen(actor).filter(pk=frame_id).select_related("unit", "drive", "adapted_from__unit").first()
    if found is None:
        raise NotFound
    return found


def steps_for(*, actor: Actor, unit: Unit, drive: Drive | None, kind: str) -> list[Step] | None:
    """The agenda that holds for a meeting of `unit`: of its drive before any, the nearest body first; None without one."""
    near = [*treepath.ancestors(unit.path), unit.path]
    about = Q(drive=None) if drive is None else Q(drive=None) | Q(drive=drive)
    rows = frames_seen(actor).filter(about, kind=kind, unit__path__in=near).select_related("unit")
    best = max(rows, key=lambda row: (row.drive_id is not None, len(row.unit.path), row.pk), default=None)
    if best is None:
        return None
    return [(step["kind"], step["title"], step["minutes"]) for step in best.steps]


def photos(*, actor: Actor, drive: Drive | None = None) -> QuerySet[Photo]:
    """Photographs whose day has not come, the newest first."""
    rows = photos_seen(actor).filter(keep_until__gte=clock.today()).select_related("unit", "drive")
    return rows if drive is None else rows.filter(drive=drive)


def photo(*, actor: Actor, photo_id: int, perm: str = "") -> Photo:
    """One photograph; NotFound when out of sight or past its day, Forbidden when `perm` is not held."""
    found = photos(actor=actor).filter(pk=photo_id).select_related("unit", "file").first()
    if found is None:
        raise NotFound
    if perm and not actor.can(perm, found.unit.path):
        raise Forbidden
    return found


def photo_file(*, actor: Actor, photo_id: int) -> tuple[StoredFile, bytes]:
    """The picture itself."""
    stored = photo(actor=actor, photo_id=photo_id).file
    if stored is None:
        raise NotFound
    return stored, open_file(stored)
