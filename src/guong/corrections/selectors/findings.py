"""Findings: of a body, about oneself, one page of one finding."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeVar

from django.db.models import Model, Prefetch, QuerySet

from guong.audit.reads import log_read, unrestricted
from guong.corrections import rules
from guong.corrections.enums import ClosedBasis, FindingState, Severity, Subject
from guong.corrections.models import Action, Finding, HistoryLine, Share
from guong.corrections.perms import DIVIDE, READ, WRITE
from guong.corrections.querysets import body_people, leads, live_actions, own_bodies, readable
from guong.drives.enums import DriveState
from guong.drives.models import Drive, DriveUnit
from guong.kernel import clock
from guong.kernel.actor import Actor
from guong.kernel.errors import NotFound
from guong.meetings.models import Meeting
from guong.org.models import Person, Unit
from guong.org.querysets import in_scope
from guong.reviews.enums import Addressee
from guong.reviews.models import Remark

M = TypeVar("M", bound=Model)
_MEASURABLE = frozenset({FindingState.ACCEPTED, FindingState.PLANNED, FindingState.IN_PROGRESS})
_DIVISIBLE = _MEASURABLE | {FindingState.STATED}


def body(*, actor: Actor, unit_id: int) -> Unit:
    """A unit whose findings the actor has a door to: a right there, or belonging to the collective.

    NotFound when it is out of sight, Forbidden when only its figures are seen: to show an empty list to whoever may not
    read would say that nothing is open.
    """
    found = Unit.objects.filter(pk=unit_id).first()
    if found is None:
        raise NotFound
    enter(actor=actor, unit=found)
    return found


def enter(*, actor: Actor, unit: Unit) -> None:
    """The same door, for a unit that was read already. A right that is held asks the database nothing."""
    if actor.can(READ, unit.path):
        return
    today = clock.today()
    if unit.pk not in own_bodies(actor.person_id, today) and not leads(actor, unit, today):
        actor.require(READ, unit.path)


def people_of(*, actor: Actor, unit: Unit) -> list[Person]:
    """The people of a collective, for whoever writes or judges in it; the actor alone for anybody else."""
    people = body_people(unit, clock.today())
    if actor.can(WRITE, unit.path) or leads(actor, unit, clock.today()):
        return list(people)
    return list(people.filter(pk=actor.person_id or 0))


def default_unit(*, actor: Actor) -> Unit | None:
    """The body whose findings the actor keeps, else the one he belongs to; None for nobody's."""
    kept = in_scope(Unit.objects.all(), actor.scope(WRITE), "path")
    if not actor.scope(WRITE).everything and (unit := kept.order_by("-path").first()) is not None:
        return unit
    bodies = own_bodies(actor.person_id, clock.today())
    return Unit.objects.filter(pk__in=bodies).order_by("-path").first()


def _with_all(rows: QuerySet[Finding]) -> QuerySet[Finding]:
    actions = Prefetch("actions", live_actions().select_related("owner", "share"), to_attr="standing_actions")
    shares = Prefetch("shares", Share.objects.filter(removed_at=None), to_attr="standing_shares")
    return rows.select_related("unit", "person", "drive", "meeting").prefetch_related(actions, shares, "tags__tag")


def findings_of_unit(*, actor: Actor, unit: Unit, drive: Drive | None = None, field: str = "") -> list[Finding]:
    """Findings of a body that the actor may read: its secretary all; a member the collective's and his own. What comes first
    (S71) stands first; `field`: only those of the field with this code (S75).

    Each has `standing_actions` and `standing_shares`. Those closed for a year have left the list (D20).
    """
    enter(actor=actor, unit=unit)
    rows = _with_all(readable(actor, clock.today()).filter(unit=unit))
    if drive is not None:
        rows = rows.filter(drive=drive)
    if field:
        rows = rows.filter(tags__tag__code=field).distinct()
    today = clock.today()
    kept = [one for one in rows if not rules.left_lists(one.closed_at.date() if one.closed_at else None, today)]
    return sorted(unrestricted(actor, kept), key=lambda one: not one.priority)


def findings_about(*, actor: Actor, person_id: int) -> list[Finding]:
    """Findings that name a person, and collective ones of which he carries a share: for that person only (law 4)."""
    if actor.person_id != person_id:
        return []
    own = Finding.objects.filter(person_id=person_id)
    carried = Share.objects.filter(person_id=person_id, removed_at=None).values("finding_id")
    return list(_with_all((own | Finding.objects.filter(pk__in=carried)).distinct()))


def finding(*, actor: Actor, finding_id: int) -> Finding:
    """One finding the actor may read, or NotFound. Writes nothing in the log: for services, not for pages."""
    found = (
        readable(actor, clock.today())
        .filter(pk=finding_id)
        .select_related("unit", "person", "drive", "meeting", "raised_by", "target", "recurs")
    )
    row = found.first()
    if row is None:
        raise NotFound
    return row


