"""The pilots of today's drive: one cell of each block meets first, writes down what it learned, then the block opens."""

from __future__ import annotations

from guong.audit.work import unit_of_work
from guong.demo import books
from guong.demo.calendar import Calendar
from guong.demo.cellcast import CellCast
from guong.demo.stage import Stage
from guong.drives.models import Drive
from guong.drives.services import name_pilot, open_block, write_lessons
from guong.kernel import clock

PILOTS = {"TDP-01": -44, "MN-HOA-SEN": -20, "CONG-AN": -20}
"""Cell → the day on which it registered."""
WAITING = "công an"  # its lessons wait for the committee's secretary


def name(stage: Stage, drive: Drive, casts: dict[str, CellCast], when: Calendar) -> None:
    """The office names them on the first day of registering."""
    with clock.at(when.at(-44, 8)), unit_of_work():
        for code in PILOTS:
            name_pilot(actor=stage.actor("vanphong"), drive=drive, unit=casts[code].unit)


def learned(stage: Stage, cell: CellCast, when: Calendar, day: int) -> None:
    """The pilot's secretary writes the lessons, the committee's secretary approves them the same day."""
    block = cell.unit.block
    with clock.at(when.at(day, 9)):
        write_lessons(actor=cell.chair(), drive=cell.drive, block=block, lessons=books.PILOT_LESSONS[block])
    if block != WAITING:
        with clock.at(when.at(day, 16)):
            open_block(actor=stage.actor("bithu-phuong"), drive=cell.drive, block=block)
