"""A person's file opened for a time: asked by one, let in by another, told to the person (D27, R42; inspection)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from guong.access import events  # noqa: F401  # registers the audit codes
from guong.access.enums import OPENING_TABLE, OpeningKind
from guong.access.models import Opening
from guong.access.rules import OPENING_DAYS
from guong.access.selectors.openings import ASK, DECIDE, is_live, living
from guong.accounts.models import Account
from guong.audit.work import record, service
from guong.kernel import clock, machine, text
from guong.kernel.actor import Actor
from guong.kernel.errors import Forbidden, Invalid
from guong.org.models import Membership, Person

_LATE = _("This request has already been decided, withdrawn or ended. Open the page again to see how it stands.")


@service
def ask_opening(*, actor: Actor, kind: str, person: Person, reason: str, days: int) -> Opening:
    """Ask to read what was handed in by, and said of, a person in the body he takes part in, for `days` days.

    Needs the right of the kind at that body. Forbidden for one's own file (it is open to oneself anyway) and for whoever is
    nobody; Invalid without a reason, beyond the days of the kind, or while one's former request still stands.
    """
    membership = Membership.objects.select_related("unit").get(person=person, to_on=None)
    unit = membership.unit
    actor.require(ASK[OpeningKind(kind)], unit.path)
    if actor.id is None or actor.person_id == person.pk or Account.objects.get(pk=actor.id).is_technical:
        raise Forbidden
    reason = text.clean_line(reason)
    if len(reason.split()) < 3:
        raise Invalid(
            _("Say what the file is opened for, with the decision it stands on: the comrade reads this."),
            field="reason",
        )
    if not 1 <= days <= OPENING_DAYS[kind]:
        raise Invalid(
            _("An opening of this kind lasts from 1 to %(most)s days."),
            field="days",
            params={"most": OPENING_DAYS[kind]},
        )
    if living(Opening.objects.filter(asked_by_id=actor.id, person=person)).exists():
        raise Invalid(_("You have already asked for this file. Wait for the answer, or end what is open first."))
    opening = Opening.objects.create(
        kind=kind, person=person, unit=unit, reason=reason, days=days, asked_at=clock.now(), asked_by_id=actor.id,
        asked_by_label=actor.label, asked_person_id=actor.person_id,
    )  # fmt: skip
    record(
        actor, "access.opening.asked", opening, unit_path=unit.path, person_id=person.pk, reason=reason,
        changes={"kind": kind, "days": days},
    )  # fmt: skip
    return opening


@service
def approve_opening(*, actor: Actor, opening: Opening, note: str = "") -> Opening:
    """Let the one who asked in, from now for the days asked; the person is told at once. Never by the one who asked."""
    _decide(actor, opening, "approve", note)
    opening.told_at = clock.now()
    opening.ends_at = clock.now() + timedelta(days=opening.days)
    opening.save()
    _note(actor, "access.opening.approved", opening, {"kind": opening.kind, "until": opening.ends_at})
    return opening


@service
def refuse_opening(*, actor: Actor, opening: Opening, note: str) -> Opening:
    """Refuse a request, saying why."""
    if not text.clean_line(note):
        raise Invalid(_("Say why the file stays closed."), field="note")
    _decide(actor, opening, "refuse", note)
    opening.save()
    _note(actor, "access.opening.refused", opening, {"kind": opening.kind})
    return opening


def _decide(actor: Actor, opening: Opening, event: str, note: str) -> None:
    actor.require(DECIDE, opening.unit.path)
    if actor.id is None or actor.id == opening.asked_by_id or actor.person_id == opening.person_id:
        raise Forbidden
    if actor.person_id is not None and actor.person_id == opening.asked_person_id:
        raise Forbidden
    opening.state = machine.step(OPENING_TABLE, opening.state, event, message=_LATE)
    opening.decided_at, opening.decided_by_id = clock.now(), actor.id
    opening.decided_by_label, opening.decided_person_id = actor.label, actor.person_id
    opening.decision_note = text.clean_line(note)[:300]


@service
def withdraw_opening(*, actor: Actor, opening: Opening) -> Opening:
    """Take one's own request back before it is decided."""
    if actor.id is None or actor.id != opening.asked_by_id:
        raise Forbidden
    opening.state = machine.step(OPENING_TABLE, opening.state, "withdraw", message=_LATE)
    opening.save(update_fields=["state"])
    _note(actor, "access.opening.withdrawn", opening, {})
    return opening


@service
def end_opening(*, actor: Actor, opening: Opening) -> Opening:
    """Close the file before its time: by the one who reads, or by whoever lets in."""
    if actor.id is None or actor.id != opening.asked_by_id:
        actor.require(DECIDE, opening.unit.path)
    if not is_live(opening):
        raise Invalid(_LATE)
    opening.state = machine.step(OPENING_TABLE, opening.state, "end", message=_LATE)
    opening.ends_at, opening.ended_by_label = clock.now(), actor.label
    opening.save(update_fields=["state", "ends_at", "ended_by_label"])
    _note(actor, "access.opening.ended", opening, {})
    return opening


@service
def note_openings_shown(*, actor: Actor, openings: Sequence[Opening]) -> None:
    """The person has been shown on his own page that these openings exist; noted once for each (D1)."""
    for opening in openings:
        if opening.person_id == actor.person_id and opening.seen_at is None and opening.told_at is not None:
            opening.seen_at = clock.now()
            opening.save(update_fields=["seen_at"])
            _note(actor, "access.opening.seen", opening, {})


def _note(actor: Actor, code: str, opening: Opening, changes: dict[str, object]) -> None:
    record(
        actor, code, opening, unit_path=opening.unit.path, person_id=opening.person_id, reason=opening.reason,
        changes=changes,
    )  # fmt: skip
