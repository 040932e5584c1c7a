"""A member goes from one committee of the installation to another: introduced by the one, received by the other (D29)."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext_lazy as _

from guong.audit.work import record, service
from guong.kernel import clock, text, treepath
from guong.kernel.actor import Actor
from guong.kernel.errors import Invalid
from guong.kernel.machine import step
from guong.org.enums import COMMITTEE_KINDS
from guong.org.models import Membership, Person, Unit
from guong.org.services.people import check_roster
from guong.reorganisation import events  # noqa: F401  # registers the audit codes
from guong.reorganisation.enums import INTRODUCTION_TABLE
from guong.reorganisation.models import Introduction, Transfer
from guong.reorganisation.perms import MANAGE
from guong.reorganisation.services.transfers import leave, membership_of

_OVER = _("This introduction has been answered or taken back already.")


@service
def introduce_member(*, actor: Actor, person: Person, code: str, reason: str) -> Introduction:
    """Introduce a member to the committee with this code. Invalid when the actor manages that one too: he moves him himself."""
    membership = membership_of(person)
    actor.require(MANAGE, membership.unit.path)
    to_unit = Unit.objects.filter(code=text.clean_line(code), kind__in=sorted(COMMITTEE_KINDS), closed_on=None).first()
    if to_unit is None or treepath.contains(to_unit.path, membership.unit.path):
        raise Invalid(
            _("No other committee here has the code “%(code)s”. Ask its office for the code."), field="committee",
            params={"code": code[:60]},
        )  # fmt: skip
    if actor.can(MANAGE, to_unit.path):
        raise Invalid(_("You manage that organisation too: choose the cell itself."), field="committee")
    reason = text.clean_line(reason)[:300]
    if not reason:
        raise Invalid(_("Say why, with the paper it stands on."), field="reason")
    if Introduction.objects.filter(person=person, state="sent").exists():
        raise Invalid(_("The comrade is introduced already. Take that back first."), field="committee")
    made = Introduction.objects.create(
        person=person, from_unit=membership.unit, to_unit=to_unit, reason=reason, sent_at=clock.now(),
        sent_by_label=actor.label,
    )  # fmt: skip
    _note(actor, "sent", made, membership.unit)
    return made


@service
def receive_member(*, actor: Actor, introduction: Introduction, cell: Unit, on: date | None = None) -> Transfer:
    """Receive an introduced member into a cell from a day on; the membership on the other side ends the day before."""
    introduction = _locked(introduction)
    actor.require(MANAGE, introduction.to_unit.path)
    actor.require(MANAGE, cell.path)
    introduction.state = step(INTRODUCTION_TABLE, introduction.state, "receive", message=_OVER)
    if not cell.is_cell or not treepath.contains(introduction.to_unit.path, cell.path):
        raise Invalid(_("A member takes part in a cell: choose one."), field="cell")
    check_roster(cell)
    day = on or clock.today()
    if day < introduction.sent_at.astimezone(clock.ZONE).date():
        raise Invalid(_("The comrade was introduced later than this day. Choose a later one."), field="on")
    membership = membership_of(introduction.person)
    if membership.unit_id != introduction.from_unit_id:
        raise Invalid(
            _("The comrade no longer takes part in the cell that introduced him. Send the introduction back.")
        )
    transfer = leave(actor, membership, day, introduction.reason, to_unit=cell)
    Membership.objects.create(person=introduction.person, unit=cell, from_on=day)
    introduction.transfer = transfer
    _answered(actor, introduction)
    record(
        actor, "reorganisation.member.moved", introduction.person, unit_path=cell.path, person_id=introduction.person_id,
        changes={"from": membership.unit.code, "to": cell.code, "on": day},
    )  # fmt: skip
    _note(actor, "received", introduction, introduction.to_unit)
    return transfer


@service
def send_back(*, actor: Actor, introduction: Introduction, words: str) -> Introduction:
    """The other side does not receive; the first office reads why."""
    introduction = _locked(introduction)
    actor.require(MANAGE, introduction.to_unit.path)
    introduction.state = step(INTRODUCTION_TABLE, introduction.state, "send_back", message=_OVER)
    introduction.answer = text.clean_line(words)[:300]
    if not introduction.answer:
        raise Invalid(_("Say why it is sent back: the other office reads it."), field="words")
    _answered(actor, introduction)
    _note(actor, "returned", introduction, introduction.to_unit)
    return introduction


@service
def withdraw_introduction(*, actor: Actor, introduction: Introduction) -> Introduction:
    """The first office takes its introduction back while it waits."""
    introduction = _locked(introduction)
    actor.require(MANAGE, introduction.from_unit.path)
    introduction.state = step(INTRODUCTION_TABLE, introduction.state, "withdraw", message=_OVER)
    _answered(actor, introduction)
    _note(actor, "withdrawn", introduction, introduction.from_unit)
    return introduction


def _locked(introduction: Introduction) -> Introduction:
    rows = Introduction.objects.select_for_update(of=("self",)).select_related("person", "from_unit", "to_unit")
    return rows.get(pk=introduction.pk)


def _answered(actor: Actor, introduction: Introduction) -> None:
    introduction.answered_at, introduction.answered_by_label = clock.now(), actor.label
    introduction.save(update_fields=["state", "answer", "transfer", "answered_at", "answered_by_label"])


def _note(actor: Actor, verb: str, introduction: Introduction, unit: Unit) -> None:
    record(
        actor,
        f"reorganisation.introduction.{verb}",
        introduction,
        unit_path=unit.path,
        person_id=introduction.person_id,
    )
