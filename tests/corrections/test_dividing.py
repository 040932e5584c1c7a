"""Division as a pure machine: 100,000 random histories of editors, answers, objections, removals and people who leave (Q4)."""

from __future__ import annotations

import random
from dataclasses import dataclass, field, replace

import pytest

from guong.corrections import dividing, rules
from guong.corrections.dividing import Key, Settled, Standing, Uneven, may_carry, redivide, resettle

HISTORIES = 100_000
PEOPLE = range(1, 7)


@dataclass
class World:
    """What the services keep: standing shares, those withdrawn, who belongs, and the stamp."""

    members: set[int]
    standing: dict[Key, Standing] = field(default_factory=dict)
    withdrawn: int = 0
    proposed: int = 0
    stamp: int = 0

    def submit(self, wanted: dict[Key, tuple[int, object]], stamp: int) -> bool:
        """What `divide` does: a stale stamp, somebody who may not carry, a wrong sum or finished work change nothing."""
        if stamp != self.stamp or any(
            not may_carry(key, part, self.members, self.standing) for key, (part, _terms) in wanted.items()
        ):
            return False
        try:
            change = redivide(self.standing, wanted)
        except (Uneven, Settled):
            return False
        for key in change.withdrawn:
            del self.standing[key]
        for key in change.proposed:
            self.standing[key] = Standing(*wanted[key])
        self.withdrawn += len(change.withdrawn)
        self.proposed += len(change.proposed)
        self.stamp += 1
        return True

    def settle(self, key: Key, parts: dict[Key, int]) -> bool:
        """What `settle_share` does with an objection."""
        names = list(self.standing)
        ids = {name: at for at, name in enumerate(names)}
        if any(self.standing[name].fixed for name in parts if name != key):
            return False
        try:
            settled = resettle(
                {ids[name]: one.hundredths for name, one in self.standing.items()}, ids[key],
                {ids[name]: part for name, part in parts.items()},
            )  # fmt: skip
        except ValueError:
            return False
        for name in names:
            part, one = settled[ids[name]], self.standing[name]
            if part == 0:
                del self.standing[name]
                self.withdrawn += 1
            elif name == key:
                self.standing[name] = replace(one, hundredths=part, state="confirmed")
            elif part != one.hundredths:
                self.standing[name] = Standing(part, one.terms)
                self.withdrawn += 1
                self.proposed += 1
        self.stamp += 1
        return True

    def check(self) -> None:
        """Nothing but nothing or 100 %; divided exactly when what counts is 100 %; every share ever made is somewhere."""
        total = sum(one.hundredths for one in self.standing.values())
        assert total in {0, rules.WHOLE}
        counting = sum(one.hundredths for one in self.standing.values() if one.state in rules.COUNTING)
        assert rules.is_divided((one.state, one.hundredths) for one in self.standing.values()) == (
            counting == rules.WHOLE
        )
        assert self.proposed == self.withdrawn + len(self.standing)


def _list(draw: random.Random, world: World) -> dict[Key, tuple[int, object]]:
    """A whole list, sometimes a hundredth off, sometimes with a stranger, often with shares that stand unchanged."""
    people = draw.sample(PEOPLE, draw.randint(1, 4))
    parts = rules.equal_split(len(people))
    if draw.random() < 0.5 and len(parts) > 1:
        move = draw.randrange(parts[0])
        parts[0] -= move
        parts[1] += move
    if draw.random() < 0.2:
        parts[0] += draw.choice((-1, 1))
    wanted: dict[Key, tuple[int, object]] = {
        (person, False): (part, "m") for person, part in zip(people, parts, strict=True)
    }
    if world.standing and draw.random() < 0.3:
        wanted = {key: (one.hundredths, one.terms) for key, one in world.standing.items()}
        if draw.random() < 0.5 and (0, True) not in wanted:
            key = draw.choice(list(wanted))
            part, terms = wanted[key]
            if part > 1:
                wanted |= {key: (part - 1, terms), (people[0], True): (1, "why")}
    return wanted


