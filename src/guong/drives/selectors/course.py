"""How a drive spreads: in which order bodies began (S37), and which committees sent somebody to their cells (S131)."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Min, Q, QuerySet
from django.db.models.functions import Length, Substr

from guong.drives import perms, rules
from guong.drives.models import Assignment, Drive, DriveUnit, OwnDocument
from guong.drives.selectors.large import body
from guong.kernel import clock, treepath
from guong.kernel.actor import Actor
from guong.kernel.numbers import Ratio
from guong.org.enums import COMMITTEE_KINDS, COMMITTEE_POSTS
from guong.org.models import Person, Post
from guong.org.querysets import in_scope, subtree_q


@dataclass(frozen=True, slots=True)
class Beginning:
    """One body and the first day of each thing that it, or a body below it, did. `began`: the earliest of them."""

    unit: DriveUnit
    document: date | None
    registered: date | None
    met: date | None
    began: date | None
    first: str  # "document", "registered", "met" or ""


@dataclass(frozen=True, slots=True)
class Course:
    """Bodies in the order of the day on which they began, and those that have not."""

    top: DriveUnit | None
    begun: tuple[Beginning, ...]
    waiting: tuple[Beginning, ...]


def course(*, actor: Actor, drive: Drive, on: date, unit_id: int | None = None) -> Course:
    """The cells and committees directly below a body (the topmost in sight without `unit_id`) as of the end of `on`.

    The order is of days alone; bodies of one day stand by name. No person is named. NotFound for a body out of sight.
    """
    seen = in_scope(DriveUnit.objects.filter(drive=drive), actor.scope(perms.DRIVE_READ)).select_related("unit")
    committees = seen.filter(kind__in=sorted(COMMITTEE_KINDS))
    top = (
        body(actor=actor, drive=drive, unit_id=unit_id) if unit_id is not None else committees.order_by("path").first()
    )
    rows = seen.filter(Q(is_cell=True) | Q(kind__in=sorted(COMMITTEE_KINDS)))
    if top is not None:
        inside = rows.filter(subtree_q(top.path)).annotate(length=Length("path"))
        rows = inside.filter(length=len(top.path) + treepath.WIDTH)
    direct = list(rows.order_by("path"))
    found = [_beginning(drive, one, firsts, on) for one, firsts in _firsts(drive, top, direct).items()]
    begun = sorted((one for one in found if one.began), key=lambda one: (one.began or on, one.unit.name_key))
    waiting = sorted((one for one in found if not one.began), key=lambda one: one.unit.name_key)
    return Course(top, tuple(begun), tuple(waiting))


Firsts = dict[str, date]


def _firsts(drive: Drive, top: DriveUnit | None, units: list[DriveUnit]) -> dict[DriveUnit, Firsts]:
    """{body: {what: its first day}} over everything at and below each; one query for each depth at which bodies stand."""
    found: dict[str, Firsts] = defaultdict(dict)
    for length in sorted({len(one.path) for one in units}):
        below = DriveUnit.objects.filter(drive=drive).order_by()
        below = below.filter(subtree_q(top.path)) if top else below.filter(path__in=[one.path for one in units])
        rows = (
            below.annotate(branch=Substr("path", 1, length))
            .values("branch")
            .annotate(
                signed=Min("unit__registrations__registered_at", filter=Q(unit__registrations__drive=drive)),
                met=Min("unit__registrations__held_on", filter=Q(unit__registrations__drive=drive)),
            )
        )
        for branch, signed, met in rows.values_list("branch", "signed", "met"):
            if signed is not None:
                found[branch]["registered"] = signed.astimezone(clock.ZONE).date()
            if met is not None:
                found[branch]["met"] = met
    for path, day in _documents(drive):
        for one in (*treepath.ancestors(path), path):
            found[one]["document"] = min(day, found[one].get("document", day))
    return {one: found[one.path] for one in units}


def _documents(drive: Drive) -> list[tuple[str, date]]:
    """(frozen path, day of issue) of the bodies' own documents, the urging letters left out."""
    own = OwnDocument.objects.filter(drive=drive, urging=False).values_list("unit_id", "directive__issued_on")
    paths = dict(DriveUnit.objects.filter(drive=drive, is_cell=False).values_list("unit_id", "path"))
    return [(paths[unit_id], max(day, drive.starts_on)) for unit_id, day in own if unit_id in paths]


