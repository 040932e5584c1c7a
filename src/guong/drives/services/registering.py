"""What a cell registers, moves, holds, or misses (S44, S133; R15)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from guong.audit.work import record, service
from guong.drives import rules
from guong.drives.counts import refresh
from guong.drives.enums import COMMITTEE_POSTS, REGISTRATION_TABLE, DriveState, MeetingMode
from guong.drives.models import Assignment, Drive, DriveUnit, Participant, Registration, RegistrationMove
from guong.drives.services.pilots import require_block_open
from guong.kernel import clock, text
from guong.kernel.actor import Actor
from guong.kernel.errors import Invalid, NotFound
from guong.kernel.machine import step
from guong.org.models import Person, Post, Unit
from guong.org.querysets import valid_on

PARTS = 9


@dataclass(frozen=True, slots=True)
class Line:
    """One cell of a list that is registered at once."""

    unit: Unit
    starts_at: datetime
    place: str
    mode: str = MeetingMode.IN_PERSON.value


@service
def register_meeting(
    *, actor: Actor, drive: Drive, unit: Unit, starts_at: datetime, place: str, mode: str, chair: Person | None = None,
    part_no: int = 1,
) -> Registration:  # fmt: skip
    """Register date, hour, place, mode and chair of a cell's meeting (or of one part of it, S135)."""
    actor.require("drives.registration:write", unit.path)
    frozen = DriveUnit.objects.select_for_update(of=("self",)).filter(drive=drive, unit=unit, is_cell=True).first()
    if frozen is None:  # locked: two who register one cell at once wait for each other
        raise NotFound
    _require_open(drive)
    if not 1 <= part_no <= PARTS:
        raise Invalid(_("A meeting is held in at most %(parts)s parts."), field="part_no", params={"parts": PARTS})
    if Registration.objects.filter(drive=drive, unit=unit, part_no=part_no).exists():
        raise Invalid(_("This meeting is already registered. To change it, move it and say why."), field="starts_at")
    require_block_open(drive, unit)
    place = _check(drive, unit, starts_at, place, mode, chair)
    row = Registration.objects.create(
        drive=drive, unit=unit, part_no=part_no, starts_at=starts_at, place=place, mode=mode, chair=chair,
        registered_at=clock.now(),
    )  # fmt: skip
    record(actor, "drives.registration.made", row, unit_path=unit.path, changes=_facts(row))
    refresh(drive.pk, unit.pk)
    return row


@service
def register_list(*, actor: Actor, drive: Drive, rows: Sequence[Line]) -> list[Registration]:
    """Register many cells at once, from the list that their committee put forward: all or none (S132).

    Errors as `register_meeting`; the sentence names the cell.
    """
    _require_open(drive)
    ids = [line.unit.pk for line in rows]
    cells = DriveUnit.objects.select_for_update(of=("self",)).filter(drive=drive, unit_id__in=ids, is_cell=True)
    if len(set(ids)) != len(ids) or cells.count() != len(ids):
        raise NotFound
    there = Registration.objects.filter(drive=drive, unit_id__in=ids, part_no=1).select_related("unit").first()
    if there is not None:
        raise Invalid(_("%(cell)s is registered already. Take it off the list."), params={"cell": there.unit.name})
    made = []
    for line in rows:
        actor.require("drives.registration:write", line.unit.path)
        require_block_open(drive, line.unit)
        place = _check(drive, line.unit, line.starts_at, line.place, line.mode, None)
        made.append(
            Registration(
                drive=drive, unit=line.unit, part_no=1, starts_at=line.starts_at, place=place, mode=line.mode,
                registered_at=clock.now(),
            )
        )  # fmt: skip
    Registration.objects.bulk_create(made)
    for row in made:
        record(actor, "drives.registration.made", row, unit_path=row.unit.path, changes=_facts(row))
        refresh(drive.pk, row.unit_id)
    return made


@service
def note_held(*, actor: Actor, drive: Drive, rows: Sequence[tuple[Registration, date]]) -> list[Registration]:
    """Write down from the reports of those below on which days cells met whose evenings are not kept here (S133)."""
    today = clock.today()
    done = []
    for registration, held_on in rows:
        if registration.drive_id != drive.pk:
            raise NotFound
        if held_on > today:
            raise Invalid(
                _("%(cell)s: this day has not come yet."), field="held_on", params={"cell": registration.unit.name}
            )
        done.append(hold_registration(actor=actor, registration=registration, held_on=held_on))
    return done


