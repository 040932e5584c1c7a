"""Reads about study: conferences, who came, what the absent still do."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from guong.drives.models import Drive, DriveUnit, Participant
from guong.files.models import StoredFile
from guong.kernel import clock
from guong.kernel.actor import Actor, refuse
from guong.kernel.errors import NotFound
from guong.kernel.numbers import Ratio
from guong.meetings.enums import HERE, MakeUpState
from guong.meetings.models import Conference, Invitation, MakeUp
from guong.meetings.perms import CONFIRM, STUDY_MANAGE, STUDY_READ
from guong.meetings.querysets import LEADING, leads
from guong.org.enums import CELL_KINDS, PostKind
from guong.org.models import Person, Post, Unit
from guong.org.querysets import in_scope, scope_q, subtree_q, valid_on


def conferences(*, actor: Actor, drive: Drive) -> list[Conference]:
    """Conferences of a drive to which somebody of the actor's units was convened, or which the actor's units convened."""
    scope = actor.scope(STUDY_READ)
    mine = Conference.objects.filter(drive=drive)
    touched = Invitation.objects.filter(scope_q(scope), conference__drive=drive).values("conference_id")
    rows = mine.filter(scope_q(scope) | Q(pk__in=touched)).select_related("unit")
    return list(rows.prefetch_related("sittings").order_by("pk"))


def conference(*, actor: Actor, conference_id: int, perm: str = STUDY_READ) -> Conference:
    """One conference. With STUDY_READ also for a cell of which somebody was convened; else NotFound or Forbidden."""
    rows = Conference.objects.select_related("unit", "drive").prefetch_related("sittings")
    found = rows.filter(pk=conference_id).first()
    if found is None:
        raise NotFound
    if actor.can(perm, found.unit.path):
        return found
    if perm == STUDY_READ and in_scope(found.invitations.all(), actor.scope(STUDY_READ)).exists():
        return found
    refuse(actor, found.unit.path)
    raise NotFound


@dataclass(frozen=True, slots=True)
class CellStudy:
    """One cell of a conference in numbers."""

    unit_id: int
    name: str
    convened: int
    attended: int
    absent: int
    made_up: int

    @property
    def unmarked(self) -> int:
        return self.convened - self.attended - self.absent

    @property
    def owing(self) -> int:
        """Absent members whose make-up study the cell has not confirmed."""
        return self.absent - self.made_up


def cells_of(*, actor: Actor, conference: Conference) -> list[CellStudy]:
    """A conference cell by cell, the cells the actor may see, in tree order of names; names as the drive froze them."""
    rows = in_scope(conference.invitations.all(), actor.scope(STUDY_READ)).values("unit_id")
    counted = rows.annotate(
        convened=Count("pk"),
        attended=Count("pk", filter=Q(presence__in=sorted(HERE))),
        absent=Count("pk", filter=Q(presence__in=["excused", "absent"])),
        made_up=Count("makeup", filter=Q(makeup__state=MakeUpState.CONFIRMED)),
    ).order_by()
    by_unit = {row["unit_id"]: row for row in counted}
    names = DriveUnit.objects.filter(drive=conference.drive_id, unit__in=by_unit).order_by("kind", "name_key", "pk")
    return [CellStudy(name=unit.name, **by_unit[unit.unit_id]) for unit in names]


@dataclass(frozen=True, slots=True)
class StudyFigures:
    """The three denominators apart (S92): total, eligible, convened; attendance among the convened; make-up on its own."""

    total: int
    eligible: int
    attended: Ratio  # of the convened
    made_up: Ratio  # of those who owe it
    to_send: int


def study_figures(*, actor: Actor, conference: Conference) -> StudyFigures:
    """Figures of a conference over the cells the actor may see."""
    cells = cells_of(actor=actor, conference=conference)
    ids = [cell.unit_id for cell in cells]
    roster = Participant.objects.filter(drive=conference.drive_id, unit__in=ids)
    owed = MakeUp.objects.filter(invitation__conference=conference, invitation__unit__in=ids)
    return StudyFigures(
        total=roster.count(),
        eligible=roster.filter(eligible=True).count(),
        attended=Ratio(sum(cell.attended for cell in cells), sum(cell.convened for cell in cells)),
        made_up=Ratio(sum(cell.made_up for cell in cells), sum(cell.absent for cell in cells)),
        to_send=owed.filter(state=MakeUpState.OWED).count(),
    )


def invited(*, actor: Actor, conference: Conference, unit: Unit) -> list[Invitation]:
    """The convened people of one cell, in the order of names, with sitting and make-up."""
    actor.require(STUDY_READ, unit.path)
    rows = conference.invitations.filter(unit=unit).select_related("person", "sitting", "makeup")
    return list(rows.order_by("person__name_key", "person_id"))


def cell(*, actor: Actor, conference: Conference, unit_id: int) -> Unit:
    """A cell of which somebody was convened, or NotFound."""
    found = Unit.objects.filter(pk=unit_id, pk__in=conference.invitations.values("unit_id")).first()
    if found is None:
        raise NotFound
    actor.require(STUDY_READ, found.path)
    return found


def owing(*, actor: Actor, conference: Conference) -> list[int]:
    """Ids of absent people to whom no materials went yet: for whoever runs the conference."""
    actor.require(STUDY_MANAGE, conference.unit.path)
    rows = MakeUp.objects.filter(invitation__conference=conference, state=MakeUpState.OWED)
    return list(rows.values_list("person_id", flat=True))


@dataclass(frozen=True, slots=True)
class Audience:
    """Which of the roster: holders of these offices, of cells of these kinds, of these blocks (S97). Empty: whatever it is."""

    offices: Collection[str] = ()
    kinds: Collection[str] = ()
    blocks: Collection[str] = ()


def candidates(*, actor: Actor, drive: Drive, who: str, audience: Audience | None = None) -> list[Person]:
    """People of the drive's roster who may be convened: "eligible", "here" (eligible and not far away), or "all".

    `audience` narrows them: heads of organisations alone, cells of schools alone, one block (S97).
    """
    actor.require(STUDY_MANAGE, drive.scope_unit.path)
    rows = Participant.objects.filter(drive=drive).select_related("person").order_by("unit_id", "person__name_key")
    if who != "all":
        rows = rows.filter(eligible=True)
    if who == "here":
        rows = rows.exclude(standing="away")
    if audience is not None:
        rows = _of_audience(rows, drive, audience)
    return [row.person for row in rows]


def _of_audience(rows: QuerySet[Participant], drive: Drive, audience: Audience) -> QuerySet[Participant]:
    if audience.offices:
        posts = Post.objects.filter(valid_on(clock.today()), subtree_q(drive.scope_unit.path, "unit__path"))
        rows = rows.filter(person__in=posts.filter(kind__in=sorted(audience.offices)).values("person_id"))
    cells = DriveUnit.objects.filter(drive=drive)
    if audience.kinds:
        rows = rows.filter(unit__in=cells.filter(kind__in=sorted(audience.kinds)).values("unit_id"))
    if audience.blocks:
        rows = rows.filter(unit__in=cells.filter(block__in=sorted(audience.blocks)).values("unit_id"))
    return rows


def audiences(*, actor: Actor, drive: Drive) -> Audience:
    """Offices, kinds and blocks that occur in the drive, for the form to offer."""
    actor.require(STUDY_MANAGE, drive.scope_unit.path)
    cells = DriveUnit.objects.filter(drive=drive, unit__in=Participant.objects.filter(drive=drive).values("unit_id"))
    posts = Post.objects.filter(valid_on(clock.today()), subtree_q(drive.scope_unit.path, "unit__path"))
    held = set(posts.order_by().values_list("kind", flat=True))
    return Audience(
        [kind for kind in PostKind.values if kind in held],
        sorted(set(cells.order_by().values_list("kind", flat=True))),
        sorted(set(cells.exclude(block="").order_by().values_list("block", flat=True))),
    )


def may_convene(*, actor: Actor, drive: Drive) -> bool:
    """Whether the actor convenes conferences of this drive: shows the button, decides nothing."""
    return actor.can(STUDY_MANAGE, drive.scope_unit.path)


def _makeups() -> QuerySet[MakeUp]:
    return MakeUp.objects.select_related(
        "person", "confirmed_by", "proof", "invitation__unit", "invitation__conference__drive"
    )


def my_makeups(*, actor: Actor, drive: Drive | None = None) -> list[MakeUp]:
    """Make-up study of the actor's own, what is still to do first."""
    rows = _makeups().filter(person_id=actor.person_id or 0)
    if drive is not None:
        rows = rows.filter(invitation__conference__drive=drive)
    return sorted(rows, key=lambda row: (row.state == MakeUpState.CONFIRMED, row.invitation.conference.makeup_due_on))


