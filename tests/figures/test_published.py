"""The attack of Q6 once more, on what the product really hands out: the JSON and the board of every unit on many days."""

from __future__ import annotations

import random
from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from guong.corrections import services as corrections
from guong.drives.models import Drive, DriveUnit
from guong.figures.disclosure.groups import GROUPS, group_of
from guong.figures.disclosure.reading import _rows_then, _rows_today, _tree
from guong.figures.disclosure.trees import Tree, Veil
from guong.kernel import clock
from guong.org.enums import UnitKind
from guong.org.models import Person, Unit
from guong.org.services import add_member, create_unit
from tests.cast import SYSTEM, Cast
from tests.drives.factory import open_test_drive
from tests.figures.attack import Attack

NOW = clock.local(2026, 6, 10, 9)
DAYS = [
    date(2026, 3, 31),
    date(2026, 4, 15),
    date(2026, 4, 30),
    date(2026, 5, 30),
    date(2026, 5, 31),
    date(2026, 6, 10),
]


@pytest.fixture
def drive(cast: Cast) -> Drive:
    """Four cells that find so many shortcomings each month: few, many, and none."""
    people: dict[Unit, Person] = {cast.cell: cast.person("member"), cast.sibling: cast.person("sibling_member")}
    with clock.at(clock.local(2026, 2, 1, 8)):
        for number in (3, 4):
            cell = create_unit(
                actor=SYSTEM, code=f"TDP-0{number}", name=f"Chi bộ tổ dân phố {number}", kind=UnitKind.CELL_RESIDENTIAL,
                parent=cast.ward,
            )  # fmt: skip
            people[cell] = add_member(
                actor=SYSTEM, unit=cell, code=f"DV-10{number}", full_name=f"Lý Văn Tám {number}", birth_date=date(1970, 5, number),
                admitted_on=date(2001, 5, 19), kind="official",
            )  # fmt: skip
    drive = open_test_drive(cast)
    choose = random.Random(8)
    for month, amounts in ((3, (7, 2, 6, 0)), (4, (1, 1, 6, 0)), (5, (5, 3, 0, 7))):
        for unit, amount in zip(people, amounts, strict=True):
            for number in range(amount):
                with clock.at(clock.local(2026, month, choose.randint(2, 28), 9)):
                    corrections.state_finding(
                        actor=SYSTEM, drive=drive, unit=unit, subject="person", person=people[unit], kind="work",
                        fact=f"Việc {number + 1} tháng {month} để chậm ba ngày.", source="review",
                    )  # fmt: skip
    return drive


def _published(client: Client, drive: Drive, tree: Tree, day: date) -> Veil:
    """What the JSON of each unit withholds on a day; and that it states nothing but the truth."""
    hidden = {}
    for place in DriveUnit.objects.filter(drive=drive, path__in=list(tree.counts)):
        got = client.get(reverse("board-json", args=[drive.pk, place.unit_id]) + f"?ngay={day:%d/%m/%Y}")
        assert got.status_code == 200
        figures = got.json()["figures"]
        hidden[place.path] = frozenset(
            group_of(key) for key, value in figures.items() if isinstance(value, dict) and "withheld_below" in value
        )
        if "findings" not in hidden[place.path]:
            assert figures["findings.total"] == tree.counts[place.path].get("findings", 0)
    for path in tree.counts:
        hidden.setdefault(path, frozenset(GROUPS))
    return Veil(hidden)


def test_Q6_nothing_is_recovered_from_the_pages_of_all_units_on_all_days(cast: Cast, drive: Drive) -> None:
    clerk = Client()
    clerk.force_login(cast.accounts["clerk"])
    places = list(DriveUnit.objects.filter(drive=drive).select_related("unit").order_by("path"))
    trees, veils = [], []
    with clock.at(NOW):
        for day in DAYS:
            rows = _rows_today(drive) if day == NOW.date() else _rows_then(drive, day)
            trees.append(_tree(places, rows))
            veils.append(_published(clerk, drive, trees[-1], day))
    shown = [("findings" not in veil.of(cast.ward.path)) for veil in veils]
    assert shown[-1], "today's total is stated"
    for day, is_shown in zip(DAYS, shown, strict=True):
        last_of_month = (day + timedelta(days=1)).day == 1
        assert not is_shown or last_of_month or day == NOW.date()
    attack = Attack(trees, veils, ("findings", "findings/course"))
    assert attack.recovered(5) == []
