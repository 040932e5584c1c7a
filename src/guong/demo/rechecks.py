"""A month later: what was promised is looked at again, by somebody other than its doer."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from guong.audit.work import unit_of_work
from guong.corrections.enums import FindingState, Outcome
from guong.corrections.models import Finding, Recheck
from guong.corrections.services import bind_rechecks, close_finding, judge_item, report_action
from guong.demo import acts
from guong.demo.cellcast import CellCast
from guong.kernel import clock
from guong.meetings.enums import MeetingKind
from guong.meetings.services.evening import close_meeting
from guong.org.models import Person
from guong.papers.services import draft_minutes

REASONS = {
    Outcome.DONE: "Chi bộ thấy đã giữ được từ đó đến nay.",
    Outcome.PARTLY: "Mới làm được một phần, cần thêm một tháng.",
    Outcome.NOT: "Chưa làm, đồng chí nhận lỗi và hẹn lại ngày.",
}


def evening(cell: CellCast, when: datetime, round_no: int, outcomes: Sequence[Outcome]) -> None:
    """The regular meeting judges every item of a round; `outcomes` are given in turn. What held is closed."""
    recheck = Recheck.objects.filter(drive=cell.drive, unit=cell.unit, round_no=round_no).order_by("pk").first()
    if recheck is None:
        return
    items = list(recheck.items.select_related("action", "doer").order_by("pk"))
    with clock.at(when - timedelta(days=5)), unit_of_work():
        for index, item in enumerate(items):
            if outcomes[index % len(outcomes)] != Outcome.NOT:
                words = "Đã làm theo biện pháp đã nêu, bà con xác nhận."
                report_action(actor=cell.stage.system, action=item.action, evidence=words, by=item.doer)
    with unit_of_work():
        meeting = acts.begin(cell, when, MeetingKind.REGULAR, None)
        with clock.at(when + timedelta(minutes=30)):
            acts.call_the_roll(cell, meeting, ill=set())
            bind_rechecks(actor=cell.chair(), unit=cell.unit)
            for index, item in enumerate(items):
                item.refresh_from_db()
                outcome, judge = outcomes[index % len(outcomes)], judge_of(cell, item.doer)
                recorder = cell.chair() if judge.pk == cell.secretary.pk else cell.stage.system  # never the doer
                judge_item(actor=recorder, item=item, outcome=outcome, reason=REASONS[outcome], by=judge)
        with clock.at(when + timedelta(minutes=90)):
            held = Finding.objects.filter(drive=cell.drive, unit=cell.unit, state=FindingState.CONFIRMED)
            for finding in held.select_related("person").order_by("pk"):
                close_finding(actor=cell.stage.system, finding=finding, by=judge_of(cell, finding.person))
        with clock.at(when + timedelta(minutes=95)):
            close_meeting(actor=cell.chair(), meeting=meeting, conclusion="Đã soi lại đủ các việc đã hẹn.")
            draft_minutes(actor=cell.chair(), meeting=meeting)


def judge_of(cell: CellCast, doer: Person | None) -> Person:
    """Somebody of the cell committee other than the doer."""
    return next(person for person in (cell.secretary, cell.deputy) if doer is None or person.pk != doer.pk)