def makeups_of(*, actor: Actor, unit: Unit) -> list[MakeUp]:
    """Make-up study of a cell: for its secretary and committee; in the order of names."""
    if not leads(actor, unit, CONFIRM):
        actor.require(CONFIRM, unit.path)
    return list(_makeups().filter(invitation__unit=unit).order_by("-invitation__conference_id", "person__name_key"))


def _led(actor: Actor) -> QuerySet[Unit]:
    """Cells for whose make-up study the actor acts, by right or by office."""
    posts = Post.objects.filter(valid_on(clock.today()), person_id=actor.person_id or 0, kind__in=sorted(LEADING))
    mine = scope_q(actor.scope(CONFIRM), "path") | Q(pk__in=posts.values("unit_id"))
    return Unit.objects.filter(mine, kind__in=sorted(CELL_KINDS)).order_by("path")


def led_units(*, actor: Actor) -> list[Unit]:
    """Cells for whose make-up study the actor acts, by right or by office."""
    return list(_led(actor))


def makeups_to_confirm(*, actor: Actor) -> list[MakeUp]:
    """Proofs that wait for a confirmation by the actor; never his own (R42)."""
    rows = _makeups().filter(invitation__unit__in=_led(actor).values("pk"), state=MakeUpState.PROVEN)
    return list(rows.exclude(person_id=actor.person_id or 0).order_by("proven_at", "pk"))


