"""A drive that is under way, over the cast's ward."""

from __future__ import annotations

from datetime import date

from guong.drives.models import Drive
from guong.drives.services import create_drive, open_drive
from guong.kernel import clock
from tests.cast import SYSTEM, Cast


def open_test_drive(cast: Cast, code: str = "TSTS-TEST", mode: str = "political") -> Drive:
    """1 March to 30 June 2026; cells meet from 10 March to 30 April. Opened on 1 March."""
    with clock.at(clock.local(2026, 3, 1, 8)):
        drive = create_drive(
            actor=SYSTEM, code=code, name="Đợt tự soi, tự sửa thử", theme="Tự soi, tự sửa", mode=mode, year=2026,
            owner=cast.ward, scope_unit=cast.ward, starts_on=date(2026, 3, 1), ends_on=date(2026, 6, 30),
            window_from=date(2026, 3, 10), window_to=date(2026, 4, 30),
        )  # fmt: skip
        return open_drive(actor=SYSTEM, drive=drive)
