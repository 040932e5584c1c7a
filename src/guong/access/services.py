"""Giving and ending rights."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext_lazy as _

from guong.access import events  # noqa: F401  # registers the audit codes
from guong.access.models import Grant
from guong.access.roles import SUBTREE_ROLES, Role
from guong.accounts.models import Account
from guong.audit.work import record, service
from guong.kernel import clock, text
from guong.kernel.actor import Actor
from guong.kernel.errors import Forbidden, Invalid
from guong.org.models import Unit


@service
def give_grant(
    *, actor: Actor, account: Account, role: str, unit: Unit, subtree: bool = False, reason: str,
    since: date | None = None, until: date | None = None,
) -> Grant:  # fmt: skip
    """Give a role at a unit. A reason is asked; words are never granted over a subtree (law 1); nobody gives to himself."""
    actor.require("access.grant:give", unit.path)
    if actor.id is not None and actor.id == account.pk:
        raise Forbidden
    if role not in Role.values or role == Role.MEMBER:
        raise Invalid(_("Unknown role: choose one from the list."), field="role")
    if subtree and role not in SUBTREE_ROLES:
        raise Invalid(_("This role reads words, so it holds for one body only, not for all below it."), field="subtree")
    reason = text.clean_line(reason)
    if not reason:
        raise Invalid(_("Say why this right is given: the reason is kept in the log."), field="reason")
    day = since or clock.today()
    if until is not None and until < day:
        raise Invalid(_("The last day is before the first day. Correct one of the two."), field="until")
    grant = Grant.objects.create(
        account=account, role=role, unit=unit, subtree=subtree, reason=reason, from_on=day, to_on=until,
        given_by_label=actor.label, given_at=clock.now(),
    )  # fmt: skip
    record(
        actor, "access.grant.given", grant, unit_path=unit.path, reason=reason,
        changes={"account": account.username, "role": role, "subtree": subtree},
    )  # fmt: skip
    return grant


@service
def end_grant(*, actor: Actor, grant: Grant, reason: str) -> Grant:
    """End a right at once."""
    actor.require("access.grant:give", grant.unit.path)
    reason = text.clean_line(reason)
    if not reason:
        raise Invalid(_("Say why this right is ended: the reason is kept in the log."), field="reason")
    if grant.ended_at is not None:
        raise Invalid(_("This right has already ended."))
    grant.ended_at = clock.now()
    grant.save(update_fields=["ended_at"])
    record(actor, "access.grant.ended", grant, unit_path=grant.unit.path, reason=reason)
    return grant