@service
def move_registration(
    *, actor: Actor, registration: Registration, starts_at: datetime, place: str, mode: str, reason: str,
    chair: Person | None = None,
) -> Registration:  # fmt: skip
    """Change a registration; the reason and the earlier date are kept. Without `chair` the chair stays."""
    row = _locked(registration)
    actor.require("drives.registration:write", row.unit.path)
    _require_open(row.drive)
    reason = text.clean_line(reason)
    if not reason:
        raise Invalid(_("Say why the meeting is moved: the reason is kept with it."), field="reason")
    state = step(
        REGISTRATION_TABLE, row.state, "move", message=_("This meeting has been held; it can no longer be moved.")
    )
    chair = chair or row.chair
    place = _check(row.drive, row.unit, starts_at, place, mode, chair)
    before = _facts(row)
    row.starts_at, row.place, row.mode, row.chair, row.state = starts_at, place, mode, chair, state
    after = _facts(row)
    if before == after:
        raise Invalid(_("Nothing was changed: choose another day, hour, place, mode or chair."), field="starts_at")
    row.save(update_fields=["starts_at", "place", "mode", "chair", "state"])
    RegistrationMove.objects.create(
        registration=row, at=clock.now(), by_label=actor.label, reason=reason, before=before, after=after
    )
    record(
        actor, "drives.registration.moved", row, unit_path=row.unit.path, reason=reason,
        changes={name: [before[name], after[name]] for name in after if before[name] != after[name]},
    )  # fmt: skip
    refresh(row.drive_id, row.unit_id)
    return row


@service
def hold_registration(*, actor: Actor, registration: Registration, held_on: date) -> Registration:
    """Mark the registered meeting as held; called when the chair closes it."""
    row = _locked(registration)
    actor.require("drives.registration:write", row.unit.path)
    row.state = step(REGISTRATION_TABLE, row.state, "hold", message=_("This meeting is already marked as held."))
    row.held_on = held_on
    row.as_registered = rules.held_as_registered(held_on, _dates(row))
    row.save(update_fields=["state", "held_on", "as_registered"])
    record(
        actor, "drives.registration.held", row, unit_path=row.unit.path,
        changes={"held_on": held_on.isoformat(), "as_registered": row.as_registered},
    )  # fmt: skip
    refresh(row.drive_id, row.unit_id)
    return row


@service
def mark_missed(*, actor: Actor, registration: Registration) -> Registration:
    """Say that the cell did not meet on its day; it registers a new date by moving."""
    row = _locked(registration)
    actor.require("drives.registration:write", row.unit.path)
    if row.starts_at > clock.now():
        raise Invalid(_("The registered hour has not come yet; a meeting can be missed only afterwards."))
    row.state = step(
        REGISTRATION_TABLE, row.state, "miss", message=_("This meeting is already marked as held or as missed.")
    )
    row.save(update_fields=["state"])
    record(actor, "drives.registration.missed", row, unit_path=row.unit.path)
    refresh(row.drive_id, row.unit_id)
    return row


def _locked(registration: Registration) -> Registration:
    rows = Registration.objects.select_for_update(of=("self",)).select_related("unit", "drive", "chair")
    return rows.get(pk=registration.pk)


def _require_open(drive: Drive) -> None:
    if not Drive.objects.filter(pk=drive.pk, state=DriveState.OPEN).exists():
        raise Invalid(_("This drive is not under way, so nothing can be registered in it now."))


def _check(drive: Drive, unit: Unit, starts_at: datetime, place: str, mode: str, chair: Person | None) -> str:
    """The cleaned place, or Invalid with the field to mend."""
    day = starts_at.astimezone(clock.ZONE).date()
    if not rules.in_window(day, drive.window_from, drive.window_to):
        raise Invalid(
            _("Meetings of this drive are held from %(start)s to %(end)s. Choose a day between the two."),
            field="starts_at", params={"start": f"{drive.window_from:%d/%m/%Y}", "end": f"{drive.window_to:%d/%m/%Y}"},
        )  # fmt: skip
    if mode not in MeetingMode.values:
        raise Invalid(_("Choose how the meeting is held: in person, online, or both."), field="mode")
    place = text.clean_line(place)
    if not place:
        raise Invalid(_("Say where the meeting is held."), field="place")
    if chair is not None and not _may_chair(drive, unit, chair):
        raise Invalid(
            _("%(name)s is not a member of this cell, of the committee above, or assigned to it. Choose from the list."),
            field="chair", params={"name": chair.full_name},
        )  # fmt: skip
    return place


def _may_chair(drive: Drive, unit: Unit, person: Person) -> bool:
    return (
        Participant.objects.filter(drive=drive, unit=unit, person=person).exists()
        or Assignment.objects.filter(drive=drive, unit=unit, person=person, ended_at=None).exists()
        or Post.objects.filter(
            valid_on(clock.today()), person=person, unit=unit.parent, kind__in=COMMITTEE_POSTS
        ).exists()
    )


def _facts(row: Registration) -> dict[str, str]:
    return {
        "starts_at": row.starts_at.astimezone(clock.ZONE).isoformat(),
        "place": row.place,
        "mode": row.mode,
        "chair": row.chair.full_name if row.chair else "",
    }


def _dates(row: Registration) -> list[tuple[date, date]]:
    """(day made, day named) of the registration and of its moves, oldest first."""
    moves = list(row.moves.order_by("at", "pk"))
    first = datetime.fromisoformat(moves[0].before["starts_at"]) if moves else row.starts_at
    made = [(row.registered_at, first)]
    made += [(move.at, datetime.fromisoformat(move.after["starts_at"])) for move in moves]
    return [(at.astimezone(clock.ZONE).date(), named.astimezone(clock.ZONE).date()) for at, named in made]
