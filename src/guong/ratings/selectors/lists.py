"""The published lists, for those whom they concern (R45), and the scheme, for whoever reads the rules (R32-R36)."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q

from guong.drives.enums import DriveMode
from guong.kernel import treepath
from guong.kernel.actor import Actor
from guong.kernel.errors import NotFound
from guong.org.models import Unit
from guong.org.querysets import scope_q
from guong.ratings import schemebook
from guong.ratings.models import Publication, Scheme
from guong.ratings.perms import SCHEME_PUBLISH, SCHEME_READ


@dataclass(frozen=True, slots=True)
class SchemePage:
    """The scheme in force at a unit, earlier ones of the units above, and whether I may publish here."""

    unit: Unit
    scheme: Scheme
    versions: list[Scheme]
    may_publish: bool


def scheme_page(*, actor: Actor, unit: Unit) -> SchemePage:
    """Errors as `Actor.require` for `drives.drive:read` at the unit."""
    actor.require(SCHEME_READ, unit.path)
    scheme = schemebook.in_force(unit.path)
    above = [*treepath.ancestors(unit.path), unit.path]
    rows = Scheme.objects.filter(Q(unit=None) | Q(unit__path__in=above)).select_related("unit")
    return SchemePage(unit, scheme, list(rows), actor.can(SCHEME_PUBLISH, unit.path))


def lists_for(*, actor: Actor) -> list[Publication]:
    """Standing lists that concern the actor: published by a body above a unit of his, or by one in his scope."""
    scope = actor.scope(SCHEME_READ)
    above = {path for one in scope.exact | scope.subtrees for path in (*treepath.ancestors(one), one)}
    rows = Publication.objects.filter(scope_q(scope) | Q(unit__path__in=above), withdrawn_at=None)
    rows = rows.filter(campaign__drive__mode=DriveMode.YEAR_END)
    return list(rows.select_related("campaign__drive", "unit__parent").order_by("-published_at", "-pk"))


def published(*, actor: Actor, publication_id: int) -> Publication:
    """One of them, or NotFound."""
    found = next((one for one in lists_for(actor=actor) if one.pk == publication_id), None)
    if found is None:
        raise NotFound
    return found
