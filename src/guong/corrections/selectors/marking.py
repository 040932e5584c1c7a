"""Fields, priority, targets, and what may have come back: for whoever may read the finding."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q

from guong.corrections import catalogue
from guong.corrections.enums import FindingState
from guong.corrections.models import Finding, FindingTag, Tag, Target
from guong.corrections.perms import WRITE
from guong.corrections.querysets import readable
from guong.corrections.selectors.findings import enter
from guong.corrections.services.findings import SUPERVISORS
from guong.kernel import clock, treepath
from guong.kernel.actor import Actor
from guong.kernel.errors import NotFound
from guong.org.enums import UnitKind
from guong.org.models import Unit


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a finding: `code` finds its like in the book ("" for free words)."""

    name: str
    code: str


@dataclass(frozen=True, slots=True)
class Marks:
    """What a finding is sorted by."""

    fields: list[Field]
    tag_ids: list[int]
    free: list[str]
    target: Target | None
    priority_why: str


def marks_of(*, actor: Actor, finding: Finding) -> Marks:
    """The marks of a finding the actor may read, or NotFound."""
    row = readable(actor, clock.today()).filter(pk=finding.pk).select_related("target").first()
    if row is None:
        raise NotFound
    return _marks(row, list(FindingTag.objects.filter(finding=row).select_related("tag")))


def _marks(row: Finding, tags: list[FindingTag]) -> Marks:
    known = [one.tag for one in tags if one.tag is not None]
    free = [one.free for one in tags if one.tag is None]
    return Marks(
        fields=[Field(tag.name, tag.code) for tag in known] + [Field(words, "") for words in free],
        tag_ids=[tag.pk for tag in known], free=free, target=row.target, priority_why=row.priority_why,
    )  # fmt: skip


def fields_in_force(*, actor: Actor, unit: Unit) -> list[Tag]:
    """The fields that hold at a unit, in their order."""
    enter(actor=actor, unit=unit)
    return list(catalogue.in_force(unit.path).tags.all())


def fields_for(*, actor: Actor, finding: Finding) -> list[Tag]:
    """What a finding may be sorted by: the fields in force, and those it belongs to already."""
    now = fields_in_force(actor=actor, unit=finding.unit)
    listed = {one.pk for one in now}
    old = Tag.objects.filter(pk__in=FindingTag.objects.filter(finding=finding).values("tag_id"))
    return [*now, *(one for one in old if one.pk not in listed)]


def fields_published(*, actor: Actor, unit: Unit) -> list[Tag]:
    """The same, for whoever publishes them."""
    actor.require("drives.rules:publish", unit.path)
    return list(catalogue.in_force(unit.path).tags.select_related("catalogue"))


def fields_used(findings: Sequence[Finding]) -> list[Field]:
    """Fields that some of these findings belong to, by name: the choices of a book that was read already, tags among it.
    Asks no right: whoever has the findings has read them."""
    used = {one.tag.code: one.tag.name for row in findings for one in row.tags.all() if one.tag is not None}
    return sorted((Field(name, code) for code, name in used.items()), key=lambda one: one.code)


def targets(*, actor: Actor, unit: Unit) -> list[Target]:
    """Targets that hold for a unit: its own and those of the bodies above, the longest running first."""
    enter(actor=actor, unit=unit)
    return _targets(unit)


def targets_of(*, actor: Actor, unit: Unit) -> list[Target]:
    """The same for the page of a unit, for whoever sees its figures."""
    actor.require("figures.figures:read", unit.path)
    return _targets(unit)


def _targets(unit: Unit) -> list[Target]:
    rows = Target.objects.filter(unit__path__in=[*treepath.ancestors(unit.path), unit.path])
    return list(rows.select_related("unit"))


def supervisors(*, actor: Actor, unit: Unit) -> list[Unit]:
    """Bodies that may have supervised this one (S70): those of the five kinds at or beside its line, as far as the actor sees."""
    enter(actor=actor, unit=unit)
    line = [*treepath.ancestors(unit.path), unit.path]
    rows = Unit.objects.filter(
        Q(path__in=line) | Q(parent__path__in=line), kind__in=sorted(SUPERVISORS), closed_on=None
    )
    committees = {kind for kind in SUPERVISORS if kind not in _BESIDE}
    return [one for one in rows.exclude(pk=unit.pk).order_by("path") if one.kind not in committees or one.path in line]


_BESIDE = frozenset({UnitKind.INSPECTION.value, UnitKind.COUNCIL.value, UnitKind.FRONT.value,
                     UnitKind.FRONT_COMMITTEE.value, UnitKind.MASS.value})  # fmt: skip


def may_have_come_back(*, actor: Actor, finding: Finding) -> list[Finding]:
    """Earlier closed findings of the same comrade, or of the same body as a whole, that this one may be again; newest first.

    For whoever keeps the book; nothing once it is tied.
    """
    if not actor.can(WRITE, finding.unit.path) or finding.recurs_id is not None:
        return []
    rows = Finding.objects.filter(
        unit=finding.unit_id, person=finding.person_id, subject=finding.subject, stated_at__lt=finding.stated_at,
        state__in=[FindingState.CLOSED, FindingState.CONFIRMED],
    )  # fmt: skip
    return list(rows.exclude(pk=finding.pk).order_by("-stated_at", "-pk")[:20])


def came_back(*, actor: Actor, finding: Finding) -> list[Finding]:
    """Later findings, which the actor may read, in which this one came back; the oldest first."""
    return list(readable(actor, clock.today()).filter(recurs=finding.pk).order_by("stated_at", "pk"))
