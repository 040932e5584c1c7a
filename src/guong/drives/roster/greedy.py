"""The plain answer: the cell with the fewest free people first, to whoever has least; then mend and even out."""

from __future__ import annotations

from collections import deque

from guong.drives.roster.model import Job, Person, Problem, Solution


def assign(problem: Problem) -> Solution:
    """An answer without a clash, the same one every time for the same problem.

    What was assigned before stays where it clashes with nothing. A cell that finds nobody free may push one cell, not assigned
    before, on to somebody else. At the end no chain of single moves makes the loads more even.
    """
    table = _Table(problem)
    waiting = [job for job in problem.jobs if not table.keep(job)]
    while waiting:
        job = min(waiting, key=lambda one: (len(table.free(one)), one.spans[0].start, one.unit))
        waiting.remove(job)
        table.place(job) or table.push(job)
    while table.even_out():
        pass
    return table.solution


class _Table:
    """The answer while it is being made."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.solution: Solution = {}
        self.mine: dict[int, list[Job]] = {one.person: [] for one in problem.people}
        self.fixed: set[int] = set()
        self.order = {one.person: index for index, one in enumerate(problem.people)}

    def load(self, person: Person) -> int:
        return person.load + len(self.mine[person.person])

    def fits(self, job: Job, person: Person) -> bool:
        return self.problem.free(job, person, tuple(self.mine[person.person]))

    def free(self, job: Job) -> list[Person]:
        return [one for one in self.problem.people if self.fits(job, one)]

    def put(self, job: Job, person: Person) -> None:
        self.drop(job)
        self.solution[job.unit] = person.person
        self.mine[person.person].append(job)

    def drop(self, job: Job) -> None:
        before = self.solution.pop(job.unit, None)
        if before is not None:
            self.mine[before].remove(job)

    def keep(self, job: Job) -> bool:
        """Leave the cell with whom it was assigned to before, if he can still go."""
        person = self.problem.by_person.get(job.kept) if job.kept is not None else None
        if person is None or not self.fits(job, person):
            return False
        self.put(job, person)
        self.fixed.add(job.unit)
        return True

    def place(self, job: Job) -> bool:
        """Give the cell to the free person with the smallest load."""
        found = min(self.free(job), key=lambda one: (self.load(one), self.order[one.person]), default=None)
        if found is not None:
            self.put(job, found)
        return found is not None

    def push(self, job: Job) -> bool:
        """Nobody is free: let somebody hand one cell on to a third, and take this one."""
        for person in sorted(self.problem.people, key=self.load):
            in_the_way = [
                one for one in self.mine[person.person] if one.meets(job.spans, self.problem.travel)
            ]  # fmt: skip
            if not self.problem.may(job, person) or len(in_the_way) != 1 or in_the_way[0].unit in self.fixed:
                continue
            other = in_the_way[0]
            takers = [one for one in self.free(other) if one.person != person.person]
            if takers:
                self.put(other, min(takers, key=self.load))
                self.put(job, person)
                return True
        return False

    def even_out(self) -> bool:
        """Move one cell at a time along a chain from somebody with more to somebody with two less; False when there is none."""
        for person in sorted(self.problem.people, key=self.load, reverse=True):
            chain = self._chain(person)
            if chain:
                for job, taker in reversed(chain):
                    self.put(job, taker)
                return True
        return False

    def _chain(self, start: Person) -> list[tuple[Job, Person]]:
        """Moves from `start` to whoever has at least two less; each move fits before and after the ones behind it."""
        came: dict[int, tuple[Job, Person, Person] | None] = {start.person: None}
        queue = deque([start])
        while queue:
            giver = queue.popleft()
            for job in self.mine[giver.person]:
                if job.unit in self.fixed:
                    continue
                for taker in self.problem.people:
                    if taker.person in came or not self.fits(job, taker):
                        continue
                    came[taker.person] = (job, giver, taker)
                    if self.load(taker) + 1 < self.load(start):
                        return _back(came, taker)
                    queue.append(taker)
        return []


def _back(came: dict[int, tuple[Job, Person, Person] | None], end: Person) -> list[tuple[Job, Person]]:
    moves = []
    step = came[end.person]
    while step is not None:
        job, giver, taker = step
        moves.append((job, taker))
        step = came[giver.person]
    return moves[::-1]
