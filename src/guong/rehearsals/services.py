"""Starting a rehearsal and removing it."""

from __future__ import annotations

from datetime import date, timedelta

from django.utils.translation import gettext_lazy as _

from guong.access.roles import Role
from guong.access.services import give_grant
from guong.accounts.models import Account
from guong.audit.work import record, service
from guong.drives.enums import DriveMode, DriveState
from guong.drives.models import Drive
from guong.drives.services import create_drive, open_drive
from guong.kernel import clock
from guong.kernel.actor import Actor, SystemActor
from guong.kernel.errors import Forbidden, Invalid, NotFound
from guong.org.enums import PostKind, UnitKind
from guong.org.models import Person, Unit
from guong.org.querysets import subtree_q
from guong.org.services import add_member, create_unit, give_post
from guong.rehearsals import events, selectors, sweep  # noqa: F401  # events registers the audit codes
from guong.rehearsals.models import Rehearsal

CELLS, MEMBERS, DAYS = 3, 8, 30
PREFIX = "Diễn tập"
_NUMBERS = ("Một", "Hai", "Ba", "Bốn", "Năm", "Sáu", "Bảy", "Tám")
_GIVEN = ("An", "Bình", "Cúc")  # one for each cell, so that nobody bears the same name twice


@service
def start_rehearsal(*, actor: Actor, unit: Unit) -> Rehearsal:
    """Make an invented tree (a root of its own: three cells of eight people), a drive over it that is open, and the rights in
    it for whoever asked, for thirty days. Invalid while the body rehearses already; NotFound without an account."""
    actor.require("drives.drive:manage", unit.path)
    account = Account.objects.filter(pk=actor.id or 0).first()
    if account is None or not unit.is_committee:
        raise NotFound
    if Rehearsal.objects.filter(unit=unit).exists():
        raise Invalid(_("This body rehearses already. Remove that rehearsal first."))
    if Rehearsal.objects.filter(root=unit).exists():
        raise Invalid(_("This is a rehearsal itself."))
    maker = SystemActor(f"rehearsal of unit {unit.pk} by account {account.pk}")
    earlier = Unit.objects.filter(code__startswith=f"DIENTAP-{unit.pk}-", parent=None).count()  # ended roots stay
    code = f"DIENTAP-{unit.pk}-{earlier + 1}"
    root, cells = _tree(maker, unit, code)
    until = clock.today() + timedelta(days=DAYS)
    reason = "Diễn tập với người đặt ra"
    give_grant(actor=maker, account=account, role=Role.CLERK, unit=root, subtree=True, reason=reason, until=until)
    for cell in cells:
        give_grant(actor=maker, account=account, role=Role.SECRETARY, unit=cell, reason=reason, until=until)
    drive = _drive(maker, root, code)
    row = Rehearsal.objects.create(unit=unit, root=root, drive=drive, started_by=account, started_at=clock.now())
    record(
        actor,
        "rehearsals.rehearsal.started",
        row,
        unit_path=unit.path,
        changes={"cells": CELLS, "people": CELLS * MEMBERS},
    )
    return row


@service
def remove_rehearsal(*, actor: Actor, rehearsal: Rehearsal) -> int:
    """Remove the drive, the people, the cells and all that hangs on them; how many rows there were.

    What stays: the lines of the log, and the ended root with its place in the tree, which never returns. Invalid when something
    real was tied to the rehearsal: nothing is removed then.
    """
    row = Rehearsal.objects.select_for_update(of=("self",)).select_related("unit", "root", "drive").get(pk=rehearsal.pk)
    actor.require("drives.drive:manage", row.unit.path)
    units = list(Unit.objects.filter(subtree_q(row.root.path)))
    people = list(Person.objects.filter(code__startswith=f"{row.root.code}-"))
    found = sweep.hanging_on([*units, *people, row.drive])
    mine = {Unit: {one.pk for one in units}, Person: {one.pk for one in people}, Drive: {row.drive_id}}
    if any(found.get(model, set()) - ids for model, ids in mine.items()) or Account in found:
        raise Invalid(_("Something real was tied to this rehearsal; nothing was removed. Take it out first."))
    found[Unit] -= {row.root_id}
    root, unit = row.root, row.unit
    removed = sweep.remove(found)
    root.closed_on = clock.today()
    root.save(update_fields=["closed_on"])
    record(actor, "rehearsals.rehearsal.removed", unit, unit_path=unit.path, changes={"rows": removed})
    return removed


@service
def play_part(*, actor: Actor, rehearsal: Rehearsal, person_id: int) -> Person:
    """The owner of a rehearsal begins to play one of its invented people; the log says so. Invalid for anybody else's part."""
    actor.require("drives.drive:manage", rehearsal.unit.path)
    if rehearsal.started_by_id != actor.id:
        raise Forbidden
    part = next((one for one in selectors.parts(actor=actor, rehearsal=rehearsal) if one.person.pk == person_id), None)
    if part is None:
        raise Invalid(_("Choose somebody of this rehearsal."), field="part")
    record(actor, "rehearsals.part.taken", part.person, unit_path=part.cell.path, person_id=part.person.pk)
    return part.person


def _tree(maker: Actor, unit: Unit, code: str) -> tuple[Unit, list[Unit]]:
    root = create_unit(actor=maker, code=code, name=f"{PREFIX}: {unit.name}"[:200], kind=unit.kind)
    cells = []
    for number in range(1, CELLS + 1):
        cell = create_unit(
            actor=maker, code=f"{code}-{number}", name=f"{PREFIX}: Chi bộ {number}", kind=UnitKind.CELL_RESIDENTIAL,
            parent=root, block=f"Khối {1 + number % 2}",
        )  # fmt: skip
        people = [_member(maker, cell, f"{code}-{number}-{index}", number, index) for index in range(MEMBERS)]
        give_post(actor=maker, person=people[0], unit=cell, kind=PostKind.CELL_SECRETARY)
        give_post(actor=maker, person=people[1], unit=cell, kind=PostKind.CELL_DEPUTY)
        head = PostKind.COMMITTEE_SECRETARY if number == 1 else PostKind.STANDING_MEMBER
        give_post(actor=maker, person=people[2], unit=root, kind=head)
        cells.append(cell)
    return root, cells


def _member(maker: Actor, cell: Unit, code: str, number: int, index: int) -> Person:
    return add_member(
        actor=maker, unit=cell, code=code, full_name=f"Mẫu {_GIVEN[number - 1]} {_NUMBERS[index]}",
        birth_date=date(1970, number, index + 1), admitted_on=date(2001, 5, 19), kind="official",
    )  # fmt: skip


def _drive(maker: Actor, root: Unit, code: str) -> Drive:
    today = clock.today()
    drive = create_drive(
        actor=maker, code=code, name=f"{PREFIX}: Tự soi, tự sửa", theme="Tự soi, tự sửa", mode=DriveMode.POLITICAL,
        year=today.year, owner=root, scope_unit=root, starts_on=today, ends_on=today + timedelta(days=DAYS), window_from=today,
        window_to=today + timedelta(days=DAYS - 5), contents=("# Nhóm 1", "Nói đi đôi với làm", "# Nhóm 2", "Giữ lời hứa"),
        phases=[("Soi", "see", today, today + timedelta(days=14)), ("Sửa", "correct", today + timedelta(days=15), today + timedelta(days=29))],
    )  # fmt: skip
    Drive.objects.filter(pk=drive.pk, state=DriveState.DRAFT).update(rehearsal=True)
    return open_drive(actor=maker, drive=Drive.objects.select_related("scope_unit").get(pk=drive.pk))
