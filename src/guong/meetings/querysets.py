"""Who belongs to a body, and who leads it: shared by the doors of this room."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from guong.drives import rulebook
from guong.drives.models import Assignment, Participant, RuleSet
from guong.drives.selectors import part_people
from guong.kernel import clock
from guong.kernel.actor import Actor
from guong.kernel.dates import add_working_days
from guong.meetings import rules
from guong.meetings.enums import SignPart
from guong.meetings.models import Attendance, CheckInMiss, Meeting, Minutes, MinutesReopening
from guong.org.enums import CELL_KINDS, COMMITTEE_KINDS, StandingKind
from guong.org.models import Membership, Person, Post, Standing, Unit
from guong.org.querysets import valid_on

LEADING = frozenset({*rules.HEADS, *rules.DEPUTIES, *rules.COMMITTEE})


def day_of(moment: datetime) -> date:
    """The day in Viet Nam."""
    return moment.astimezone(clock.ZONE).date()


def leads(actor: Actor, unit: Unit, perm: str) -> bool:
    """Whether the actor may act for the body: by right, or by an office in it (somebody must act on the secretary's matters)."""
    if actor.can(perm, unit.path):
        return True
    if actor.person_id is None:
        return False
    posts = Post.objects.filter(valid_on(clock.today()), person_id=actor.person_id, unit=unit)
    return posts.filter(kind__in=sorted(LEADING)).exists()


def seats() -> Q:
    """Posts that make somebody one of a body: leading offices of cells and committees; any office of another body (S39)."""
    return Q(kind__in=sorted(LEADING)) | ~Q(unit__kind__in=sorted(CELL_KINDS | COMMITTEE_KINDS))


def _roster(meeting: Meeting) -> QuerySet[Participant]:
    return Participant.objects.filter(drive=meeting.drive_id, unit=meeting.unit_id)


def body_people(meeting: Meeting) -> QuerySet[Person]:
    """Everybody of the body on the day of the meeting: members of a cell, holders of the committee's offices, those of another body."""
    on = valid_on(day_of(meeting.starts_at))
    posts = Post.objects.filter(on, seats(), unit=meeting.unit_id).values("person_id")
    if not meeting.unit.is_cell:
        return Person.objects.filter(pk__in=posts)
    members = Membership.objects.filter(on, unit=meeting.unit_id).values("person_id")
    return Person.objects.filter(Q(pk__in=members) | Q(pk__in=_roster(meeting).values("person_id")))


def expected_people(meeting: Meeting) -> QuerySet[Person]:
    """Who is to come: the eligible of the drive's frozen roster; without a drive, members who are not exempt or suspended."""
    if not meeting.unit.is_cell:
        return body_people(meeting)
    if meeting.drive_id is not None:
        rows = _roster(meeting).filter(eligible=True)
        if meeting.registration is not None:  # in parts, only those of this part (R17)
            part = part_people(meeting.drive_id, meeting.unit_id, meeting.registration.part_no)
            rows = rows if part is None else rows.filter(person_id__in=part)
        return Person.objects.filter(pk__in=rows.values("person_id"))
    return voting_people(meeting)


def voting_people(meeting: Meeting) -> QuerySet[Person]:
    """Who has a vote in the body that day, as far as the program knows: all but the exempt and the suspended (R5)."""
    if not meeting.unit.is_cell:
        return body_people(meeting)
    freed = Standing.objects.filter(
        valid_on(day_of(meeting.starts_at)), kind__in=[StandingKind.EXEMPT, StandingKind.SUSPENDED]
    )
    return body_people(meeting).exclude(pk__in=freed.values("person_id"))


def may_speak(meeting: Meeting, person: Person) -> bool:
    """Whether somebody's words can be noted: of the body, of the body above, or assigned to attend (S8, S100)."""
    today = valid_on(clock.today())
    return (
        body_people(meeting).filter(pk=person.pk).exists()
        or Assignment.objects.filter(
            drive=meeting.drive_id, unit=meeting.unit_id, person=person, ended_at=None
        ).exists()
        or Post.objects.filter(today, person=person, unit__in=[meeting.unit_id, meeting.unit.parent_id]).exists()
    )


def is_signed(minutes: Minutes | None) -> bool:
    """Whether this revision bears both signatures and has not been opened again."""
    if minutes is None or MinutesReopening.objects.filter(minutes=minutes).exists():
        return False
    return minutes.signatures.count() == len(SignPart)


def read_until(minutes: Minutes) -> date:
    """The last day of reading (D3), by the rules of the drive or, outside a drive, the usual number of working days."""
    drive = minutes.meeting.drive
    days = rulebook.value(drive.ruleset, "minutes_read_days") if drive else rulebook.KEYS["minutes_read_days"].default
    return add_working_days(day_of(minutes.made_at), days)


@dataclass(frozen=True, slots=True)
class AtDoor:
    """What one member's check-in hangs on: the meeting's place, state and secret, and what its roll says of the member.

    `presence` "": not marked yet. `failures`: wrong codes typed so far.
    """

    path: str
    label: str  # as the log names the meeting
    state: str
    secret: str
    belongs: bool
    presence: str
    failures: int


def at_door(meeting_id: int, person_id: int) -> AtDoor | None:
    """All of it in one question: hundreds of telephones ask it within minutes. None when there is no such meeting."""
    of = {"meeting": OuterRef("pk"), "person": person_id}
    member = Membership.objects.filter(valid_on(clock.today()), unit=OuterRef("unit"), person=person_id)
    found = (
        Meeting.objects.filter(pk=meeting_id)
        .order_by()
        .values_list(
            "unit__path",
            "unit__name",
            "starts_at",
            "state",
            "checkin_secret",
            Exists(member),
            Subquery(Attendance.objects.filter(**of).values("presence")),
            Subquery(CheckInMiss.objects.filter(**of).values("failures")),
        )
        .first()
    )
    if found is None:
        return None
    path, name, starts_at, state, secret, belongs, presence, failures = found
    if not belongs:  # of the committee, on the frozen roster, or a member on the day of the meeting only
        belongs = body_people(Meeting.objects.select_related("unit").get(pk=meeting_id)).filter(pk=person_id).exists()
    label = f"{name} {starts_at:%d/%m/%Y}"
    return AtDoor(path, label, state, secret, belongs, presence or "", failures or 0)


CRITERIA = (
    "quality_preparation", "quality_time", "quality_attendance", "quality_content", "quality_chairing", "quality_minutes",
    "quality_discussion", "quality_conclusion",
)  # fmt: skip
"""Rules that say how many points each criterion can bring (R11)."""


def ruleset_of(meeting: Meeting) -> RuleSet:
    """The rules of the drive, frozen with it; outside a drive, those in force at the body."""
    return meeting.drive.ruleset if meeting.drive else rulebook.current(meeting.unit.path)


def quality_rules(meeting: Meeting) -> tuple[dict[str, int], tuple[int, int, int]]:
    """({criterion: most points}, (good, fairly good, middling from)); no criterion where the module is off."""
    ruleset = ruleset_of(meeting)
    if not rulebook.value(ruleset, "quality_scored"):
        return {}, (0, 0, 0)
    most = {name: rulebook.value(ruleset, name) for name in CRITERIA}
    good, fair, middling = (rulebook.value(ruleset, f"quality_{name}") for name in ("good", "fair", "middling"))
    return {name: number for name, number in most.items() if number}, (good, fair, middling)
