"""One event while it is carried out: who acts, on which day, what it has done so far."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext_lazy as _

from guong.kernel.actor import Actor
from guong.kernel.errors import Invalid, NotFound
from guong.org.models import Person, Unit
from guong.reorganisation.models import Reorganisation
from guong.reorganisation.perms import MANAGE


@dataclass
class Report:
    """What an event does, for the page and for the record; plain values.

    `lines`: one for each change of the tree; `people`: (from, to, how many); `posts`, `grants`: what ends, each to be given
    anew or not; `kept`: {key of the table: rows} that stay where they are; `drives`: open drives whose frozen trees stay.
    """

    lines: list[dict[str, Any]] = field(default_factory=list)
    people: list[dict[str, Any]] = field(default_factory=list)
    posts: list[dict[str, Any]] = field(default_factory=list)
    grants: list[dict[str, Any]] = field(default_factory=list)
    kept: dict[str, int] = field(default_factory=dict)
    drives: list[dict[str, Any]] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        return {
            "lines": self.lines, "people": self.people, "posts": self.posts, "grants": self.grants, "kept": self.kept,
            "drives": self.drives,
        }  # fmt: skip


@dataclass
class Ended:
    """A unit that ended, who keeps its records, and all who follow it."""

    unit: Unit
    keeper: Unit | None
    successors: list[Unit]


@dataclass
class Work:
    """`carry_posts`, `carry_grants`: ids of what is given anew at once to the same people."""

    actor: Actor
    event: Reorganisation
    carry_posts: frozenset[int] = frozenset()
    carry_grants: frozenset[int] = frozenset()
    report: Report = field(default_factory=Report)
    ended: list[Ended] = field(default_factory=list)

    def unit(self, unit_id: Any) -> Unit:
        """A unit named in the order, as it stands now, that the actor manages. NotFound / Forbidden otherwise."""
        found = Unit.objects.select_related("parent").filter(pk=unit_id).first() if isinstance(unit_id, int) else None
        if found is None:
            raise NotFound
        self.actor.require(MANAGE, found.path)
        return found

    def units(self, ids: Iterable[Any]) -> list[Unit]:
        """Units named in the order, in the order of the tree, each once. Invalid when there is none."""
        found = sorted((self.unit(unit_id) for unit_id in set(ids)), key=lambda unit: unit.path)
        if not found:
            raise Invalid(_("Choose at least one organisation."), field="units")
        for unit in found:
            if unit.closed_on is not None:
                raise Invalid(_("“%(name)s” has ended and is kept as it was."), params={"name": unit.name})
        return found

    def people(self, unit: Unit, ids: Iterable[int]) -> list[int]:
        """Members of a unit named in the order. Invalid for somebody who is not one."""
        wanted = set(ids)
        members = set(
            Person.objects.filter(memberships__unit=unit, memberships__to_on=None).values_list("pk", flat=True)
        )
        if not wanted <= members:
            raise Invalid(_("Somebody on the list is no longer a member here. Open the form again."), field="people")
        return sorted(wanted)

    def line(self, what: str, unit: Unit, **facts: Any) -> None:
        """Note one change of the tree: what, the unit's name and code, and further names."""
        self.report.lines.append({"what": what, "name": unit.name, "code": unit.code, **facts})
