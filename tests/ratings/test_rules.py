"""The arithmetic and the conditions of the year-end rating, row by row."""

from __future__ import annotations

from datetime import date

import pytest

from guong.kernel.errors import Invalid
from guong.kernel.machine import step
from guong.ratings import rules, texts
from guong.ratings.enums import RATING_TABLE, RatingState
from guong.ratings.rules import allowed, cap, granted, must_explain


@pytest.mark.parametrize(("base", "percent", "most"), [(7, 20, 1), (8, 20, 2), (12, 20, 2), (13, 20, 3), (12, 25, 3)])
def test_R34_the_share_of_excellent_is_rounded_as_the_row_says(base: int, percent: int, most: int) -> None:
    assert allowed(base, percent) == most


def test_R34_base_and_rounding_are_parameters() -> None:
    levels = ["good"] * 8 + ["excellent"] * 3 + ["done"] * 4
    good = cap("member", levels, percent=20, base="good_only", rounding="half_up")
    above = cap("member", levels, percent=20, base="good_and_above", rounding="down")
    assert (good.base, good.share, good.allowed, good.over) == (8, 160, 2, 1)
    assert (above.base, above.share, above.allowed, above.over) == (11, 220, 2, 1)
    assert (allowed(8, 20, "up"), allowed(10, 20, "up"), allowed(8, 20, "down")) == (2, 2, 1)


def test_R34_groups_of_similar_role() -> None:
    assert rules.group_of("role", kind="retired", posts={"cell_secretary"}) == "head"
    assert rules.group_of("role", kind="retired", posts={"cell_committee"}) == "committee"
    assert rules.group_of("role", kind="retired", posts=()) == "member"
    assert rules.group_of("kind", kind="retired", posts={"cell_secretary"}) == "retired"
    assert rules.group_of("all", kind="retired", posts=()) == "all"


def test_R32_the_form_makes_30_and_70_and_its_weights_are_data() -> None:
    by_group = {}
    for line in texts.PERSON_LINES:
        by_group[line["key"][:2]] = by_group.get(line["key"][:2], 0) + line["points"]
    assert by_group == {"c1": 180, "c2": 40, "c3": 80, "c4": 700}
    assert rules.total(texts.PERSON_LINES, {line["key"]: line["points"] for line in texts.PERSON_LINES}) == rules.WHOLE
    ten = [{**line, "points": 25} if line["key"].startswith("c3") else line for line in texts.PERSON_LINES]
    assert rules.too_many(ten, {"c31": 25}) == []
    assert rules.too_many(texts.PERSON_LINES, {"c31": 25}) == ["Nghiêm túc tiếp thu phê bình"]
    assert len(rules.unfilled(texts.PERSON_LINES, {"c31": 20})) == 6


ALL = ["x1", "x2", "x3", "g1", "d1"]


@pytest.mark.parametrize(
    ("tenths", "met", "level"),
    [
        (950, ALL, "excellent"),
        (900, ALL, "excellent"),
        (899, ALL, "good"),
        (950, ["x1", "x2", "g1", "d1"], "good"),  # disciplined
        (950, ["g1", "d1"], "good"),
        (950, ["d1"], "done"),
        (950, [], "not_done"),
        (700, ALL, "good"),
        (695, ALL, "done"),
        (500, ALL, "done"),
        (499, ALL, "not_done"),
    ],
)
def test_R33_points_without_conditions_do_not_give_the_level(tenths: int, met: list[str], level: str) -> None:
    assert granted(texts.LEVELS, tenths, met, "person") == level


def test_R33_a_body_answers_for_those_below_it() -> None:
    assert granted(texts.LEVELS, 950, ALL, "body") == "good"
    assert granted(texts.LEVELS, 950, [*ALL, "x4"], "body") == "excellent"


def test_R36_a_rule_that_is_switched_on_bars_excellent() -> None:
    assert granted(texts.LEVELS, 950, ALL, "person", barred={"excellent"}) == "good"


def test_R37_five_points_or_another_level_need_words() -> None:
    assert not must_explain((900, "good"), (855, "good"), gap=50, level=True)
    assert must_explain((900, "good"), (850, "good"), gap=50, level=True)
    assert must_explain((850, "good"), (900, "good"), gap=50, level=True)
    assert must_explain((900, "excellent"), (895, "good"), gap=50, level=True)
    assert not must_explain((900, "excellent"), (895, "good"), gap=0, level=False)


def test_R35_a_head_is_not_above_the_body_and_falls_with_its_tasks() -> None:
    assert rules.head_problem("excellent", "good", 95, 70) == "above"
    assert rules.head_problem("good", "good", 95, 70) == ""
    assert rules.head_problem("done", "good", 69, 70) == "floor"
    assert rules.head_problem("not_done", "good", 69, 70) == ""
    assert rules.head_problem("done", "good", 69, 0) == ""
    assert rules.head_problem("excellent", "", None, 70) == ""


def test_R38_sums_of_a_secret_vote() -> None:
    assert rules.ballot_problem(20, 19, 1, (5, 10, 3, 0)) == ""
    assert rules.ballot_problem(20, 21, 1, (5, 10, 5, 0)) == "returned"
    assert rules.ballot_problem(20, 19, 0, (5, 10, 3, 0)) == "sum"


def test_R40_days_follow_each_other() -> None:
    first, second, third = date(2026, 11, 30), date(2026, 12, 5), date(2026, 12, 15)
    assert rules.days_problem(first, second, third, date(2026, 12, 20)) == ""
    assert rules.days_problem(second, first, third, None) == "appraise_until"
    assert rules.days_problem(first, third, second, None) == "decide_until"
    assert rules.days_problem(first, second, third, first) == "summing_up_on"


def test_points_as_people_type_them() -> None:
    typed = ["7", " 7,5", "7.5", "100", "", "7,55", "-1", "²", "1e2", "9" * 999]
    assert [rules.parse_points(one) for one in typed] == [70, 75, 75, 1000, *[None] * 6]
    assert [rules.show_points(one) for one in (70, 75, 0)] == ["7", "7,5", "0"]


def test_Q3_every_state_and_event_of_a_rating_is_answered() -> None:
    events = {event for _state, event in RATING_TABLE}
    for state in RatingState.values:
        for event in events:
            if (state, event) in RATING_TABLE:
                assert step(RATING_TABLE, state, event, message="no") in RatingState.values
            else:
                with pytest.raises(Invalid):
                    step(RATING_TABLE, state, event, message="no")
