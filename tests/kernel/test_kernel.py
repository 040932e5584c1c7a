"""Paths, scopes, text, dates, numbers, state machines: pure, no database."""

from __future__ import annotations

from datetime import date
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guong.kernel import clock, dates, machine, scope, text, treepath
from guong.kernel.actor import Nobody, SystemActor
from guong.kernel.errors import Invalid, NotFound
from guong.kernel.numbers import Ratio, percent_half_up, typed_int

segment = st.integers(1, 99999)
paths = st.lists(segment, min_size=1, max_size=5).map(lambda parts: "".join(f"{part:05d}" for part in parts))


@given(paths, paths)
def test_a_subtree_is_exactly_a_range_of_strings(top: str, other: str) -> None:
    inside = other[: len(top)] == top
    assert treepath.contains(top, other) is inside
    assert (top <= other < treepath.successor(top)) is inside


@given(paths, segment)
def test_a_child_lies_in_its_parents_subtree_and_knows_it(top: str, number: int) -> None:
    child = treepath.child(top, number)
    assert treepath.contains(top, child)
    assert treepath.parent(child) == top
    assert treepath.ancestors(child)[-1] == top
    assert treepath.depth(child) == treepath.depth(top) + 1


def test_paths_out_of_bounds_are_refused() -> None:
    for number in (0, 100000):
        with pytest.raises(ValueError, match="not in"):
            treepath.child("", number)
    for wrong in ("", "1", "abcde", "0000٣"):
        with pytest.raises(ValueError, match="not a path"):
            treepath.successor(wrong)
    assert treepath.successor("99999") == ":"


def test_a_scope_agrees_with_a_slow_obvious_one_on_random_trees() -> None:
    random = Random(7)
    for _ in range(200):
        every = sorted({treepath.child("", random.randint(1, 3)) + "".join(
            f"{random.randint(1, 3):05d}" for _ in range(random.randint(0, 3))) for _ in range(30)})  # fmt: skip
        tops, exact = random.sample(every, 2), random.sample(every, 2)
        mine = scope.of(tops, exact)
        for path in every:
            slow = path in exact or any(path[: len(top)] == top for top in tops)
            assert mine.covers(path) is slow
            assert slow is (path in exact or any(start <= path < end for start, end in mine.ranges()))


def test_no_grant_means_nothing_and_the_system_needs_a_reason() -> None:
    assert not scope.NOTHING
    assert not Nobody().can("org.unit:read", "00001")
    with pytest.raises(NotFound):
        Nobody().require("org.unit:read", "00001")
    with pytest.raises(ValueError, match="reason"):
        SystemActor(" ")
    assert SystemActor("x").scope("y").covers("00001")


@pytest.mark.parametrize(
    ("n", "of", "percent"), [(538, 551, 98), (40, 46, 87), (575, 575, 100), (1, 8, 13), (0, 0, None), (69, 73, 95)]
)
def test_R1_a_percent_is_rounded_half_up(n: int, of: int, percent: int | None) -> None:
    assert percent_half_up(n, of) == percent
    assert Ratio(n, of).as_json() == {"n": n, "of": of, "percent": percent}


@pytest.mark.parametrize(
    ("day", "months", "due"),
    [
        (date(2022, 1, 31), 1, date(2022, 2, 28)),
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2022, 12, 15), 1, date(2023, 1, 15)),
        (date(2022, 4, 5), 12, date(2023, 4, 5)),
    ],
)
def test_R22_a_month_later_is_the_same_day_clamped_to_the_months_end(day: date, months: int, due: date) -> None:
    assert dates.add_months(day, months) == due


@pytest.mark.parametrize("typed", ["²", "-1", "9" * 5000, "", None, "1.0", "abc", "٣"])
def test_what_is_no_small_whole_number_becomes_the_default(typed: object) -> None:
    assert typed_int(typed, 7) == 7
    assert typed_int("12") == 12


def test_the_end_of_the_calendar_is_an_answer_not_a_fault() -> None:
    assert dates.add_months(date(9999, 12, 1), 1) == date.max
    assert dates.add_working_days(date(9999, 12, 30), 5) == date.max


def test_working_days_pass_over_the_weekend() -> None:
    assert dates.add_working_days(date(2026, 4, 3), 1) == date(2026, 4, 6)
    assert dates.add_working_days(date(2026, 4, 3), 3) == date(2026, 4, 8)


@pytest.mark.parametrize("typed", ["21/5/2020", "21.05.2020", "21-5-2020", " 21 / 05 / 2020 ", "2020-05-21"])
def test_a_date_is_read_in_the_ways_offices_type_it(typed: str) -> None:
    assert dates.parse_vietnamese(typed) == date(2020, 5, 21)


@pytest.mark.parametrize("typed", ["31/02/2020", "5/2020", "2020", "hôm qua", "", "1/1/20", "32/1/2020"])
def test_a_day_that_does_not_exist_is_refused(typed: str) -> None:
    with pytest.raises(ValueError, match=r"not a date|day|month"):
        dates.parse_vietnamese(typed)


def test_age_counts_whole_years() -> None:
    assert dates.full_years(date(1951, 4, 2), date(2026, 4, 1)) == 74
    assert dates.full_years(date(1951, 4, 1), date(2026, 4, 1)) == 75


def test_names_sort_by_given_name_then_family_name_đ_after_d_and_tones_last() -> None:
    names = ["Trần Văn Đào", "Nguyễn Thị Dung", "Lê An", "Bùi An", "Vũ Bình", "Vũ Bính", "Vũ Binh", "Hồ Ánh"]
    assert sorted(names, key=text.name_key) == [
        "Bùi An", "Lê An", "Hồ Ánh", "Vũ Binh", "Vũ Bình", "Vũ Bính", "Nguyễn Thị Dung", "Trần Văn Đào",
    ]  # fmt: skip


def test_search_meets_with_and_without_marks_composed_or_not() -> None:
    assert (
        text.fold("Đặng  Thùy Tuấn") == text.fold("DANG THUY TUAN") == text.fold("Đặng Thùy Tuấn") == "dang thuy tuan"
    )


def test_units_sort_by_their_number() -> None:
    assert sorted(["Tổ dân phố 10", "Tổ dân phố 2"], key=text.natural_key) == ["Tổ dân phố 2", "Tổ dân phố 10"]


@given(st.text(max_size=60))
def test_cleaning_is_stable_and_leaves_one_line(value: str) -> None:
    once = text.clean_line(value)
    assert text.clean_line(once) == once
    assert "\n" not in once


def test_a_step_that_the_table_does_not_know_is_refused() -> None:
    table = {("a", "go"): "b"}
    assert machine.step(table, "a", "go", message="no") == "b"
    with pytest.raises(Invalid, match="no"):
        machine.step(table, "b", "go", message="no")


def test_the_clock_moves_for_a_block_only_and_needs_a_zone() -> None:
    moment = clock.local(2022, 4, 22, 23, 30)
    with clock.at(moment):
        assert clock.today() == date(2022, 4, 22)
    assert clock.today() != date(2022, 4, 22)
    with pytest.raises(ValueError, match="aware"), clock.at(moment.replace(tzinfo=None)):
        pass


def test_a_sentence_with_values_is_filled_in() -> None:
    assert str(Invalid("còn %(left)s", params={"left": "5 %"})) == "còn 5 %"
