"""Pure rules of study and meetings."""

from __future__ import annotations

from datetime import date

import pytest

from guong.kernel.errors import Invalid
from guong.kernel.machine import Table, step
from guong.meetings import agenda, rules
from guong.meetings.enums import (
    LESSON_TABLE,
    MAKEUP_TABLE,
    MEETING_TABLE,
    LessonState,
    MakeUpState,
    MeetingKind,
    MeetingState,
)


def test_R12_head_first_then_deputies_committee_members_by_name() -> None:
    people = [(1, "a"), (2, "b"), (3, "c"), (4, "d"), (5, "e")]
    posts = {5: ["cell_secretary"], 4: ["cell_deputy"], 2: ["cell_committee"], 1: ["people_chair"]}
    assert rules.review_order(people, posts) == [5, 4, 2, 1, 3]


BOOKLESS = {
    "body",
    "agency",
}  # faults and measures stand in the books of party bodies; the Front or an agency keeps none


@pytest.mark.parametrize("kind", MeetingKind.values)
def test_S60_open_items_come_first_after_opening_and_roll(kind: str) -> None:
    kinds = [one for one, _title, _minutes in agenda.TEMPLATES[kind]]
    assert kinds[:2] == ["opening", "roll_call"]
    assert ("open_items" in kinds[2:3]) == (kind not in BOOKLESS)
    assert rules.agenda_fault(kinds, [minutes for _k, _t, minutes in agenda.TEMPLATES[kind]]) == ""


def test_R6_a_regular_meeting_has_90_minutes_and_one_with_a_theme_120() -> None:
    length = {kind: sum(minutes for _k, _t, minutes in steps) for kind, steps in agenda.TEMPLATES.items()}
    assert length["regular"] >= 90
    assert length["thematic"] >= 120


@pytest.mark.parametrize(
    ("kinds", "fault"),
    [
        ([], "empty"),
        (["roll_call", "opening"], "opening"),
        (["opening", "reviews", "open_items"], "items"),
        (["opening", "reviews", "collective"], "review"),
        (["opening", "roll_call", "open_items", "collective", "reviews"], ""),
    ],
)
def test_R9_an_agenda_out_of_order_is_named(kinds: list[str], fault: str) -> None:
    assert rules.agenda_fault(kinds, [5] * len(kinds)) == fault


def test_R9_a_step_of_no_minutes_is_named() -> None:
    assert rules.agenda_fault(["opening"], [0]) == "minutes"


def test_R22_a_regular_meeting_a_week_before_the_due_day_may_hold_the_recheck() -> None:
    due = date(2026, 5, 1)
    assert rules.binds_to_regular(due, 7, date(2026, 4, 24))
    assert not rules.binds_to_regular(due, 7, date(2026, 4, 23))


def test_R29_the_chair_concludes_on_each_only_at_year_end() -> None:
    assert rules.must_conclude_on_each("required")
    assert not rules.must_conclude_on_each("optional")
    assert not rules.must_conclude_on_each("off")


@pytest.mark.parametrize(
    ("table", "states", "events"),
    [
        (MEETING_TABLE, MeetingState.values, ["open", "close", "change", "cancel"]),
        (LESSON_TABLE, LessonState.values, ["offer", "approve", "return"]),
        (MAKEUP_TABLE, MakeUpState.values, ["send", "study", "prove", "confirm"]),
    ],
)
def test_every_pair_of_the_state_tables_steps_or_is_refused(table: Table, states: list[str], events: list[str]) -> None:
    for state in states:
        for event in events:
            if (state, event) in table:
                assert step(table, state, event, message="no") in states
            else:
                with pytest.raises(Invalid):
                    step(table, state, event, message="no")
    assert {pair[0] for pair in table} | set(table.values()) == set(states)
