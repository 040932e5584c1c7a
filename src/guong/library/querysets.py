"""The doors to the library."""

from __future__ import annotations

from typing import TypeVar

from django.db.models import Model, Q, QuerySet

from guong.kernel import treepath
from guong.kernel.actor import Actor
from guong.library.models import Frame, Item, Pack, Photo
from guong.library.perms import READ
from guong.meetings.perms import CONFIRM, RUN, STUDY_MANAGE
from guong.meetings.querysets import leads
from guong.org.models import Unit
from guong.org.querysets import scope_q

M = TypeVar("M", bound=Model)


def _seen(rows: QuerySet[M], actor: Actor) -> QuerySet[M]:
    """What stands on the shelves of the actor's own bodies, of those above them, and of those below in scope."""
    scope = actor.scope(READ)
    if scope.everything:
        return rows
    above = {path for own in scope.subtrees | scope.exact for path in treepath.ancestors(own)}
    return rows.filter(scope_q(scope) | Q(unit__path__in=sorted(above)))


def items_seen(actor: Actor) -> QuerySet[Item]:
    return _seen(Item.objects.filter(withdrawn_at=None), actor)


def frames_seen(actor: Actor) -> QuerySet[Frame]:
    return _seen(Frame.objects.filter(ended_at=None), actor)


def photos_seen(actor: Actor) -> QuerySet[Photo]:
    """One's own bodies' photographs, and what is published at or above; what was taken away is gone for everybody."""
    rows, scope = Photo.objects.exclude(file=None), actor.scope(READ)
    own = Q() if scope.everything else scope_q(scope)
    if scope.everything:
        return rows
    near = {treepath.parent(path) for path in scope.subtrees | scope.exact}  # beside each other under one body
    near |= {path for own_path in scope.subtrees | scope.exact for path in treepath.ancestors(own_path)}
    shared = Q(published_at__isnull=False) & (
        Q(unit__path__in=sorted(near)) | Q(unit__parent__path__in=sorted(near - {""}))
    )
    return rows.filter(own | shared)


def may_tick(actor: Actor, pack: Pack, unit: Unit) -> bool:
    """Whether paper to this cell may be ticked off: by the sender's right, or by leading the cell."""
    right = STUDY_MANAGE if pack.conference_id else RUN
    return actor.can(right, pack.unit.path) or leads(actor, unit, CONFIRM)
