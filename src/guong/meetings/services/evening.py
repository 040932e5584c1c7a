"""The evening itself: opening, roll, steps, notes, close (S4, S8, S23, S60, S78). Planning and minutes have their own files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from guong.audit.work import record, service
from guong.drives.services import hold_registration
from guong.kernel import clock
from guong.kernel.actor import Actor
from guong.kernel.errors import Conflict, Invalid, NotFound
from guong.kernel.machine import step as machine_step
from guong.kernel.text import clean_line
from guong.meetings import events, rules, tallies  # noqa: F401  # events registers the audit codes
from guong.meetings.enums import HERE, MEETING_TABLE, AbsenceReason, Level, Presence
from guong.meetings.models import AgendaStep, Attendance, Guest, Meeting, Note
from guong.meetings.perms import CLOSE
from guong.meetings.querysets import body_people, day_of, expected_people, may_speak
from guong.meetings.services.common import applied_before, locked, require_open, words_of
from guong.meetings.services.minutes import save_minutes
from guong.meetings.services.planning import plan_meeting
from guong.org.models import Person

__all__ = [
    "RollMark",
    "add_guest",
    "add_note",
    "close_meeting",
    "finish_step",
    "mark_attendance",
    "open_meeting",
    "plan_meeting",
    "save_minutes",
    "start_step",
]

RollMark = tuple[int, str, str]  # (person id, presence, reason); presence "" takes a mark back


@service
def open_meeting(*, actor: Actor, meeting: Meeting) -> Meeting:
    """Begin a planned meeting. Invalid when it has begun, or before its day."""
    row = locked(actor, meeting)
    row.state = machine_step(MEETING_TABLE, row.state, "open", message=_("This meeting has already been opened."))
    if clock.today() < day_of(row.starts_at):
        raise Invalid(
            _("This meeting is on %(day)s. It can be opened on its day."),
            params={"day": f"{day_of(row.starts_at):%d/%m/%Y}"},
        )
    row.opened_at = clock.now()
    row.save(update_fields=["state", "opened_at"])
    record(actor, "meetings.meeting.opened", row, unit_path=row.unit.path)
    return row


@service
def mark_attendance(
    *, actor: Actor, meeting: Meeting, marks: Sequence[RollMark], seen: Mapping[int, str] | None = None,
    key: UUID | None = None,
) -> list[Attendance]:  # fmt: skip
    """Call the roll, one name or all at once; the last word about a person counts, and presence "" takes a mark back.

    `seen`: {person id: the presence that the device showed, "" for none}. Conflict when another device has marked that person
    otherwise meanwhile: nothing is overwritten unseen. `key`: the same tap sent again changes nothing (Q7).
    Only who, how and why is kept: no place, no device (D25). NotFound for somebody outside the body.
    """
    row = locked(actor, meeting)
    if applied_before(row, key):
        return []
    require_open(row)
    wanted = {pk: _mark(presence, reason) for pk, presence, reason in marks}
    if body_people(row).filter(pk__in=wanted).count() != len(wanted):
        raise NotFound
    _check_seen(row, wanted, seen or {})
    removed = [pk for pk, (presence, _reason) in wanted.items() if not presence]
    row.attendances.filter(person__in=removed).delete()
    Attendance.objects.bulk_create(
        [
            Attendance(meeting=row, person_id=pk, presence=presence, reason=reason, marked_at=clock.now())
            for pk, (presence, reason) in wanted.items()
            if presence
        ],
        update_conflicts=True,
        unique_fields=["meeting", "person"],
        update_fields=["presence", "reason", "marked_at", "by_code"],
    )
    here = sum(presence in HERE for presence, _reason in wanted.values())
    record(
        actor, "meetings.roll.marked", row, unit_path=row.unit.path, changes={"marked": len(wanted), "present": here}
    )
    return list(row.attendances.filter(person__in=wanted).select_related("person"))


def _check_seen(meeting: Meeting, wanted: Mapping[int, tuple[str, str]], seen: Mapping[int, str]) -> None:
    """Conflict when a name stands otherwise than the device showed, and not as it is wanted now either."""
    for mark in meeting.attendances.filter(person__in=seen).select_related("person"):
        presence, reason = wanted.get(mark.person_id, ("", ""))
        if mark.presence != seen[mark.person_id] and (mark.presence, mark.reason) != (presence, reason):
            raise Conflict(
                _("%(name)s was marked on another device meanwhile: %(word)s. Look, and tap again if it is wrong."),
                params={"name": mark.person.full_name, "word": mark.get_presence_display()},
            )
    taken_back = {pk for pk, presence in seen.items() if presence and pk in wanted and wanted[pk][0]}
    if taken_back - set(meeting.attendances.values_list("person_id", flat=True)):
        raise Conflict(_("A mark was taken back on another device meanwhile. Look, and tap again if it is wrong."))


def _mark(presence: str, reason: str) -> tuple[str, str]:
    """A checked mark. Only an absence with reason keeps one."""
    if presence and presence not in Presence.values:
        raise Invalid(_("Choose one: present, late, absent with reason, absent without reason."), field="presence")
    if presence != Presence.EXCUSED:
        return presence, ""
    if reason not in AbsenceReason.values:
        raise Invalid(_("Say why the member is absent: choose a reason from the list."), field="reason")
    return presence, reason


@service
def add_guest(*, actor: Actor, meeting: Meeting, name: str, level: str, body_level: str = "") -> Guest:
    """Note somebody from a higher level who attends, with that level in words (S8) and as one of `Level` (S134)."""
    row = locked(actor, meeting)
    require_open(row)
    name, level = clean_line(name)[:120], clean_line(level)[:120]
    if not name:
        raise Invalid(_("Write the guest's name."), field="name")
    if not level:
        raise Invalid(_("Write which level the guest comes from, for example the ward party committee."), field="level")
    if body_level and body_level not in Level.values:
        raise Invalid(_("Choose the level from the list."), field="body_level")
    guest = Guest.objects.create(meeting=row, name=name, level=level, body_level=body_level)
    changes = {"level": level, "body_level": body_level}
    record(actor, "meetings.guest.added", guest, unit_path=row.unit.path, changes=changes)
    return guest


@service
def start_step(*, actor: Actor, step: AgendaStep) -> AgendaStep:
    """Go to a step of the agenda; the one under way is finished. A finished step may be taken up again, one under way goes on."""
    row = locked(actor, step.meeting)
    require_open(row)
    now = clock.now()
    step = AgendaStep.objects.get(pk=step.pk)
    if step.started_at and not step.done_at:
        return step  # two devices pressed at once
    row.steps.filter(started_at__isnull=False, done_at__isnull=True).update(done_at=now)
    step.started_at, step.done_at = now, None
    step.save(update_fields=["started_at", "done_at"])
    record(actor, "meetings.step.started", step, unit_path=row.unit.path)
    return step


@service
def finish_step(*, actor: Actor, step: AgendaStep) -> AgendaStep:
    """Tick a step off; once is enough."""
    row = locked(actor, step.meeting)
    require_open(row)
    step = AgendaStep.objects.get(pk=step.pk)
    if step.done_at:
        return step
    step.done_at = clock.now()
    step.started_at = step.started_at or step.done_at
    step.save(update_fields=["started_at", "done_at"])
    record(actor, "meetings.step.finished", step, unit_path=row.unit.path)
    return step


@service
def add_note(
    *, actor: Actor, meeting: Meeting, text: str, speaker: Person | None = None, step: AgendaStep | None = None,
    key: UUID | None = None,
) -> Note | None:  # fmt: skip
    """Write what was said, by whom, at which step (S78). After the meeting is closed nothing can be added.

    None when a note with this `key` was written before: it was sent again after a broken connection (Q7).
    """
    row = locked(actor, meeting)
    if applied_before(row, key):
        return None
    require_open(row)
    words = words_of(text)
    if step is not None and step.meeting_id != row.pk:
        raise NotFound
    if speaker is not None and not may_speak(row, speaker):
        raise Invalid(_("This person does not belong to the body. Choose the speaker from the list."), field="speaker")
    note = Note.objects.create(meeting=row, step=step, speaker=speaker, text=words, at=clock.now())
    record(
        actor, "meetings.note.added", note, unit_path=row.unit.path, person_id=speaker.pk if speaker else None,
        changes={"length": len(words)},
    )  # fmt: skip
    return note


@service
def close_meeting(
    *,
    actor: Actor,
    meeting: Meeting,
    conclusion: str = "",
    unanswered_reason: str = "",
    ended_at: datetime | None = None,
) -> Meeting:
    """Conclude and freeze: nothing is noted afterwards, and what the cell registered counts as held on the day it opened.

    Invalid while the roll does not say of everybody who is expected whether he or she came. `unanswered_reason`: why the
    chair closes with open items unanswered (R23; the room above asks for it). `ended_at`: when a meeting held on paper ended.
    """
    row = locked(actor, meeting, CLOSE)
    words = words_of(conclusion, "conclusion")
    row.state = machine_step(
        MEETING_TABLE, row.state, "close", message=_("Only a meeting that is under way can be closed.")
    )
    marked = row.attendances.values_list("person_id", flat=True)
    left = rules.unmarked(expected_people(row).values_list("pk", flat=True), marked)
    if left:
        raise Invalid(
            _("The roll is not finished: %(count)s people are not marked yet. Tap their names, then close."),
            params={"count": len(left)},
        )
    now = _end(row, ended_at)
    row.steps.filter(started_at__isnull=False, done_at__isnull=True).update(done_at=now)
    row.closed_at, row.conclusion, row.checkin_secret = now, words, ""
    row.unanswered_reason = clean_line(unanswered_reason)[:300]
    row.save(update_fields=["state", "closed_at", "conclusion", "checkin_secret", "unanswered_reason"])
    record(
        actor, "meetings.meeting.closed", row, unit_path=row.unit.path,
        changes={"overridden": True} if row.unanswered_reason else None,
    )  # fmt: skip
    if row.registration is not None:
        hold_registration(actor=actor, registration=row.registration, held_on=day_of(row.opened_at or now))
        tallies.refresh(row.registration.drive_id, row.unit_id)
    return row


def _end(meeting: Meeting, ended_at: datetime | None) -> datetime:
    """When the meeting ended: now, or as the paper says."""
    if ended_at is None or not meeting.on_paper:
        return clock.now()
    if not (meeting.opened_at or ended_at) <= ended_at <= clock.now():
        raise Invalid(_("It ends after it began, and not in the future."), field="ended_at")
    return ended_at
