"""Reads about study and meetings. Every public function takes an actor, or says why not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import Q, QuerySet

from guong.drives.enums import DriveState, RegistrationState
from guong.drives.models import Registration
from guong.kernel import clock
from guong.kernel.actor import Actor, refuse
from guong.kernel.errors import NotFound
from guong.meetings import rules
from guong.meetings.enums import COMING, HERE, MeetingKind, MeetingState
from guong.meetings.models import AgendaStep, Attendance, Meeting, Minutes
from guong.meetings.perms import AGENDA, READ, RUN
from guong.meetings.querysets import body_people, day_of, expected_people, read_until, seats
from guong.org.models import Membership, Person, Post, Unit
from guong.org.querysets import in_scope, scope_q, valid_on

_NEW = timedelta(days=14)


def _own_bodies(actor: Actor) -> QuerySet[Unit]:
    """Units whose meetings the actor may read: by right, or because he or she holds an office of the committee."""
    offices = Post.objects.filter(valid_on(clock.today()), seats(), person_id=actor.person_id or 0)
    return Unit.objects.filter(scope_q(actor.scope(READ), "path") | Q(pk__in=offices.values("unit_id")))


def _with_names(rows: QuerySet[Meeting]) -> QuerySet[Meeting]:
    return rows.select_related("unit__parent", "drive", "chair", "secretary", "registration")


def meeting(*, actor: Actor, meeting_id: int, perm: str = READ) -> Meeting:
    """One meeting, with unit, drive, chair and secretary. For those who belong to its body; else NotFound or Forbidden.

    With `perm` = RUN: for whoever runs the meetings of the body.
    """
    found = _with_names(Meeting.objects.filter(pk=meeting_id)).first()
    if found is None:
        raise NotFound
    if not actor.can(perm, found.unit.path) and not (perm == READ and _holds_office(actor, found.unit_id)):
        refuse(actor, found.unit.path)
    return found


def _holds_office(actor: Actor, unit_id: int) -> bool:
    """Whether the actor belongs to the committee of this very body today."""
    posts = Post.objects.filter(valid_on(clock.today()), seats(), person_id=actor.person_id or 0, unit=unit_id)
    return posts.exists()


def agenda(*, actor: Actor, meeting_id: int) -> Meeting:
    """The outline of a meeting, also for a committee member assigned to the cell: hour, place, steps; no words of people."""
    found = _with_names(Meeting.objects.filter(pk=meeting_id)).first()
    if found is None:
        raise NotFound
    if not actor.can(AGENDA, found.unit.path) and not _own_bodies(actor).filter(pk=found.unit_id).exists():
        refuse(actor, found.unit.path)
    return found


def bodies(*, actor: Actor) -> list[Unit]:
    """Bodies whose meetings the actor may read, cells first."""
    return sorted(_own_bodies(actor).filter(closed_on=None), key=lambda unit: (not unit.is_cell, unit.path))


def bodies_run(*, actor: Actor) -> list[Unit]:
    """Bodies whose meetings the actor runs, cells first."""
    rows = in_scope(Unit.objects.filter(closed_on=None), actor.scope(RUN), "path")
    return sorted(rows, key=lambda unit: (not unit.is_cell, unit.path))


def body(*, actor: Actor, unit_id: int, perm: str = READ) -> Unit:
    """One body whose meetings the actor may read (or run), or NotFound / Forbidden."""
    found = Unit.objects.filter(pk=unit_id).first()
    if found is None:
        raise NotFound
    if perm == READ and _own_bodies(actor).filter(pk=unit_id).exists():
        return found
    actor.require(perm, found.path)
    return found


def meetings_of(*, actor: Actor, unit: Unit) -> QuerySet[Meeting]:
    """Meetings of a body, the newest first."""
    body(actor=actor, unit_id=unit.pk)
    return _with_names(Meeting.objects.filter(unit=unit)).order_by("-starts_at", "-pk")


def meetings_to_run(*, actor: Actor) -> list[Meeting]:
    """Planned or open meetings of the bodies the actor runs, and those that name him or her to chair or to keep the minutes."""
    runs, who = actor.scope(RUN), actor.person_id or 0
    mine = Q() if runs.everything else scope_q(runs) | Q(chair=who) | Q(secretary=who)
    rows = Meeting.objects.filter(mine, state__in=COMING)
    return list(_with_names(rows).order_by("starts_at", "pk"))


def my_next_meetings(*, actor: Actor) -> list[Meeting]:
    """Meetings of the actor's bodies that are still to come or under way."""
    rows = Meeting.objects.filter(unit__in=_own_bodies(actor).values("pk"), state__in=COMING)
    return list(_with_names(rows).order_by("starts_at", "pk"))


def new_minutes(*, actor: Actor) -> list[Minutes]:
    """The newest minutes of closed meetings of the actor's bodies, of the last two weeks."""
    rows = Minutes.objects.filter(
        meeting__unit__in=_own_bodies(actor).values("pk"),
        meeting__state=MeetingState.CLOSED,
        made_at__gte=clock.now() - _NEW,
    ).select_related("meeting__unit", "meeting__drive__ruleset")
    newest = {one.meeting_id: one for one in rows.order_by("made_at", "number")}
    return list(newest.values())


def next_regular(unit: Unit, on_or_after: date) -> Meeting | None:
    """The first planned regular meeting on or after a day (R22). For rooms above that already hold a right on the unit."""
    start = clock.local(on_or_after.year, on_or_after.month, on_or_after.day)
    rows = Meeting.objects.filter(unit=unit, kind=MeetingKind.REGULAR, starts_at__gte=start)
    return rows.filter(state__in=COMING).order_by("starts_at", "pk").first()


