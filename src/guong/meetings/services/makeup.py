"""Make-up study: materials sent → studied → proof received → confirmed by the cell (S94, R18)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from guong.audit.work import record, service
from guong.files.models import StoredFile
from guong.kernel import clock, text
from guong.kernel.actor import Actor, SystemActor
from guong.kernel.errors import Invalid, NotFound
from guong.kernel.machine import step
from guong.meetings import events, tallies  # noqa: F401  # events registers the audit codes
from guong.meetings.enums import MAKEUP_TABLE, MakeUpState
from guong.meetings.models import Conference, MakeUp
from guong.meetings.perms import CONFIRM, STUDY_MANAGE
from guong.meetings.querysets import leads
from guong.org.models import Person

BATCH = 500
_TO_DO = frozenset({MakeUpState.OWED, MakeUpState.SENT, MakeUpState.STUDIED})
_ORDER = _("Make-up study goes in its order: materials, study, proof, confirmation. Do the step before this one first.")


@service
def send_materials(*, actor: Actor, conference: Conference, person_ids: Sequence[int]) -> int:
    """Note that materials went to these absent members, in one press; how many were new. Who already has them is left.

    NotFound when one of them owes nothing here.
    """
    actor.require(STUDY_MANAGE, conference.unit.path)
    wanted = set(person_ids)
    known = MakeUp.objects.filter(invitation__conference=conference)
    if sum(known.filter(person__in=part).count() for part in _parts(sorted(wanted))) != len(wanted):
        raise NotFound
    sent = step(MAKEUP_TABLE, MakeUpState.OWED, "send", message=_ORDER)
    n = sum(
        MakeUp.objects.filter(invitation__conference=conference, person__in=part, state=MakeUpState.OWED).update(
            state=sent, sent_at=clock.now()
        )
        for part in _parts(sorted(wanted))
    )
    if n:
        record(actor, "meetings.materials.sent", conference, unit_path=conference.unit.path, changes={"sent": n})
    return n


def _parts(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    """People in batches: one statement for each."""
    return (ids[start : start + BATCH] for start in range(0, len(ids), BATCH))


@service
def remind_makeups(*, actor: Actor, conference: Conference) -> int:
    """Remind everybody who owes something here, at most once a day each, in one statement; how many."""
    actor.require(STUDY_MANAGE, conference.unit.path)
    now = clock.now()
    today = now.astimezone(clock.ZONE).replace(hour=0, minute=0, second=0, microsecond=0)
    waiting = MakeUp.objects.filter(invitation__conference=conference, state__in=sorted(_TO_DO))
    n = waiting.filter(Q(reminded_at=None) | Q(reminded_at__lt=today)).update(reminded_at=now)
    if not n:
        raise Invalid(_("Everybody who owes something has been reminded today, or nobody owes anything."))
    record(actor, "meetings.makeup.reminded", conference, unit_path=conference.unit.path, changes={"reminded": n})
    return n


@service
def extend_makeup(*, actor: Actor, conference: Conference, due_on: date) -> Conference:
    """Give everybody more time. Invalid for a day that is not later than the one that stands, or is past."""
    row = Conference.objects.select_for_update(of=("self",)).select_related("unit").get(pk=conference.pk)
    actor.require(STUDY_MANAGE, row.unit.path)
    if due_on <= row.makeup_due_on or due_on < clock.today():
        raise Invalid(_("Choose a day after the one that stands, and not before today."), field="due_on")
    before, row.makeup_due_on = row.makeup_due_on, due_on
    row.save(update_fields=["makeup_due_on"])
    changes = {"due_on": [before.isoformat(), due_on.isoformat()]}
    record(actor, "meetings.makeup.extended", row, unit_path=row.unit.path, changes=changes)
    return row


@service
def note_studied(*, actor: Actor, makeup: MakeUp) -> MakeUp:
    """The absent member says "I have studied", or the secretary of the cell types it for him or her."""
    row = _own_or_typed(actor, makeup)
    row.state = step(MAKEUP_TABLE, row.state, "study", message=_ORDER)
    row.studied_at = clock.now()
    row.save(update_fields=["state", "studied_at"])
    _note(actor, "meetings.makeup.studied", row)
    return row


@service
def give_proof(*, actor: Actor, makeup: MakeUp, file: StoredFile | None = None, note: str = "") -> MakeUp:
    """A photo of the notes, or a few words on what was studied. Invalid with neither."""
    row = _own_or_typed(actor, makeup)
    note = text.clean_line(note)
    if file is None and not note:
        raise Invalid(_("Add a photo of your notes, or write in a few words what you studied."), field="note")
    if len(note) > 300:
        raise Invalid(_("Too long: at most %(limit)s characters."), field="note", params={"limit": 300})
    row.state = step(MAKEUP_TABLE, row.state, "prove", message=_ORDER)
    row.proof, row.proof_note, row.proven_at = file, note, clock.now()
    row.save(update_fields=["state", "proof", "proof_note", "proven_at"])
    _note(actor, "meetings.makeup.proven", row, {"photo": file is not None})
    return row


@service
def confirm_makeup(*, actor: Actor, makeup: MakeUp, by: Person | None = None) -> MakeUp:
    """The cell confirms, by its secretary or somebody of its committee, never by the member concerned (R42).

    `by`: who confirmed at the meeting, typed by the secretary. NotFound or Forbidden for everybody else.
    """
    row = _locked(makeup)
    unit = row.invitation.unit
    if not leads(actor, unit, CONFIRM):
        actor.require(CONFIRM, unit.path)
    confirmer = by or Person.objects.filter(pk=actor.person_id or 0).first()
    if confirmer is None:
        raise Invalid(_("Say who confirms: choose the person."), field="by")
    if row.person_id in {confirmer.pk, actor.person_id}:
        raise Invalid(_("Nobody confirms his or her own study. Ask another member of the cell committee to do it."))
    row.state = step(MAKEUP_TABLE, row.state, "confirm", message=_ORDER)
    row.confirmed_at, row.confirmed_by = clock.now(), confirmer
    row.save(update_fields=["state", "confirmed_at", "confirmed_by"])
    _note(actor, "meetings.makeup.confirmed", row)
    tallies.refresh(row.invitation.conference.drive_id, unit.pk)
    return row


def _locked(makeup: MakeUp) -> MakeUp:
    rows = MakeUp.objects.select_for_update(of=("self",)).select_related("invitation__unit", "invitation__conference")
    return rows.get(pk=makeup.pk)


def _own_or_typed(actor: Actor, makeup: MakeUp) -> MakeUp:
    """The row, for the member himself or for whoever types for the cell."""
    row = _locked(makeup)
    if actor.person_id != row.person_id and not isinstance(actor, SystemActor):
        actor.require(CONFIRM, row.invitation.unit.path)
    return row


def _note(actor: Actor, code: str, row: MakeUp, changes: dict[str, object] | None = None) -> None:
    record(actor, code, row, unit_path=row.invitation.unit.path, person_id=row.person_id, changes=changes)
