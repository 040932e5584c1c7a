"""The matrix of issuance: which committee has issued what, and where the documents of a drive have stopped (R14, S54, S125)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, QuerySet

from guong.directives.enums import DirectiveKind
from guong.directives.models import Directive
from guong.drives import perms, rules
from guong.drives.enums import DriveState
from guong.drives.models import Drive, DriveUnit, OwnDocument, Relay, Tally
from guong.kernel import treepath
from guong.kernel.actor import Actor, refuse
from guong.kernel.errors import NotFound
from guong.kernel.numbers import Ratio
from guong.org.enums import BESIDE_KINDS, COMMITTEE_KINDS
from guong.org.models import Unit
from guong.org.querysets import in_scope

DIRECTIVE_WRITE = "directives.directive:write"


@dataclass(frozen=True, slots=True)
class Link:
    """One committee of the chain. `cells`: its own documents, column by column of the matrix; `below`: committees under it."""

    unit: DriveUnit
    state: str
    relay: Relay | None
    documents: tuple[OwnDocument, ...]
    cells: tuple[tuple[OwnDocument, ...], ...]
    depth: int

    @property
    def stops(self) -> bool:
        return rules.stops_chain(self.state)


@dataclass(frozen=True, slots=True)
class Matrix:
    """Committees × kinds of document. `kinds`: (kind, label, committees that have one, of all)."""

    kinds: tuple[tuple[str, str, Ratio], ...]
    links: tuple[Link, ...]
    issued: Ratio
    stopped: tuple[Link, ...]
    own: tuple[OwnDocument, ...]  # of the body whose drive it is, the urging letters among them
    urgings: int
    beside: tuple[Link, ...]  # the Front and the mass organisations, with plans of their own (S124)
    beside_issued: Ratio


@dataclass(frozen=True, slots=True)
class Place:
    """One committee's page. `from_above`: what reached it; `to_tie`: documents of its register that may be counted."""

    drive: Drive
    unit: Unit
    state: str
    relay: Relay | None
    from_above: tuple[Directive, ...]
    documents: tuple[OwnDocument, ...]
    to_tie: tuple[Directive, ...]
    writes: bool
    is_top: bool
    beside: bool  # the Front or a mass organisation: nothing is passed on below it


def matrix(*, actor: Actor, drive: Drive) -> Matrix:
    """The committees of the drive in the actor's sight, in tree order, with what each has issued."""
    frozen = _frozen(drive).select_related("unit")
    paths = {one.path: one for one in frozen.filter(kind__in=sorted(COMMITTEE_KINDS))}
    seen = in_scope(frozen, actor.scope(perms.DRIVE_READ)).exclude(unit_id=drive.scope_unit_id)
    relays = {one.unit_id: one for one in Relay.objects.filter(drive=drive)}
    documents = _documents(drive)
    kinds = _kinds(documents)
    found = []
    for node in seen.order_by("path"):
        state = _state(node, drive, paths, relays, documents)
        mine = tuple(documents.get(node.unit_id, ()))
        by_kind = tuple(tuple(one for one in mine if one.directive.kind == kind and not one.urging) for kind in kinds)
        depth = sum(above in paths for above in treepath.ancestors(node.path))
        found.append(Link(node, state, relays.get(node.unit_id), mine, by_kind, depth))
    links = tuple(one for one in found if one.unit.kind in COMMITTEE_KINDS)
    beside = tuple(one for one in found if one.unit.kind not in COMMITTEE_KINDS)
    top = tuple(documents.get(drive.scope_unit_id, ())) if actor.can(perms.DRIVE_READ, drive.scope_unit.path) else ()
    return Matrix(
        kinds=tuple(
            (kind, str(DirectiveKind(kind).label), Ratio(sum(bool(one.cells[index]) for one in links), len(links)))
            for index, kind in enumerate(kinds)
        ),
        links=links,
        issued=_issued(links),
        stopped=tuple(link for link in links if link.stops),
        own=top,
        urgings=sum(one.urging for mine in documents.values() for one in mine),
        beside=beside,
        beside_issued=_issued(beside),
    )


def _frozen(drive: Drive) -> QuerySet[DriveUnit]:
    """Bodies whose own documents are counted: committees, the Front, mass organisations."""
    return DriveUnit.objects.filter(drive=drive, kind__in=sorted(COMMITTEE_KINDS | BESIDE_KINDS))


