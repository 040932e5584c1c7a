"""How the tree stood on any day, and what was true of a person on it (docs/mechanisms/tree-and-history.md)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from guong.kernel import treepath
from guong.kernel.actor import Actor
from guong.org import rules
from guong.org.models import Membership, Person, Portfolio, Post, Standing, Unit, UnitPast, UnitProfile
from guong.org.querysets import valid_on


@dataclass(frozen=True, slots=True)
class Stood:
    """How a unit stood on a day. `path` is the place it had that day; "" before it existed and after its end."""

    unit: Unit
    name: str
    kind: str
    label: str
    parent: Unit | None
    path: str


def unit_on(*, actor: Actor, unit: Unit, day: date) -> Stood:
    """Name, kind, parent and path of a unit on a day. The answer for a past day never changes."""
    actor.require("org.unit:read", unit.path)
    return stood(unit, day)


def stood(unit: Unit, day: date) -> Stood:
    """As `unit_on`, for rooms above that already hold a right on the unit."""
    row = UnitPast.objects.filter(valid_on(day), unit=unit).select_related("parent").first()
    known: Unit | UnitPast = row or unit
    label = known.level or str(known.get_kind_display())
    return Stood(unit, known.name, known.kind, label, known.parent, path_on(unit, day))


def name_on(unit: Unit, day: date) -> str:
    """What a unit was called on a day. For rooms above that already hold a right on the unit."""
    row = UnitPast.objects.filter(valid_on(day), unit=unit).first()
    return row.name if row else unit.name


def path_on(unit: Unit, day: date) -> str:
    """Where a unit stood on a day: its own number below the place of the parent it had. For rooms above.

    Rows exist for units that were moved themselves; the places of those below follow from them.
    """
    segments: list[str] = []
    current: Unit | None = unit
    while current is not None:
        if not _existed(current, day):
            return ""
        row = UnitPast.objects.filter(valid_on(day), unit=current).select_related("parent").first()
        known: Unit | UnitPast = row or current
        segments.append(known.path[-treepath.WIDTH :])
        current = known.parent
    return "".join(reversed(segments))


def _existed(unit: Unit, day: date) -> bool:
    return not (unit.opened_on and day < unit.opened_on) and not (unit.closed_on and day >= unit.closed_on)


def above_on(unit: Unit, day: date) -> list[Unit]:
    """The units above on a day, the topmost first. For rooms above that already hold a right on the unit."""
    found: list[Unit] = []
    current = stood(unit, day).parent
    while current is not None:
        found.append(current)
        current = stood(current, day).parent
    return found[::-1]


def past_of(*, actor: Actor, unit: Unit) -> list[UnitPast]:
    """Earlier names and places of a unit, the newest first."""
    actor.require("org.unit:read", unit.path)
    return list(UnitPast.objects.filter(unit=unit).select_related("parent").order_by("-to_on"))


def profiles(*, actor: Actor, unit: Unit) -> QuerySet[UnitProfile]:
    """What the office typed about a unit, the newest day first (S88)."""
    actor.require("org.unit:read", unit.path)
    return UnitProfile.objects.filter(unit=unit).order_by("-as_of")


def profile_on(unit: Unit, day: date) -> UnitProfile | None:
    """The newest typed figures as of a day. For rooms above that already hold a right on the unit."""
    return UnitProfile.objects.filter(unit=unit, as_of__lte=day).order_by("-as_of").first()


@dataclass(frozen=True, slots=True)
class PersonOn:
    """What was true of a member on a day (R1-R3, S107). `standing`: exempt, suspended, away or ""; `is_new`: under R2."""

    person: Person
    unit: Unit | None
    standing: str
    is_new: bool
    eligible: bool
    posts: list[Post]
    portfolios: list[Portfolio]


def person_on(*, actor: Actor, person: Person, day: date, new_member_months: int = 6) -> PersonOn:
    """Cell, standing, eligibility, offices and fields of a member on a day, for whoever may see the roster of that cell."""
    membership = Membership.objects.filter(valid_on(day), person=person).select_related("unit").first()
    if actor.person_id != person.pk:
        seat = membership or Membership.objects.filter(person=person).select_related("unit").latest("from_on")
        actor.require("org.person:read", seat.unit.path)
    standing = Standing.objects.filter(valid_on(day), person=person).values_list("kind", flat=True).first() or ""
    months = new_member_months
    return PersonOn(
        person=person,
        unit=membership.unit if membership else None,
        standing=standing,
        is_new=rules.is_new(person.admitted_on, day, new_member_months=months),
        eligible=membership is not None
        and rules.is_eligible(standing, person.admitted_on, day, new_member_months=months),
        posts=list(Post.objects.filter(valid_on(day), person=person).select_related("unit")),
        portfolios=list(Portfolio.objects.filter(valid_on(day), person=person).select_related("unit", "area")),
    )


def portfolios_of(unit: Unit, day: date) -> list[tuple[int, str]]:
    """(person id, field of work) of a committee on a day. For rooms above that already hold a right on the unit."""
    rows = Portfolio.objects.filter(valid_on(day), unit=unit).order_by("pk")
    return list(rows.values_list("person_id", "field"))


def portfolio_rows(*, actor: Actor, unit: Unit) -> QuerySet[Portfolio]:
    """Fields of work of a committee that hold now, with their people."""
    actor.require("org.person:read", unit.path)
    return Portfolio.objects.filter(unit=unit, to_on=None).select_related("person", "area").order_by("field", "pk")
