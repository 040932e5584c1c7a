"""Sign-in cards for members: the account is made with the first card (printed, given face to face)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

from guong.access.models import Grant
from guong.accounts.models import Account
from guong.accounts.services import CARD_DAYS, create_account, issue_card
from guong.audit.work import record, service
from guong.kernel import clock, text
from guong.kernel.actor import Actor
from guong.kernel.errors import Invalid
from guong.org import events  # noqa: F401  # registers the audit codes
from guong.org.models import Membership, Person

PERM = "accounts.account:manage"


@dataclass(frozen=True, slots=True)
class MemberCard:
    """What is printed. `code` is shown once and kept nowhere."""

    name: str
    unit_name: str
    username: str
    code: str
    expires_at: datetime


@service
def issue_member_card(*, actor: Actor, person: Person) -> MemberCard:
    """A new card for a member of a unit whose accounts the actor manages.

    Invalid for a member whose account holds rights where the actor does not manage accounts: a card opens the account, so
    only the office that manages those rights may print one.
    """
    membership = _membership(person)
    path = membership.unit.path
    actor.require(PERM, path)
    account = account_of(actor=actor, person=person)
    for grant in Grant.objects.filter(account=account, ended_at=None).select_related("unit"):
        if not actor.can(PERM, grant.unit.path):
            raise Invalid(
                _("%(name)s also holds rights in another organisation. The office there prints the card."),
                params={"name": person.full_name},
            )
    code = issue_card(actor=actor, unit_path=path, account=account)
    return MemberCard(
        person.full_name, membership.unit.name, account.username, code, clock.now() + timedelta(days=CARD_DAYS)
    )


def account_of(*, actor: Actor, person: Person) -> Account:
    """The account of a member, made now when there is none: nobody signs in with it before a card is printed.

    Inside a service that has checked its own right; making one asks for the right over accounts where the member takes part.
    """
    if person.account is not None:
        return person.account
    membership = _membership(person)
    return _make_account(actor, person, membership.unit.path)


def _membership(person: Person) -> Membership:
    """Where the member takes part today; Invalid for one who has left."""
    found = (
        Membership.objects.select_related("unit").filter(person=person, to_on=None).order_by("-from_on", "-pk").first()
    )
    if found is None:
        raise Invalid(
            _("%(name)s belongs to no cell here any more, so no card is printed."), params={"name": person.full_name}
        )
    return found


def _make_account(actor: Actor, person: Person, path: str) -> Account:
    account = create_account(
        actor=actor, unit_path=path, username=free_username(person.full_name), label=person.full_name
    )
    person.account = account
    person.save(update_fields=["account"])
    record(actor, "org.account.linked", person, unit_path=path, person_id=person.pk)
    return account


def free_username(full_name: str) -> str:
    """A sign-in name from a person's name: "nguyen.van.thuan", with a number when it is taken."""
    stem = re.sub(r"[^a-z0-9]+", ".", text.fold(full_name)).strip(".")[:52] or "dang.vien"
    taken = set(Account.objects.filter(username__gte=stem, username__lt=f"{stem}~").values_list("username", flat=True))
    name, number = stem if len(stem) > 1 else f"{stem}.1", 2
    while name in taken:
        name, number = f"{stem}.{number}", number + 1
    return name
