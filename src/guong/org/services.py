"""Writes about units and people."""

from __future__ import annotations

from datetime import date, timedelta

from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from guong.accounts.models import Account
from guong.audit.work import record, service
from guong.kernel import clock, text, treepath
from guong.kernel.actor import Actor
from guong.kernel.errors import Invalid
from guong.org import events  # noqa: F401  # registers the audit codes
from guong.org.enums import CELL_POSTS, COMMITTEE_POSTS, MemberKind, PostKind, StandingKind, UnitKind
from guong.org.models import Membership, Person, Post, Standing, Unit


@service
def create_unit(
    *, actor: Actor, code: str, name: str, kind: str, parent: Unit | None = None, block: str = "",
    households: int | None = None, population: int | None = None,
) -> Unit:  # fmt: skip
    """Add a unit below `parent` (a root if None). Invalid for an empty name, an unknown kind or a code in use."""
    if parent is None:
        actor.require("org.unit:manage", "")  # a root: only the system
    else:
        actor.require("org.unit:manage", parent.path)
        Unit.objects.select_for_update().get(pk=parent.pk)  # two clerks adding at once wait for each other
    code, name = text.clean_line(code), text.clean_line(name)
    if not name:
        raise Invalid(_("The unit has no name. Type its name, for example “Chi bộ tổ dân phố 1”."), field="name")
    if not code:
        raise Invalid(_("The unit has no code. Type a short code, for example TDP-01."), field="code")
    if kind not in UnitKind.values:
        raise Invalid(_("Unknown kind of unit: choose one from the list."), field="kind")
    if Unit.objects.filter(code=code).exists():
        raise Invalid(
            _("The code %(code)s is already in use. Codes are never reused: choose another."),
            field="code", params={"code": code},
        )  # fmt: skip
    unit = Unit(
        code=code, name=name, name_key=text.natural_key(name), kind=kind, block=block, parent=parent,
        path=_next_path(parent), households=households, population=population, opened_on=clock.today(),
    )  # fmt: skip
    unit.save(force_insert=True)
    record(actor, "org.unit.created", unit, unit_path=unit.path, changes={"code": code, "name": name, "kind": kind})
    return unit


def _next_path(parent: Unit | None) -> str:
    """The next free place below the locked parent; places are never reused."""
    newest = Unit.objects.filter(parent=parent).aggregate(newest=Max("path"))["newest"]
    number = int(newest[-treepath.WIDTH :]) + 1 if newest else 1
    return treepath.child(parent.path if parent else "", number)


@service
def add_member(
    *, actor: Actor, unit: Unit, code: str, full_name: str, birth_date: date | None = None, birth_year: int | None = None,
    gender: str = "", admitted_on: date | None = None, official_on: date | None = None, occupation: str = "",
    kind: str = "official", managed_by_higher: bool = False, since: date | None = None,
) -> Person:  # fmt: skip
    """Add one member to a cell; an empty code gets the next free one. Lists of many come in through `exchange`."""
    actor.require("org.unit:manage", unit.path)
    full_name = text.clean_line(full_name)
    if not full_name:
        raise Invalid(_("The member has no name. Type family name, middle name and given name."), field="full_name")
    code = text.clean_line(code) or _next_code(unit)
    if kind not in MemberKind.values:
        raise Invalid(_("Unknown form of self-review: choose one from the list."), field="kind")
    _check_dates(birth_date, admitted_on, official_on)
    if Person.objects.filter(code=code).exists():
        raise Invalid(_("The member code %(code)s is already in use."), field="code", params={"code": code})
    person = Person.objects.create(
        code=code, full_name=full_name, name_key=text.name_key(full_name), search_text=text.fold(full_name),
        birth_date=birth_date, birth_year=birth_date.year if birth_date else birth_year, gender=gender,
        admitted_on=admitted_on, official_on=official_on, occupation=occupation, kind=kind,
        managed_by_higher=managed_by_higher,
    )  # fmt: skip
    Membership.objects.create(person=person, unit=unit, from_on=since or clock.today())
    record(actor, "org.member.added", person, unit_path=unit.path, person_id=person.pk, changes={"code": code})
    return person


