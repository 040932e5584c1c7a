"""Holding words back from erasing: a reason, an end, and two persons (D8)."""

from __future__ import annotations

from datetime import date, timedelta

from django.utils.translation import gettext_lazy as _

from guong.audit.work import record, service
from guong.kernel import clock, text
from guong.kernel.actor import Actor
from guong.kernel.errors import Forbidden, Invalid
from guong.org.models import Membership, Person, Unit
from guong.privacy import events, rules  # noqa: F401  # events registers the audit codes
from guong.privacy.models import Hold
from guong.privacy.perms import HOLD


@service
def ask_hold(*, actor: Actor, unit: Unit, reason: str, until: date, person: Person | None = None) -> Hold:
    """Hold back what concerns `unit` and those below, or one member of it. It stands at once, and lapses after a fortnight
    unless somebody else confirms it. Invalid without a reason, without an end, or beyond two years."""
    actor.require(HOLD, unit.path)
    if actor.id is None:
        raise Forbidden
    reason, today = text.clean_text(reason), clock.today()
    if not reason:
        raise Invalid(_("Say why these words must not be erased yet."), field="reason")
    if not today <= until <= rules.longest_hold(today):
        raise Invalid(_("The hold needs an end between today and two years from now."), field="until")
    if person is not None and not Membership.objects.filter(person=person, unit=unit).exists():
        raise Invalid(_("This comrade has never taken part in this organisation."), field="person")
    made = Hold.objects.create(
        unit=unit, person=person, reason=reason, from_on=today, until_on=until, asked_at=clock.now(),
        asked_account_id=actor.id, asked_by_label=actor.label,
        lapses_on=today + timedelta(days=rules.UNCONFIRMED_HOLD_DAYS),
    )  # fmt: skip
    _note(actor, "asked", made)
    return made


@service
def confirm_hold(*, actor: Actor, hold: Hold) -> Hold:
    """The yes of a second person; never of the one who asked, nor of the person held."""
    hold = _locked(actor, hold)
    if actor.id is None or actor.id == hold.asked_account_id or _is_about(actor, hold):
        raise Forbidden
    if hold.confirmed_at is not None or hold.lifted_at is not None:
        raise Invalid(_("This hold was confirmed or lifted already."))
    hold.confirmed_at, hold.confirmed_account_id, hold.confirmed_by_label = clock.now(), actor.id, actor.label
    hold.save(update_fields=["confirmed_at", "confirmed_account_id", "confirmed_by_label"])
    _note(actor, "confirmed", hold)
    return hold


@service
def lift_hold(*, actor: Actor, hold: Hold) -> Hold:
    """End a hold before its day; never by the person held."""
    hold = _locked(actor, hold)
    if _is_about(actor, hold):
        raise Forbidden
    if hold.lifted_at is not None:
        raise Invalid(_("This hold was confirmed or lifted already."))
    hold.lifted_at, hold.lifted_by_label = clock.now(), actor.label
    hold.save(update_fields=["lifted_at", "lifted_by_label"])
    _note(actor, "lifted", hold)
    return hold


def _locked(actor: Actor, hold: Hold) -> Hold:
    hold = Hold.objects.select_for_update(of=("self",)).select_related("unit").get(pk=hold.pk)
    actor.require(HOLD, hold.unit.path)
    return hold


def _is_about(actor: Actor, hold: Hold) -> bool:
    return hold.person_id is not None and hold.person_id == actor.person_id


def _note(actor: Actor, verb: str, hold: Hold) -> None:
    record(
        actor, f"privacy.hold.{verb}", hold, unit_path=hold.unit.path, person_id=hold.person_id,
        changes={"until_on": hold.until_on},
    )  # fmt: skip
