"""Opening a drive freezes its tree and its roster (docs/mechanisms/tree-and-history.md); closing ends what may be written in it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from guong.audit.work import record, service
from guong.drives import rulebook, rules
from guong.drives.enums import DRIVE_TABLE
from guong.drives.models import Drive, DriveUnit, Participant, Tally
from guong.kernel import clock
from guong.kernel.actor import Actor
from guong.kernel.errors import Invalid
from guong.kernel.machine import step
from guong.org.enums import StandingKind
from guong.org.models import Membership, Standing, Unit
from guong.org.querysets import subtree_q, valid_on
from guong.org.rules import is_eligible, is_new


@service
def open_drive(*, actor: Actor, drive: Drive) -> Drive:
    """Freeze the subtree and its members as they are today; one tally row a cell and body. Invalid without a single cell."""
    actor.require("drives.drive:manage", drive.scope_unit.path)
    drive = Drive.objects.select_for_update(of=("self",)).select_related("scope_unit", "ruleset").get(pk=drive.pk)
    drive.state = step(DRIVE_TABLE, drive.state, "open", message=_("This drive has been opened before."))
    drive.opened_at = clock.now()
    units = list(
        Unit.objects.filter(subtree_q(drive.scope_unit.path), closed_on=None, name_only=False).order_by("path")
    )
    cells = [unit for unit in units if unit.is_cell]
    if not cells:
        raise Invalid(_("There is no cell below this unit yet. Import the member list first, then open the drive."))
    drive.save(update_fields=["state", "opened_at"])
    DriveUnit.objects.bulk_create(
        DriveUnit(
            drive=drive, unit=unit, path=unit.path, name=unit.name, name_key=unit.name_key, kind=unit.kind,
            block=unit.block, is_cell=unit.is_cell,
        )
        for unit in units
    )  # fmt: skip
    rosters = _freeze_roster(drive, cells)
    _make_tallies(drive, [unit for unit in units if unit.is_cell or unit.is_committee], rosters)
    record(
        actor, "drives.drive.opened", drive, unit_path=drive.scope_unit.path,
        changes={"units": len(units), "cells": len(cells), "rules": drive.ruleset.version},
    )  # fmt: skip
    return drive


def _freeze_roster(drive: Drive, cells: list[Unit]) -> dict[int, dict[str, int]]:
    """{cell id: the roster's columns of its tally}."""
    today = clock.today()
    months = rulebook.value(drive.ruleset, "review_exempt_new_months")
    standings = dict(Standing.objects.filter(valid_on(today)).values_list("person_id", "kind"))
    memberships = Membership.objects.filter(valid_on(today), unit__in=cells).select_related("person")
    rows = []
    sizes: dict[int, dict[str, int]] = defaultdict(lambda: dict.fromkeys(("total", "exempt", "eligible"), 0))
    for membership in memberships.order_by("unit_id", "person_id").iterator(chunk_size=2000):
        person = membership.person
        standing = standings.get(person.pk, "")
        eligible = is_eligible(standing, person.admitted_on, today, new_member_months=months)
        if not standing and is_new(person.admitted_on, today, new_member_months=months):
            standing = "new"
        size = sizes[membership.unit_id]
        size["total"] += 1
        size["exempt"] += standing == StandingKind.EXEMPT
        size["eligible"] += eligible
        rows.append(
            Participant(
                drive=drive,
                person=person,
                unit_id=membership.unit_id,
                standing=standing,
                eligible=eligible,
                kind=person.kind,
            )
        )
    Participant.objects.bulk_create(rows, batch_size=2000)
    return sizes


def _make_tallies(drive: Drive, bodies: list[Unit], rosters: Mapping[int, Mapping[str, int]]) -> None:
    """A committee has a row of its own for its own meetings and findings; nobody's membership is counted twice."""
    rows = []
    for unit in bodies:
        place = rules.place(unit.path, drive.scope_unit.path, is_cell=unit.is_cell, is_committee=unit.is_committee)
        roster = rosters.get(unit.pk, {}) if unit.is_cell else {}
        rows.append(
            Tally(drive=drive, unit=unit, path=unit.path, links=int(place.link), visits_due=int(place.due), **roster)
        )
    Tally.objects.bulk_create(rows, batch_size=1000)


@service
def close_drive(*, actor: Actor, drive: Drive) -> Drive:
    """End a drive: nothing is handed in or registered in it any more, and its figures stay as they are."""
    actor.require("drives.drive:manage", drive.scope_unit.path)
    drive = Drive.objects.select_for_update(of=("self",)).select_related("scope_unit").get(pk=drive.pk)
    drive.state = step(DRIVE_TABLE, drive.state, "close", message=_("Only a drive that is under way can be closed."))
    drive.closed_at = clock.now()
    drive.save(update_fields=["state", "closed_at"])
    record(actor, "drives.drive.closed", drive, unit_path=drive.scope_unit.path)
    return drive
