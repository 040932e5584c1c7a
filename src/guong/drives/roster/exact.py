"""The exact answer, where SciPy is installed: a small integer program. The one place that knows it (an optional extra)."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from itertools import combinations
from typing import Any

from guong.drives.roster.model import Problem, Solution

LARGEST = 6000  # pairs (cell, person) that may be; beyond it the plain answer is taken
SECONDS = 5


def available() -> bool:
    """Whether the extra is installed."""
    return find_spec("scipy") is not None


def solve(problem: Problem) -> Solution | None:
    """The answer with the fewest cells left alone, then the smallest largest load; None if it is not found in time.

    Variables: one for each cell and person who may go there, and the largest load. Who was assigned before and can still go
    stays, as in the plain answer.
    """
    pairs = _pairs(problem)
    if not pairs or len(pairs) > LARGEST or not available():
        return None
    found = _run(problem, pairs)
    return None if found is None else {problem.jobs[j].unit: problem.people[p].person for j, p in found}


def _pairs(problem: Problem) -> list[tuple[int, int]]:
    """(index of the cell, index of the person); a kept one has only whom it had, unless he cannot go beside the others kept."""
    kept: dict[int, list[Any]] = {one.person: [] for one in problem.people}
    found = []
    for j, job in enumerate(problem.jobs):
        before = problem.by_person.get(job.kept) if job.kept is not None else None
        if before is not None and problem.free(job, before, tuple(kept[before.person])):
            kept[before.person].append(job)
            found.append((j, problem.people.index(before)))
            continue
        found += [(j, p) for p, person in enumerate(problem.people) if problem.may(job, person)]
    return found


def _run(problem: Problem, pairs: list[tuple[int, int]]) -> list[tuple[int, int]] | None:
    optimize, sparse, np = (import_module(name) for name in ("scipy.optimize", "scipy.sparse", "numpy"))
    n, top = len(pairs), len(pairs)  # the last variable is the largest load
    rows: list[tuple[dict[int, int], float]] = []  # coefficients, upper bound
    for j in range(len(problem.jobs)):
        rows.append(({k: 1 for k in range(n) if pairs[k][0] == j}, 1))
    for p, person in enumerate(problem.people):
        mine = [k for k in range(n) if pairs[k][1] == p]
        rows.append(({**dict.fromkeys(mine, 1), top: -1}, -person.load))
        for k, m in combinations(mine, 2):
            one, other = problem.jobs[pairs[k][0]], problem.jobs[pairs[m][0]]
            if one.meets(other.spans, problem.travel):
                rows.append(({k: 1, m: 1}, 1))
    table = sparse.lil_array((len(rows), n + 1))
    for index, (row, _bound) in enumerate(rows):
        for column, value in row.items():
            table[index, column] = value
    most = len(problem.jobs) + max(one.load for one in problem.people) + 1
    answer = optimize.milp(
        c=np.array([-float(most + 1)] * n + [1.0]),
        constraints=optimize.LinearConstraint(table.tocsr(), -np.inf, np.array([bound for _row, bound in rows])),
        integrality=np.ones(n + 1), bounds=optimize.Bounds(0, np.array([1.0] * n + [float(most)])),
        options={"time_limit": SECONDS},
    )  # fmt: skip
    return [pair for pair, value in zip(pairs, answer.x, strict=False) if value > 0.5] if answer.success else None