def makeup(*, actor: Actor, makeup_id: int) -> MakeUp:
    """One make-up: the member's own, or of a cell for which the actor acts; else NotFound or Forbidden."""
    found = _makeups().filter(pk=makeup_id).first()
    if found is None:
        raise NotFound
    if found.person_id != actor.person_id and not leads(actor, found.invitation.unit, CONFIRM):
        actor.require(CONFIRM, found.invitation.unit.path)
    return found


def makeup_verbs(*, actor: Actor, makeup: MakeUp) -> set[str]:
    """What the actor may do with a make-up as it stands: study, prove, confirm."""
    own = makeup.person_id == actor.person_id
    types = own or actor.can(CONFIRM, makeup.invitation.unit.path)
    confirms = not own and leads(actor, makeup.invitation.unit, CONFIRM)
    verbs = {
        "study": types and makeup.state == MakeUpState.SENT,
        "prove": types and makeup.state == MakeUpState.STUDIED,
        "confirm": confirms and makeup.state == MakeUpState.PROVEN,
    }
    return {verb for verb, allowed in verbs.items() if allowed}


def proof(*, actor: Actor, makeup_id: int) -> StoredFile:
    """The photo of a make-up, or NotFound."""
    found = makeup(actor=actor, makeup_id=makeup_id)
    if found.proof is None:
        raise NotFound
    return found.proof


def cell_by_id(*, actor: Actor, unit_id: int) -> Unit:
    """A cell for whose make-up study the actor acts, or NotFound / Forbidden."""
    found = Unit.objects.filter(pk=unit_id).first()
    if found is None:
        raise NotFound
    if not leads(actor, found, CONFIRM):
        actor.require(CONFIRM, found.path)
    return found
