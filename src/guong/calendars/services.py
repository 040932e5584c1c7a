"""Making and revoking the secret address of a calendar, and reading it without a sign-in."""

from __future__ import annotations

import hashlib
import secrets

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from guong.access.actors import AccountActor
from guong.accounts.models import Account
from guong.audit.work import record, service
from guong.calendars import events  # noqa: F401  # registers the audit codes
from guong.calendars.models import Feed
from guong.calendars.rules import READS_AN_HOUR
from guong.kernel import clock
from guong.kernel.actor import Actor
from guong.kernel.errors import Invalid, NotFound
from guong.org.models import Unit


@service
def make_feed(*, actor: Actor, unit: Unit | None = None) -> str:
    """A new secret token, told once; an earlier one of the same calendar stops at once.

    `unit` None: the calendar of the actor's own person. Invalid for an account that stands for no member; a body's calendar
    asks for the right to read its registrations.
    """
    if actor.id is None:
        raise NotFound
    if unit is not None:
        actor.require("drives.registration:read", unit.path)
    elif actor.person_id is None:
        raise Invalid(_("This account stands for an office, not for a member: choose the calendar of a body."))
    account = Account.objects.select_for_update().get(pk=actor.id)
    for old in Feed.objects.filter(account=account, unit=unit, revoked_at=None):
        _revoke(actor, old)
    token = secrets.token_urlsafe(32)
    feed = Feed.objects.create(account=account, unit=unit, token_hash=_hash(token), made_at=clock.now())
    record(
        actor, "calendars.feed.made", feed, unit_path=unit.path if unit else "",
        person_id=None if unit else actor.person_id,
    )  # fmt: skip
    return token


@service
def revoke_feed(*, actor: Actor, feed: Feed) -> Feed:
    """The address answers no more. One's own only; again changes nothing."""
    row = Feed.objects.select_for_update(of=("self",)).filter(pk=feed.pk, account_id=actor.id or 0).first()
    if row is None:
        raise NotFound
    return row if row.revoked_at is not None else _revoke(actor, row)


def _revoke(actor: Actor, row: Feed) -> Feed:
    row.revoked_at = clock.now()
    row.save(update_fields=["revoked_at"])
    record(
        actor, "calendars.feed.revoked", row, unit_path=row.unit.path if row.unit else "",
        person_id=None if row.unit else actor.person_id,
    )  # fmt: skip
    return row


def admit(token: str) -> tuple[Feed, AccountActor] | None:
    """The feed of a token with its reader as he stands today; None when it is unknown, revoked, or its account is closed.

    An unknown token costs one look-up and changes nothing. Raises Invalid beyond READS_AN_HOUR reads of one feed.
    """
    with transaction.atomic():
        rows = Feed.objects.select_for_update(of=("self",)).select_related("account", "unit")
        feed = rows.filter(token_hash=_hash(token), revoked_at=None, account__is_active=True).first()
        if feed is None:
            return None
        hour = clock.now().replace(minute=0, second=0, microsecond=0)
        feed.reads = feed.reads + 1 if feed.hour == hour else 1
        feed.hour = hour
        if feed.reads > READS_AN_HOUR:
            raise Invalid(_("This calendar was read too often. It answers again next hour."))
        feed.save(update_fields=["hour", "reads"])
    return feed, AccountActor(feed.account, clock.today())


def _hash(token: str) -> str:
    """A token is 32 random bytes: one round is enough, there is nothing to guess from."""
    return hashlib.sha256(token.encode()).hexdigest()
