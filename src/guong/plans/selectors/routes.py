"""Where copies of plans go, as it stands at a unit (R26). A fact of the organisation, for whoever reads its drives."""

from __future__ import annotations

from dataclasses import dataclass

from guong.kernel import treepath
from guong.kernel.actor import Actor
from guong.org.models import Unit
from guong.plans import routebook
from guong.plans.models import RouteTable
from guong.plans.perms import PUBLISH
from guong.plans.rules import Route


@dataclass(frozen=True)
class RoutesPage:
    """The table in force at a unit (None: the program's own), its lines, earlier ones, and whether I may publish here."""

    unit: Unit
    table: RouteTable | None
    lines: tuple[Route, ...]
    versions: list[RouteTable]
    may_publish: bool


def routes_page(*, actor: Actor, unit: Unit) -> RoutesPage:
    """Errors as `Actor.require` for `drives.drive:read` at the unit."""
    actor.require("drives.drive:read", unit.path)
    above = [*treepath.ancestors(unit.path), unit.path]
    table = routebook.in_force(unit.path)
    versions = RouteTable.objects.filter(unit__path__in=above).select_related("unit")
    return RoutesPage(unit, table, routebook.lines_of(table), list(versions), actor.can(PUBLISH, unit.path))
