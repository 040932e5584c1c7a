"""What applies to a unit on a day, and what a document replaces or is replaced by."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from guong.directives import perms, rules
from guong.directives.enums import AmendKind
from guong.directives.models import Amendment, Directive
from guong.directives.querysets import directives_seen
from guong.kernel import treepath
from guong.kernel.actor import Actor
from guong.kernel.errors import NotFound
from guong.org.models import Unit


@dataclass(frozen=True, slots=True)
class Applied:
    """A document as it stands on a day: whether it holds, and what amends or has replaced it by then."""

    directive: Directive
    holds: bool
    amended_by: tuple[Directive, ...]
    replaced_by: Directive | None


def unit_to_read(*, actor: Actor, unit_id: int) -> Unit:
    """The unit whose page is asked for: where the actor may read documents. NotFound or Forbidden else."""
    found = Unit.objects.filter(pk=unit_id).select_related("parent").first()
    if found is None:
        raise NotFound
    actor.require(perms.DIRECTIVE_READ, found.path)
    return found


def applies_to(*, actor: Actor, unit: Unit, on: date) -> list[tuple[Unit, list[Applied]]]:
    """Everything in the registers of the unit and of all above it, register by register from the top, the newest first.

    Documents that do not hold yet, or hold no more, are there too, and say so.
    """
    actor.require(perms.DIRECTIVE_READ, unit.path)
    near = [*treepath.ancestors(unit.path), unit.path]
    rows = (
        directives_seen(actor).filter(registered_in__path__in=near, issued_on__lte=on).select_related("registered_in")
    )
    found = {row.pk: row for row in rows.order_by("-issued_on", "-pk")}
    newer: dict[int, list[Amendment]] = defaultdict(list)
    ties = Amendment.objects.filter(older__in=found, newer__in=found, from_on__lte=on).select_related("newer")
    for tie in ties:
        newer[tie.older_id].append(tie)
    by_register: dict[str, list[Applied]] = defaultdict(list)
    units: dict[str, Unit] = {}
    for row in found.values():
        units[row.registered_in.path] = row.registered_in
        by_register[row.registered_in.path].append(_applied(row, newer[row.pk], on))
    return [(units[path], by_register[path]) for path in sorted(by_register)]


def _applied(row: Directive, ties: list[Amendment], on: date) -> Applied:
    replaced = next((tie for tie in ties if tie.kind == AmendKind.REPLACES), None)
    holds = rules.in_force(on, row.valid_from or row.issued_on, row.valid_to, replaced.from_on if replaced else None)
    amended = tuple(tie.newer for tie in ties if tie.kind == AmendKind.AMENDS)
    return Applied(row, holds, amended, replaced.newer if replaced else None)


def amendments(*, actor: Actor, directive: Directive) -> tuple[list[Amendment], list[Amendment]]:
    """(what it replaces or amends, what replaces or amends it), within what the actor sees."""
    seen = directives_seen(actor).values("pk")
    up = Amendment.objects.filter(newer=directive, older__in=seen).select_related("older")
    down = Amendment.objects.filter(older=directive, newer__in=seen).select_related("newer")
    return list(up), list(down)
