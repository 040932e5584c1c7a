"""Preparing a drive (S1, S31, S34, S38, S83, S98, S99)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext_lazy as _

from guong.audit.work import record, service
from guong.directives.models import Directive
from guong.drives import events, rulebook, rules  # noqa: F401  # events registers the audit codes
from guong.drives.enums import Calls, Conclusions, DriveMode, DriveState, PhasePurpose
from guong.drives.models import Drive, DriveContent, Phase
from guong.kernel import text
from guong.kernel.actor import Actor
from guong.kernel.errors import Invalid
from guong.org.models import Unit

PhaseRow = tuple[str, str, date, date]
_CODE = re.compile(r"^[A-Za-z0-9][A-Za-z0-9._-]{1,39}$")


@service
def create_drive(
    *, actor: Actor, code: str, name: str, theme: str, mode: str, year: int, owner: Unit, scope_unit: Unit,
    starts_on: date, ends_on: date, window_from: date, window_to: date, adviser: Unit | None = None,
    basis: Sequence[Directive] = (), contents: Sequence[str] = (), phases: Sequence[PhaseRow] = (),
    calls: str = Calls.EVERY, conclusions: str = "", pilots: bool = False,
) -> Drive:  # fmt: skip
    """Prepare a drive over the subtree of `scope_unit`; it opens later. Invalid names the field that does not fit."""
    actor.require("drives.drive:manage", scope_unit.path)
    actor.require("drives.drive:manage", owner.path)
    code = code.strip()
    if not _CODE.match(code):
        raise Invalid(_("A code has 2 to 40 letters, digits, dots or dashes, for example TSTS-2026."), field="code")
    if Drive.objects.filter(code=code).exists():
        raise Invalid(_("The code %(code)s is already in use. Choose another."), field="code", params={"code": code})
    drive = Drive(
        code=code, name=text.clean_line(name), theme=text.clean_line(theme), mode=mode, year=year, owner=owner,
        adviser=adviser, scope_unit=scope_unit, starts_on=starts_on, ends_on=ends_on, window_from=window_from,
        window_to=window_to, ruleset=rulebook.current(scope_unit.path), calls=calls, pilots=pilots,
        conclusions=conclusions or usual_conclusions(mode),
    )  # fmt: skip
    _check(drive, phases)
    drive.save(force_insert=True)
    _fill(drive, basis, contents, phases)
    record(actor, "drives.drive.created", drive, unit_path=scope_unit.path, changes={"code": code, "mode": mode})
    return drive


@service
def change_drive(
    *, actor: Actor, drive: Drive, name: str, theme: str, mode: str, starts_on: date, ends_on: date, window_from: date,
    window_to: date, adviser: Unit | None = None, basis: Sequence[Directive] = (), contents: Sequence[str] = (),
    phases: Sequence[PhaseRow] = (), calls: str = "", conclusions: str = "", pilots: bool | None = None,
) -> Drive:  # fmt: skip
    """Change a drive that has not opened."""
    actor.require("drives.drive:manage", drive.scope_unit.path)
    drive = Drive.objects.select_for_update(of=("self",)).select_related("scope_unit").get(pk=drive.pk)
    if drive.state != DriveState.DRAFT:
        raise Invalid(_("This drive has opened; what it was opened with does not change any more."))
    before = {field: str(getattr(drive, field)) for field in _DATED}
    drive.name, drive.theme, drive.mode, drive.adviser = text.clean_line(name), text.clean_line(theme), mode, adviser
    drive.starts_on, drive.ends_on, drive.window_from, drive.window_to = starts_on, ends_on, window_from, window_to
    drive.ruleset, drive.calls = rulebook.current(drive.scope_unit.path), calls or drive.calls
    drive.conclusions = conclusions or drive.conclusions
    drive.pilots = drive.pilots if pilots is None else pilots
    _check(drive, phases)
    drive.save()
    drive.contents.all().delete()
    drive.phases.all().delete()
    _fill(drive, basis, contents, phases)
    changes = {
        field: [old, str(getattr(drive, field))] for field, old in before.items() if old != str(getattr(drive, field))
    }
    record(actor, "drives.drive.changed", drive, unit_path=drive.scope_unit.path, changes=changes)
    return drive


_DATED = ("name", "theme", "mode", "calls", "conclusions", "pilots", "starts_on", "ends_on", "window_from", "window_to")


def usual_conclusions(mode: str) -> str:
    """What a mode asks for when nobody chose: the year-end review concludes on each member, a political activity does not (R29)."""
    return (Conclusions.REQUIRED if mode == DriveMode.YEAR_END else Conclusions.OFF).value


@service
def add_basis(*, actor: Actor, drive: Drive, directive: Directive) -> None:
    """Add a document to the legal basis; also while the drive runs (a ward's own plan comes after the city's)."""
    actor.require("drives.drive:manage", drive.scope_unit.path)
    if drive.state == DriveState.CLOSED:
        raise Invalid(_("This drive is closed."))
    if drive.basis.filter(pk=directive.pk).exists():
        raise Invalid(_("This document already stands in the basis of the drive."), field="basis")
    drive.basis.add(directive)
    record(actor, "drives.basis.added", drive, unit_path=drive.scope_unit.path, changes={"directive": str(directive)})


def _check_settings(drive: Drive) -> None:
    if drive.mode not in DriveMode.values:
        raise Invalid(_("Choose how the drive is run: political activity or year-end review."), field="mode")
    if drive.calls not in Calls.values:
        raise Invalid(_("Choose whose meetings the drive awaits."), field="calls")
    if drive.conclusions not in Conclusions.values:
        raise Invalid(_("Choose whether the chair concludes on each member."), field="conclusions")
    if drive.adviser_id is not None and drive.adviser_id in {drive.owner_id, drive.scope_unit_id}:
        raise Invalid(
            _("Whose drive it is does not advise itself. Choose a board, or leave this empty."), field="adviser"
        )


def _check(drive: Drive, phases: Sequence[PhaseRow]) -> None:
    if not drive.name:
        raise Invalid(_("The drive has no name. Type one, for example “Tự soi, tự sửa năm 2026”."), field="name")
    _check_settings(drive)
    if drive.ends_on < drive.starts_on:
        raise Invalid(_("The drive ends before it starts. Correct one of the two days."), field="ends_on")
    if drive.window_to < drive.window_from:
        raise Invalid(
            _("The last day for meetings is before the first day. Correct one of the two."), field="window_to"
        )
    if drive.window_from < drive.starts_on or drive.window_to > drive.ends_on:
        raise Invalid(_("Meetings must fall between the start and the end of the drive."), field="window_from")
    for name, purpose, start, end in phases:
        if purpose not in PhasePurpose.values:
            raise Invalid(_("Say what a phase is for: to see or to correct."), field="phases")
        if end < start:
            raise Invalid(_("Phase “%(name)s” ends before it begins."), field="phases", params={"name": name})


def _fill(drive: Drive, basis: Sequence[Directive], contents: Sequence[str], phases: Sequence[PhaseRow]) -> None:
    drive.basis.set(basis)
    lines = rules.outline(text.clean_line(line) for line in contents)
    DriveContent.objects.bulk_create(
        DriveContent(drive=drive, position=position, group=group[:200], text=line[:500])
        for position, (group, line) in enumerate(lines, start=1)
    )
    Phase.objects.bulk_create(
        Phase(drive=drive, name=text.clean_line(name), purpose=purpose, from_on=start, to_on=end)
        for name, purpose, start, end in phases
    )
