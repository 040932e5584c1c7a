"""In whose name an office acts on a body below: the nearest place at which the right was given."""

from __future__ import annotations

from guong.kernel import treepath
from guong.kernel.actor import Actor
from guong.kernel.errors import NotFound
from guong.org.models import Unit


def nearest_office(actor: Actor, perm: str, unit: Unit) -> Unit:
    """The unit at which `perm` was given and that lies nearest above `unit` (or is it); for the program, the one right above."""
    scope = actor.scope(perm)
    if scope.everything:
        return unit.parent or unit
    given = (scope.subtrees | scope.exact) & {*treepath.ancestors(unit.path), unit.path}
    found = Unit.objects.filter(path__in=given).order_by("-path").first()
    if found is None:
        raise NotFound
    return found


def works_here(actor: Actor, perm: str, unit: Unit) -> bool:
    """Whether the right was given at this very office, not only somewhere above it (law 1)."""
    scope = actor.scope(perm)
    return scope.everything or unit.path in scope.exact | scope.subtrees