def _beginning(drive: Drive, unit: DriveUnit, firsts: Firsts, on: date) -> Beginning:
    known = {what: day for what, day in firsts.items() if day <= on}
    first = rules.first_step(known)
    return Beginning(
        unit, known.get("document"), known.get("registered"), known.get("met"), known.get(first), first
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Sender:
    """A committee that has cells of its own, and whom it had sent to them by the day: (who, cell, what for)."""

    unit: DriveUnit
    sent: tuple[tuple[Person, DriveUnit, Assignment], ...]


@dataclass(frozen=True, slots=True)
class Sending:
    """S131: how many committees with cells of their own assigned somebody; `left`: the others."""

    counted: Ratio
    senders: tuple[Sender, ...]
    left: tuple[DriveUnit, ...]


def sending(*, actor: Actor, drive: Drive, on: date) -> Sending:
    """The committees in sight as of the end of `on`, in tree order.

    Somebody counts for the nearest committee above the cell in which he or she held an office on the day of the assignment.
    """
    frozen = {one.unit_id: one for one in _bodies(drive)}
    committees = {one.path: one for one in frozen.values() if one.kind in COMMITTEE_KINDS}
    mothers = {rules.nearest_above(one.path, committees) for one in frozen.values() if one.is_cell}
    seen = in_scope(DriveUnit.objects.filter(drive=drive), actor.scope(perms.DRIVE_READ)).order_by("path")
    shown = [committees[one.path] for one in seen.filter(kind__in=sorted(COMMITTEE_KINDS)) if one.path in mothers]
    sent: dict[str, list[tuple[Person, DriveUnit, Assignment]]] = defaultdict(list)
    for row, offices in _assigned(drive, on):
        cell = frozen.get(row.unit_id)
        held = [frozen[pk].path for pk in offices if pk in frozen]
        above = rules.nearest_above(cell.path, [path for path in held if path in committees]) if cell else None
        if cell is not None and above is not None:
            sent[above].append((row.person, cell, row))
    senders = tuple(Sender(one, tuple(sent[one.path])) for one in shown if one.path in sent)
    left = tuple(one for one in shown if one.path not in sent)
    return Sending(Ratio(len(senders), len(shown)), senders, left)


def _bodies(drive: Drive) -> QuerySet[DriveUnit]:
    rows = DriveUnit.objects.filter(Q(is_cell=True) | Q(kind__in=sorted(COMMITTEE_KINDS)), drive=drive)
    return rows.select_related("unit")


def _assigned(drive: Drive, on: date) -> list[tuple[Assignment, list[int]]]:
    """Assignments that stood at the end of a day, each with the bodies in which its person held an office when it was made."""
    end = datetime.combine(on + timedelta(days=1), time(), clock.ZONE)
    rows = Assignment.objects.filter(drive=drive, assigned_at__lt=end).filter(Q(ended_at=None) | Q(ended_at__gte=end))
    found = list(rows.select_related("person").order_by("person__name_key", "person_id", "pk"))
    offices: dict[int, list[Post]] = defaultdict(list)
    for post in Post.objects.filter(person_id__in={one.person_id for one in found}, kind__in=sorted(COMMITTEE_POSTS)):
        offices[post.person_id].append(post)
    return [
        (row, [post.unit_id for post in offices[row.person_id] if _held(post, _day(row.assigned_at))]) for row in found
    ]


def _held(post: Post, day: date) -> bool:
    return post.from_on <= day and (post.to_on is None or day <= post.to_on)


def _day(moment: datetime) -> date:
    return moment.astimezone(clock.ZONE).date()
