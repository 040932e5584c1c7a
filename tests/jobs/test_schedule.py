"""The clock's work: planned once, made up once, done in one transaction, told to whoever may know."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import OperationalError
from django.test import Client
from django.utils import timezone
from django_tasks import task
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from guong.audit.models import DailyHead, Entry
from guong.drives.models import Tally
from guong.jobs import schedule, selectors, worker
from guong.jobs.models import Check, Occurrence
from guong.jobs.schedule import JOBS, plan_due
from guong.jobs.services import forget_old, store_check
from guong.jobs.worker import LEASE, TRIES, claim, name_of_worker, work, work_once
from guong.kernel import clock
from guong.kernel.errors import Forbidden, NotFound
from tests.cast import SYSTEM, Cast
from tests.drives.factory import open_test_drive

NIGHT = clock.local(2026, 4, 2, 4)


@task()
def fails() -> None:
    raise ValueError("broken")


@task()
def busy() -> None:
    raise OperationalError("database is locked")


@task()
def plain() -> str:
    return "seen"


def _all() -> int:
    return work(plan_due, lambda _seconds: True, once=True)


def test_each_turn_is_planned_once_and_a_missed_night_is_made_up_once(cast: Cast) -> None:
    with clock.at(NIGHT):
        assert plan_due() == len(JOBS)
        assert plan_due() == 0
    with clock.at(NIGHT + timedelta(days=3)):
        assert plan_due() == len(JOBS)
    with clock.at(clock.local(2026, 4, 6, 0, 7)):  # after the first of the night's jobs
        assert plan_due() == 1
    assert Occurrence.objects.count() == DBTaskResult.objects.count() == 2 * len(JOBS) + 1
    assert str(Occurrence.objects.order_by("due_at")[0]).startswith("daily_head 02/04/2026")


def test_a_second_planner_that_looked_at_the_same_moment_puts_nothing_there(cast: Cast) -> None:
    with clock.at(NIGHT):
        job = JOBS[0]
        assert schedule._plan(job, job.due(clock.now()))
        assert not schedule._plan(job, job.due(clock.now()))
    assert DBTaskResult.objects.count() == 1


def test_a_night_closes_the_day_checks_and_tells(cast: Cast) -> None:
    open_test_drive(cast)
    with clock.at(NIGHT):
        assert _all() == len(JOBS)
        assert _all() == 0
        assert DailyHead.objects.get().on == clock.local(2026, 4, 1).date()
        night = selectors.night(actor=cast.actor("clerk"))
        assert night is not None
        assert night.fine
        assert night.check.rows == Entry.objects.count() - 1  # its own line stands after it
        assert {turn.state for turn in selectors.turns(actor=cast.actor("technician"))} == {"done"}
    assert set(DBTaskResult.objects.values_list("status", flat=True)) == {"SUCCESSFUL"}


def test_figures_that_differ_are_told_to_the_office_concerned_and_to_nobody_else(cast: Cast, client: Client) -> None:
    open_test_drive(cast)
    Tally.objects.filter(unit=cast.cell).update(total=99)
    with clock.at(NIGHT):
        _all()
        night = selectors.night(actor=cast.actor("clerk"))
        assert night is not None
        assert "99 ≠" in night.drift[0]
        client.force_login(cast.accounts["clerk"])
        assert "Số liệu hoặc nhật ký lệch với hồ sơ" in client.get("/").content.decode()
        page = client.get("/viec-dem/").content.decode()
        assert ", TDP-01</li>" in page
        assert "99 ≠" not in page, "names of columns and of commands are for whoever looks after the machine"
        assert "guong work" not in page
        assert f"/to-chuc/{cast.ward.pk}/" in page, "the way back"
        client.force_login(cast.accounts["technician"])
        page = client.get("/viec-dem/").content.decode()
        assert "99 ≠" in page
        assert "guong work" in page
        client.force_login(cast.accounts["clerk"])
        for who in ("member", "outsider", "inspector"):
            with pytest.raises(NotFound):
                selectors.night(actor=cast.actor(who))
            with pytest.raises(NotFound):
                selectors.turns(actor=cast.actor(who))
    assert str(Check.objects.get()).startswith("02/04/2026")


def test_a_task_that_fails_is_kept_with_its_error_and_shown(cast: Cast) -> None:
    with clock.at(NIGHT):
        plan_due()
        Occurrence.objects.filter(job="retention").update(task_id=fails.enqueue().id)
        work(lambda: None, lambda _seconds: True, once=True)
        turn = next(t for t in selectors.turns(actor=cast.actor("technician")) if t.state != "done")
    assert (turn.state, turn.trouble) == ("failed", "ValueError")


def test_turns_that_nobody_takes_are_late_and_those_of_no_worker_never(cast: Cast) -> None:
    technician = cast.actor("technician")
    with clock.at(NIGHT):
        assert selectors.night(actor=technician) is None
        assert {turn.state for turn in selectors.turns(actor=technician)} == {"never"}
        plan_due()
        states = [turn.state for turn in selectors.turns(actor=technician)]
        assert states == ["late"] * 6 + ["waiting"] * 2


def test_a_task_left_behind_is_taken_up_when_its_lease_is_over(cast: Cast) -> None:
    plain.enqueue()
    dead, heir = name_of_worker(), name_of_worker()
    assert dead != heir
    assert claim(dead, LEASE) is not None
    assert not work_once(heir)
    DBTaskResult.objects.update(started_at=timezone.now() - LEASE - timedelta(seconds=1))
    assert work_once(heir)
    row = DBTaskResult.objects.get()
    assert (row.status, row.return_value, row.worker_ids) == ("SUCCESSFUL", "seen", [dead, heir])


def test_a_worker_that_was_too_slow_changes_nothing(cast: Cast) -> None:
    plain.enqueue()
    row = claim("slow", LEASE)
    assert row is not None
    DBTaskResult.objects.update(worker_ids=["slow", "quick"])
    with pytest.raises(worker.LostTask):
        worker._finish(row, "slow")
    assert DBTaskResult.objects.get().status == TaskResultStatus.RUNNING


def test_a_busy_database_and_a_lost_task_leave_the_task_for_later(cast: Cast, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    busy.enqueue()
    assert work_once("one")
    assert DBTaskResult.objects.get().status == TaskResultStatus.RUNNING
    monkeypatch.setattr(worker, "_finish", _lost)
    DBTaskResult.objects.update(status="READY")
    assert work_once("two")


def _lost(*_given: object) -> None:
    raise worker.LostTask


def test_a_task_that_kills_every_worker_is_given_up_and_said(cast: Cast) -> None:
    plain.enqueue()
    DBTaskResult.objects.update(worker_ids=[str(n) for n in range(TRIES)])
    assert claim("last", LEASE) is None
    row = DBTaskResult.objects.get()
    assert row.status == TaskResultStatus.FAILED
    assert row.exception_class_path.endswith("TooManyTries")


def test_the_loop_waits_stops_and_outlives_a_database_that_is_gone(cast: Cast) -> None:
    answers = iter([False, True])
    asked: list[float] = []

    def wait(seconds: float) -> bool:
        asked.append(seconds)
        return next(answers)

    def gone() -> None:
        raise OperationalError("gone")

    assert work(gone, wait) == 0
    assert len(asked) == 2
    with pytest.raises(OperationalError):
        work(gone, wait, once=True)
    plain.enqueue()
    plain.enqueue()
    assert work(lambda: None, lambda _seconds: True) == 1  # told to stop between two tasks


def test_old_turns_are_forgotten_and_only_by_the_program(cast: Cast) -> None:
    with clock.at(NIGHT):
        _all()
        for act in (
            lambda: forget_old(actor=cast.actor("technician"), before=clock.now()),
            lambda: store_check(actor=cast.actor("technician"), rows=1, breaks=[], drift=[]),
        ):
            with pytest.raises(Forbidden):
                act()
    later = timezone.now() + timedelta(days=100)
    assert forget_old(actor=SYSTEM, before=later) == len(JOBS)
    assert not Occurrence.objects.exists()
