"""Who of the committee goes to which registered meeting: no clash, time to travel, a fair load (S45, S100, S134).

Pure: minutes and ids in, ids out. `propose` always answers; where SciPy is installed (`pip install guong[roster]`) its exact
solver is asked too, and the better of the two answers is taken (docs/mechanisms/roster.md).
"""

from guong.drives.roster.exact import available, solve
from guong.drives.roster.explain import Block, Reason, explain
from guong.drives.roster.greedy import assign
from guong.drives.roster.model import Clash, Job, Person, Problem, Solution, Span, clashes, loads, score, spread

__all__ = [
    "Block",
    "Clash",
    "Job",
    "Person",
    "Problem",
    "Reason",
    "Solution",
    "Span",
    "assign",
    "available",
    "clashes",
    "explain",
    "loads",
    "propose",
    "score",
    "spread",
]


def propose(problem: Problem) -> Solution:
    """{cell: person} for every cell that somebody can go to; what was assigned before and clashes with nothing stays.

    No answer with a clash is ever returned: the exact one is checked like the other, and left aside if anything is wrong.
    """
    plain = assign(problem)
    better = solve(problem)
    if better is None or clashes(problem, better) or score(problem, better) >= score(problem, plain):
        return plain
    return better
