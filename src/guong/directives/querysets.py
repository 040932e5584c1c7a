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
    above = Q(registered_in__path__in=sorted(_above(scope)))
    return Directive.objects.filter(scope_q(scope, "registered_in__path") | above)


def lines_seen(actor: Actor) -> QuerySet[DocumentLine]:
    """Lines kept in the registers that the actor reads."""
    scope = actor.scope("directives.directive:read")
    above = Q(kept_in__path__in=sorted(_above(scope)))
    return DocumentLine.objects.filter(scope_q(scope, "kept_in__path") | above)


def _above(scope: Scope) -> set[str]:
    return {path for own in scope.subtrees | scope.exact for path in treepath.ancestors(own)}
