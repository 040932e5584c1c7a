"""A frozen tree shown level by level: the body on top, what stands directly below it, where one goes further down."""

from __future__ import annotations

from django.db.models import QuerySet
from django.db.models.functions import Length, Substr

from guong.drives.models import Drive, DriveUnit
from guong.kernel import treepath
from guong.kernel.actor import Actor
from guong.kernel.errors import NotFound
from guong.meetings.perms import ACTIVITY_READ
from guong.org.querysets import in_scope, subtree_q

SHOWN = 100


def seen(actor: Actor, drive: Drive) -> QuerySet[DriveUnit]:
    """Frozen units of the drive in the reader's sight."""
    return in_scope(DriveUnit.objects.filter(drive=drive), actor.scope(ACTIVITY_READ)).select_related("unit")


def top_of(rows: QuerySet[DriveUnit], unit_id: int | None) -> DriveUnit | None:
    """The body asked for, or NotFound; without one the topmost body in sight, None when there are single cells only."""
    if unit_id is None:
        return rows.filter(is_cell=False).order_by("path").first()
    found = rows.filter(unit_id=unit_id, is_cell=False).first()
    if found is None:
        raise NotFound
    return found


def above(rows: QuerySet[DriveUnit], top: DriveUnit | None) -> DriveUnit | None:
    """The body above, if it is in sight."""
    parent = treepath.parent(top.path) if top is not None else ""
    return rows.filter(path=parent).first() if parent else None


def children(rows: QuerySet[DriveUnit], top: DriveUnit | None) -> list[DriveUnit]:
    """Directly below the body, by kind and name; when the reader sees single cells only, those."""
    if top is None:
        return list(rows.order_by("name_key", "pk")[:SHOWN])
    return list(at(rows, top, 1).order_by("kind", "name_key", "pk"))


def at(rows: QuerySet[DriveUnit], top: DriveUnit, levels: int) -> QuerySet[DriveUnit]:
    """Frozen units so many levels below a body."""
    size = len(top.path) + levels * treepath.WIDTH
    return rows.filter(subtree_q(top.path)).annotate(size=Length("path")).filter(size=size)


def parents(rows: QuerySet[DriveUnit], top: DriveUnit | None) -> frozenset[str]:
    """Paths directly below the body that have units of `rows` below them in turn."""
    if top is None:
        return frozenset()
    cut = Substr("path", 1, len(top.path) + treepath.WIDTH)
    inside = rows.filter(subtree_q(top.path)).annotate(size=Length("path"), branch=cut)
    deeper = inside.filter(size__gt=len(top.path) + treepath.WIDTH).order_by()
    return frozenset(deeper.values_list("branch", flat=True).distinct())