def _event(draw: random.Random, world: World) -> None:
    kind = draw.random()
    if kind < 0.1:
        world.members.discard(draw.choice(PEOPLE))
    elif not world.standing:
        return
    else:
        key = draw.choice(list(world.standing))
        one = world.standing[key]
        if kind < 0.7 and one.state == "proposed":
            world.standing[key] = replace(one, state=draw.choice(("confirmed", "contested", "silent")))
        elif kind < 0.8 and one.state in rules.COUNTING:
            world.standing[key] = replace(one, fixed=True)
        elif one.state == "contested":
            other = draw.choice(list(world.standing))
            part = draw.randrange(one.hundredths + 2)
            moved = {key: part, other: world.standing[other].hundredths + one.hundredths - part}
            world.settle(key, moved if other != key else {key: part})


def test_Q4_a_hundred_thousand_histories_never_end_at_99_99_and_lose_nothing() -> None:
    draw = random.Random(20221104)
    divided = refused = taken = 0
    for _history in range(HISTORIES):
        world = World(set(draw.sample(PEOPLE, draw.randint(2, 6))))
        for _turn in range(draw.randint(1, 3)):
            seen = world.stamp  # two editors open the page at the same moment
            for wanted in (_list(draw, world), _list(draw, world)):
                done = world.submit(wanted, seen)
                taken += done
                refused += not done
            _event(draw, world)
            _event(draw, world)
        world.check()
        divided += rules.is_divided((one.state, one.hundredths) for one in world.standing.values())
    assert min(divided, refused, taken) > 1000  # the histories did go everywhere


def test_Q4_of_two_editors_with_one_stamp_only_the_first_is_taken() -> None:
    world = World({1, 2})
    assert world.submit({(1, False): (10_000, "a")}, 0)
    assert not world.submit({(2, False): (10_000, "a")}, 0)
    assert list(world.standing) == [(1, False)]


def test_Q4_whoever_left_keeps_what_he_carries_and_takes_no_more() -> None:
    standing = {(1, False): Standing(4000, "a")}
    assert may_carry((1, False), 4000, {2}, standing)
    assert not may_carry((1, False), 4001, {2}, standing)
    assert not may_carry((3, False), 1, {2}, standing)


def test_R21_finished_work_is_not_withdrawn_and_the_sum_is_said_exactly() -> None:
    standing = {(1, False): Standing(9999, "a", "confirmed", fixed=True), (2, False): Standing(1, "b")}
    with pytest.raises(Settled) as error:
        redivide(standing, {(1, False): (5000, "a"), (2, False): (5000, "b")})
    assert error.value.key == (1, False)
    with pytest.raises(Uneven) as uneven:
        redivide(standing, {(1, False): (9999, "a")})
    assert uneven.value.rest == 1
    change = redivide(standing, {(1, False): (9999, "a"), (3, False): (1, "c")})
    assert (change.kept, change.withdrawn, change.proposed) == ({(1, False)}, {(2, False)}, ((3, False),))


def test_D17_an_objection_moves_parts_and_keeps_the_whole() -> None:
    assert resettle({1: 4000, 2: 6000}, 1, {1: 0, 2: 10_000}) == {1: 0, 2: 10_000}
    with pytest.raises(Uneven):
        resettle({1: 4000, 2: 6000}, 1, {1: 3999})
    for changes in ({2: 0, 1: 10_000}, {1: -1, 2: 10_001}):
        with pytest.raises(ValueError, match="at least"):
            resettle({1: 4000, 2: 6000}, 1, changes)
    with pytest.raises(KeyError):
        resettle({1: 10_000}, 1, {7: 1})


def test_R21_the_machine_knows_no_framework() -> None:
    assert dividing.__doc__
    assert not [name for name in vars(dividing) if "django" in name]
