"""Planning a meeting with its agenda (R6, R9, S60)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from guong.audit.work import record, service
from guong.drives.enums import DriveState, MeetingMode
from guong.drives.models import Drive, DriveUnit, Registration
from guong.kernel import clock, text
from guong.kernel.actor import Actor
from guong.kernel.errors import Invalid, NotFound
from guong.meetings import agenda, events, rules  # noqa: F401  # events registers the audit codes
from guong.meetings.enums import MeetingKind, StepKind
from guong.meetings.models import AgendaStep, Meeting
from guong.meetings.perms import RUN
from guong.meetings.querysets import may_speak
from guong.org.models import Person, Unit

_OF_SOME = frozenset({MeetingKind.BODY, MeetingKind.AGENCY, MeetingKind.ADHOC})
FAULTS: dict[str, Any] = {
    "empty": _("The agenda is empty. Keep at least one step."),
    "minutes": _("Each step lasts from 1 to 480 minutes."),
    "opening": _("Opening words and roll call come first. Put them at the head of the agenda."),
    "items": _("Open items come first, right after the opening and the roll call. Move them up."),
    "review": _("The collective is reviewed before individuals. Move its report up."),
}


@service
def plan_meeting(
    *, actor: Actor, unit: Unit, kind: str, starts_at: datetime, place: str, mode: str, drive: Drive | None = None,
    registration: Registration | None = None, chair: Person | None = None, secretary: Person | None = None,
    steps: Sequence[agenda.Spec] | None = None, reason: str = "",
) -> Meeting:  # fmt: skip
    """Plan a meeting; its agenda is copied from the template of its kind, or is `steps` as (kind, title, minutes).

    `registration` ties it to what the cell registered: one meeting for one registration. `reason`: why a review is held out of
    turn (S63). Invalid for an unknown kind or mode, a kind that this body does not hold, no place, a thematic meeting without a
    drive, a review out of turn inside one or without its reason, an agenda out of order; NotFound for what is not of this unit.
    """
    actor.require(RUN, unit.path)
    if registration is not None:
        if registration.unit_id != unit.pk or (drive is not None and registration.drive_id != drive.pk):
            raise NotFound
        drive = drive or registration.drive
        _check_free(registration)
    _check_drive(drive, unit, kind)
    place = _check(kind, place, mode)
    called = _check_called(unit, kind, drive, reason)
    specs = list(agenda.TEMPLATES[kind] if steps is None else steps)
    _check_agenda(specs)
    meeting = Meeting(
        unit=unit, drive=drive, registration=registration, kind=kind, starts_at=starts_at, place=place, mode=mode,
        chair=chair, secretary=secretary, told_at=clock.now(), planned_at=clock.now(), called_reason=called,
    )  # fmt: skip
    _check_people(meeting)
    meeting.save(force_insert=True)
    AgendaStep.objects.bulk_create(
        AgendaStep(meeting=meeting, position=position, kind=one, title=text.clean_line(title), minutes=minutes)
        for position, (one, title, minutes) in enumerate(specs, start=1)
    )
    record(
        actor, "meetings.meeting.planned", meeting, unit_path=unit.path,
        changes={"kind": kind, "starts_at": starts_at.isoformat()},
    )  # fmt: skip
    return meeting


def _check_called(unit: Unit, kind: str, drive: Drive | None, reason: str) -> str:
    """Whether this body holds this kind of meeting; the cleaned reason of a review out of turn."""
    held = rules.kinds_for(unit.kind, is_cell=unit.is_cell, is_committee=unit.is_committee)
    if kind in _OF_SOME and kind not in held:
        raise Invalid(_("This body does not hold this kind of meeting. Choose one from the list."), field="kind")
    if kind != MeetingKind.ADHOC:
        return ""
    if drive is not None:
        raise Invalid(_("A review out of turn belongs to no drive. Leave the drive out."), field="drive")
    words = text.clean_line(reason)
    if not words:
        raise Invalid(_("Say why the review is held out of turn: members read it."), field="called_reason")
    return words[:500]


def _check_free(registration: Registration) -> None:
    if Meeting.objects.filter(registration=registration).exists():
        raise Invalid(_("The meeting of this registration is already planned. Open it from the list of meetings."))


def _check_drive(drive: Drive | None, unit: Unit, kind: str) -> None:
    if drive is None:
        if kind == MeetingKind.THEMATIC:
            raise Invalid(_("A thematic meeting belongs to a drive. Choose the drive."), field="drive")
        return
    if not DriveUnit.objects.filter(drive=drive, unit=unit).exists():
        raise NotFound
    if drive.state == DriveState.DRAFT:
        raise Invalid(_("This drive has not been opened yet."), field="drive")


def _check(kind: str, place: str, mode: str) -> str:
    """The cleaned place."""
    if kind not in MeetingKind.values:
        raise Invalid(_("Unknown kind of meeting: choose one from the list."), field="kind")
    if mode not in MeetingMode.values:
        raise Invalid(_("Choose how the meeting is held: in person, online, or both."), field="mode")
    place = text.clean_line(place)
    if not place:
        raise Invalid(_("Say where the meeting is held."), field="place")
    return place[:200]


def _check_agenda(specs: Sequence[agenda.Spec]) -> None:
    if any(kind not in StepKind.values or not text.clean_line(title) for kind, title, _minutes in specs):
        raise Invalid(_("Each step of the agenda has a kind and a title."), field="steps")
    fault = rules.agenda_fault([kind for kind, _t, _m in specs], [minutes for _k, _t, minutes in specs])
    if fault:
        raise Invalid(FAULTS[fault], field="steps")


def _check_people(meeting: Meeting) -> None:
    for field in ("chair", "secretary"):
        person = getattr(meeting, field)
        if person is not None and not may_speak(meeting, person):
            raise Invalid(
                _("%(name)s does not belong to this body or to the one above. Choose from the list."),
                field=field, params={"name": person.full_name},
            )  # fmt: skip
