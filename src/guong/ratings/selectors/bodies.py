"""What a collective and a deciding body have before them: in the order of names, with the arithmetic of the cap (R34, D11)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q

from guong.drives.enums import DriveMode, DriveState
from guong.drives.models import Drive, DriveUnit, Participant
from guong.kernel import clock
from guong.kernel.actor import Actor, refuse
from guong.kernel.errors import NotFound
from guong.kernel.numbers import Ratio
from guong.org.enums import COMMITTEE_KINDS, MemberKind
from guong.org.models import Person, Unit
from guong.org.querysets import scope_q
from guong.plans.querysets import held_here
from guong.ratings import rules
from guong.ratings.enums import IN_FORCE, Base, GroupBy, Level, RatingState, RoleGroup, Stage, Subject
from guong.ratings.models import Ballot, Campaign, CapGrounds, Judgement, Petition, Publication, Rating
from guong.ratings.perms import APPRAISE, DECIDE, MANAGE, PUBLISH_LIST, READ
from guong.ratings.querysets import decides, leads, led_units, may_appraise
from guong.ratings.schemebook import Book
from guong.ratings.services.voting import rated_here


@dataclass(frozen=True, slots=True)
class Row:
    """One comrade or body in a list. Of a draft nothing is told but that it exists."""

    name: str
    person: Person | None
    unit: Unit
    rating: Rating | None
    state: str
    own: str  # level of the self-rating, once handed in; "" for none
    proposed: str
    level: str
    waits: bool  # for whoever reads the list
    may_type: bool = False  # the reader may type it for a comrade who writes by hand (D26)

    @property
    def state_label(self) -> str:
        return str(RatingState(self.state).label) if self.state else ""


@dataclass(frozen=True, slots=True)
class BodyPage:
    """The ratings of one collective in a drive."""

    campaign: Campaign
    unit: Unit
    body: Row
    rows: list[Row]
    handed_in: Ratio
    proposed: Ratio
    ballot: Ballot | None
    may_vote: bool


@dataclass(frozen=True, slots=True)
class CapLine:
    """The arithmetic of one group: 12 × 20 % = 2,4 → 2; 3 stand so far."""

    name: str
    cap: rules.Cap

    @property
    def share(self) -> str:
        whole, rest = divmod(self.cap.share, 100)
        return f"{whole},{rest:02d}".rstrip("0").rstrip(",")


@dataclass(frozen=True, slots=True)
class CommitteePage:
    """What a deciding body has before it."""

    campaign: Campaign
    unit: Unit
    waiting: list[Row]
    decided: list[Row]
    caps: list[CapLine]
    grounds: CapGrounds | None
    petitions: list[Petition]
    publication: Publication | None
    cells: Ratio
    base: str  # of whom the share is taken, in words
    may_decide: bool
    may_publish: bool


def campaign_of(drive: Drive) -> Campaign | None:
    """The campaign of a drive, None while there is none, and always in the mode “sinh hoạt chính trị” (R29). For rooms above
    that hold a right on the drive."""
    if drive.mode != DriveMode.YEAR_END:
        return None
    return Campaign.objects.filter(drive=drive).select_related("drive__scope_unit", "scheme__unit").first()


def campaign_at(*, actor: Actor, drive_id: int, unit_id: int) -> tuple[Campaign, Unit]:
    """The campaign of a drive and a unit of its frozen tree, for whoever leads the unit or decides in it. NotFound for foreign
    ones, Forbidden without the right."""
    rows = DriveUnit.objects.filter(drive_id=drive_id, unit_id=unit_id, drive__mode=DriveMode.YEAR_END)
    frozen = rows.select_related("unit__parent", "drive__scope_unit").first()
    campaign = campaign_of(frozen.drive) if frozen is not None else None
    if frozen is None or campaign is None:
        raise NotFound
    unit = frozen.unit
    if not leads(actor, unit, clock.today()) and not actor.can(READ, unit.path):
        refuse(actor, unit.path)
    return campaign, unit


def body_page(*, actor: Actor, drive_id: int, unit_id: int) -> BodyPage:
    """Errors as `campaign_at`."""
    campaign, unit = campaign_at(actor=actor, drive_id=drive_id, unit_id=unit_id)
    roster = Participant.objects.filter(drive=campaign.drive, unit=unit, eligible=True).select_related("person")
    found = list(Rating.objects.filter(campaign=campaign, unit=unit).select_related("person", "unit", "decided_in"))
    given = _given([row.pk for row in found])
    people = {row.person_id: row for row in found}
    rows = [
        _row(actor, entry.person, unit, people.get(entry.person_id), given)
        for entry in roster.order_by("person__name_key", "person_id")
    ]
    of = len(rows)
    return BodyPage(
        campaign=campaign, unit=unit, body=_row(actor, None, unit, people.get(None), given), rows=rows,
        handed_in=Ratio(sum(row.state not in ("", RatingState.DRAFT) for row in rows), of),
        proposed=Ratio(sum(bool(row.proposed) for row in rows), of),
        ballot=Ballot.objects.filter(campaign=campaign, unit=unit, replaced_at=None).first(),
        may_vote=bool(found) and campaign.drive.state == DriveState.OPEN and leads(actor, unit, clock.today()),
    )  # fmt: skip


def _given(ids: Sequence[int]) -> dict[tuple[int, str], str]:
    """(rating, step) → the last level given in it."""
    rows = (
        Judgement.objects.filter(rating_id__in=list(ids)).order_by("number").values_list("rating_id", "stage", "level")
    )
    return {(pk, stage): level for pk, stage, level in rows}


def _row(
    actor: Actor, person: Person | None, unit: Unit, rating: Rating | None, given: dict[tuple[int, str], str]
) -> Row:
    name = person.full_name if person else unit.name
    if rating is None or rating.state == RatingState.DRAFT:
        untouched = rating is None or not rating.stamp or bool(rating.typed_by_label)
        helps = person is not None and untouched and person.pk != actor.person_id and actor.can(APPRAISE, unit.path)
        return Row(name, person, unit, None, rating.state if rating else "", "", "", "", False, helps)
    waits = rating.state == RatingState.HANDED_IN and may_appraise(actor, rating, clock.today())
    return Row(
        name=name, person=person, unit=unit, rating=rating, state=rating.state,
        own=_label(given.get((rating.pk, Stage.SELF.value), "")),
        proposed=_label(given.get((rating.pk, Stage.COLLECTIVE.value), "")) if rating.proposed_at else "",
        level=_label(rating.level), waits=waits and (person is None or person.pk != actor.person_id),
    )  # fmt: skip


def _label(code: str) -> str:
    return str(Level(code).label) if code else ""


def vote_page(*, actor: Actor, drive_id: int, unit_id: int) -> tuple[Campaign, Unit, list[Rating]]:
    """Who may stand on the papers of a secret vote of this body. Errors as `campaign_at`."""
    campaign, unit = campaign_at(actor=actor, drive_id=drive_id, unit_id=unit_id)
    if not leads(actor, unit, clock.today()):
        refuse(actor, unit.path)
    return campaign, unit, rated_here(campaign, unit)


def standing_ballot(*, actor: Actor, campaign: Campaign, unit: Unit) -> Ballot | None:
    """The standing tally of a body that the actor leads, None while there is none."""
    if not leads(actor, unit, clock.today()):
        refuse(actor, unit.path)
    rows = Ballot.objects.filter(campaign=campaign, unit=unit, replaced_at=None)
    return rows.prefetch_related("lines").first()


def ballot_of(*, actor: Actor, drive_id: int, unit_id: int) -> Ballot:
    """The standing tally of a body, for its minutes. NotFound while there is none."""
    campaign, unit = campaign_at(actor=actor, drive_id=drive_id, unit_id=unit_id)
    rows = Ballot.objects.filter(campaign=campaign, unit=unit, replaced_at=None).select_related("unit__parent")
    found = rows.prefetch_related("lines__rating__person", "lines__rating__unit").first()
    if found is None:
        raise NotFound
    return found


def committee_page(*, actor: Actor, drive_id: int, unit_id: int) -> CommitteePage:
    """For the body that decides, and (without names until they are published) its office. NotFound, Forbidden as usual."""
    campaign = _campaign(drive_id)
    unit = Unit.objects.filter(pk=unit_id, kind__in=sorted(COMMITTEE_KINDS)).first()
    if unit is None:
        raise NotFound
    sits = decides(actor, unit)
    if not sits:
        actor.require(PUBLISH_LIST, unit.path)
    rows = Rating.objects.filter(campaign=campaign, decided_in=unit).exclude(proposed_at=None)
    found = list(rows.select_related("person", "unit", "decided_in").order_by("subject", "person__name_key", "pk"))
    given = _given([row.pk for row in found])
    grounds = CapGrounds.objects.filter(campaign=campaign, unit=unit).first()
    book = Book(campaign.scheme)
    listed = [(row, _row(actor, row.person, row.unit, row, given)) for row in found] if sits else []
    asked = Petition.objects.filter(held_here(actor.scope(DECIDE), "unit__path"), unit=unit, rating__campaign=campaign)
    return CommitteePage(
        campaign=campaign, unit=unit, waiting=[row for one, row in listed if one.state == RatingState.PROPOSED],
        decided=[row for one, row in listed if one.state in IN_FORCE],
        caps=_caps(book, found, given, outstanding=grounds is not None), grounds=grounds,
        petitions=list(asked.filter(answered_at=None).select_related("rating__unit", "person")),
        publication=Publication.objects.filter(campaign=campaign, unit=unit, withdrawn_at=None).first(),
        cells=_cells(campaign, unit), base=str(_base(book)), may_decide=sits and campaign.drive.state == DriveState.OPEN,
        may_publish=actor.can(PUBLISH_LIST, unit.path) and any(row.state in IN_FORCE for row in found),
    )  # fmt: skip


def _campaign(drive_id: int) -> Campaign:
    drive = Drive.objects.filter(pk=drive_id).first()
    campaign = campaign_of(drive) if drive is not None else None
    if campaign is None:
        raise NotFound
    return campaign


def _caps(book: Book, rows: Sequence[Rating], given: dict[tuple[int, str], str], *, outstanding: bool) -> list[CapLine]:
    """One line a group: the decided levels, else the proposed ones. It names nobody (D11)."""
    percent = book.number("cap_outstanding_percent" if outstanding else "cap_percent")
    groups: dict[str, list[str]] = {}
    for row in rows:
        if row.head and row.subject == Subject.PERSON and book.number("cap_exclude_head"):
            continue
        level = row.level or given.get((row.pk, Stage.COLLECTIVE.value), "")
        groups.setdefault(row.group, []).append(level)
    base, rounding = book.choice("cap_base"), book.choice("cap_rounding")
    lines = [
        CapLine(group_name(key), rules.cap(key, levels, percent=percent, base=base, rounding=rounding))
        for key, levels in groups.items()
    ]
    return sorted(lines, key=lambda line: line.name)


def group_name(key: str) -> str:
    """The group in words. A fact, behind which stands no right."""
    for kind in (RoleGroup, MemberKind):
        if key in kind.values:
            return str(kind(key).label)
    return str(GroupBy.ALL.label)


def _base(book: Book) -> Any:
    return Base(book.choice("cap_base")).label


def _cells(campaign: Campaign, unit: Unit) -> Ratio:
    """Cells of the drive that have proposed everybody who handed in, of those in which somebody did."""
    rows = Rating.objects.filter(campaign=campaign, decided_in=unit).exclude(state=RatingState.DRAFT)
    waiting = Count("pk", filter=Q(state=RatingState.HANDED_IN))
    cells = list(rows.values_list("unit_id").annotate(waiting=waiting).order_by())
    return Ratio(sum(not left for _unit, left in cells), len(cells))


def bodies_waiting(*, actor: Actor) -> list[tuple[Campaign, Unit, int]]:
    """Collectives that the actor leads in which somebody handed in and waits, with how many."""
    rows = Rating.objects.filter(state=RatingState.HANDED_IN, campaign__drive__state=DriveState.OPEN)
    rows = rows.filter(scope_q(actor.scope(APPRAISE), "unit__path") | led_units(actor, clock.today()))
    rows = rows.exclude(person_id=actor.person_id or 0) if actor.person_id is not None else rows
    found: dict[tuple[int, int], tuple[Campaign, Unit, int]] = {}
    for row in rows.select_related("campaign__drive", "unit").order_by("campaign_id", "unit_id"):
        _campaign, _unit, n = found.get((row.campaign_id, row.unit_id), (row.campaign, row.unit, 0))
        found[row.campaign_id, row.unit_id] = (_campaign, _unit, n + 1)
    return list(found.values())


def decisions_waiting(*, actor: Actor) -> list[tuple[Campaign, Unit, int]]:
    """Deciding bodies of mine to which proposals were sent, with how many."""
    rows = Rating.objects.filter(state=RatingState.PROPOSED, campaign__drive__state=DriveState.OPEN)
    rows = rows.filter(held_here(actor.scope(DECIDE), "decided_in__path"))
    rows = rows.exclude(person_id=actor.person_id) if actor.person_id is not None else rows
    found: dict[tuple[int, int], tuple[Campaign, Unit, int]] = {}
    for row in rows.select_related("campaign__drive", "decided_in").order_by("campaign_id", "decided_in_id"):
        _campaign, _unit, n = found.get((row.campaign_id, row.decided_in_id), (row.campaign, row.decided_in, 0))
        found[row.campaign_id, row.decided_in_id] = (_campaign, _unit, n + 1)
    return list(found.values())


def petitions_waiting(*, actor: Actor) -> list[Petition]:
    """Petitions that my body answers."""
    rows = Petition.objects.filter(held_here(actor.scope(DECIDE), "unit__path"), answered_at=None)
    rows = rows.exclude(person_id=actor.person_id) if actor.person_id is not None else rows
    return list(rows.select_related("rating__unit", "person", "unit").order_by("filed_at", "pk"))


def may_manage(*, actor: Actor, drive: Drive) -> bool:
    """Whether the actor opens the rating of this drive: shows the button, decides nothing."""
    return drive.mode == DriveMode.YEAR_END and actor.can(MANAGE, drive.scope_unit.path)
