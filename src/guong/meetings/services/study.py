"""Study conferences: who is convened, who came, and what the absent do instead (S91-S94, R18)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from guong.audit.work import record, service
from guong.drives.enums import DriveState, MeetingMode
from guong.drives.models import Drive, DriveUnit, Participant
from guong.kernel import clock, text
from guong.kernel.actor import Actor
from guong.kernel.errors import Invalid, NotFound
from guong.meetings import events, rules, tallies  # noqa: F401  # events registers the audit codes
from guong.meetings.enums import HERE, AbsenceReason, MakeUpState, Presence
from guong.meetings.models import Conference, Invitation, MakeUp, Sitting
from guong.meetings.perms import STUDY_MANAGE
from guong.meetings.services.bridges import add_bridge, assign_bridges
from guong.meetings.services.makeup import (
    confirm_makeup,
    extend_makeup,
    give_proof,
    note_studied,
    remind_makeups,
    send_materials,
)
from guong.org.models import Person, Unit

__all__ = [
    "Mark",
    "add_bridge",
    "assign_bridges",
    "confirm_makeup",
    "convene",
    "extend_makeup",
    "give_proof",
    "invite",
    "mark_presence",
    "note_studied",
    "remind_makeups",
    "send_materials",
]

Mark = tuple[int, str, str, str]  # (person id, presence, reason, note)
_NOT_BEGUN = frozenset({MakeUpState.OWED, MakeUpState.SENT})


@service
def convene(
    *, actor: Actor, drive: Drive, unit: Unit, name: str, mode: str, sittings: Sequence[tuple[datetime, str]],
    makeup_due_on: date, people: Sequence[Person],
) -> Conference:  # fmt: skip
    """Call a study conference of a drive, in one or several sittings (S91), and the people who are to come (S92).

    `sittings`: (moment, place). Invalid without a name, sitting or person, for a due date before the last sitting, for
    somebody who is not on the roster of the drive; NotFound for a unit outside the drive.
    """
    actor.require(STUDY_MANAGE, unit.path)
    if not DriveUnit.objects.filter(drive=drive, unit=unit).exists():
        raise NotFound
    _require_open(drive)
    name, places = _check(name, mode, sittings, makeup_due_on)
    conference = Conference.objects.create(drive=drive, unit=unit, name=name, mode=mode, makeup_due_on=makeup_due_on)
    Sitting.objects.bulk_create(
        Sitting(conference=conference, starts_at=at, place=place)
        for (at, _place), place in zip(sittings, places, strict=True)
    )
    units = _invite(conference, people, None)
    record(
        actor, "meetings.conference.convened", conference, unit_path=unit.path,
        changes={"sittings": len(sittings), "convened": len(people)},
    )  # fmt: skip
    tallies.refresh_all(drive.pk, units)
    return conference


def _require_open(drive: Drive) -> None:
    if not Drive.objects.filter(pk=drive.pk, state=DriveState.OPEN).exists():
        raise Invalid(_("This drive is not under way, so nothing can be recorded in it now."))


def _check(name: str, mode: str, sittings: Sequence[tuple[datetime, str]], due: date) -> tuple[str, list[str]]:
    """The cleaned name and places."""
    name = text.clean_line(name)
    if not name:
        raise Invalid(_("The conference has no name. Say what is studied."), field="name")
    if mode not in MeetingMode.values:
        raise Invalid(_("Choose how the conference is held: in person, online, or both."), field="mode")
    places = [text.clean_line(place) for _at, place in sittings]
    if not sittings or not all(places):
        raise Invalid(_("Give at least one sitting, each with day, hour and place."), field="sittings")
    if due < max(at for at, _place in sittings).astimezone(clock.ZONE).date():
        raise Invalid(
            _("Make-up study cannot be due before the last sitting. Choose a later day."), field="makeup_due_on"
        )
    return name, places


@service
def invite(
    *, actor: Actor, conference: Conference, people: Sequence[Person], sitting: Sitting | None = None
) -> list[Invitation]:
    """Convene more people, or put those already convened into a sitting. Nobody is convened twice."""
    row = _locked(conference)
    actor.require(STUDY_MANAGE, row.unit.path)
    _require_open(row.drive)
    if sitting is not None and sitting.conference_id != row.pk:
        raise NotFound
    known = row.invitations.filter(person__in=people)
    if sitting is not None:
        known.update(sitting=sitting)
    convened = set(known.values_list("person_id", flat=True))
    new = [person for person in people if person.pk not in convened]
    units = _invite(row, new, sitting) if new else set()
    record(actor, "meetings.conference.invited", row, unit_path=row.unit.path, changes={"convened": len(new)})
    tallies.refresh_all(row.drive_id, units)
    return list(row.invitations.filter(person__in=people).select_related("person"))


def _invite(conference: Conference, people: Iterable[Person], sitting: Sitting | None) -> set[int]:
    """Write the invitations; the ids of their cells, as the drive froze them."""
    ids = list(dict.fromkeys(person.pk for person in people))
    if not ids:
        raise Invalid(_("Nobody is convened. Choose the people who are to come."), field="people")
    cells = dict(
        Participant.objects.filter(drive=conference.drive_id, person__in=ids).values_list("person_id", "unit_id")
    )
    if len(cells) != len(ids):
        raise Invalid(
            _("%(count)s of those chosen are not on the roster of this drive. Choose from the list."),
            field="people", params={"count": len(ids) - len(cells)},
        )  # fmt: skip
    Invitation.objects.bulk_create(
        [Invitation(conference=conference, person_id=pk, unit_id=cells[pk], sitting=sitting) for pk in ids],
        batch_size=500,
    )
    return set(cells.values())


@service
def mark_presence(
    *, actor: Actor, conference: Conference, marks: Sequence[Mark], sitting: Sitting | None = None
) -> list[Invitation]:
    """Record who came, for any number of people at once; the last word about a person counts.

    Whoever did not come owes make-up study (R18). Turning somebody present takes away a make-up that the member has not
    begun; Invalid if it has begun. NotFound for somebody who is not convened.
    """
    row = _locked(conference)
    actor.require(STUDY_MANAGE, row.unit.path)
    _require_open(row.drive)
    if sitting is not None and sitting.conference_id != row.pk:
        raise NotFound
    wanted = {pk: _mark(presence, reason, note) for pk, presence, reason, note in marks}
    if not wanted:
        raise Invalid(_("Nothing was marked. Tap the names first."))
    invited = list(row.invitations.filter(person__in=wanted).select_related("person"))
    if len(invited) != len(wanted):
        raise NotFound
    now = clock.now()
    for one in invited:
        one.presence, one.reason, one.reason_note = wanted[one.person_id]
        one.marked_at = now
        one.sitting = sitting or one.sitting
    Invitation.objects.bulk_update(
        invited, ["presence", "reason", "reason_note", "marked_at", "sitting"], batch_size=200
    )
    _settle_makeups(invited)
    record(
        actor, "meetings.conference.marked", row, unit_path=row.unit.path,
        changes={"marked": len(invited), "present": sum(one.presence in HERE for one in invited)},
    )  # fmt: skip
    tallies.refresh_all(row.drive_id, (one.unit_id for one in invited))
    return invited


def _mark(presence: str, reason: str, note: str) -> tuple[str, str, str]:
    """A checked mark. Only an absence with reason keeps its reason."""
    if presence not in Presence.values:
        raise Invalid(_("Choose one: present, late, absent with reason, absent without reason."), field="presence")
    if presence != Presence.EXCUSED:
        return presence, "", ""
    if reason not in AbsenceReason.values:
        raise Invalid(_("Say why the member is absent: choose a reason from the list."), field="reason")
    return presence, reason, text.clean_line(note)[:200]


def _settle_makeups(invited: Sequence[Invitation]) -> None:
    """One make-up for each absent person, none for those who came."""
    came = [one.pk for one in invited if not rules.owes_makeup(one.presence)]
    begun = MakeUp.objects.filter(invitation__in=came).exclude(state__in=_NOT_BEGUN).select_related("person").first()
    if begun is not None:
        raise Invalid(
            _("%(name)s has already begun the make-up study, so the absence stays. Leave this mark as it was."),
            params={"name": begun.person.full_name},
        )
    MakeUp.objects.filter(invitation__in=came).delete()
    absent = [one for one in invited if rules.owes_makeup(one.presence)]
    owing = set(MakeUp.objects.filter(invitation__in=absent).values_list("invitation_id", flat=True))
    MakeUp.objects.bulk_create(
        [MakeUp(invitation=one, person_id=one.person_id) for one in absent if one.pk not in owing], batch_size=500
    )


def _locked(conference: Conference) -> Conference:
    rows = Conference.objects.select_for_update(of=("self",)).select_related("unit", "drive")
    return rows.get(pk=conference.pk)
