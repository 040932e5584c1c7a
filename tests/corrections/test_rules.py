"""The arithmetic of shares and the dates of re-checks, without a database."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guong.corrections import rules
from guong.corrections.enums import FINDING_TABLE, FindingState


@pytest.mark.parametrize(
    ("typed", "hundredths"),
    [
        ("40", 4000),
        ("40 %", 4000),
        ("33,33", 3333),
        (" 33.33% ", 3333),
        ("0,01", 1),
        ("7,5 %", 750),
        ("100", 10000),
        ("0", 0),
    ],
)
def test_S67_percentages_are_read_exactly_as_people_type_them(typed: str, hundredths: int) -> None:
    assert rules.parse_percent(typed) == hundredths


@pytest.mark.parametrize("typed", ["", "abc", "33,333", "-5", "100,01", "1e2", "40 phần", "5%%", "٣"])
def test_S67_what_is_not_an_exact_percentage_is_refused(typed: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011
        rules.parse_percent(typed)


@given(st.integers(0, 10_000))
def test_S67_what_is_printed_reads_back_the_same(hundredths: int) -> None:
    assert rules.parse_percent(rules.format_percent(hundredths)) == hundredths
    assert rules.parse_percent(rules.format_percent(hundredths, ".")) == hundredths


@given(st.integers(1, 10_000))
def test_R21_an_equal_split_makes_exactly_everything(people: int) -> None:
    parts = rules.equal_split(people)
    assert sum(parts) == 10_000
    assert max(parts) - min(parts) <= 1
    assert min(parts) >= 1


def test_R21_only_accepted_or_silent_shares_count_and_a_contested_one_does_not_D17() -> None:
    assert rules.is_divided([("confirmed", 6000), ("silent", 4000)])
    assert not rules.is_divided([("confirmed", 6000), ("contested", 4000)])
    assert not rules.is_divided([("confirmed", 6000), ("proposed", 4000)])
    assert not rules.is_divided([("confirmed", 9999)])
    assert rules.left([9999]) == 1
    assert rules.left([6000, 4001]) == -1


@pytest.mark.parametrize(
    ("held_on", "due"),
    [
        (date(2026, 1, 31), date(2026, 2, 28)),
        (date(2028, 1, 31), date(2028, 2, 29)),
        (date(2026, 3, 31), date(2026, 4, 30)),
        (date(2026, 12, 15), date(2027, 1, 15)),
    ],
)
def test_R22_the_recheck_is_due_the_same_day_next_month_clamped(held_on: date, due: date) -> None:
    assert rules.recheck_due(held_on) == due
    assert (due - rules.binds_from(due)).days == 7


def test_R20_no_measure_is_due_before_the_meeting() -> None:
    assert rules.earliest_deadline(date(2026, 4, 2), date(2026, 4, 1)) == date(2026, 4, 2)
    assert rules.earliest_deadline(date(2026, 4, 1), date(2026, 4, 9)) == date(2026, 4, 9)
    assert rules.earliest_deadline(date(2026, 4, 1), None) == date(2026, 4, 1)


def test_D20_a_closed_fault_leaves_the_lists_after_a_year() -> None:
    assert not rules.left_lists(date(2026, 4, 1), date(2027, 3, 31))
    assert rules.left_lists(date(2026, 4, 1), date(2027, 4, 1))
    assert not rules.left_lists(None, date(2027, 4, 1))


@given(st.sampled_from(FindingState.values), st.lists(st.sampled_from(["open", "reported", "confirmed"]), max_size=4))
def test_R21_a_finding_follows_its_actions_but_is_never_closed_by_them(state: str, actions: list[str]) -> None:
    now = state
    for event in rules.follow(state, actions):
        now = FINDING_TABLE[(now, event)]
        assert event != "close"
    if actions and state in {"planned", "in_progress", "reported"}:
        if all(one == "confirmed" for one in actions):
            assert now == "confirmed"
        elif "open" in actions:
            assert now in {"planned", "in_progress"}
    assert now == state or now != "closed"


def test_S76_the_owner_is_proposed_from_the_office() -> None:
    offices = [(1, "committee_secretary"), (2, "people_chair"), (3, "committee_member")]
    assert rules.portfolio("land", offices) == [2]
    assert rules.portfolio("ethics", offices) == [1]
    assert rules.portfolio("ethics", [(3, "committee_member")]) == []
