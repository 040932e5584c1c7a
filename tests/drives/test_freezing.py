"""A drive freezes its tree and its roster when it opens."""

from __future__ import annotations

from datetime import date

import pytest

from guong.drives.models import DriveUnit, Participant, Tally
from guong.drives.services import create_drive, open_drive
from guong.kernel import clock
from guong.kernel.errors import Forbidden, Invalid, NotFound
from guong.org.services import add_member
from tests.cast import SYSTEM, Cast
from tests.drives.factory import open_test_drive


def test_R1_total_exempt_and_eligible_are_three_numbers(cast: Cast) -> None:
    drive = open_test_drive(cast)
    tally = Tally.objects.get(drive=drive, unit=cast.cell)
    assert (tally.total, tally.exempt, tally.eligible) == (8, 1, 7)
    assert Participant.objects.get(drive=drive, person=cast.person("away")).eligible


def test_S1_what_changes_later_does_not_change_the_drive(cast: Cast) -> None:
    drive = open_test_drive(cast)
    cast.cell.name = "Chi bộ khác tên"
    cast.cell.path = cast.cell.path[:-5] + "00099"
    cast.cell.save()
    add_member(actor=SYSTEM, unit=cast.cell, code="DV-900", full_name="Người Mới Đến")
    frozen = DriveUnit.objects.get(drive=drive, unit=cast.cell)
    assert frozen.name == "Chi bộ tổ dân phố 1"
    assert frozen.path != cast.cell.path
    assert Participant.objects.filter(drive=drive, unit=cast.cell).count() == 8


def test_R2_a_member_admitted_less_than_six_months_ago_owes_no_review(cast: Cast) -> None:
    with clock.at(clock.local(2026, 2, 1)):
        new = add_member(
            actor=SYSTEM, unit=cast.cell, code="DV-901", full_name="Đảng Viên Mới", admitted_on=date(2025, 12, 1)
        )
    row = Participant.objects.get(drive=open_test_drive(cast), person=new)
    assert (row.eligible, row.standing) == (False, "new")


def test_S98_a_drive_that_ends_before_it_starts_is_refused(cast: Cast) -> None:
    with pytest.raises(Invalid) as error:
        create_drive(
            actor=cast.actor("clerk"), code="X-1", name="Đợt", theme="Tự soi", mode="political", year=2026, owner=cast.ward,
            scope_unit=cast.ward, starts_on=date(2026, 5, 1), ends_on=date(2026, 4, 1), window_from=date(2026, 5, 1),
            window_to=date(2026, 5, 2),
        )  # fmt: skip
    assert error.value.field == "ends_on"


def test_only_who_manages_drives_opens_one_and_only_once(cast: Cast) -> None:
    drive = open_test_drive(cast)
    with pytest.raises(Forbidden):
        open_drive(actor=cast.actor("inspector"), drive=drive)
    with pytest.raises(NotFound):
        open_drive(actor=cast.actor("outsider"), drive=drive)
    with pytest.raises(Invalid):
        open_drive(actor=cast.actor("clerk"), drive=drive)
