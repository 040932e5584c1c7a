"""The door to the register."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from guong.directives.models import Directive, DocumentLine
from guong.kernel import treepath
from guong.kernel.actor import Actor
from guong.kernel.scope import Scope
from guong.org.querysets import scope_q


def directives_seen(actor: Actor) -> QuerySet[Directive]:
    """Documents in the registers of the actor's units, of the units below them in scope, and of the units above them."""
    scope = actor.scope("directives.directive:read")
    return Directive.objects.filter(_readable(scope, "registered_in__path"))


def lines_seen(actor: Actor) -> QuerySet[DocumentLine]:
    """Lines kept in the registers that the actor reads."""
    return DocumentLine.objects.filter(_readable(actor.scope("directives.directive:read"), "kept_in__path"))


def _readable(scope: Scope, field: str) -> Q:
    """In the scope, or above a unit of it. Whoever sees everything needs nothing above: an empty condition would be lost in
    the other one."""
    if scope.everything:
        return Q()
    return scope_q(scope, field) | Q(**{f"{field}__in": sorted(_above(scope))})


def _above(scope: Scope) -> set[str]:
    return {path for own in scope.subtrees | scope.exact for path in treepath.ancestors(own)}
