"""Official figures, small numbers, milestones: pure."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guong.figures import milestones, rules
from guong.figures.disclosure.groups import ALL
from guong.figures.milestones import Dates, Span
from guong.figures.rules import Few
from guong.kernel.numbers import Ratio

SPAN = Span(date(2026, 3, 10), date(2026, 4, 5), date(2026, 5, 31), date(2026, 3, 31))
CONTRACT = [
    "members.total", "members.exempt", "members.eligible", "units.cells", "study.attended", "study.made_up",
    "meetings.registered", "meetings.held", "plans.accepted", "plans.returns", "plans.posted", "remarks.replied",
    "findings.divided", "actions.open", "actions.overdue", "rechecks.answered",
]  # fmt: skip


def test_S92_538_of_551_is_98_percent_half_up() -> None:
    """R1: 97.64 → 98, and the three denominators stay apart."""
    figures = rules.from_counts({"attended": 538, "convened": 551, "eligible": 575, "total": 700, "exempt": 125})
    assert figures["study.attended"] == Ratio(538, 551)
    assert Ratio(538, 551).percent == 98
    assert (figures["members.total"], figures["members.exempt"], figures["members.eligible"]) == (700, 125, 575)


def test_R1_halves_go_up() -> None:
    assert [Ratio(n, 200).percent for n in (1, 3, 199)] == [1, 2, 100]
    assert Ratio(40, 46).percent == 87  # S46
    assert Ratio(0, 0).percent is None


def test_R18_what_was_made_up_never_enters_the_attendance() -> None:
    figures = rules.from_counts({"attended": 538, "convened": 551, "made_up": 13, "makeup_owed": 13})
    assert figures["study.attended"] == Ratio(538, 551)
    assert figures["study.made_up"] == Ratio(13, 13)


def test_every_key_of_the_contract_is_there() -> None:
    assert set(CONTRACT) <= set(rules.from_counts({}))


def test_D9_a_withheld_group_takes_all_that_gives_it_away() -> None:
    exact = rules.from_counts(
        {"findings": 4, "findings_collective": 1, "findings_divided": 1, "actions": 9, "actions_open": 3}
    )
    shown = rules.protect(exact, {name for name in ALL if name.startswith("findings")}, 5)
    assert {key for key, value in shown.items() if isinstance(value, Few)} == {
        key for key in exact if key.startswith("findings.")
    }
    assert shown["actions.done"] == Ratio(6, 9)
    assert Few(5).as_json() == {"withheld_below": 5}


def test_D9_process_figures_are_never_hidden() -> None:
    shown = rules.protect(rules.from_counts({"total": 3, "held": 1, "cells": 1}), ALL, 5)
    assert shown["members.total"] == 3
    assert shown["meetings.held"] == Ratio(1, 1)
    assert not [key for key, value in shown.items() if isinstance(value, Few) and key.startswith("plans")]


@given(st.lists(st.dictionaries(st.sampled_from(["total", "attended", "convened"]), st.integers(0, 999)), max_size=30))
def test_a_sum_of_counts_is_the_sum_of_each_column(rows: list[dict[str, int]]) -> None:
    assert rules.add(rows) == {
        name: sum(row.get(name, 0) for row in rows) for name in {key for row in rows for key in row}
    }


@pytest.mark.parametrize(
    ("counts", "dates", "today", "state", "days"),
    [
        ({}, Dates(), date(2026, 3, 10), "no", 0),
        ({}, Dates(), date(2026, 3, 13), "late", 3),
        ({"registered": 1}, Dates(meets_on=date(2026, 3, 20)), date(2026, 3, 13), "ok", 0),
    ],
)
def test_S98_a_cell_is_late_when_the_window_opens_and_nothing_is_registered(
    counts: dict[str, int], dates: Dates, today: date, state: str, days: int
) -> None:
    found = milestones.registration(counts, dates, SPAN, today)
    assert (found.state, found.days) == (state, days)


def test_S101_a_meeting_is_late_when_its_registered_day_has_passed() -> None:
    dates = Dates(meets_on=date(2026, 3, 20))
    assert milestones.meeting({}, dates, SPAN, date(2026, 3, 20)).state == "no"
    assert milestones.meeting({}, dates, SPAN, date(2026, 3, 22)).days == 2
    assert milestones.meeting({"held": 1}, Dates(held_on=date(2026, 3, 20)), SPAN, date(2026, 6, 1)).state == "ok"


def test_S94_study_is_done_when_the_absent_have_made_it_up() -> None:
    counts = {"attended": 8, "convened": 10, "made_up": 2}
    found = milestones.study(counts, Dates(), SPAN, date(2026, 6, 1))
    assert (found.state, found.ratio) == ("ok", Ratio(8, 10))
    assert milestones.study({**counts, "made_up": 1}, Dates(), SPAN, date(2026, 4, 2)).state == "late"
    assert milestones.study({}, Dates(), SPAN, date(2026, 4, 2)).state == "no"


def test_R22_a_recheck_is_late_after_its_day() -> None:
    assert milestones.recheck(Dates(recheck_due=date(2026, 4, 22)), date(2026, 4, 22)).state == "no"
    assert milestones.recheck(Dates(recheck_due=date(2026, 4, 22)), date(2026, 4, 27)).days == 5
    assert milestones.recheck(Dates(rechecked_on=date(2026, 4, 22)), date(2026, 4, 27)).state == "ok"


def test_corrections_are_late_as_soon_as_one_measure_is_overdue() -> None:
    counts = {"actions": 7, "actions_open": 2, "actions_overdue": 1}
    assert milestones.corrections(counts, None).state == "late"
    assert milestones.corrections({**counts, "actions_overdue": 0}, None).ratio == Ratio(5, 7)
    assert milestones.corrections({"actions": 2}, Few(5)).ratio is None


def test_the_loop_stops_at_the_first_late_step() -> None:
    assert rules.stopped_at(["ok", "ok", "late", "go", "late"]) == 2
    assert rules.stopped_at(["ok", "go"]) is None
