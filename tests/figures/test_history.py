"""Random small histories: figures, recount, past days, drift (S46, S92, S94, S101, S105, S106, S120, S133)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from guong.drives.models import Tally
from guong.figures.checks import drift
from guong.figures.selectors import figures
from guong.kernel import clock
from guong.kernel.numbers import Ratio
from tests.cast import SYSTEM, Cast
from tests.figures.brute import recount
from tests.figures.history import END, Life, Snapshot


def plain(found: dict[str, Any]) -> dict[str, Any]:
    return {key: (value.n, value.of) if isinstance(value, Ratio) else value for key, value in found.items()}


@pytest.fixture(params=[1, 2, 3])
def life(cast: Cast, request: pytest.FixtureRequest) -> Life:
    return Life(cast, request.param)


def test_S133_every_past_day_is_counted_as_it_was_seen_that_day(life: Life) -> None:
    """The figures kept each evening come out again, from the dates of the rows, weeks later; and the recounts agree."""
    kept: dict[Any, Snapshot] = life.live()
    with clock.at(clock.local(END.year, END.month, END.day, 23, 45)):
        for unit in life.units.values():
            found = plain(figures(actor=SYSTEM, drive=life.drive, unit=unit))
            by_hand = recount(life.drive, unit)
            assert {key: found[key] for key in by_hand} == by_hand
        assert drift(actor=SYSTEM) == []
    assert plain(kept[END]["ward"])["findings.total"] > 0
    assert plain(kept[END]["ward"])["plans.returns"] >= 0
    with clock.at(clock.local(END.year, END.month, END.day, 23, 50) + timedelta(days=30)):
        for day, seen in kept.items():
            for name, unit in life.units.items():
                assert plain(figures(actor=SYSTEM, drive=life.drive, unit=unit, on=day)) == plain(seen[name]), (
                    day,
                    name,
                )


def test_a_tally_that_was_changed_by_hand_is_reported(cast: Cast) -> None:
    """`guong check` names drive, unit, column and both numbers."""
    from tests.drives.factory import open_test_drive

    drive = open_test_drive(cast)
    Tally.objects.filter(drive=drive, unit=cast.cell).update(plans_accepted=99)
    with cast.at():
        assert drift(actor=SYSTEM, drive=drive) == [f"{drive.code} TDP-01 plans_accepted: 99 ≠ 0"]
