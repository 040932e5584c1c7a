"""The proposal of a duty roster: registered meetings, members of the committee, who goes where and why (S45, S100, S134)."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from dataclasses import dataclass

from guong.drives import perms, roster, rulebook
from guong.drives.enums import RegistrationState
from guong.drives.models import Assignment, Drive, Registration
from guong.drives.selectors.people import committee_members
from guong.drives.selectors.spans import spans
from guong.kernel import clock
from guong.kernel.actor import Actor
from guong.org.models import Membership, Person
from guong.org.querysets import in_scope, valid_on

AT_ONCE = 200
"""Cells in one proposal, those that meet first; when they are settled the next ones come."""


@dataclass(frozen=True, slots=True)
class RosterLine:
    """One cell of the proposal. `current`: who is assigned today; `proposed`: who would be; `reason`: why."""

    unit_id: int
    name: str
    registrations: tuple[Registration, ...]
    current: tuple[Person, ...]
    proposed: Person | None
    reason: roster.Reason

    @property
    def change(self) -> str:
        """ "same", "new", "other", "nobody" """
        if self.proposed is None:
            return "nobody"
        if not self.current:
            return "new"
        return "same" if self.proposed in self.current else "other"


@dataclass(frozen=True, slots=True)
class Proposal:
    """`stamp` names the calendar and the assignments it was made from; `more`: cells that come after these."""

    lines: tuple[RosterLine, ...]
    people: tuple[Person, ...]
    loads: dict[int, int]
    stamp: str
    more: int
    exact: bool  # the exact solver is installed here

    def count(self, change: str) -> int:
        return sum(line.change == change for line in self.lines)


@dataclass(frozen=True, slots=True)
class Ground:
    """What a proposal is made from. `held_back`: registered cells beyond AT_ONCE."""

    problem: roster.Problem
    by_unit: dict[int, tuple[Registration, ...]]
    current: dict[int, tuple[Person, ...]]
    people: dict[int, Person]
    stamp: str
    held_back: int


def roster_proposal(*, actor: Actor, drive: Drive) -> Proposal:
    """Who should go where in the registered meetings that are still to come, beside what is assigned already."""
    found = roster_ground(actor=actor, drive=drive)
    solution = roster.propose(found.problem)
    reasons = roster.explain(found.problem, solution)
    lines = [
        RosterLine(
            unit_id, rows[0].unit.name, rows, found.current.get(unit_id, ()),
            found.people[solution[unit_id]] if unit_id in solution else None, reasons[unit_id],
        )
        for unit_id, rows in found.by_unit.items()
    ]  # fmt: skip
    return Proposal(
        tuple(lines), tuple(found.people.values()), roster.loads(found.problem, solution), found.stamp, found.held_back,
        roster.available(),
    )  # fmt: skip


def roster_ground(*, actor: Actor, drive: Drive) -> Ground:
    """The meetings to come, who may be sent, and what is assigned today; for the proposal and for checking an answer."""
    people = {one.pk: one for one in committee_members(actor=actor, drive=drive)}
    scope = actor.scope(perms.ASSIGNMENT_WRITE)
    rows = in_scope(Registration.objects.filter(drive=drive, starts_at__gte=clock.now()), scope)
    waiting: dict[int, list[Registration]] = defaultdict(list)
    for row in rows.exclude(state=RegistrationState.HELD).select_related("unit").order_by("starts_at", "unit_id"):
        waiting[row.unit_id].append(row)
    by_unit = {unit_id: tuple(waiting[unit_id]) for unit_id in list(waiting)[:AT_ONCE]}
    assigned = list(
        Assignment.objects.filter(drive=drive, ended_at=None).select_related("person").order_by("assigned_at", "pk")
    )
    current: dict[int, tuple[Person, ...]] = defaultdict(tuple)
    for one in assigned:
        current[one.unit_id] += (one.person,)
    jobs = [
        roster.Job(unit_id, spans(drive, mine), _kept(current.get(unit_id, ()), people))
        for unit_id, mine in by_unit.items()
    ]
    team = _team(drive, people, assigned, by_unit)
    problem = roster.Problem(tuple(jobs), team, rulebook.value(drive.ruleset, "travel_minutes"))
    return Ground(problem, by_unit, dict(current), people, _stamp(by_unit, assigned), len(waiting) - len(by_unit))


def _kept(current: tuple[Person, ...], people: dict[int, Person]) -> int | None:
    return next((one.pk for one in current if one.pk in people), None)


def _team(
    drive: Drive, people: dict[int, Person], assigned: list[Assignment], by_unit: dict[int, tuple[Registration, ...]]
) -> tuple[roster.Person, ...]:
    """Each with the cells he belongs to, their meetings, and how many cells he has beside those of the proposal."""
    own: dict[int, set[int]] = defaultdict(set)
    members = Membership.objects.filter(valid_on(clock.today()), person_id__in=people)
    for person_id, unit_id in members.values_list("person_id", "unit_id"):
        own[person_id].add(unit_id)
    homes = {unit_id for mine in own.values() for unit_id in mine}
    busy: dict[int, tuple[roster.Span, ...]] = defaultdict(tuple)
    at_home = Registration.objects.filter(drive=drive, unit_id__in=homes).exclude(state=RegistrationState.HELD)
    for row in at_home.select_related("unit"):
        busy[row.unit_id] += spans(drive, (row,))
    beside: dict[int, int] = defaultdict(int)
    for one in assigned:
        beside[one.person_id] += one.unit_id not in by_unit
    return tuple(
        roster.Person(pk, frozenset(own[pk]), tuple(span for unit in own[pk] for span in busy[unit]), beside[pk])
        for pk in people
    )


def _stamp(by_unit: dict[int, tuple[Registration, ...]], assigned: list[Assignment]) -> str:
    """Changes when a meeting is registered, moved or held, or somebody is assigned or not any more."""
    facts: list[tuple[int, str, str]] = [
        (row.pk, row.starts_at.isoformat(), row.state) for rows in by_unit.values() for row in rows
    ]
    facts += [(one.pk, str(one.unit_id), str(one.person_id)) for one in assigned]
    return hashlib.sha256(repr(facts).encode()).hexdigest()[:16]
