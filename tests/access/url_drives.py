"""Calendars, pilots, phases and what else a drive's own rooms add to the world of the URL table, and their rows."""

from __future__ import annotations

import hashlib
from datetime import date

from guong.calendars.models import Feed
from guong.calendars.services import make_feed
from guong.drives.models import Drive, Phase, Pilot
from guong.drives.services import add_milestone, create_drive, give_task
from guong.gates.models import PhaseGate
from guong.kernel import clock
from guong.org.enums import UnitKind
from guong.org.models import Unit
from guong.org.services import create_unit
from guong.rehearsals.models import Rehearsal
from tests.cast import SYSTEM, Cast

TABLE = """
calendars - GET 302 200 200 200 200 200 200 200 200 200 200 200
calendars - POST 302 422 200 200 200 200 200 422 200 422 422 422
calendar-revoke feed POST 302 404 302 404 404 404 404 404 404 404 404 404
drive-days drive GET 302 404 403 403 403 403 200 200 403 404 403 403
drive-days drive POST 302 404 403 403 403 403 422 422 403 404 403 403
drive-day-remove milestone POST 302 404 404 404 404 404 302 302 404 404 403 403
drive-pilots drive GET 302 404 200 200 200 200 200 200 200 404 200 403
drive-pilots drive_draft GET 302 404 404 404 404 404 200 200 404 404 403 403
pilot-name drive POST 302 404 403 403 403 403 422 422 403 404 403 403
pilot-lessons drive POST 302 404 404 404 404 404 404 404 404 404 404 403
block-open drive POST 302 404 404 404 404 404 404 404 404 404 404 403
pilot-drop pilot POST 302 404 404 404 404 404 400 400 404 404 403 403
gates drive GET 302 404 200 200 200 200 200 200 200 404 200 403
gates drive_draft GET 302 404 404 404 404 404 200 200 404 404 403 403
gates-cell drive,unit GET 302 404 200 200 200 200 200 200 404 404 200 403
gates-cell drive,ward GET 302 404 404 404 404 404 404 404 404 404 404 403
gates-none drive,unit POST 302 404 422 422 422 404 404 403 404 404 403 403
gates-close unit,phase POST 302 404 403 403 422 403 403 403 404 404 403 403
gates-decide gate POST 302 404 403 403 403 403 302 302 404 404 403 403
drive-course drive GET 302 404 200 200 200 200 200 200 200 404 200 403
drive-course-below drive,ward GET 302 404 404 404 404 404 200 200 404 404 200 403
interim-report drive,ward GET 302 404 404 404 404 404 403 200 404 404 403 403
interim-report drive,ward POST 302 404 404 404 404 404 403 302 404 404 403 403
drive-sending drive GET 302 404 200 200 200 200 200 200 200 404 200 403
drive-tasks drive GET 302 404 200 200 200 200 200 200 200 404 200 403
task-give drive GET 302 404 403 403 403 403 200 200 403 404 403 403
task-give drive POST 302 404 403 403 403 403 422 422 403 404 403 403
task-remind task_order POST 302 404 404 404 404 404 302 302 404 404 403 403
task-withdraw task_order GET 302 404 404 404 404 404 200 200 404 404 403 403
task-withdraw task_order POST 302 404 404 404 404 404 422 422 404 404 403 403
own-tasks - GET 302 200 200 200 200 200 200 200 200 200 200 200
body-task body_task GET 302 404 404 404 404 404 200 200 404 200 200 403
body-task body_task POST 302 404 404 404 404 404 403 422 404 422 403 403
body-task-take body_task POST 302 404 404 404 404 404 403 302 404 302 403 403
body-task-file body_task GET 302 404 404 404 404 404 404 404 404 404 404 403
rehearsals - GET 302 404 403 403 403 403 200 200 403 403 403 403
rehearsals - POST 302 404 403 403 403 403 422 422 403 403 403 403
rehearsal-play rehearsal POST 302 404 403 403 403 403 403 422 404 404 403 403
rehearsal-stop - POST 302 302 302 302 302 302 302 302 302 302 302 302
rehearsal-remove rehearsal POST 302 404 403 403 403 403 302 302 404 404 403 403
calendar-feed feed_token GET 200 200 200 200 200 200 200 200 200 200 200 200
"""


def drive_things(cast: Cast, drive: Drive, unit: Unit, member: str) -> dict[str, int | str]:
    """The member's calendar, a day of the drive, a cell that would be its pilot."""
    day = add_milestone(actor=SYSTEM, drive=drive, name=f"Sơ kết {unit.code}", kind="review", from_on=date(2026, 6, 19))
    pilot = Pilot.objects.create(drive=drive, unit=unit, named_at=clock.now(), named_by_label="Hệ thống")
    token = make_feed(actor=cast.actor(member))
    made = Feed.objects.get(token_hash=hashlib.sha256(token.encode()).hexdigest())
    phase, _made = Phase.objects.get_or_create(  # a phase is the whole drive's
        drive=drive, name="Soi", purpose="see", from_on=date(2026, 3, 1), to_on=date(2026, 4, 30)
    )
    gate = PhaseGate.objects.create(phase=phase, unit=unit, state="asked", reason="Còn chờ", asked_at=clock.now())
    rehearsal = _rehearsal(cast, unit)
    front = Unit.objects.get(parent=unit, kind=UnitKind.FRONT_COMMITTEE)
    order = give_task(
        actor=cast.actor("clerk"), drive=drive, unit=drive.scope_unit, title=f"Treo lịch {unit.code}", what="", bodies=[front],
        due_on=date(2026, 6, 1),
    )  # fmt: skip
    return {
        "rehearsal": rehearsal.pk,
        "task_order": order.pk,
        "body_task": order.bodies.get().pk,
        "phase": phase.pk,
        "gate": gate.pk,
        "feed": made.pk,
        "feed_token": token,
        "milestone": day.pk,
        "pilot": pilot.pk,
    }


def _rehearsal(cast: Cast, unit: Unit) -> Rehearsal:
    """An empty one: its root and a drive that is prepared."""
    root = create_unit(actor=SYSTEM, code=f"DIENTAP-{unit.code}", name=f"Diễn tập: {unit.name}", kind=UnitKind.WARD)
    drive = create_drive(
        actor=SYSTEM, code=f"DT-{unit.code}", name="Diễn tập", theme="Tự soi, tự sửa", mode="political", year=2026,
        owner=root, scope_unit=root, starts_on=date(2026, 3, 1), ends_on=date(2026, 6, 30), window_from=date(2026, 3, 10),
        window_to=date(2026, 4, 30),
    )  # fmt: skip
    return Rehearsal.objects.create(
        unit=unit, root=root, drive=drive, started_by=cast.accounts["clerk"], started_at=clock.now()
    )
