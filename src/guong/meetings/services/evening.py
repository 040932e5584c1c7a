"""The evening itself: opening, roll, steps, notes, close (S4, S8, S23, S60, S78). Planning and minutes have their own files."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from guong.audit.work import record, service
from guong.drives.services import hold_registration
from guong.kernel import clock
from guong.kernel.actor import Actor
from guong.kernel.errors import Invalid, NotFound
from guong.kernel.machine import step as machine_step
from guong.kernel.text import clean_line, clean_text
from guong.meetings import events, rules, tallies  # noqa: F401  # events registers the audit codes
from guong.meetings.enums import HERE, MEETING_TABLE, AbsenceReason, Level, MeetingState, Presence
from guong.meetings.models import AgendaStep, Attendance, Guest, Meeting, Note
from guong.meetings.perms import RUN
from guong.meetings.querysets import body_people, day_of, expected_people, may_speak
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
NOTE_LIMIT = 4000


@service
def open_meeting(*, actor: Actor, meeting: Meeting) -> Meeting:
    """Begin a planned meeting. Invalid when it has begun, or before its day."""
    row = _locked(actor, meeting)
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
def mark_attendance(*, actor: Actor, meeting: Meeting, marks: Sequence[RollMark]) -> list[Attendance]:
    """Call the roll, one name or all at once; the last word about a person counts, and presence "" takes a mark back.

    Only who, how and why is kept: no place, no device (D25). NotFound for somebody outside the body.
    """
    row = _locked(actor, meeting)
    _require_open(row)
    wanted = {pk: _mark(presence, reason) for pk, presence, reason in marks}
    if body_people(row).filter(pk__in=wanted).count() != len(wanted):
        raise NotFound
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
        update_fields=["presence", "reason", "marked_at"],
    )
    here = sum(presence in HERE for presence, _reason in wanted.values())
    record(
        actor, "meetings.roll.marked", row, unit_path=row.unit.path, changes={"marked": len(wanted), "present": here}
    )
    return list(row.attendances.filter(person__in=wanted).select_related("person"))


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
    row = _locked(actor, meeting)
    _require_open(row)
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
    """Go to a step of the agenda; the one under way is finished. A finished step may be taken up again."""
    row = _locked(actor, step.meeting)
    _require_open(row)
    now = clock.now()
    running = row.steps.filter(started_at__isnull=False, done_at__isnull=True).exclude(pk=step.pk)
    running.update(done_at=now)
    step = AgendaStep.objects.get(pk=step.pk)
    step.started_at, step.done_at = now, None
    step.save(update_fields=["started_at", "done_at"])
    record(actor, "meetings.step.started", step, unit_path=row.unit.path)
    return step


@service
def finish_step(*, actor: Actor, step: AgendaStep) -> AgendaStep:
    """Tick a step off."""
    row = _locked(actor, step.meeting)
    _require_open(row)
    step = AgendaStep.objects.get(pk=step.pk)
    step.done_at = clock.now()
    step.started_at = step.started_at or step.done_at
    step.save(update_fields=["started_at", "done_at"])
    record(actor, "meetings.step.finished", step, unit_path=row.unit.path)
    return step


@service
def add_note(
    *, actor: Actor, meeting: Meeting, text: str, speaker: Person | None = None, step: AgendaStep | None = None
) -> Note:
    """Write what was said, by whom, at which step (S78). After the meeting is closed nothing can be added."""
    row = _locked(actor, meeting)
    _require_open(row)
    words = _words(text)
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


def _words(typed: str, field: str = "text") -> str:
    words = clean_text(typed)
    if not words and field == "text":
        raise Invalid(_("The note is empty. Write what was said."), field=field)
    if len(words) > NOTE_LIMIT:
        raise Invalid(_("Too long: at most %(limit)s characters."), field=field, params={"limit": NOTE_LIMIT})
    return words


@service
def close_meeting(*, actor: Actor, meeting: Meeting, conclusion: str = "") -> Meeting:
    """Conclude and freeze: nothing is noted afterwards, and what the cell registered counts as held on the day it opened.

    Invalid while the roll does not say of everybody who is expected whether he or she came.
    """
    row = _locked(actor, meeting)
    words = _words(conclusion, "conclusion")
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
    now = clock.now()
    row.steps.filter(started_at__isnull=False, done_at__isnull=True).update(done_at=now)
    row.closed_at, row.conclusion = now, words
    row.save(update_fields=["state", "closed_at", "conclusion"])
    record(actor, "meetings.meeting.closed", row, unit_path=row.unit.path)
    if row.registration is not None:
        hold_registration(actor=actor, registration=row.registration, held_on=day_of(row.opened_at or now))
        tallies.refresh(row.registration.drive_id, row.unit_id)
    return row


def _locked(actor: Actor, meeting: Meeting) -> Meeting:
    rows = Meeting.objects.select_for_update(of=("self",)).select_related("unit", "drive", "registration")
    row = rows.get(pk=meeting.pk)
    actor.require(RUN, row.unit.path)
    return row


def _require_open(meeting: Meeting) -> None:
    if meeting.state == MeetingState.PLANNED:
        raise Invalid(_("The meeting has not been opened yet. Open it first."))
    if meeting.state == MeetingState.CLOSED:
        raise Invalid(_("The meeting is closed; its record is no longer changed."))