@dataclass(frozen=True, slots=True)
class RollLine:
    """One person of the roll: offices in this body, whether expected, the mark if there is one."""

    person: Person
    posts: list[Post]
    rank: int  # 0 head, 1 deputy, 2 committee, 3 member (R12)
    expected: bool
    mark: Attendance | None

    @property
    def here(self) -> bool:
        return self.mark is not None and self.mark.presence in HERE


@dataclass(frozen=True, slots=True)
class Roll:
    """The roll in the order of review. `present` of `expected`; those who came without being expected are counted apart."""

    lines: list[RollLine] = field(default_factory=list)

    @property
    def waiting(self) -> list[RollLine]:
        return [line for line in self.lines if line.expected and line.mark is None]

    @property
    def absent(self) -> list[RollLine]:
        return [line for line in self.lines if line.mark is not None and not line.here]

    @property
    def here(self) -> list[RollLine]:
        return [line for line in self.lines if line.here]

    @property
    def others(self) -> list[RollLine]:
        return [line for line in self.lines if not line.expected and line.mark is None]

    @property
    def present(self) -> int:
        return sum(line.expected and line.here for line in self.lines)

    @property
    def expected(self) -> int:
        return sum(line.expected for line in self.lines)

    @property
    def extra(self) -> int:
        return sum(not line.expected and line.here for line in self.lines)


def roll(*, actor: Actor, meeting: Meeting) -> Roll:
    """The roll of a meeting in the order of review (R12): for whoever runs the body's meetings."""
    actor.require(RUN, meeting.unit.path)
    return _roll(meeting)


def _roll(meeting: Meeting) -> Roll:
    people = {person.pk: person for person in body_people(meeting)}
    expected = set(expected_people(meeting).values_list("pk", flat=True))
    marks = {mark.person_id: mark for mark in meeting.attendances.all()}
    posts: dict[int, list[Post]] = {}
    held = Post.objects.filter(valid_on(day_of(meeting.starts_at)), unit=meeting.unit_id, person__in=people)
    for post in held.order_by("pk"):
        posts.setdefault(post.person_id, []).append(post)
    kinds = {pk: [post.kind for post in mine] for pk, mine in posts.items()}
    party = meeting.unit.is_cell or meeting.unit.is_committee
    order = rules.review_order(((pk, person.name_key) for pk, person in people.items()), kinds, party=party)
    ranks = {pk: rules.review_rank(kinds.get(pk, ()), party=party) for pk in order}
    return Roll([RollLine(people[pk], posts.get(pk, []), ranks[pk], pk in expected, marks.get(pk)) for pk in order])


def presence_count(*, actor: Actor, meeting: Meeting) -> tuple[int, int]:
    """(present, expected) of a meeting: a count without names, for everybody of the body."""
    body(actor=actor, unit_id=meeting.unit_id)
    counted = _roll(meeting)
    return counted.present, counted.expected


def own_mark(*, actor: Actor, meeting: Meeting) -> Attendance | None:
    """What the roll says of the actor."""
    return meeting.attendances.filter(person_id=actor.person_id or 0).first()


def speakers(*, actor: Actor, meeting: Meeting) -> list[Person]:
    """People whose words can be noted: the body in Vietnamese name order."""
    actor.require(RUN, meeting.unit.path)
    return list(body_people(meeting).order_by("name_key", "pk"))


def officers(*, actor: Actor, unit: Unit) -> list[Person]:
    """People who may chair or keep the minutes of a body's meetings: its members today and the heads of the body above."""
    actor.require(RUN, unit.path)
    today = valid_on(clock.today())
    members = Membership.objects.filter(today, unit=unit).values("person_id")
    posts = Post.objects.filter(today, seats(), unit__in=[unit.pk, unit.parent_id]).values("person_id")
    return list(Person.objects.filter(Q(pk__in=members) | Q(pk__in=posts)).order_by("name_key", "pk"))


def agenda_step(*, actor: Actor, step_id: int) -> AgendaStep:
    """One step of a meeting that the actor runs."""
    found = AgendaStep.objects.filter(pk=step_id).select_related("meeting__unit").first()
    if found is None:
        raise NotFound
    actor.require(RUN, found.meeting.unit.path)
    return found


def newest_minutes(*, actor: Actor, meeting: Meeting) -> Minutes | None:
    """The newest revision of the minutes, for the members of the body."""
    body(actor=actor, unit_id=meeting.unit_id)
    return meeting.minutes.order_by("-number").first()


def read_by(*, actor: Actor, minutes: Minutes) -> date:
    """The last day on which members read the minutes and say if something is wrong (D3), by the rules of the drive."""
    body(actor=actor, unit_id=minutes.meeting.unit_id)
    return read_until(minutes)


def current_step(steps: Sequence[AgendaStep]) -> AgendaStep | None:
    """The step under way, else the next one not finished. For rooms above that hold the meeting already."""
    running = [step for step in steps if step.started_at and not step.done_at]
    waiting = [step for step in steps if not step.done_at]
    return next(iter([*running, *waiting]), None)


def unplanned_registrations(*, actor: Actor, unit: Unit) -> list[Registration]:
    """What a cell registered in drives under way and has not planned yet: for whoever runs its meetings."""
    actor.require(RUN, unit.path)
    rows = Registration.objects.filter(unit=unit, meeting=None, drive__state=DriveState.OPEN)
    return list(rows.exclude(state=RegistrationState.HELD).select_related("drive").order_by("starts_at"))
