"""Why somebody is proposed, and why nobody is: facts, which the page says in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from guong.drives.roster.model import Job, Person, Problem, loads


@dataclass(frozen=True, slots=True)
class Block:
    """Why one person cannot go to a cell. `why`: "own" (his own cell), "meeting" (of his own cell), "clash" (with `unit`)."""

    person: int
    why: str
    unit: int | None = None


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a cell has its person.

    `kind`: "kept" (assigned before), "only" (nobody else is free), "least" (of the `free` others nobody would have fewer), "even"
    (others are free, and need their time for cells that nobody else can go to), "nobody" (see `blocks`). `load`: cells he
    then has; `blocks`: why the others cannot.
    """

    kind: str
    person: int | None
    load: int
    free: int
    blocks: tuple[Block, ...]


def explain(problem: Problem, solution: Mapping[int, int]) -> dict[int, Reason]:
    """{cell: reason} for every cell of the problem, for any answer, whoever made it."""
    counted = loads(problem, solution)
    mine: dict[int, list[Job]] = {one.person: [] for one in problem.people}
    for unit, person in solution.items():
        mine[person].append(problem.by_unit[unit])
    found = {}
    for job in problem.jobs:
        chosen = solution.get(job.unit)
        others = [one for one in problem.people if one.person != chosen]
        blocks = tuple(block for one in others if (block := _block(problem, job, one, mine[one.person])) is not None)
        stopped = {block.person for block in blocks}
        free = [counted[one.person] for one in others if one.person not in stopped]
        load = counted[chosen] if chosen is not None else 0
        found[job.unit] = Reason(_kind(job, chosen, load, free), chosen, load, len(free), blocks)
    return found


def _kind(job: Job, chosen: int | None, load: int, free: list[int]) -> str:
    if chosen is None:
        return "nobody"
    if chosen == job.kept:
        return "kept"
    if not free:
        return "only"
    return "least" if load <= min(free) + 1 else "even"


def _block(problem: Problem, job: Job, person: Person, mine: list[Job]) -> Block | None:
    if job.unit in person.own:
        return Block(person.person, "own")
    if job.meets(person.busy, problem.travel):
        return Block(person.person, "meeting")
    other = next((one for one in mine if one.unit != job.unit and one.meets(job.spans, problem.travel)), None)
    return Block(person.person, "clash", other.unit) if other is not None else None