def _next_code(unit: Unit) -> str:
    """The cell's code with the next free number."""
    stem = f"{unit.code[:34]}-"
    number = Membership.objects.filter(unit=unit).count() + 1
    while Person.objects.filter(code=f"{stem}{number:03d}").exists():
        number += 1
    return f"{stem}{number:03d}"


def _check_dates(born: date | None, admitted: date | None, official: date | None) -> None:
    if born and admitted and born >= admitted:
        raise Invalid(
            _("The day of birth is not before the day of admission. Correct one of the two."), field="birth_date"
        )
    if admitted and official and official < admitted:
        raise Invalid(
            _("The day of full membership is before the day of admission. Correct one of the two."), field="official_on"
        )


@service
def end_post(*, actor: Actor, post: Post, until: date | None = None) -> Post:
    """End an office on a day (yesterday if not said). Invalid when it has ended, or would end before it began."""
    actor.require("org.unit:manage", post.unit.path)
    if post.to_on is not None:
        raise Invalid(_("This office has already ended."))
    last = until or clock.today() - timedelta(days=1)
    if until is not None and until < post.from_on:
        raise Invalid(_("The last day is before the first day. Correct one of the two."), field="until")
    post.to_on = last
    post.from_on = min(post.from_on, last)
    post.save(update_fields=["from_on", "to_on"])
    record(
        actor, "org.post.ended", post, unit_path=post.unit.path, person_id=post.person_id, changes={"kind": post.kind}
    )
    return post


@service
def give_post(*, actor: Actor, person: Person, unit: Unit, kind: str, since: date | None = None) -> Post:
    """Record an office. The same open office twice is Invalid."""
    actor.require("org.unit:manage", unit.path)
    if kind not in PostKind.values:
        raise Invalid(_("Unknown office: choose one from the list."), field="kind")
    if (kind in CELL_POSTS) != unit.is_cell and (kind in CELL_POSTS or kind in COMMITTEE_POSTS):
        raise Invalid(
            _("This office is not held in this kind of organisation. Choose another office, or another organisation."),
            field="kind",
        )
    if Post.objects.filter(person=person, unit=unit, kind=kind, to_on=None).exists():
        raise Invalid(_("%(name)s already holds this office."), field="kind", params={"name": person.full_name})
    post = Post.objects.create(person=person, unit=unit, kind=kind, from_on=since or clock.today())
    record(actor, "org.post.given", post, unit_path=unit.path, person_id=person.pk, changes={"kind": kind})
    return post


@service
def set_standing(*, actor: Actor, person: Person, kind: str, since: date | None = None) -> Standing | None:
    """End the present standing and begin another; kind "" makes the member simply eligible again."""
    membership = Membership.objects.select_related("unit").get(person=person, to_on=None)
    actor.require("org.unit:manage", membership.unit.path)
    if kind and kind not in StandingKind.values:
        raise Invalid(_("Unknown standing: choose one from the list."), field="kind")
    day = since or clock.today()
    if day > clock.today():
        raise Invalid(_("This day has not come yet. Choose today or a day before."), field="since")
    for old in Standing.objects.filter(person=person, to_on=None):
        old.to_on = day - timedelta(days=1)
        old.from_on = min(old.from_on, old.to_on)  # begun and ended on one day: no day counts twice
        old.save(update_fields=["from_on", "to_on"])
    standing = Standing.objects.create(person=person, kind=kind, from_on=day) if kind else None
    record(
        actor, "org.standing.set", person, unit_path=membership.unit.path, person_id=person.pk, changes={"kind": kind}
    )
    return standing


@service
def link_account(*, actor: Actor, person: Person, account: Account) -> None:
    """Give a person an account. Each has one."""
    membership = Membership.objects.select_related("unit").get(person=person, to_on=None)
    actor.require("org.unit:manage", membership.unit.path)
    if person.account_id is not None:
        raise Invalid(_("%(name)s already has an account."), params={"name": person.full_name})
    person.account = account
    person.save(update_fields=["account"])
    record(actor, "org.account.linked", person, unit_path=membership.unit.path, person_id=person.pk)
