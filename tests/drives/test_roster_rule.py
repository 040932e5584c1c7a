"""The duty roster: never a clash, nobody twice, time to travel, a fair load (S45, S100)."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from guong.drives.roster import Job, Person, Problem, Span, assign, clashes, explain, propose, score, solve, spread

HOUR = 60


def span(start: int, place: str = "A", minutes: int = 120) -> Span:
    return Span(start, start + minutes, place)


@st.composite
def problems(draw: st.DrawFn) -> Problem:
    """Up to 14 cells in four evenings, one or two parts each, up to six people who belong to some of the cells."""
    start = st.integers(0, 4 * 24).map(lambda step: step * 15)
    spans = st.lists(st.builds(span, start, st.sampled_from(["A", "B", ""])), min_size=1, max_size=2)
    cells = draw(st.lists(spans, max_size=14))
    people = draw(st.lists(st.tuples(st.integers(-1, 13), st.integers(0, 3)), max_size=6))
    ids = [100 + index for index in range(len(people))]
    kept = [draw(st.none() | st.sampled_from([*ids, 999])) for _cell in cells]
    jobs = tuple(Job(index, tuple(mine), kept[index]) for index, mine in enumerate(cells))
    return Problem(
        jobs,
        tuple(
            Person(ids[index], frozenset({own}), jobs[own].spans if 0 <= own < len(jobs) else (), load)
            for index, (own, load) in enumerate(people)
        ),
        travel=draw(st.sampled_from([0, 30, 90])),
    )


@settings(max_examples=150, deadline=None)
@given(problem=problems())
def test_S45_no_answer_ever_has_a_clash_and_a_cell_is_left_only_when_everybody_is_stopped(problem: Problem) -> None:
    solution = assign(problem)
    assert clashes(problem, solution) == []
    assert solution == assign(problem)
    said = explain(problem, solution)
    assert set(said) == {job.unit for job in problem.jobs}
    for job in problem.jobs:
        if job.unit not in solution:
            assert said[job.unit].kind == "nobody"
            assert {block.person for block in said[job.unit].blocks} == {one.person for one in problem.people}
        else:
            assert solution[job.unit] not in {block.person for block in said[job.unit].blocks}


@settings(max_examples=12, deadline=None)
@given(problem=problems())
def test_S45_the_exact_answer_is_as_clean_and_leaves_no_more_cells_alone(problem: Problem) -> None:
    exact = solve(problem)
    if exact is not None:
        assert clashes(problem, exact) == []
        assert score(problem, exact)[0] <= score(problem, assign(problem))[0]
    taken = propose(problem)
    assert clashes(problem, taken) == []
    assert score(problem, taken) <= score(problem, assign(problem))


@given(cells=st.integers(0, 24), people=st.integers(1, 7), had=st.lists(st.integers(0, 2), min_size=7, max_size=7))
def test_S100_where_everybody_is_free_the_loads_differ_by_one_at_most(cells: int, people: int, had: list[int]) -> None:
    jobs = tuple(Job(index, (span(index * 24 * HOUR),)) for index in range(cells))
    team = tuple(Person(100 + index, load=had[index]) for index in range(people))
    problem = Problem(jobs, team, 30)
    solution = assign(problem)
    assert len(solution) == cells
    before = max(one.load for one in team) - min(one.load for one in team)
    assert spread(problem, solution) <= max(1, before)
    assert cells < sum(2 - one.load for one in team) or spread(problem, solution) <= 1


def test_S45_the_way_between_two_places_counts_and_within_one_place_it_does_not() -> None:
    first, near, far = span(0), span(2 * HOUR, "A"), span(2 * HOUR, "B")
    assert not first.meets(near, 30)
    assert first.meets(far, 30)
    assert not first.meets(span(2 * HOUR + 30, "B"), 30)


def test_S100_what_was_assigned_stays_and_one_who_clashes_is_replaced() -> None:
    jobs = (Job(1, (span(0),), kept=7), Job(2, (span(HOUR),), kept=7), Job(3, (span(9 * HOUR),), kept=8))
    problem = Problem(jobs, (Person(7), Person(8), Person(9)), 30)
    solution = assign(problem)
    assert (solution[1], solution[3]) == (7, 8)
    assert solution[2] == 9
    said = explain(problem, solution)
    assert [said[unit].kind for unit in (1, 2, 3)] == ["kept", "least", "kept"]


def test_S100_nobody_is_sent_to_his_own_cell_nor_away_from_its_meeting() -> None:
    own = (span(0, "A"),)
    jobs = (Job(1, own), Job(2, (span(HOUR, "B"),)), Job(3, (span(9 * HOUR),)))
    problem = Problem(jobs, (Person(7, frozenset({1}), own),), 30)
    assert assign(problem) == {3: 7}
    said = explain(problem, {3: 7})
    assert [(said[unit].kind, said[unit].blocks[0].why) for unit in (1, 2)] == [
        ("nobody", "own"),
        ("nobody", "meeting"),
    ]


def test_S45_a_cell_that_finds_nobody_free_pushes_another_on() -> None:
    jobs = (Job(1, (span(0),)), Job(2, (span(0, "B"),)))
    problem = Problem(jobs, (Person(7), Person(8, frozenset({2}), ())), 30)
    assert assign(problem) == {1: 8, 2: 7}
