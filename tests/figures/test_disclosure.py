"""Small numbers of people's faults, attacked with a linear solver over levels and dates (D9, Q6)."""

from __future__ import annotations

import random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from guong.figures.disclosure.groups import ALL, GROUPS, OF_COMMITTEES, group_of, hide, safe, small
from guong.figures.disclosure.trees import REST, Tree, Veil, build, gap, veil_then, veil_today
from guong.figures.rules import from_counts
from tests.figures.attack import Attack

LIMIT = 5
TOP = "00001"
PAIRS = (("findings_owned", "findings"), ("findings_done", "findings_owned"), ("findings_closed", "findings_done"))


def place(number: int, above: str = TOP) -> str:
    return f"{above}{number:05d}"


def found(*numbers: int) -> Tree:
    """A ward of cells with so many findings each."""
    return build(TOP, [TOP], [(place(n + 1), True, {"findings": number}) for n, number in enumerate(numbers)])


def shown(tree: Tree, veil: Veil, group: str = "findings") -> list[int]:
    """The numbers of the ward's cells that are shown."""
    return [tree.counts[path]["findings"] for path in tree.below[TOP] if path.isdigit() and group not in veil.of(path)]


@pytest.mark.parametrize(
    ("numbers", "seen"),
    [
        ((7, 9, 12), [7, 9, 12]),
        ((3, 9, 12), [12]),  # 9 is withheld too: the total less 12 and 9 would say 3
        ((3, 4, 12), [12]),  # 3 + 4 is enough to hide behind
        ((1, 1, 6, 20), [20]),  # 1 + 1 is not: the next joins them
        ((0, 0, 0, 20), [0, 0, 0, 20]),  # a nought counts nobody
        ((0, 3, 9, 20), [0, 20]),
        ((2, 1, 1, 0), []),  # and the ward itself says nothing
    ],
)
def test_D9_what_the_total_would_give_away_is_withheld_too(numbers: tuple[int, ...], seen: list[int]) -> None:
    tree = found(*numbers)
    assert shown(tree, veil_today(tree, LIMIT)) == seen


def test_D9_a_reader_of_one_of_two_cells_cannot_subtract_his_own() -> None:
    """The ward says 12; whoever sits in the cell of 9 would know of the other's 3. So the ward says nothing to him."""
    tree = found(9, 3)
    inside = veil_today(tree, LIMIT, {place(1)})
    assert "findings" in inside.of(TOP)
    assert inside.of(place(1)) == frozenset()
    assert "findings" not in veil_today(tree, LIMIT).of(TOP)


def test_D9_what_a_body_counts_of_itself_is_not_given_away_by_its_cells() -> None:
    """23 in all, 9 and 12 in the cells: two of the committee itself. One cell is withheld."""
    rows = [(place(1), True, {"findings": 9}), (place(2), True, {"findings": 12}), (TOP, False, {"findings": 2})]
    tree = build(TOP, [TOP], rows)
    assert tree.counts[TOP]["findings"] == 23
    assert shown(tree, veil_today(tree, LIMIT)) == [12]


def test_D9_cells_beside_bodies_stand_together_as_one() -> None:
    ward = place(1)
    rows = [
        (place(1, ward), True, {"findings": 30}),
        (place(2), True, {"findings": 8}),
        (place(3), True, {"findings": 9}),
    ]
    tree = build(TOP, [TOP, ward], rows)
    assert tree.below[TOP] == [ward, gap(TOP)]
    assert tree.counts[gap(TOP)] == {"findings": 17}
    assert tree.below[gap(TOP)] == [place(2), place(3), TOP + REST]


def test_D9_a_part_of_the_findings_is_withheld_where_it_is_small_or_leaves_few() -> None:
    course = GROUPS["findings/course"]
    whole = {"findings": 12, "findings_owned": 12, "findings_done": 12, "findings_closed": 12, "findings_held": 12}
    assert not small(course, whole, LIMIT)
    assert small(course, {**whole, "findings_done": 9}, LIMIT)  # three are left
    assert small(course, {**whole, "findings_held": 2}, LIMIT)
    assert not small(course, {**whole, "findings_held": 0}, LIMIT)  # a nought counts nobody


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.integers(0, 12), min_size=1, max_size=12), st.integers(3, 10))
def test_D9_the_withheld_always_leave_room_or_the_body_is_small(numbers: list[int], limit: int) -> None:
    rows = [{"findings": number} for number in numbers]
    verdict = hide(rows, limit)
    atoms = [row for row, hidden in zip(rows, verdict.hidden, strict=True) if "findings" in hidden]
    assert all(
        "findings" in hidden for row, hidden in zip(rows, verdict.hidden, strict=True) if 0 < row["findings"] < limit
    )
    assert safe(GROUPS["findings"], atoms, limit) or sum(numbers) < limit