@dataclass(frozen=True, slots=True)
class FindingPage:
    """One finding with everything that is printed with it, and what the actor may do here."""

    finding: Finding
    actions: list[Action]
    shares: list[Share]
    history: list[HistoryLine]
    next_step: str
    own: bool
    may: set[str] = field(default_factory=set)

    @property
    def judges(self) -> bool:
        return "judge" in self.may

    @property
    def writes(self) -> bool:
        return "write" in self.may

    @property
    def can_divide(self) -> bool:
        return "divide" in self.may


def open_finding(*, actor: Actor, finding_id: int) -> FindingPage:
    """The page of a finding. Opening somebody else's personal finding is written in that person's log (D6)."""
    row = finding(actor=actor, finding_id=finding_id)
    if row.person_id is not None:
        log_read(actor=actor, person_id=row.person_id, unit_path=row.unit.path, part="finding", target=row)
    small = row.severity == Severity.SMALL
    return FindingPage(
        finding=row,
        actions=list(live_actions().filter(finding=row).select_related("owner", "share", "confirmed_by")),
        shares=list(Share.objects.filter(finding=row, removed_at=None).select_related("person", "settled_by")),
        history=list(row.history.select_related("by", "share__person", "action__owner")),
        next_step=rules.next_step(row.subject, row.state, small=small, divided=row.divided_at is not None),
        own=row.person_id is not None and row.person_id == actor.person_id,
        may=_verbs(actor, row),
    )


def _verbs(actor: Actor, row: Finding) -> set[str]:
    """What the actor may do with a finding as it stands."""
    own = row.person_id is not None and row.person_id == actor.person_id
    writes = actor.can(WRITE, row.unit.path)
    judges = not own and leads(actor, row.unit, clock.today())
    personal = row.subject == Subject.PERSON
    stated = row.state == FindingState.STATED
    late_words = own and row.state == FindingState.CLOSED and row.answered_at is None
    verbs = {
        "write": writes,
        "judge": leads(actor, row.unit, clock.today()),
        "answer": late_words or (stated and (own or writes)),
        "settle": row.state == FindingState.CONTESTED and judges,
        "measure": personal and row.state in _MEASURABLE and (own or writes),
        "divide": not personal and row.state in _DIVISIBLE and actor.can(DIVIDE, row.unit.path),
        "close_small": stated and row.severity == Severity.SMALL and judges,
        "close": row.state == FindingState.CONFIRMED and judges,
        "mark": writes,
        "revisit": row.closed_basis == ClosedBasis.CONFIDENCE and row.state == FindingState.CLOSED and judges,
        "reopen": row.state in {FindingState.CONFIRMED, FindingState.CLOSED} and judges,
    }
    return {verb for verb, allowed in verbs.items() if allowed}


@dataclass(frozen=True, slots=True)
class Start:
    """What a new finding begins with. `own_only`: the actor states something of himself only."""

    unit: Unit
    drives: list[Drive]
    people: list[Person]
    own_only: bool
    drive: Drive | None = None
    meeting: Meeting | None = None
    remark: Remark | None = None


def start(
    *, actor: Actor, unit_id: int | None = None, drive_id: int | None = None, meeting_id: int | None = None,
    remark_id: int | None = None,
) -> Start:  # fmt: skip
    """Resolve what a new finding hangs on; NotFound for anything that is not the actor's."""
    meeting = _get(Meeting.objects.select_related("unit", "drive"), meeting_id)
    remark = _get(Remark.objects.select_related("unit__parent", "drive", "person", "meeting"), remark_id)
    if remark is not None and remark.addressee == Addressee.HIGHER and remark.unit.parent is not None:
        unit: Unit | None = remark.unit.parent  # what a cell says of the committee above is stated there (S6, S70)
        meeting = None
    else:
        meeting = meeting or (remark.meeting if remark else None)
        unit = meeting.unit if meeting else remark.unit if remark else None
    if unit is None:
        unit = body(actor=actor, unit_id=unit_id) if unit_id is not None else default_unit(actor=actor)
    if unit is None:
        raise NotFound
    runs = actor.can(WRITE, unit.path)
    mine = unit.pk in own_bodies(actor.person_id, clock.today())
    if not runs and (meeting or remark or not mine):
        actor.require(WRITE, unit.path)
    drives = list(Drive.objects.filter(state=DriveState.OPEN, units__unit=unit).order_by("-starts_on", "code"))
    wanted = drive_id or (meeting.drive_id if meeting else None) or (remark.drive_id if remark else None)
    drive = next((one for one in drives if one.pk == wanted), None)
    if drive_id is not None and drive is None and not DriveUnit.objects.filter(drive=drive_id, unit=unit).exists():
        raise NotFound
    people = body_people(unit, clock.today())
    return Start(
        unit=unit, drives=drives, people=list(people if runs else people.filter(pk=actor.person_id or 0)), own_only=not runs,
        drive=drive or (drives[0] if len(drives) == 1 else None), meeting=meeting, remark=remark,
    )  # fmt: skip


def _get(rows: QuerySet[M], pk: int | None) -> M | None:
    if pk is None:
        return None
    found = rows.filter(pk=pk).first()
    if found is None:
        raise NotFound
    return found
