"""What a worker does between two tasks, and the sessions that the night clears away."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.db import OperationalError

from guong.accounts.models import OpenSession
from guong.accounts.services import clear_sessions
from guong.drives.models import Tally
from guong.figures.models import NodeSummary
from guong.figures.summaries import reading, summary_drift
from guong.jobs import pulse
from guong.jobs.pulse import FOLD_SECONDS, Pulse
from guong.jobs.schedule import JOBS
from guong.jobs.tasks import ACTOR
from guong.jobs.worker import work
from guong.kernel import clock
from guong.kernel.errors import NotFound
from tests.cast import SYSTEM, Cast
from tests.drives.factory import open_test_drive

NIGHT = clock.local(2026, 4, 2, 4)


class Seconds:
    """A clock that goes when it is told to."""

    now = 100.0

    def __call__(self) -> float:
        return self.now


def test_figures_of_large_drives_are_folded_at_once_and_then_every_few_seconds(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert FOLD_SECONDS <= 20
    seconds = Seconds()
    beat = Pulse(seconds=seconds)
    with clock.at(NIGHT):
        drive = open_test_drive(cast)
        assert beat() == 0  # a ward is no large drive
        monkeypatch.setattr(reading, "WIDE", 0)
        seconds.now += FOLD_SECONDS - 1
        assert beat() == 0
        seconds.now += 1
        assert beat() >= 1
        assert NodeSummary.objects.filter(drive=drive).exists()
        assert not Tally.objects.filter(drive=drive, changed=True).exists()
        assert list(summary_drift(actor=SYSTEM)) == []


def test_a_worker_told_to_do_what_is_due_folds_and_plans(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    folded: list[object] = []

    def fold(*, actor: object) -> int:
        folded.append(actor)
        return 3

    monkeypatch.setattr(pulse, "refresh_summaries", fold)
    with clock.at(NIGHT):
        assert work(Pulse(), lambda _seconds: True, once=True) == len(JOBS)
    assert folded == [ACTOR]


def test_figures_that_cannot_be_folded_hold_up_nothing_but_a_database_that_is_gone_is_waited_for(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    def wrong(*, actor: object) -> int:
        raise trouble

    monkeypatch.setattr(pulse, "refresh_summaries", wrong)
    trouble: Exception = ValueError("broken")
    with clock.at(NIGHT):
        assert work(Pulse(), lambda _seconds: True, once=True) == len(JOBS)
        trouble = OperationalError("gone")
        with pytest.raises(OperationalError):
            Pulse()()


def test_sessions_that_are_over_leave_and_those_that_live_stay(cast: Cast) -> None:
    account = cast.accounts["member"]
    now = clock.local(2026, 4, 2, 3)
    for key, hours in (("alive", 2), ("over", -2), ("long", -50)):
        Session.objects.create(session_key=key, session_data="", expire_date=now + timedelta(hours=hours))
        OpenSession.objects.create(account=account, key=key, started_at=now - timedelta(hours=100), device="máy")
    OpenSession.objects.create(account=account, key="opening", started_at=now, device="máy")
    with clock.at(now):
        with pytest.raises(NotFound):
            clear_sessions(actor=cast.actor("technician"))
        assert clear_sessions(actor=SYSTEM) == 2
    assert set(OpenSession.objects.values_list("key", flat=True)) == {"alive", "opening"}
    assert list(Session.objects.values_list("session_key", flat=True)) == ["alive"]
