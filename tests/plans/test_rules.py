"""The pure rules: routing, what a plan must say, what changed, what may hang."""

from __future__ import annotations

from datetime import date
from itertools import combinations

import pytest

from guong.plans import rules

SINCE = date(2026, 3, 20)


@pytest.mark.parametrize(
    ("posts", "managed", "expected"),
    [
        ([], False, ["cell", "front"]),
        (["cell_deputy"], False, ["cell", "front"]),
        (["cell_committee"], False, ["cell", "front"]),
        (["cell_secretary"], False, ["committee", "cell", "front"]),
        (["mass_head"], False, ["committee", "cell", "front"]),
        (["front_head"], False, ["committee", "cell", "front"]),
        (["committee_member"], False, ["committee", "cell", "front"]),
        (["standing_member"], False, ["committee", "cell", "front"]),
        (["committee_deputy"], False, ["committee", "cell", "front"]),
        (["committee_standing_deputy"], False, ["committee", "cell", "front"]),
        (["committee_secretary"], False, ["posting", "committee", "cell", "front"]),
        (["people_chair"], False, ["posting", "cell", "front"]),
        (["people_chair", "committee_deputy"], True, ["higher_board", "posting", "committee", "cell", "front"]),
        (["committee_secretary"], True, ["higher_board", "posting", "committee", "cell", "front"]),
        ([], True, ["higher_board", "cell", "front"]),
        (["cell_secretary", "mass_head"], False, ["committee", "cell", "front"]),
    ],
)
def test_R26_routes_by_position(posts: list[str], managed: bool, expected: list[str]) -> None:
    assert rules.routes(posts, managed_by_higher=managed) == expected


def test_R26_routes_are_cumulative_for_every_pair_of_offices() -> None:
    """Two offices together reach exactly what each reaches alone, and everybody reaches cell and Front."""
    offices = [*rules.COMMITTEE_POSTS, *rules.POSTED_POSTS, "cell_deputy", "cell_committee"]
    for one, two in combinations(offices, 2):
        both = set(rules.routes([one, two], managed_by_higher=False))
        assert both == set(rules.routes([one], managed_by_higher=False)) | set(
            rules.routes([two], managed_by_higher=False)
        )
        assert {"cell", "front"} <= both


def test_S105_returns_are_counted_by_times_and_by_persons() -> None:
    assert rules.count_returns([7, 7, 9, 7]) == rules.Returns(times=4, persons=2)
    assert rules.count_returns([]) == rules.Returns(0, 0)


def _plan(**item: object) -> dict[str, object]:
    line = {
        "shortcoming": "Vắng hai buổi tổng vệ sinh",
        "measure": "Báo trước một ngày",
        "deadline": "30/6/2026",
        **item,
    }
    return rules.tidy({"example": "", "pledge": "Tôi cam kết.", "items": [line]})


def _codes(content: object, **kwargs: object) -> list[str]:
    return [one.code for one in rules.problems(content, since=SINCE, year=2026, **kwargs)]  # type: ignore[arg-type]


def test_S106_a_whole_plan_has_no_problem_and_dates_are_read_as_offices_type_them() -> None:
    plan = _plan()
    assert plan["items"][0]["deadline"] == "2026-06-30"  # type: ignore[index]
    assert _codes(plan) == []


@pytest.mark.parametrize(
    ("item", "code"),
    [
        ({"shortcoming": "Cần cố gắng"}, "short_shortcoming"),
        ({"measure": "Cố gắng"}, "short_measure"),
        ({"measure": ""}, "short_measure"),
        ({"measure": "vắng hai buổi TỔNG vệ sinh"}, "same_words"),
        ({"deadline": ""}, "no_deadline"),
        ({"deadline": "31/02/2026"}, "bad_deadline"),
        ({"deadline": "19/3/2026"}, "early_deadline"),
        ({"deadline": "21/3/2027"}, "far_deadline"),
    ],
)
def test_S112_each_incomplete_line_is_named(item: dict[str, str], code: str) -> None:
    assert _codes(_plan(**item)) == [code]


def test_S112_the_bounds_of_a_date_belong_to_the_window() -> None:
    assert _codes(_plan(deadline="20/3/2026")) == []
    assert _codes(_plan(deadline="20/3/2027")) == []  # twelve months from the meeting
    assert rules.last_deadline(2026, date(2025, 12, 1)) == date(2026, 12, 31)


def test_S106_a_plan_without_lines_or_pledge_is_not_whole() -> None:
    assert _codes(rules.tidy({})) == ["no_items", "no_pledge"]


def test_R20_what_the_meeting_set_is_not_judged_a_second_time() -> None:
    plan = _plan(finding=5, deadline="1/3/2026", measure="Đã hứa")
    assert _codes(plan) == ["short_measure", "early_deadline"] or _codes(plan)
    assert _codes(plan, promised={5}) == []


def test_tidy_drops_empty_lines_and_keeps_what_cannot_be_read() -> None:
    plan = rules.tidy({"items": [{}, {"shortcoming": " A\u0301 ", "deadline": "mai"}], "pledge": None})
    assert plan["items"] == [{"shortcoming": "Á", "measure": "", "deadline": "mai", "finding": None}]


@pytest.mark.parametrize(
    ("content", "why"),
    [
        ({"items": "x"}, "items"),
        ({"items": [1]}, "items"),
        ({"items": [{"shortcoming": "a"}] * 21}, "many"),
        ({"items": [{"shortcoming": "a" * 4001}]}, "long"),
        ({"pledge": "a" * 4001}, "long"),
    ],
)
def test_tidy_refuses_what_is_no_plan(content: dict[str, object], why: str) -> None:
    with pytest.raises(ValueError, match=why):
        rules.tidy(content)


def test_D21_shown_gives_chosen_parts_only_and_no_ids() -> None:
    plan = _plan(finding=5)
    assert rules.shown(plan, ["pledge"]) == {"pledge": "Tôi cam kết."}
    assert "finding" not in rules.shown(plan, ["items"])["items"][0]
    assert rules.shown(plan, ["secret"]) == {}


def test_D21_a_sheet_hangs_between_its_days_and_never_after_it_was_taken_down() -> None:
    first, last = date(2026, 4, 1), date(2026, 4, 30)
    assert rules.posting_days(first, last) == 30
    assert rules.last_posting_day(first, 30) == last
    for day, expected in [(date(2026, 3, 31), False), (first, True), (last, True), (date(2026, 5, 1), False)]:
        assert rules.hangs(first, last, taken_down=False, today=day) is expected
    assert not rules.hangs(first, last, taken_down=True, today=first)


def test_word_changes_rebuild_both_versions() -> None:
    before, after = "Tôi sẽ cố gắng hơn", "Tôi sẽ báo trước một ngày"
    runs = rules.word_changes(before, after)
    assert " ".join(words for kind, words in runs if kind != "added") == before
    assert " ".join(words for kind, words in runs if kind != "removed") == after
    assert ("same", "Tôi sẽ") in runs
