"""The parts of a drive that is too large for one page: the bodies below a body, with how many of their cells registered and met."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet, Sum
from django.db.models.functions import Substr

from guong.drives import perms
from guong.drives.models import Drive, DriveUnit, Tally
from guong.kernel import treepath
from guong.kernel.actor import Actor
from guong.kernel.errors import NotFound
from guong.kernel.numbers import Ratio
from guong.org.querysets import in_scope, subtree_q

MOST = 400
"""A page lists the cells of a body of at most so many; of a larger one it lists the bodies below."""


@dataclass(frozen=True, slots=True)
class Branch:
    """A body, or a cell, directly below the one that is shown."""

    unit: DriveUnit
    registered: Ratio
    held: Ratio


def body(*, actor: Actor, drive: Drive, unit_id: int) -> DriveUnit:
    """A frozen body of the drive in the actor's scope; NotFound otherwise."""
    found = _seen(actor, drive).filter(unit_id=unit_id, is_cell=False).first()
    if found is None:
        raise NotFound
    return found


def branches(*, actor: Actor, drive: Drive, under: str = "") -> list[Branch]:
    """What stands directly below the frozen path `under` (below the actor's topmost bodies when empty) and holds cells, in the
    order of names; nothing when the cells themselves fit on a page."""
    cells = _seen(actor, drive).filter(is_cell=True)
    cells = cells.filter(subtree_q(under)) if under else cells
    if cells.order_by()[: MOST + 1].count() <= MOST:
        return []
    tops = [under] if under else _topmost(actor, drive)
    found = [branch for top in tops for branch in _below(actor, drive, cells, top)]
    return sorted(found, key=lambda branch: (branch.unit.name_key, branch.unit.path))


def _seen(actor: Actor, drive: Drive) -> QuerySet[DriveUnit]:
    return in_scope(DriveUnit.objects.filter(drive=drive), actor.scope(perms.REGISTRATION_READ)).select_related("unit")


def _topmost(actor: Actor, drive: Drive) -> list[str]:
    paths = set(_seen(actor, drive).filter(is_cell=False).values_list("path", flat=True))
    return sorted(path for path in paths if not paths.intersection(treepath.ancestors(path)))


def _below(actor: Actor, drive: Drive, cells: QuerySet[DriveUnit], top: str) -> list[Branch]:
    length = len(top) + treepath.WIDTH
    inside = cells.filter(subtree_q(top), path__gt=top).order_by()
    numbers = dict(
        inside.annotate(branch=_branch(length))
        .values("branch")
        .annotate(number=Count("pk"))
        .values_list("branch", "number")
    )
    kept = Tally.objects.filter(Q(path__gt=top) & subtree_q(top), drive=drive).order_by()
    summed = kept.annotate(branch=_branch(length)).values("branch").annotate(signed=Sum("registered"), met=Sum("held"))
    done = {path: (signed, met) for path, signed, met in summed.values_list("branch", "signed", "met")}
    return [
        Branch(one, Ratio(done.get(one.path, (0, 0))[0], n), Ratio(done.get(one.path, (0, 0))[1], n))
        for one in _seen(actor, drive).filter(path__in=sorted(numbers))
        for n in [numbers[one.path]]
    ]


def _branch(length: int) -> Substr:
    """The path of the child that a row belongs to."""
    return Substr("path", 1, length)
