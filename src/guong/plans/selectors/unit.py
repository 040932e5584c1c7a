"""What the cell committee reads: who stands where, and one submitted plan with its history."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q

from guong.audit.reads import log_read
from guong.drives.enums import DriveState
from guong.drives.models import Drive, DriveUnit, Participant
from guong.kernel import clock
from guong.kernel.actor import Actor, refuse
from guong.kernel.errors import NotFound
from guong.kernel.numbers import Ratio, typed_int
from guong.meetings.enums import HELD
from guong.meetings.models import Meeting
from guong.org.models import Person, Post, Unit
from guong.org.querysets import scope_q, subtree_q, valid_on
from guong.plans import rules
from guong.plans.enums import CheckPoint, PlanState
from guong.plans.models import Assessment, Delivery, MonitorRemark, Plan, PlanReturn, PlanRevision
from guong.plans.perms import DECIDE, READ, RUN
from guong.plans.querysets import CELL_POSTS, COMMITTEE_POSTS, committees_above, deciders, may_decide, sits_on_committee


@dataclass(frozen=True)
class Place:
    """A cell in a drive whose plans the actor reads."""

    drive: Drive
    unit: Unit
    waiting: int  # submitted, not answered


@dataclass(frozen=True)
class PlanRow:
    """One member who owes a plan. Of a draft nothing is told but that it exists."""

    person: Person
    state: str  # PlanState value, or "" when nothing is begun
    plan_id: int | None
    readable: bool
    returns: int
    may_type: bool
    pledged_on: date | None = None

    @property
    def label(self) -> str:
        return str(PlanState(self.state).label) if self.state else ""


@dataclass(frozen=True)
class UnitPlans:
    """The plans of a cell in a drive, in the order of names, with the figures of S105."""

    drive: Drive
    unit: Unit
    rows: list[PlanRow]
    submitted: Ratio
    accepted: Ratio
    returns: rules.Returns
    meetings: list[Meeting]

    @property
    def waiting(self) -> int:
        return sum(row.state == PlanState.SUBMITTED for row in self.rows)

    @property
    def pledged(self) -> Ratio:
        """Signed commitment sheets that have come back (S47)."""
        return Ratio(sum(row.pledged_on is not None for row in self.rows), len(self.rows))

    @property
    def unsigned(self) -> list[PlanRow]:
        """Those whose sheet may be noted."""
        return [row for row in self.rows if row.readable and row.pledged_on is None]


def _my_cells(actor: Actor) -> Q:
    """Frozen nodes of the cells in whose committee the actor sits, by right or by office."""
    held = scope_q(actor.scope(READ), "unit__path")
    if actor.person_id is None:
        return held
    posts = Post.objects.filter(valid_on(clock.today()), person_id=actor.person_id, kind__in=CELL_POSTS)
    return held | Q(unit_id__in=posts.values("unit_id"))


def places(*, actor: Actor) -> list[Place]:
    """Cells and open drives whose plans I read, with how many wait for an answer."""
    frozen = DriveUnit.objects.filter(_my_cells(actor), is_cell=True, drive__state=DriveState.OPEN).select_related(
        "drive", "unit"
    )
    waiting = Plan.objects.filter(state=PlanState.SUBMITTED, unit_id__in=[row.unit_id for row in frozen])
    waiting = waiting.exclude(person_id=actor.person_id or 0)
    counts = dict(
        ((drive, unit), n)
        for drive, unit, n in waiting.values_list("drive_id", "unit_id").annotate(n=Count("pk")).order_by()
    )
    return [Place(row.drive, row.unit, counts.get((row.drive_id, row.unit_id), 0)) for row in frozen]


def heads_to_answer(*, actor: Actor) -> list[Plan]:
    """Submitted plans of cell officers who have nobody beside them, waiting for a member of the committee above: me."""
    today = clock.today()
    mine = Post.objects.filter(valid_on(today), person_id=actor.person_id or 0)
    above = set(mine.filter(kind__in=COMMITTEE_POSTS).values_list("unit__path", flat=True))
    inside = Q(pk__in=[])
    for path in above:
        inside |= subtree_q(path, "unit__path")
    officers = Post.objects.filter(valid_on(today), kind__in=CELL_POSTS)
    beside = officers.filter(~Q(person_id=OuterRef("person_id")), unit_id=OuterRef("unit_id"))
    rows = Plan.objects.filter(inside, ~Exists(beside), state=PlanState.SUBMITTED, drive__state=DriveState.OPEN)
    rows = rows.filter(person_id__in=officers.values("person_id")).exclude(person_id=actor.person_id or 0)
    rows = rows.exclude(unit_id__in=mine.filter(kind__in=CELL_POSTS).values("unit_id"))
    found = list(rows.select_related("unit", "person", "drive").order_by("pk")) if above else []
    nearest = committees_above([plan.unit for plan in found])
    return [plan for plan in found if not actor.can(DECIDE, plan.unit.path) and nearest[plan.unit_id] in above]


def place(*, actor: Actor, drive_id: int, unit_id: int) -> tuple[Drive, Unit]:
    """A cell of a drive whose plans I may read. NotFound for a foreign one, Forbidden without the right."""
    row = (
        DriveUnit.objects.filter(drive_id=drive_id, unit_id=unit_id, is_cell=True)
        .select_related("drive", "unit")
        .first()
    )
    if row is None:
        raise NotFound
    if not actor.can(READ, row.unit.path) and not sits_on_committee(actor, row.unit, clock.today()):
        refuse(actor, row.unit.path)
    return row.drive, row.unit


def plans_of_unit(*, actor: Actor, drive: Drive, unit: Unit) -> UnitPlans:
    """Who of the cell stands where. Errors as `place`."""
    place(actor=actor, drive_id=drive.pk, unit_id=unit.pk)
    people = Participant.objects.filter(drive=drive, unit=unit, eligible=True).select_related("person")
    mine = Plan.objects.filter(drive=drive, unit=unit).annotate(returned=Count("returns"))
    plans = {plan.person_id: plan for plan in mine}
    rows = [
        _row(actor, participant.person, plans.get(participant.person_id), unit)
        for participant in people.order_by("person__name_key", "person_id")
    ]
    held = Meeting.objects.filter(drive=drive, unit=unit).filter(state__in=HELD)
    of = len(rows)
    return UnitPlans(
        drive=drive, unit=unit, rows=rows,
        submitted=Ratio(sum(plan.submitted_at is not None for plan in plans.values()), of),
        accepted=Ratio(sum(row.state == PlanState.ACCEPTED for row in rows), of),
        returns=returns_of(actor=actor, drive=drive, unit=unit),
        meetings=list(held.order_by("-starts_at")),
    )  # fmt: skip


def _row(actor: Actor, person: Person, plan: Plan | None, unit: Unit) -> PlanRow:
    typable = plan is None or (plan.waits_for_yes or (plan.state == PlanState.DRAFT and not plan.stamp))
    return PlanRow(
        person=person,
        state=plan.state if plan else "",
        plan_id=plan.pk if plan else None,
        readable=plan is not None and plan.submitted_at is not None,
        returns=plan.returned if plan else 0,  # type: ignore[attr-defined]  # annotated above
        pledged_on=plan.pledged_on if plan else None,
        may_type=typable and actor.can(DECIDE, unit.path) and actor.person_id != person.pk,
    )


def plans_to_present(*, actor: Actor, drive: Drive, unit: Unit, ids: Sequence[str]) -> list[Plan]:
    """Unpresented plans of a cell whose meeting I run, of these ids; others are left out. Errors as `Actor.require`."""
    actor.require(RUN, unit.path)
    wanted = [found for one in ids if (found := typed_int(one))]
    rows = Plan.objects.filter(pk__in=wanted, drive=drive, unit=unit, state=PlanState.DRAFT)
    return list(rows.select_related("person").order_by("pk"))


def returns_of(*, actor: Actor, drive: Drive, unit: Unit) -> rules.Returns:
    """Lượt and persons of the returns of a cell (S105)."""
    place(actor=actor, drive_id=drive.pk, unit_id=unit.pk)
    rows = PlanReturn.objects.filter(plan__drive=drive, plan__unit=unit)
    return rules.count_returns(rows.values_list("plan__person_id", flat=True))


@dataclass(frozen=True)
class Change:
    """One text of the plan as runs of words: same, added, removed. `line` counts the items from 1; 0 for the two texts."""

    field: str
    line: int
    runs: list[tuple[str, str]]


@dataclass(frozen=True)
class PlanPage:
    """A submitted plan, its returns, its copies, and what the Front said."""

    plan: Plan
    revision: PlanRevision
    earlier: PlanRevision | None
    changes: list[Change]
    returns: list[PlanReturn]
    deliveries: list[Delivery]
    remarks: list[MonitorRemark]
    assessments: list[Assessment]
    own: bool
    may_decide: bool
    deciders: list[Person]


def open_plan(*, actor: Actor, plan_id: int) -> PlanPage:
    """One submitted plan, for its owner and the committee of his cell. Others' reads are logged (D6).

    NotFound for a draft that was never submitted, and outside the cell; Forbidden without the right.
    """
    plan = Plan.objects.select_related("drive", "unit", "person", "accepted_by").filter(pk=plan_id).first()
    if plan is None:
        raise NotFound
    own = actor.person_id is not None and actor.person_id == plan.person_id
    sits = may_decide(actor, plan, clock.today())
    if not own and not sits and not actor.can(READ, plan.unit.path):
        refuse(actor, plan.unit.path)
    revisions = list(plan.revisions.order_by("-number")[:2])
    if not revisions:
        raise NotFound
    log_read(actor=actor, person_id=plan.person_id, unit_path=plan.unit.path, part="plan", target=plan)
    waiting = sits and not own and plan.state == PlanState.SUBMITTED and plan.drive.state == DriveState.OPEN
    earlier = revisions[1] if len(revisions) > 1 else None
    return PlanPage(
        plan=plan, revision=revisions[0], earlier=earlier,
        changes=_changes(earlier.content, revisions[0].content) if earlier else [],
        returns=list(plan.returns.select_related("revision").order_by("-at", "-pk")),
        deliveries=list(plan.deliveries.select_related("recipient").order_by("pk")),
        remarks=list(MonitorRemark.objects.filter(delivery__plan=plan).select_related("delivery__recipient")),
        assessments=list(Assessment.objects.filter(plan=plan).select_related("meeting")),
        own=own, may_decide=waiting,
        deciders=list(deciders(plan.unit, clock.today(), owner_id=plan.person_id)) if waiting else [],
    )  # fmt: skip


def points(returned: PlanReturn) -> list[str]:
    """The ticked points of a return, in words. For rooms above, of a row they hold already."""
    return [str(CheckPoint(code).label) for code in returned.checklist]


def _changes(before: dict[str, Any], after: dict[str, Any]) -> list[Change]:
    found = []
    empty = {"shortcoming": "", "measure": "", "deadline": ""}
    lines = max(len(before["items"]), len(after["items"]))
    for index in range(lines):
        old = before["items"][index] if index < len(before["items"]) else empty
        new = after["items"][index] if index < len(after["items"]) else empty
        found += [_change(name, index + 1, old[name], new[name]) for name in empty]
    found += [_change(name, 0, before[name], after[name]) for name in ("example", "pledge")]
    return [change for change in found if any(kind != "same" for kind, _words in change.runs)]


def _change(field: str, line: int, before: str, after: str) -> Change:
    return Change(field, line, rules.word_changes(before, after))


def member_to_help(*, actor: Actor, drive: Drive, unit: Unit, person_id: int) -> tuple[Person, Plan | None]:
    """A member of my cell for whom I may type, and the plan if one is begun. NotFound / Forbidden otherwise."""
    actor.require(DECIDE, unit.path)
    rows = Participant.objects.filter(drive=drive, unit=unit, person_id=person_id, eligible=True)
    found = rows.select_related("person").first()
    if found is None or actor.person_id == person_id:
        raise NotFound
    plan = Plan.objects.filter(drive=drive, person_id=person_id).select_related("drive", "unit").first()
    if plan is not None and plan.stamp and not plan.waits_for_yes:
        raise NotFound  # the member's own words by now: a draft opens to nobody else (D7)
    return found.person, plan
