"""Giving and ending rights."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext_lazy as _

from guong.access import events  # noqa: F401  # registers the audit codes
from guong.access.models import Grant
from guong.access.roles import GIVEN_ROLES, MONITOR_KINDS, OVERSIGHT_ROLES, SUBTREE_ROLES, Role
from guong.access.rules import reaches_below, term_end
from guong.accounts.models import Account
from guong.audit.work import record, service
from guong.kernel import clock, text
from guong.kernel.actor import Actor
from guong.kernel.errors import Forbidden, Invalid
from guong.org.models import Unit

GIVE = "access.grant:give"


@service
def give_grant(
    *, actor: Actor, account: Account, role: str, unit: Unit, subtree: bool = False, reason: str,
    since: date | None = None, until: date | None = None, stands_in_for: Grant | None = None,
) -> Grant:  # fmt: skip
    """Give a role at a unit. A reason is asked; nobody gives to himself, and nobody more than he holds.

    Roles that read words hold for one body (law 1); those that look from outside have a last day, within one term; a deputy's
    right is the one it stands in for, with a last day. Invalid says which of these is broken.
    """
    actor.require(GIVE, unit.path)
    if actor.id is not None and actor.id == account.pk:
        raise Forbidden
    _check_role(actor, account, role, unit, subtree)
    day = since or clock.today()
    _check_days(role, day, until, deputy=stands_in_for is not None)
    if stands_in_for is not None:
        _check_deputy(stands_in_for, account, role, unit, day)
    return write_grant(
        actor=actor, account=account, role=role, unit=unit, subtree=subtree, reason=reason, since=day, until=until,
        stands_in_for=stands_in_for,
    )  # fmt: skip


@service
def write_grant(
    *, actor: Actor, account: Account, role: str, unit: Unit, subtree: bool, reason: str, since: date,
    until: date | None, stands_in_for: Grant | None = None,
) -> Grant:  # fmt: skip
    """The row and its line in the log, after the caller's checks. Invalid without a reason, and for a right held already."""
    reason = text.clean_line(reason)
    if not reason:
        raise Invalid(_("Say why this right is given: the reason is kept in the log."), field="reason")
    same = Grant.objects.filter(
        account=account, role=role, unit=unit, subtree=subtree, ended_at=None, from_on__lte=since
    )
    if same.filter(to_on=None).exists() or same.filter(to_on__gte=since).exists():
        raise Invalid(_("This comrade already holds that right here. To change its days, end it and give it anew."))
    grant = Grant.objects.create(
        account=account, role=role, unit=unit, subtree=subtree, reason=reason, from_on=since, to_on=until,
        stands_in_for=stands_in_for, given_by_id=actor.id, given_by_label=actor.label, given_at=clock.now(),
    )  # fmt: skip
    record(
        actor, "access.grant.given", grant, unit_path=unit.path, reason=reason,
        changes={"account": account.username, "role": role, "subtree": subtree, "until": until},
    )  # fmt: skip
    return grant


def _check_role(actor: Actor, account: Account, role: str, unit: Unit, subtree: bool) -> None:
    held = actor.scope(GIVE)
    if role not in GIVEN_ROLES and not (held.everything and role == Role.TECHNICIAN):
        raise Invalid(_("Unknown role: choose one from the list."), field="role")
    if subtree and role not in SUBTREE_ROLES:
        raise Invalid(_("This role reads words, so it holds for one body only, not for all below it."), field="subtree")
    if subtree and not reaches_below(held, unit.path):
        raise Invalid(
            _("Your own right holds for this body only, so you cannot give one for all below it."), field="subtree"
        )
    if role == Role.MONITOR and unit.kind not in MONITOR_KINDS:
        raise Invalid(
            _("A monitor watches for the Front, a mass organisation or the people's council. Give the right there."),
            field="role",
        )
    if account.is_technical and role != Role.TECHNICIAN:
        raise Invalid(
            _(
                "This account looks after the machine and reads no contents. Give the right to the comrade's own account."
            ),
            field="username",
        )


def _check_days(role: str, day: date, until: date | None, *, deputy: bool) -> None:
    if until is not None and until < day:
        raise Invalid(_("The last day is before the first day. Correct one of the two."), field="until")
    if until is None and (deputy or role in OVERSIGHT_ROLES):
        raise Invalid(_("A right of this kind is given for a time: write its last day."), field="until")
    if role in OVERSIGHT_ROLES and until is not None and until > term_end(day):
        raise Invalid(
            _("A right that looks from outside lasts one term at most, here until %(day)s."),
            field="until", params={"day": f"{term_end(day):%d/%m/%Y}"},
        )  # fmt: skip


def _check_deputy(held: Grant, account: Account, role: str, unit: Unit, day: date) -> None:
    over = held.ended_at is not None or (held.to_on is not None and held.to_on < day)
    if over or held.stands_in_for_id is not None:
        raise Invalid(_("The right to stand in for is over, or is a deputy's itself. Choose another."), field="deputy")
    if held.account_id == account.pk or (held.role, held.unit_id) != (role, unit.pk):
        raise Invalid(
            _("A deputy is another comrade, with the same role in the same body. Correct the role or the choice."),
            field="deputy",
        )


@service
def end_grant(*, actor: Actor, grant: Grant, reason: str) -> Grant:
    """End a right at once, and with it those of the deputies who stand in for it."""
    actor.require(GIVE, grant.unit.path)
    reason = text.clean_line(reason)
    if not reason:
        raise Invalid(_("Say why this right is ended: the reason is kept in the log."), field="reason")
    if grant.ended_at is not None:
        raise Invalid(_("This right has already ended."))
    for row in [grant, *Grant.objects.filter(stands_in_for=grant, ended_at=None)]:
        row.ended_at = clock.now()
        row.save(update_fields=["ended_at"])
        record(actor, "access.grant.ended", row, unit_path=grant.unit.path, reason=reason)
    return grant