def _issued(links: Sequence[Link]) -> Ratio:
    return Ratio(sum(any(not one.urging for one in link.documents) for link in links), len(links))


def _documents(drive: Drive) -> dict[int, list[OwnDocument]]:
    found: dict[int, list[OwnDocument]] = defaultdict(list)
    for one in OwnDocument.objects.filter(drive=drive).select_related("directive"):
        found[one.unit_id].append(one)
    return found


def _kinds(documents: Mapping[int, list[OwnDocument]]) -> list[str]:
    """Plans, guides and letters always have a column; other kinds when somebody issued one."""
    there = {one.directive.kind for mine in documents.values() for one in mine if not one.urging}
    always = {DirectiveKind.PLAN, DirectiveKind.GUIDE, DirectiveKind.LETTER, DirectiveKind.MATERIAL}
    return [kind.value for kind in DirectiveKind if kind in always or kind.value in there]


def _state(
    node: DriveUnit, drive: Drive, paths: Mapping[str, DriveUnit], relays: Mapping[int, Relay],
    documents: Mapping[int, list[OwnDocument]],
) -> str:  # fmt: skip
    above = rules.nearest_above(node.path, paths)
    mother = paths[above].unit_id if above else drive.scope_unit_id
    upper, own = relays.get(mother), relays.get(node.unit_id)
    return rules.chain_state(
        arrived=mother == drive.scope_unit_id or bool(upper and upper.passed_on_at),
        acknowledged=own is not None,
        issued=any(not one.urging for one in documents.get(node.unit_id, ())),
        passed=bool(own and own.passed_on_at),
    )


def chain_place(*, actor: Actor, drive: Drive, unit: Unit) -> Place:
    """One committee of the drive, or one organisation beside it. NotFound when the unit is neither, or foreign."""
    if not actor.can(perms.DRIVE_READ, unit.path):
        refuse(actor, unit.path)
    paths = {one.path: one for one in DriveUnit.objects.filter(drive=drive, kind__in=sorted(COMMITTEE_KINDS))}
    node = _frozen(drive).filter(unit_id=unit.pk).first()
    if node is None:
        raise NotFound
    relays = {one.unit_id: one for one in Relay.objects.filter(drive=drive)}
    documents = _documents(drive)
    mine = tuple(documents.get(unit.pk, ()))
    writes = actor.can(DIRECTIVE_WRITE, unit.path)
    return Place(
        drive=drive,
        unit=unit,
        state=_state(node, drive, paths, relays, documents),
        relay=relays.get(unit.pk),
        from_above=_from_above(drive, node, paths, documents),
        documents=mine,
        to_tie=_to_tie(drive, unit, mine) if writes else (),
        writes=writes,
        is_top=unit.pk == drive.scope_unit_id,
        beside=node.kind in BESIDE_KINDS,
    )


def _from_above(
    drive: Drive, node: DriveUnit, paths: Mapping[str, DriveUnit], documents: Mapping[int, list[OwnDocument]]
) -> tuple[Directive, ...]:
    """What the drive stands on, and what the committees above have added."""
    added = [
        one.directive
        for path in treepath.ancestors(node.path) if path in paths
        for one in documents.get(paths[path].unit_id, ())
    ]  # fmt: skip
    return (*drive.basis.order_by("issued_on", "pk"), *added)


def _to_tie(drive: Drive, unit: Unit, mine: tuple[OwnDocument, ...]) -> tuple[Directive, ...]:
    counted = {one.directive_id for one in mine}
    rows = Directive.objects.filter(issuing_unit=unit, issued_on__gte=drive.starts_on).exclude(pk__in=counted)
    return tuple(rows.order_by("-issued_on", "-pk")[:50])


def waiting_here(*, actor: Actor) -> list[tuple[Drive, Unit]]:
    """Committees named in the actor's own rights at which the documents of a drive under way lie: for the list of tasks."""
    scope = actor.scope(DIRECTIVE_WRITE)
    here = Tally.objects.filter(
        drive__state=DriveState.OPEN, links=1, unit__path__in=sorted(scope.exact | scope.subtrees)
    )
    passed = Relay.objects.filter(drive=OuterRef("drive"), unit=OuterRef("unit"), passed_on_at__isnull=False)
    rows = here.filter(~Exists(passed)).select_related("drive", "unit").order_by("drive__starts_on", "path")
    return [(row.drive, row.unit) for row in rows]
