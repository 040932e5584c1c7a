"""Three and twelve months later: what the cells of 2022 had put right is looked at again, and most of it held."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from guong.audit.work import unit_of_work
from guong.corrections.enums import FindingState, Outcome
from guong.corrections.models import Finding, Recheck
from guong.corrections.services import close_finding, judge_item, open_later_rechecks
from guong.demo import texts
from guong.demo.cellcast import CellCast, cast_of
from guong.demo.rechecks import REASONS, judge_of
from guong.demo.stage import Stage
from guong.demo.ward import Ward
from guong.drives.models import Drive
from guong.kernel import clock
from guong.reviews.enums import Addressee
from guong.reviews.models import Remark
from guong.reviews.services.upward import answer_upward

HELD = [Outcome.DONE] * 8
EVENINGS: Sequence[tuple[int, int, datetime, list[Outcome]]] = (  # months, round, when, what was found in turn
    (3, 1, clock.local(2022, 7, 5, 19, 30), [*HELD, Outcome.PARTLY]),
    (3, 2, clock.local(2022, 8, 5, 19, 30), HELD),
    (12, 1, clock.local(2023, 4, 5, 19, 30), [Outcome.DONE, *HELD, Outcome.DONE, Outcome.NOT]),
    (12, 2, clock.local(2023, 5, 5, 19, 30), HELD),
)


def tell(stage: Stage, ward: Ward, progress: Callable[[str], None]) -> None:
    """The cells of the drive of 2022 look again in July 2022 and April 2023; what did not hold has its second round."""
    progress("2022: soi lại sau ba tháng và một năm / looked at again after three months and a year")
    drive = Drive.objects.get(code="TSTS-2022")
    _answer_upward(stage, drive)
    casts = [cast_of(stage, ward, drive, unit) for unit in ward.cells]
    for months, turn, when, outcomes in EVENINGS:
        with clock.at(when), unit_of_work():
            for cell in casts:
                open_later_rechecks(actor=stage.system, unit=cell.unit)
                _evening(cell, months, turn, outcomes)


def _answer_upward(stage: Stage, drive: Drive) -> None:
    """The ward's office answers what the cells had told the committee above."""
    told = Remark.objects.filter(drive=drive, addressee=Addressee.HIGHER, is_strength=False).order_by("pk")
    with clock.at(clock.local(2022, 4, 25, 9)), unit_of_work():
        for index, remark in enumerate(told.select_related("unit__parent")):
            words = texts.UPWARD_ANSWERS[index % len(texts.UPWARD_ANSWERS)]
            answer_upward(actor=stage.actor("vanphong"), remark=remark, kind="accept", text=words)


def _evening(cell: CellCast, months: int, turn: int, outcomes: list[Outcome]) -> None:
    recheck = Recheck.objects.filter(drive=cell.drive, unit=cell.unit, months=months, round_no=turn).first()
    if recheck is None:
        return
    items = recheck.items.filter(outcome="").select_related("action__finding", "doer").order_by("pk")
    for index, item in enumerate(items):
        outcome = outcomes[(index + cell.unit.pk) % len(outcomes)]
        judge_item(
            actor=cell.stage.system, item=item, outcome=outcome, reason=REASONS[outcome], by=judge_of(cell, item.doer)
        )
    held = Finding.objects.filter(drive=cell.drive, unit=cell.unit, state=FindingState.CONFIRMED)
    for finding in held.select_related("person").order_by("pk"):
        close_finding(actor=cell.stage.system, finding=finding, by=judge_of(cell, finding.person))
