"""A slow and obvious reading of the table: who may find a text. Walks from a unit to its parents; knows no path and no scope.

It shares with the product only the table itself (`access.fieldclasses`). Rows are read whole and judged in plain Python.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from guong.access.fieldclasses import RULES, Party, Rule
from guong.access.models import Grant, Opening
from guong.access.roles import Role
from guong.accounts.models import Account
from guong.meetings.models import Meeting
from guong.org.models import Membership, Person, Post, Unit

COMMITTEE = {
    "committee_secretary",
    "committee_standing_deputy",
    "committee_deputy",
    "standing_member",
    "committee_member",
}
CELL = {"cell_secretary", "cell_deputy", "cell_committee"}


@dataclass(frozen=True)
class Stands:
    """One place where a text stands: as what, in which state, in which unit, about whom, by whom (ids)."""

    what: str
    state: str
    unit: int
    owner: int | None = None
    author: int | None = None


@dataclass(frozen=True)
class Viewer:
    """Everything that may open a door to somebody, on one day."""

    person: int | None
    signed_in: bool
    rights: frozenset[tuple[str, int, bool]]  # role, unit, with all below it
    bodies: frozenset[int]
    committees: frozenset[int]
    opened: frozenset[tuple[int, int]]  # whose file, in which unit
    seats: frozenset[int] = frozenset()  # bodies of which a meeting, whose minutes are not locked, names the person


def tree() -> dict[int, int | None]:
    """The parent of every unit."""
    return dict(Unit.objects.values_list("pk", "parent_id"))


def viewer(account: Account | None, day: date, moment: datetime) -> Viewer:
    """What an account holds, read row by row."""
    if account is None or not account.is_active:
        return Viewer(None, account is not None, frozenset(), frozenset(), frozenset(), frozenset())
    person = Person.objects.filter(account=account).first()
    rights = {
        (grant.role, grant.unit_id, grant.subtree)
        for grant in Grant.objects.filter(account=account)
        if holds(grant, day)
    }
    bodies, committees = set(), set()
    if person is not None:
        bodies = {one.unit_id for one in Membership.objects.filter(person=person) if between(one, day)}
        rights |= {(Role.MEMBER.value, unit, False) for unit in bodies}
        posts = [post for post in Post.objects.filter(person=person) if between(post, day)]
        bodies |= {post.unit_id for post in posts if post.kind in COMMITTEE}
        committees = {post.unit_id for post in posts if post.kind in CELL}
    opened = {
        (one.person_id, one.unit_id)
        for one in Opening.objects.filter(asked_by=account)
        if one.state == "open" and one.ends_at is not None and moment < one.ends_at
    }
    return Viewer(
        person.pk if person else None,
        True,
        frozenset(rights),
        frozenset(bodies),
        frozenset(committees),
        frozenset(opened),
        seats_of(person),
    )


def seats_of(person: Person | None) -> frozenset[int]:
    """Bodies of meetings that name the person as chair or keeper and are neither called off nor locked by two signatures."""
    found = set()
    for meeting in Meeting.objects.exclude(state="cancelled"):
        last = meeting.minutes.order_by("number").last()
        locked = last is not None and last.signatures.count() == 2 and not hasattr(last, "reopening")
        if person is not None and person.pk in {meeting.chair_id, meeting.secretary_id} and not locked:
            found.add(meeting.unit_id)
    return frozenset(found)


def between(row: Grant | Membership | Post, day: date) -> bool:
    """Whether a dated row holds on a day."""
    return row.from_on <= day and (row.to_on is None or day <= row.to_on)


def holds(grant: Grant, day: date) -> bool:
    """Whether a right holds on a day: not ended, and neither is the one it stands in for."""
    if grant.ended_at is not None or not between(grant, day):
        return False
    return grant.stands_in_for is None or holds(grant.stands_in_for, day)


def above(unit: int, parents: dict[int, int | None]) -> list[int]:
    """A unit and everything over it, by walking up."""
    way: list[int] = []
    at: int | None = unit
    while at is not None:
        way.append(at)
        at = parents[at]
    return way


def may_read(who: Viewer, stands: Stands, parents: dict[int, int | None]) -> bool:
    """Whether some line of the table opens this text to this viewer."""
    return any(
        _by_right(who, rule, stands, parents) or _by_standing(who, rule, stands)
        for rule in RULES
        if (rule.what, rule.state) in {(stands.what, stands.state), (stands.what, "")}
    )


def _by_right(who: Viewer, rule: Rule, stands: Stands, parents: dict[int, int | None]) -> bool:
    for role, at, below in who.rights:
        if not rule.read_by(role):
            continue
        if at == stands.unit or (below and not rule.here and at in above(stands.unit, parents)):
            return True
    return False


def _by_standing(who: Viewer, rule: Rule, stands: Stands) -> bool:
    answers = {
        Party.OWNER: who.person is not None and who.person == stands.owner,
        Party.AUTHOR: who.person is not None and who.person == stands.author,
        Party.BODY: stands.unit in who.bodies,
        Party.COMMITTEE: stands.unit in who.committees,
        Party.SEATED: stands.unit in who.seats,
        Party.OPENED: (stands.owner, stands.unit) in who.opened,
        Party.SIGNED_IN: who.signed_in,
        Party.EVERYBODY: True,
    }
    return any(answers[party] for party in rule.reading)
