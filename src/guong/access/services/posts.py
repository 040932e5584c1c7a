"""Rights that come with an office: what the member list says, given with one button."""

from __future__ import annotations

from guong.access import events  # noqa: F401  # registers the audit codes
from guong.access.cards import account_of
from guong.access.models import Grant
from guong.access.selectors.posts import MATCH, missing_by_post
from guong.access.services.grants import write_grant
from guong.audit.work import service
from guong.kernel import clock
from guong.kernel.actor import Actor
from guong.org.models import Unit


@service
def give_by_post(*, actor: Actor, unit: Unit) -> list[Grant]:
    """Give everybody below `unit` who holds an office the right that belongs to it, as far as the actor may.

    A comrade without an account gets one (a printed card opens it). Each right has its own line in the log. The actor's own
    office is left out: nobody gives himself a right.
    """
    actor.require(MATCH, unit.path)
    given = []
    for wanted in missing_by_post(actor=actor, unit=unit):
        if not wanted.may_give:
            continue
        grant = write_grant(
            actor=actor, account=account_of(actor=actor, person=wanted.post.person), role=wanted.role,
            unit=wanted.post.unit, subtree=wanted.subtree, reason=wanted.reason, since=clock.today(), until=wanted.until,
        )  # fmt: skip
        given.append(grant)
    return given
