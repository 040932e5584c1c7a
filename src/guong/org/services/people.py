"""Writes about members: who they are, and their account."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from guong.accounts.models import Account
from guong.audit.work import record, service
from guong.kernel import clock, text
from guong.kernel.actor import Actor
from guong.kernel.errors import Invalid
from guong.org import events  # noqa: F401  # registers the audit codes
from guong.org.enums import MemberKind
from guong.org.models import Membership, Person, Unit


@service
def add_member(
    *, actor: Actor, unit: Unit, code: str, full_name: str, birth_date: date | None = None, birth_year: int | None = None,
    gender: str = "", admitted_on: date | None = None, official_on: date | None = None, occupation: str = "",
    kind: str = "official", managed_by_higher: bool = False, since: date | None = None,
) -> Person:  # fmt: skip
    """Add one member to a cell; an empty code gets the next free one. Lists of many come in through `exchange`."""
    actor.require("org.unit:manage", unit.path)
    check_roster(unit)
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


def seat_of(person: Person) -> Unit:
    """Where a person takes part today. Invalid for somebody who has left."""
    found = Membership.objects.select_related("unit").filter(person=person, to_on=None).first()
    if found is None:
        raise Invalid(_("This comrade takes part in no organisation here now."))
    return found.unit


def check_roster(unit: Unit) -> None:
    """Invalid for an organisation that has ended, or of which only the name is kept (S56)."""
    if unit.closed_on is not None:
        raise Invalid(_("This organisation has ended: nobody is added to it. Choose the one that follows it."))
    if unit.name_only:
        raise Invalid(_("Of this organisation only the name is kept here: it has no member list."))


@service
def change_member(
    *, actor: Actor, person: Person, full_name: str, birth_date: date | None = None, gender: str = "",
    admitted_on: date | None = None, official_on: date | None = None, occupation: str = "", kind: str,
    managed_by_higher: bool = False, wants_help: bool = False,
) -> Person:  # fmt: skip
    """Correct what the office's list says about a member, his or her tier among it (S107). The log keeps before and after."""
    place = seat_of(person)
    actor.require("org.unit:manage", place.path)
    full_name = text.clean_line(full_name)
    if not full_name:
        raise Invalid(_("The member has no name. Type family name, middle name and given name."), field="full_name")
    if kind not in MemberKind.values:
        raise Invalid(_("Unknown form of self-review: choose one from the list."), field="kind")
    _check_dates(birth_date, admitted_on, official_on)
    said: dict[str, Any] = {
        "full_name": full_name, "birth_date": birth_date, "gender": gender, "admitted_on": admitted_on,
        "official_on": official_on, "occupation": text.clean_line(occupation), "kind": kind,
        "managed_by_higher": managed_by_higher, "wants_help": wants_help,
    }  # fmt: skip
    person = Person.objects.select_for_update().get(pk=person.pk)
    changed = {name: [getattr(person, name), value] for name, value in said.items() if getattr(person, name) != value}
    if not changed:
        return person
    for name, value in said.items():
        setattr(person, name, value)
    person.name_key, person.search_text = text.name_key(full_name), text.fold(full_name)
    if birth_date is not None:
        person.birth_year = birth_date.year
    person.save()
    record(actor, "org.member.changed", person, unit_path=place.path, person_id=person.pk, changes=changed)
    return person


@service
def link_account(*, actor: Actor, person: Person, account: Account) -> None:
    """Give a person an account. Each has one."""
    place = seat_of(person)
    actor.require("org.unit:manage", place.path)
    if person.account_id is not None:
        raise Invalid(_("%(name)s already has an account."), params={"name": person.full_name})
    person.account = account
    person.save(update_fields=["account"])
    record(actor, "org.account.linked", person, unit_path=place.path, person_id=person.pk)
