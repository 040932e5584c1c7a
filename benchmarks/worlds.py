"""Wards of any size, made by the services: a member list is imported, a drive is opened over it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.core.management import call_command
from tests.exchange.samples import ward_file, ward_rows

from guong.drives.models import Drive
from guong.drives.services import create_drive, open_drive
from guong.exchange.services import import_members
from guong.kernel import clock
from guong.kernel.actor import SystemActor
from guong.org.enums import PostKind, UnitKind
from guong.org.models import Person, Unit
from guong.org.services import create_unit

settings.UNMARKED_SESSIONS = True  # clients here are signed in without a door
SYSTEM = SystemActor("benchmark")
OPENED = clock.local(2026, 3, 1, 8)
EVENING = clock.local(2026, 4, 1, 19, 30)
PER_CELL = 40
SMALLEST = 700  # the generator spreads a committee over that many rows


@dataclass(frozen=True)
class Ward:
    ward: Unit
    drive: Drive
    cells: list[Unit]

    def secretary(self, cell: Unit) -> Person:
        return Person.objects.filter(posts__unit=cell, posts__kind=PostKind.CELL_SECRETARY)[:1].get()

    def members(self, cell: Unit) -> list[Person]:
        """Eligible members of a cell without its secretary."""
        rows = self.drive.participants.filter(unit=cell, eligible=True).exclude(person=self.secretary(cell))
        return [row.person for row in rows.select_related("person").order_by("pk")]


def migrate() -> None:
    call_command("migrate", verbosity=0, interactive=False)


def member_list(members: int, cells: int, prefix: str) -> bytes:
    """A clean list of `members` in cells of equal size; each cell's first is its secretary."""
    size = max(members, SMALLEST)
    rows = ward_rows(members=size, exempt=size // 6, away=size // 30)[:members]
    for at, row in enumerate(rows):
        cell = at * cells // members
        row[1] = f"{prefix}-{at + 1}"
        row[7] = f"Chi bộ tổ dân phố {cell + 1}"
        row[8] = "Bí thư" if at == 0 or cell != (at - 1) * cells // members else ""
        row[9] = "" if row[8] else row[9]
    return ward_file(rows)


def build(code: str, cells: int) -> Ward:
    """A ward with `cells` cells of forty, in a drive that is open."""
    with clock.at(clock.local(2026, 2, 1, 8)):
        ward = create_unit(actor=SYSTEM, code=code, name=f"Đảng ủy phường {code}", kind=UnitKind.WARD)
        data = member_list(cells * PER_CELL, cells, code)
        report = import_members(actor=SYSTEM, under=ward, name="danh-sach.xlsx", data=data, create_units=True)
        if report.errors:
            raise RuntimeError(report.errors[0].message)
    with clock.at(OPENED):
        drive = create_drive(
            actor=SYSTEM, code=f"DOT-{code}", name="Đợt tự soi, tự sửa", theme="Tự soi, tự sửa", mode="political", year=2026,
            owner=ward, scope_unit=ward, starts_on=date(2026, 3, 1), ends_on=date(2026, 6, 30),
            window_from=date(2026, 3, 10), window_to=date(2026, 4, 30),
        )  # fmt: skip
        drive = open_drive(actor=SYSTEM, drive=drive) or drive
    return Ward(ward, drive, list(Unit.objects.filter(parent=ward).order_by("pk")))
