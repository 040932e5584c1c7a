"""What the office of today's drive keeps an eye on: its own document, receipts, tasks of other bodies, phases that close."""

from __future__ import annotations

from guong.audit.work import unit_of_work
from guong.demo import books
from guong.demo.calendar import Calendar
from guong.demo.cellcast import CellCast
from guong.demo.stage import Stage
from guong.demo.ward import Ward
from guong.directives.models import Directive
from guong.drives.enums import PhasePurpose
from guong.drives.models import BodyTask, Drive
from guong.drives.services import tie_document
from guong.drives.services.tasks import give_task, report_task
from guong.gates.services import close_phase, decide_gate
from guong.kernel import clock
from guong.library.models import Pack
from guong.library.services.packs import note_receipts
from guong.meetings.models import Conference
from guong.org.models import Unit

DESK, HEAD = "vanphong", "bithu-phuong"


def own_document(stage: Stage, ward: Ward, drive: Drive, own: Directive, when: Calendar) -> None:
    """The ward's plan counts as its own for the drive."""
    with clock.at(when.at(-49, 10)):
        tie_document(actor=stage.actor(DESK), drive=drive, unit=ward.ward, directive=own)


def tell(stage: Stage, ward: Ward, drive: Drive, casts: dict[str, CellCast], when: Calendar) -> None:
    """Live it, up to this morning."""
    _receipts(stage, drive, when)
    _tasks(stage, ward, drive, when)
    _phases(stage, drive, casts, when)


def _receipts(stage: Stage, drive: Drive, when: Calendar) -> None:
    """Most have the texts of the conference in their hands; one in eleven has not said so."""
    pack = Pack.objects.get(conference=Conference.objects.get(drive=drive))
    people = list(pack.receipts.order_by("pk").values_list("person_id", flat=True))
    with clock.at(when.at(-47, 16)):
        note_receipts(
            actor=stage.actor(DESK), pack=pack, person_ids=[pk for index, pk in enumerate(people) if index % 11 != 4]
        )


def _tasks(stage: Stage, ward: Ward, drive: Drive, when: Calendar) -> None:
    """The committee has given the Front, the youth and one Front's committee a task: one has reported."""
    youth = Unit.objects.get(code="DTN")
    with clock.at(when.at(-25)), unit_of_work():
        order = give_task(
            actor=stage.actor(DESK), drive=drive, unit=ward.ward, title=books.TASK, what=books.TASK_WORDS,
            due_on=when.day(9), bodies=[youth, ward.front, ward.fronts["TDP-07"]],
        )  # fmt: skip
    with clock.at(when.at(-6, 17)):
        report_task(
            actor=stage.system, task=BodyTask.objects.get(order=order, unit=youth), done_on=when.day(-7),
            text_given=books.TASK_REPORT,
        )  # fmt: skip


def _phases(stage: Stage, drive: Drive, casts: dict[str, CellCast], when: Calendar) -> None:
    """One cell has closed the phase of seeing, another asks to close it although something is missing."""
    seeing = drive.phases.get(purpose=PhasePurpose.SEE)
    for day, code in ((-8, "TDP-01"), (-1, "TDP-02")):
        with clock.at(when.at(day, 20)):
            gate = close_phase(
                actor=casts[code].chair(), phase=seeing, unit=casts[code].unit, reason=books.PHASE_REASONS[code]
            )
        if code == "TDP-01" and gate.closed_at is None:
            with clock.at(when.at(day + 1)):
                decide_gate(actor=stage.actor(HEAD), gate=gate, approve=True)
