"""A member moves from cell to cell, or leaves the installation (D29): what goes along, what stays, and that he is told."""

from __future__ import annotations

from datetime import date, timedelta

from django.utils.translation import gettext_lazy as _

from guong.access.models import Grant
from guong.access.services import end_grant
from guong.audit.work import record, service
from guong.kernel import clock, text
from guong.kernel.actor import Actor, SystemActor
from guong.kernel.errors import Invalid, NotFound
from guong.org.enums import CELL_POSTS
from guong.org.models import Membership, Person, Post, Unit
from guong.org.services import end_post
from guong.org.services.people import check_roster
from guong.reorganisation import events  # noqa: F401  # registers the audit codes
from guong.reorganisation.models import Transfer
from guong.reorganisation.perms import MANAGE


@service
def transfer_member(*, actor: Actor, person: Person, to_unit: Unit, reason: str, on: date | None = None) -> Transfer:
    """Move a member to another cell of the installation. Whoever does it manages both cells.

    What goes along: standing, the account, measures still open, what he or she writes. What stays: all that was said and
    found in the old cell, and the figures of its drives. Offices and rights in the old cell end.
    """
    membership = membership_of(person)
    actor.require(MANAGE, membership.unit.path)
    actor.require(MANAGE, to_unit.path)
    check_roster(to_unit)
    if not to_unit.is_cell:
        raise Invalid(_("A member takes part in a cell: choose one."), field="to_unit")
    if to_unit.pk == membership.unit_id:
        raise Invalid(_("The comrade takes part there already."), field="to_unit")
    transfer = leave(actor, membership, on or clock.today(), reason, to_unit=to_unit)
    Membership.objects.create(person=person, unit=to_unit, from_on=transfer.on)
    record(
        actor, "reorganisation.member.moved", person, unit_path=to_unit.path, person_id=person.pk,
        changes={"from": membership.unit.code, "to": to_unit.code, "on": transfer.on},
    )  # fmt: skip
    return transfer


@service
def transfer_out(*, actor: Actor, person: Person, destination: str, reason: str, on: date | None = None) -> Transfer:
    """A member leaves for an organisation outside the installation. The own file stays open to him or her."""
    membership = membership_of(person)
    actor.require(MANAGE, membership.unit.path)
    destination = text.clean_line(destination)[:300]
    if not destination:
        raise Invalid(_("Say to which organisation the comrade goes."), field="destination")
    transfer = leave(actor, membership, on or clock.today(), reason, destination=destination)
    record(
        actor, "reorganisation.member.left", person, unit_path=membership.unit.path, person_id=person.pk,
        changes={"from": membership.unit.code, "on": transfer.on},
    )  # fmt: skip
    return transfer


def membership_of(person: Person) -> Membership:
    """Where a member takes part now, locked; Invalid for somebody who takes part nowhere."""
    rows = Membership.objects.select_related("unit").select_for_update(of=("self",))
    found = rows.filter(person=person, to_on=None).first()
    if found is None:
        raise Invalid(_("This comrade takes part in no organisation here now."))
    return found


def leave(
    actor: Actor, membership: Membership, on: date, reason: str, *, to_unit: Unit | None = None, destination: str = ""
) -> Transfer:
    """End the membership the day before, with the offices and rights in the old cell; write down the move."""
    reason = text.clean_line(reason)[:300]
    if not reason:
        raise Invalid(_("Say why, with the paper it stands on."), field="reason")
    if on > clock.today():
        raise Invalid(_("This day has not come yet. Choose today or a day before."), field="on")
    if on < membership.from_on:
        raise Invalid(_("The comrade came to this cell only later. Choose a later day."), field="on")
    last = on - timedelta(days=1)
    membership.from_on, membership.to_on = min(membership.from_on, last), last
    membership.save(update_fields=["from_on", "to_on"])
    _end_seat(actor, membership, last, reason)
    return Transfer.objects.create(
        person=membership.person, from_unit=membership.unit, to_unit=to_unit, destination=destination, on=on,
        reason=reason, by_label=actor.label, moved_at=clock.now(),
    )  # fmt: skip


def _end_seat(actor: Actor, membership: Membership, last: date, reason: str) -> None:
    posts = Post.objects.filter(
        person=membership.person_id, unit=membership.unit, kind__in=sorted(CELL_POSTS), to_on=None
    )
    for post in posts.select_related("unit"):
        end_post(actor=actor, post=post, until=None if last < post.from_on else last)
    hand = SystemActor(f"{actor.label}: {reason}"[:300])
    for grant in Grant.objects.filter(
        account__person=membership.person_id, unit=membership.unit, ended_at=None
    ).select_related("unit"):
        grant.refresh_from_db()
        if grant.ended_at is None:
            end_grant(actor=hand, grant=grant, reason=hand.reason)


@service
def note_transfer_seen(*, actor: Actor, transfer: Transfer) -> Transfer:
    """The member has read what goes along and what stays."""
    if transfer.person_id != actor.person_id:
        raise NotFound
    if transfer.seen_at is None:
        transfer.seen_at = clock.now()
        transfer.save(update_fields=["seen_at"])
        record(actor, "reorganisation.transfer.seen", transfer, person_id=transfer.person_id)
    return transfer
