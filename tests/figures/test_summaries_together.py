"""Sixteen writers and two who fold, all at once: nothing is missed."""

from __future__ import annotations

from datetime import date

from guong.audit.work import unit_of_work
from guong.drives.models import Drive
from guong.drives.services import create_drive, move_registration, open_drive, register_meeting
from guong.figures.models import NodeSummary
from guong.figures.summaries import refresh_summaries, summary_drift
from guong.kernel import clock
from guong.org.enums import UnitKind
from guong.org.models import Unit
from guong.org.services import create_unit
from tests.cast import SYSTEM
from tests.concurrency.together import ON_POSTGRES, at_once, nothing_is_off, refused

pytestmark = ON_POSTGRES
DAY = clock.local(2026, 3, 20, 9)


def _world() -> tuple[Drive, list[Unit]]:
    with clock.at(clock.local(2026, 3, 1, 8)), unit_of_work():
        top = create_unit(actor=SYSTEM, code="TINH", name="Tỉnh ủy Hồng Sa", kind=UnitKind.PROVINCE)
        cells = []
        for one in range(4):
            commune = create_unit(
                actor=SYSTEM, code=f"X{one}", name=f"Đảng ủy xã {one}", kind=UnitKind.COMMUNE, parent=top
            )
            cells += [
                create_unit(
                    actor=SYSTEM,
                    code=f"X{one}-{n}",
                    name=f"Chi bộ thôn {n}",
                    kind=UnitKind.CELL_VILLAGE,
                    parent=commune,
                )
                for n in range(4)
            ]
        drive = create_drive(
            actor=SYSTEM, code="TSTS-DONG", name="Đợt thử", theme="Tự soi, tự sửa", mode="political", year=2026, owner=top,
            scope_unit=top, starts_on=date(2026, 3, 1), ends_on=date(2026, 6, 30), window_from=date(2026, 3, 10),
            window_to=date(2026, 4, 30),
        )  # fmt: skip
        return open_drive(actor=SYSTEM, drive=drive), cells


def _work(drive: Drive, cell: Unit) -> None:
    evening = clock.local(2026, 3, 25, 19)
    row = register_meeting(
        actor=SYSTEM, drive=drive, unit=cell, starts_at=evening, place="Nhà văn hóa", mode="in_person"
    )
    for day in (26, 27):
        move_registration(
            actor=SYSTEM, registration=row, starts_at=evening.replace(day=day), place="Nhà văn hóa", mode="in_person",
            reason="mưa to",
        )  # fmt: skip


def test_P3_sixteen_writers_and_two_folds_at_once_leave_no_drift(transactional_db: None) -> None:
    drive, cells = _world()
    with clock.at(DAY):
        refresh_summaries(actor=SYSTEM, drive=drive)
        work = [lambda cell=cell: _work(drive, cell) for cell in cells]
        folds = [lambda: refresh_summaries(actor=SYSTEM, drive=drive)] * 2
        assert refused(at_once(*work, *folds)) == []
        assert list(summary_drift(actor=SYSTEM, drive=drive)) == []
        assert NodeSummary.objects.get(drive=drive, unit=drive.scope_unit).counts["registered"] == 16
        nothing_is_off()
