"""Random trees under random reorganisations: what must hold of every tree holds, and the drive's figures never move."""

from __future__ import annotations

from random import Random

import pytest

from guong.drives.models import Drive, DriveUnit, Tally
from guong.drives.services import create_drive, open_drive
from guong.figures.selectors import figures
from guong.kernel import clock, treepath
from guong.kernel.errors import Invalid
from guong.org.enums import UnitKind
from guong.org.models import Membership, Unit, UnitPast
from guong.org.querysets import subtree_q
from guong.org.selectors import path_on
from guong.org.services import add_member, create_unit
from guong.reorganisation.models import Succession
from guong.reorganisation.rules import follow
from tests.cast import SYSTEM
from tests.reorganisation.land import do

pytestmark = pytest.mark.django_db
START, OPENING, AFTER = clock.local(2024, 1, 2, 8), clock.local(2026, 3, 1, 8), clock.local(2026, 3, 20, 8)


class World:
    """A random tree, at most four levels deep, with members in its cells and one open drive."""

    def __init__(self, seed: int) -> None:
        self.random, self.made = Random(seed), 0
        with clock.at(START):
            self.top = self._make(UnitKind.PROVINCE, None)
            nodes = [self.top]
            for _number in range(self.random.randint(3, 6)):
                nodes.append(
                    self._make(self.random.choice([UnitKind.DISTRICT, UnitKind.COMMUNE]), self.random.choice(nodes))
                )
            for _number in range(self.random.randint(3, 7)):
                cell = self._make(UnitKind.CELL_VILLAGE, self.random.choice(nodes))
                for index in range(self.random.randint(0, 3)):
                    add_member(actor=SYSTEM, unit=cell, code=f"{cell.code}-{index}", full_name=f"Lê Văn {index}")
        with clock.at(OPENING):
            day = clock.today()
            drive = create_drive(
                actor=SYSTEM, code=f"D{seed}", name="Đợt", theme="Tự soi", mode="political", year=2026, owner=self.top,
                scope_unit=self.top, starts_on=day, ends_on=day, window_from=day, window_to=day,
            )  # fmt: skip
            self.drive: Drive = open_drive(actor=SYSTEM, drive=drive)

    def _make(self, kind: str, parent: Unit | None) -> Unit:
        return create_unit(actor=SYSTEM, code=self.code(), name=f"Tổ chức {self.made}", kind=kind, parent=parent)

    def code(self) -> str:
        self.made += 1
        return f"U{self.made}"

    def pick(self, number: int = 1, *, cell: bool | None = None) -> list[int]:
        open_units = [unit for unit in Unit.objects.filter(closed_on=None).exclude(parent=None).order_by("path")]
        fitting = [unit.pk for unit in open_units if cell is None or unit.is_cell == cell]
        return self.random.sample(fitting, min(number, len(fitting)))

    def order(self) -> tuple[str, dict[str, object]]:
        """A random order; many of them are impossible, and then refused."""
        kind, cell = (
            self.random.choice(["move", "merge", "absorb", "split", "close", "abolish", "rename"]),
            self.random.random() < 0.5,
        )
        parent = self.random.choice(list(Unit.objects.filter(closed_on=None).order_by("path"))).pk
        named = {"code": self.code(), "name": f"Mới {self.made}"}
        orders: dict[str, dict[str, object]] = {
            "move": {"units": self.pick(2), "parent": parent},
            "merge": {"units": self.pick(2, cell=cell), "parent": parent, **named},
            "absorb": {"units": self.pick(2, cell=cell), "into": (self.pick(1, cell=cell) or [parent])[0]},
            "close": {"units": self.pick(1)},
            "abolish": {"top": self.top.pk, "kind": "district"},
            "rename": {"unit": (self.pick() or [self.top.pk])[0], "name": named["name"]},
            "split": {
                "unit": (self.pick() or [self.top.pk])[0], "closes": True,
                "parts": [{"code": self.code(), "name": "Một"}, {**named, "people": self._some_people()}],
            },
        }  # fmt: skip
        return kind, orders[kind]

    def _some_people(self) -> list[int]:
        return list(Membership.objects.filter(to_on=None).values_list("person_id", flat=True)[:1])


def frozen(drive: Drive) -> object:
    """Everything that the drive published: its nodes, its tallies, and the figures of its top."""
    nodes = list(DriveUnit.objects.filter(drive=drive).order_by("pk").values())
    tallies = list(Tally.objects.filter(drive=drive).order_by("pk").values())
    units = Unit.objects.filter(pk__in=[node["unit_id"] for node in nodes]).order_by("pk")
    shown = [str(figures(actor=SYSTEM, drive=drive, unit=unit)) for unit in units]
    past = figures(actor=SYSTEM, drive=drive, unit=units[0], on=OPENING.date())
    return nodes, tallies, shown, str(past)


def holds(seed: int) -> None:
    """What is true of every tree."""
    units = {unit.pk: unit for unit in Unit.objects.all()}
    paths = [unit.path for unit in units.values()]
    assert len(set(paths)) == len(paths), seed
    assert len({unit.code for unit in units.values()}) == len(units), seed
    for unit in units.values():
        above = units[unit.parent_id] if unit.parent_id else None
        assert unit.path[: -treepath.WIDTH] == (above.path if above else ""), seed  # so there is no circle either
        assert unit.closed_on is not None or above is None or above.closed_on is None, seed
        below = {other.pk for other in units.values() if other.path[: len(unit.path)] == unit.path}
        assert set(Unit.objects.filter(subtree_q(unit.path)).values_list("pk", flat=True)) == below, seed
    homes = Membership.objects.filter(to_on=None).select_related("unit")
    assert all(row.unit.closed_on is None and row.unit.is_cell for row in homes), seed
    keepers = dict(Succession.objects.filter(keeps_records=True).values_list("predecessor_id", "successor_id"))
    assert all(units[end].closed_on is None for end in follow(keepers, keepers).values()), seed
    left = set(UnitPast.objects.values_list("unit_id", "path"))
    assert not [unit for unit in units.values() for owner, path in left if path == unit.path and owner != unit.pk], seed


@pytest.mark.parametrize("seed", range(4))
def test_any_reorganisation_keeps_the_tree_whole_and_the_figures_still(seed: int) -> None:
    world = World(seed)
    first = {unit.pk: unit.path for unit in Unit.objects.all()}
    people = Membership.objects.filter(to_on=None).count()
    with clock.at(AFTER):
        before = frozen(world.drive)
    done = 0
    for step in range(10):
        with clock.at(clock.local(2026, 3, 2 + step, 8)):
            top = Unit.objects.get(pk=world.top.pk)
            kind, order = world.order()
            try:
                do(SYSTEM, top, kind, order)
            except Invalid:
                continue  # an impossible order leaves everything as it was: the next checks say so
            done += 1
            holds(seed)
    holds(seed)
    with clock.at(AFTER):
        assert done >= 2
        assert frozen(world.drive) == before
        assert Membership.objects.filter(to_on=None).count() == people
        assert {pk: path_on(Unit.objects.get(pk=pk), OPENING.date()) for pk in first} == first
