"""Reading rights both ways: what may she touch, who may touch this."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from guong.access.actors import AccountActor
from guong.access.models import Grant
from guong.access.querysets import valid_grants
from guong.access.roles import Role
from guong.accounts.models import Account
from guong.kernel import clock, text, treepath
from guong.kernel.actor import Actor
from guong.kernel.errors import Invalid, NotFound
from guong.org.models import Unit


def grants_at(*, actor: Actor, unit: Unit) -> QuerySet[Grant]:
    """Grants that reach a unit today: its own, and those over a subtree from above."""
    actor.require("access.grant:read", unit.path)
    above = [*treepath.ancestors(unit.path), unit.path]
    reach = Q(unit=unit) | Q(subtree=True, unit__path__in=above)
    rows = Grant.objects.filter(reach, valid_grants(clock.today()))
    return rows.select_related("account__person", "unit", "stands_in_for__account").order_by("role", "pk")


@dataclass(frozen=True, slots=True)
class Holder:
    """One account with every right that reaches a unit today."""

    account: Account
    grants: list[Grant]


def holders_at(*, actor: Actor, unit: Unit) -> list[Holder]:
    """Who may touch a unit, person by person, in the order of names."""
    found: dict[int, Holder] = {}
    for row in grants_at(actor=actor, unit=unit):
        found.setdefault(row.account_id, Holder(row.account, [])).grants.append(row)
    return sorted(found.values(), key=lambda holder: (text.name_key(holder.account.label), holder.account.pk))


def to_stand_in_for(*, actor: Actor, unit: Unit) -> list[Grant]:
    """Rights given at this very unit for which a deputy may stand in; for whoever gives rights there."""
    actor.require("access.grant:give", unit.path)
    rows = Grant.objects.filter(valid_grants(clock.today()), unit=unit, stands_in_for=None)
    return list(rows.select_related("account").order_by("role", "account__label", "pk"))


def grant(*, actor: Actor, grant_id: int, perm: str = "access.grant:give") -> Grant:
    """One grant, for whoever gives rights at its unit."""
    found = Grant.objects.filter(pk=grant_id).select_related("account", "unit").first()
    if found is None:
        raise NotFound
    actor.require(perm, found.unit.path)
    return found


def account_named(*, actor: Actor, unit: Unit, username: str) -> Account:
    """The account with a sign-in name, for whoever gives rights at `unit`. Invalid when there is none."""
    actor.require("access.grant:give", unit.path)
    found: Account | None = Account.objects.filter(username=username.strip().lower(), is_active=True).first()
    if found is None:
        raise Invalid(
            _("Nobody signs in as “%(name)s”. Check the sign-in name on the card."),
            field="username",
            params={"name": username[:60]},
        )
    return found


_SEATS = (
    Role.CLERK, Role.SECRETARY, Role.MEMBER, Role.LEADER, Role.MONITOR, Role.INSPECTOR, Role.ADVISER, Role.TECHNICIAN,
)  # fmt: skip
"""Which of several seats stands at the head of the page: the office somebody works for, then the body he sits in."""


def own_unit(*, actor: AccountActor, wanted: tuple[str, ...] = _SEATS) -> Unit | None:
    """The body at the head of the actor's pages, or None for an account without any. `wanted`: roles, the first held wins."""
    seats = actor.seats()
    for role in wanted:
        paths = sorted(path for held, path in seats if held == role)
        if len(paths) > 1:  # rights passed on over the records of ended bodies are no seats to work from
            paths = list(Unit.objects.filter(path__in=paths, closed_on=None).values_list("path", flat=True)) or paths
        if paths:
            return actor.unit_at(min(paths))
    return None
