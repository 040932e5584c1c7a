"""The problem of the duty roster as plain numbers, and the exact checks that every answer must pass."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import combinations

Solution = dict[int, int]
"""{cell id: person id}."""


@dataclass(frozen=True, slots=True)
class Span:
    """A meeting. `start`, `end`: minutes since any fixed moment, end after start; `place`: as written, "" for online."""

    start: int
    end: int
    place: str

    def meets(self, other: Span, travel: int) -> bool:
        """Whether nobody can be at both: they overlap, or leave less than `travel` minutes between two places (S45)."""
        way = 0 if self.place == other.place else travel
        return self.start < other.end + way and other.start < self.end + way


@dataclass(frozen=True, slots=True)
class Job:
    """A cell and all the parts of its meeting: whoever goes there goes to every part. `kept`: who was assigned before."""

    unit: int
    spans: tuple[Span, ...]
    kept: int | None = None

    def meets(self, spans: tuple[Span, ...], travel: int) -> bool:
        return any(one.meets(other, travel) for one in self.spans for other in spans)


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody of the committee. `own`: cells he belongs to; `busy`: their meetings; `load`: cells he has beside these."""

    person: int
    own: frozenset[int] = frozenset()
    busy: tuple[Span, ...] = ()
    load: int = 0


@dataclass(frozen=True)
class Problem:
    """Cells in the order of their meetings, people in the order of their names; `travel` in minutes."""

    jobs: tuple[Job, ...]
    people: tuple[Person, ...]
    travel: int
    by_unit: Mapping[int, Job] = field(init=False, repr=False)
    by_person: Mapping[int, Person] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "by_unit", {job.unit: job for job in self.jobs})
        object.__setattr__(self, "by_person", {one.person: one for one in self.people})

    def may(self, job: Job, person: Person) -> bool:
        """Whether he could go there if he had nothing else: nobody is sent to his own cell, nor away from its meeting."""
        return job.unit not in person.own and not job.meets(person.busy, self.travel)

    def free(self, job: Job, person: Person, others: tuple[Job, ...]) -> bool:
        """Whether he may go there beside these other cells."""
        return self.may(job, person) and not any(
            job.meets(one.spans, self.travel) for one in others if one.unit != job.unit
        )


@dataclass(frozen=True, slots=True)
class Clash:
    """One person who cannot be where an answer sends him. `other`: the second cell; None: his own cell or its meeting."""

    person: int
    unit: int
    other: int | None


def clashes(problem: Problem, solution: Mapping[int, int]) -> list[Clash]:
    """Everything that is wrong with an answer, by hand or by machine. A cell or a person unknown is a KeyError."""
    return list(_clashes(problem, solution))


def _clashes(problem: Problem, solution: Mapping[int, int]) -> Iterator[Clash]:
    mine: dict[int, list[Job]] = defaultdict(list)
    for unit, person in solution.items():
        mine[person].append(problem.by_unit[unit])
    for person, jobs in mine.items():
        yield from (Clash(person, job.unit, None) for job in jobs if not problem.may(job, problem.by_person[person]))
        for one, other in combinations(jobs, 2):
            if one.meets(other.spans, problem.travel):
                yield Clash(person, one.unit, other.unit)


def loads(problem: Problem, solution: Mapping[int, int]) -> dict[int, int]:
    """How many cells each person has, those beside this problem included."""
    found = {one.person: one.load for one in problem.people}
    for person in solution.values():
        found[person] += 1
    return found


def spread(problem: Problem, solution: Mapping[int, int]) -> int:
    """The largest load less the smallest; 0 without people."""
    found = loads(problem, solution).values()
    return max(found) - min(found) if found else 0


def score(problem: Problem, solution: Mapping[int, int]) -> tuple[int, int]:
    """Smaller is better: first cells that nobody goes to, then the sum of the squares of the loads."""
    return len(problem.jobs) - len(solution), sum(load * load for load in loads(problem, solution).values())