def test_D9_every_figure_of_faults_belongs_to_a_group() -> None:
    """A new figure about findings, measures, remarks or re-checks is withheld with its family until it is given a group."""
    assert group_of("findings.something_new") == "findings"
    for key in from_counts({}):
        faults = key.split(".")[0] in {"findings", "actions", "remarks", "rechecks"}
        assert (group_of(key) in ALL) == (faults and key not in OF_COMMITTEES), key


def test_D9_a_past_day_is_silent_where_the_difference_to_today_is_small() -> None:
    """The ward had 20 then and 22 now: whoever saw both would know of two new ones."""
    before, after = found(10, 10), found(10, 12)
    assert "findings" in veil_then([before, after], LIMIT).of(TOP)
    assert "findings" not in veil_then([before, found(10, 15)], LIMIT).of(TOP)
    assert shown(before, veil_then([before, found(10, 15)], LIMIT)) == [10, 10]


def test_D9_a_pattern_does_not_change_between_two_days() -> None:
    """On the earlier day a cell was small that is not today: then no cell of that day is shown, only the ward."""
    before, after = found(3, 8, 20, 40), found(9, 8, 26, 50)
    veil = veil_then([before, after], LIMIT)
    assert shown(before, veil) == []
    assert "findings" not in veil.of(TOP)


def _life(choose: random.Random, places: list[str], months: int, brisk: int) -> list[list[tuple[str, dict[str, int]]]]:
    """Counts of each place at the end of each month: they grow, at a pace of their own."""
    state = {path: dict.fromkeys(("findings", *(part for part, _whole in PAIRS)), 0) for path in places}
    pace = {path: choose.choice([0, 1, 3, brisk, brisk]) for path in places}
    days = []
    for _month in range(months):
        for path, counts in state.items():
            counts["findings"] += choose.randint(0, pace[path]) if choose.random() < 0.8 else 0
            for part, whole in PAIRS:
                counts[part] = choose.randint(counts[part], counts[whole])
        days.append([(path, dict(counts)) for path, counts in state.items()])
    return days


def _world(seed: int) -> tuple[list[Tree], list[str]]:
    """A small province: bodies, cells below them, cells directly below the top, and what bodies count of themselves."""
    choose = random.Random(seed)
    bodies, cells = [TOP], [place(50 + n) for n in range(choose.randint(0, 3))]
    for number in range(1, choose.randint(2, 4)):
        bodies.append(place(number))
        cells += [place(n, bodies[-1]) for n in range(1, choose.randint(2, 5))]
    own = [body for body in bodies if choose.random() < 0.4]
    days = _life(choose, cells + own, choose.randint(1, 3), choose.choice([6, 15, 40]))
    return [build(TOP, bodies, [(path, path in cells, counts) for path, counts in day]) for day in days], cells


@pytest.mark.parametrize("seed", [2, 5, 11])
def test_Q6_a_linear_solver_recovers_nothing_over_levels_and_dates(seed: int) -> None:
    trees, _cells = _world(seed)
    veils = [veil_then(trees[day:], LIMIT) for day in range(len(trees))]
    attack = Attack(trees, veils, ("findings", "findings/course"))
    assert attack.equal, "something is published"
    assert attack.recovered(LIMIT) == []


def test_Q6_the_solver_finds_what_is_not_protected() -> None:
    """With only the small cells withheld, and no second one, the solver names every one of them: the attack is no straw man."""
    tree = found(3, 9, 12)
    naive = Veil({path: ALL if row.get("findings", 0) < LIMIT else frozenset() for path, row in tree.counts.items()})
    assert [
        (path, low, high) for _day, path, _what, low, high in Attack([tree], [naive], ["findings"]).recovered(LIMIT)
    ] == [(place(1), 3, 3)]


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.integers(0, 14), min_size=2, max_size=6), st.lists(st.integers(0, 9), min_size=6, max_size=6))
def test_Q6_two_days_of_one_ward(numbers: list[int], more: list[int]) -> None:
    days = [found(*numbers), found(*(n + m for n, m in zip(numbers, more, strict=False)))]
    veils = [veil_then(days, LIMIT), veil_today(days[1], LIMIT)]
    assert Attack(days, veils, ["findings"]).recovered(LIMIT) == []
